using Bihuan.Engine.Decisions;
using Bihuan.Hosting;
using Bihuan.Matters;

namespace Bihuan.Tests.Storage;

/// <summary>What a process remembers of stories, and when it must not.</summary>
public abstract partial class JournalContract
{
    [Fact]
    public async Task a_story_is_remembered_only_as_long_as_nothing_was_added_by_anybody()
    {
        await Say("a");
        var (first, version) = await Reading.Story<Matter>(District, Named("a"), Stop);
        Assert.Same(first, (await Reading.Story<Matter>(District, Named("a"), Stop)).Story);

        // Another node where there may be one: it remembers by itself, and what is remembered here must not be believed.
        var other = await Door();
        await Note("a", "别处写的", writer: other);
        Assert.Equal(version + 1, (await Reading.Story<Matter>(District, Named("a"), Stop)).Version);
        await Note("a", "这里写的");
        Assert.Equal(version + 2, (await Reading.Story<Matter>(District, Named("a"), Stop)).Version);
        if (other != Writer) await other.DisposeAsync();
    }

    [Fact]
    public async Task no_copy_of_words_stays_when_they_are_destroyed()
    {
        await Say("a");
        await Say("b");
        var since = Kept.Cleared;
        var (story, version) = await Reading.Story<Matter>(District, Named("a"), Stop);
        Assert.Equal("王丽", story.Said.Name);
        Assert.NotNull(Kept.Find(District, Named("a")));

        await Clerk(Writer).Record<Matter>(Named("b"), (matter, desk) =>
        {
            desk.Destroy(matter.Person!);
            return ValueTask.FromResult<Decision>(new Noted("依申请删除"));
        }, Stop);
        Assert.Null(Kept.Find(District, Named("a")));
        // Whoever was reading meanwhile does not bring them back.
        Kept.Keep(District, Named("a"), new(story, version, new byte[32]), since);
        Assert.Null(Kept.Find(District, Named("a")));
        Assert.Null((await Reading.Story<Matter>(District, Named("a"), Stop)).Story.Said.Name);
    }
}
