using Bihuan.Hosting;
using Bihuan.Storage.Sqlite;
using Stream = Bihuan.Engine.Journal.Stream;

namespace Bihuan.Tests.Storage;

/// <summary>Nobody is answered before the disk has what he is told; the next is decided meanwhile.</summary>
public sealed class DurableAnswerTests : IAsyncDisposable
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    readonly SqliteRoom room = new();
    readonly SlowDisk disk;
    readonly Writer writer;

    public DurableAnswerTests()
    {
        disk = new(new SqliteStore(room.File));
        writer = new(disk, new(Scene.Facts, []), new(new byte[32]), new());
    }

    [Fact]
    public async Task an_answer_waits_for_the_disk_and_the_next_verb_does_not()
    {
        await disk.Migrate(Stop);
        await writer.Open(Stop);
        List<string> decided = [];
        var first = writer.Take(new Verb("a", decided), Stop);
        await disk.Asked(1);
        var second = writer.Take(new Verb("b", decided), Stop);
        await disk.Asked(2);
        Assert.Equal(["a", "b"], decided);
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        disk.Takes(0);
        await first;
        Assert.False(second.IsCompleted);
        disk.Takes(1);
        await second;
    }

    [Fact]
    public async Task what_the_disk_refuses_is_not_answered_as_done()
    {
        await disk.Migrate(Stop);
        await writer.Open(Stop);
        List<string> decided = [];
        var verb = writer.Take(new Verb("a", decided), Stop);
        await disk.Asked(1);
        disk.Refuses(0);
        await Assert.ThrowsAsync<IOException>(() => verb);
        // It stands, for whoever looks: to decide it once more would do it twice.
        Assert.Equal(["a"], decided);
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await disk.DisposeAsync();
        room.Dispose();
    }

    sealed class Verb(string name, List<string> decided) : Job("370212", new Stream($"note-{name}"))
    {
        internal override Task Run(Batch batch, CancellationToken stop)
        {
            decided.Add(name);
            return Task.CompletedTask;
        }
    }
}
