using Bihuan.Engine.Decisions;
using Bihuan.Engine.Journal;
using Bihuan.Hosting;
using Bihuan.Matters;
using Dapper;

namespace Bihuan.Tests.Storage;

/// <summary>What a process remembers of stories, and when it must not.</summary>
public abstract partial class JournalContract
{
    [Fact]
    public async Task what_one_verb_records_stands_in_one_line()
    {
        await Note("a", "before");
        var answer = await Clerk(Writer).Record<Matter>(Named("a"), (_, _) => (Fact[])[new Noted("一"), new Noted("二\n行"), new Noted("三")], Stop);
        await Note("a", "after");
        var entries = await Reading.Entries(District, Named("a"), Stop);

        Assert.Equal(4, answer.Version);
        Assert.Equal([1, 2, 5], await Versions());
        Assert.Equal(["before", "一", "二\n行", "三", "after"], entries.Select(entry => ((Noted)entry.Fact).Text));
        Assert.Equal([1, 2, 3, 4, 5], entries.Select(entry => entry.Version));
        Assert.Single(entries.Skip(1).Take(3).Select(entry => Convert.ToHexString(entry.Hash.Span)).Distinct());
        await IsWhole();

        async Task<IEnumerable<long>> Versions()
        {
            await using var connection = await Store.Read(Stop);
            return await connection.QueryAsync<long>("select version from journal order by version");
        }
    }

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
