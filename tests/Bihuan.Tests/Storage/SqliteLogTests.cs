using Bihuan.Hosting;
using Bihuan.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bihuan.Tests.Storage;

/// <summary>The log in front of the file: begun anew, and not longer and longer. Decision 0024.</summary>
public sealed class SqliteLogTests : IAsyncDisposable
{
    // Of pages: the least with which something is left to be moved while the writer goes on.
    const int Longest = 100;
    const int Page = 4096;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    readonly SqliteRoom room = new();
    readonly SqliteStore store;
    readonly SqliteLog log;
    readonly SqliteSync sync = new();
    int written;

    public SqliteLogTests()
    {
        store = new(room.File);
        log = new(() => store.Open(readOnly: false), Longest);
    }

    [Fact]
    public async Task a_log_is_begun_anew_and_nothing_is_lost()
    {
        await using var lane = await Lane();
        for (var time = 0; time < 5; time++) await UntilBegunAnew(lane);
        using var reader = Reader();
        Assert.Equal(written, reader.ExecuteScalar<int>("select count(*) from notes"));
        Assert.Equal("ok", reader.ExecuteScalar<string>("pragma integrity_check"));
    }

    [Fact]
    public async Task who_reads_an_older_state_reads_on_and_the_log_grows_meanwhile()
    {
        await using var lane = await Lane();
        await UntilBegunAnew(lane);
        var seen = written;
        using (var reader = Reader())
        using (reader.BeginTransaction(deferred: true))
        {
            Assert.Equal(seen, Count(reader));
            // Who finds everything in the file needs no log; only from the next page on is there something that cannot be moved.
            await Write(lane);
            var beginning = Beginning();
            while (new FileInfo(Log).Length < 6L * Longest * Page) await Write(lane);
            Assert.Equal(beginning, Beginning());
            Assert.Equal(seen, Count(reader));
        }

        await UntilBegunAnew(lane);
        using var next = Reader();
        Assert.Equal(written, Count(next));

        static int Count(SqliteConnection reader) => reader.ExecuteScalar<int>("select count(*) from notes");
    }

    [Fact]
    public async Task what_is_too_long_for_memory_is_read_back_before_it_is_committed()
    {
        await using var lane = await Lane();
        await lane.Begin(Stop);
        // More than the writer keeps: pages leave for the log in the middle, and are asked for again.
        for (var n = 0; n < 12_000; n++) await lane.Write([Note()], Stop);
        Assert.Equal(12_000L, await lane.Ask(new("select count(*) from notes where length(body) = 2000"), Stop));
        using var reader = Reader();
        Assert.Equal(0, reader.ExecuteScalar<int>("select count(*) from notes"));
        await lane.Commit(Stop);
        Assert.Equal(12_000, reader.ExecuteScalar<int>("select count(*) from notes"));
        Assert.Equal("ok", reader.ExecuteScalar<string>("pragma integrity_check"));
    }

    [Fact]
    public async Task what_is_rolled_back_leaves_nothing_behind_it()
    {
        await using var lane = await Lane();
        await lane.Begin(Stop);
        for (var n = 0; n < 12_000; n++) await lane.Write([Note()], Stop);
        await lane.Rollback();
        await Write(lane);
        using var reader = Reader();
        Assert.Equal(1, reader.ExecuteScalar<int>("select count(*) from notes"));
        Assert.Equal("ok", reader.ExecuteScalar<string>("pragma integrity_check"));
    }

    [Fact]
    public async Task what_was_given_up_is_not_written_over_what_another_has_committed_since()
    {
        await using var lane = await Lane();
        await Write(lane);
        await lane.Begin(Stop);
        // Many times what is gathered for one call, and not a whole number of calls.
        for (var n = 0; n < 12_345; n++) await lane.Write([new("update notes set body = $1 where n = 1", $"{n}{new string('y', 2000)}"), Note()], Stop);
        await lane.Rollback();
        var kept = 1;
        await using (SqliteLane other = new(store.Open(readOnly: false), log, sync))
            for (; kept < 60; kept++) await Write(other);
        await Write(lane);
        kept++;
        using var reader = Reader();
        Assert.Equal(kept, reader.ExecuteScalar<int>("select count(*) from notes where body like 'xxx%'"));
        Assert.Equal("ok", reader.ExecuteScalar<string>("pragma integrity_check"));
    }

    [Fact]
    public async Task what_has_been_said_to_be_durable_stands_in_a_copy_of_the_files()
    {
        await using var lane = await Lane();
        for (var n = 0; n < 20; n++)
        {
            await lane.Begin(Stop);
            await lane.Write([Note()], Stop);
            var durable = await lane.Conclude([], Stop);
            using var reader = Reader();
            Assert.Equal(written, reader.ExecuteScalar<int>("select count(*) from notes"));
            await durable;
        }

        using SqliteRoom other = new();
        File.Copy(room.File, other.File, overwrite: true);
        File.Copy(Log, other.File + "-wal", overwrite: true);
        await using SqliteStore copy = new(other.File);
        using var found = copy.Open(readOnly: false);
        Assert.Equal(written, found.ExecuteScalar<int>("select count(*) from notes"));
    }

    [Fact]
    public async Task a_disk_that_has_refused_once_is_trusted_no_more()
    {
        await using var lane = await Lane();
        await Assert.ThrowsAsync<IOException>(() => sync.Order(() => throw new IOException("full")));
        await Assert.ThrowsAsync<IOException>(() => lane.Begin(Stop));
        await Assert.ThrowsAsync<IOException>(() => sync.Order(() => Assert.Fail("asked again")));
    }

    [Fact]
    public async Task those_who_come_while_the_disk_writes_share_the_next_turn()
    {
        using SemaphoreSlim disk = new(0);
        var turns = 0;
        void Sync()
        {
            disk.Wait(Stop);
            Interlocked.Increment(ref turns);
        }

        var first = sync.Order(Sync);
        // The first has begun when an order is no longer the same as its.
        var second = sync.Order(Sync);
        while (second == first)
        {
            await Task.Delay(1, Stop);
            second = sync.Order(Sync);
        }

        var third = sync.Order(Sync);
        Assert.Same(second, third);
        Assert.False(first.IsCompleted);
        disk.Release();
        await first;
        Assert.False(second.IsCompleted);
        disk.Release();
        await second;
        Assert.Equal(2, turns);
        Assert.Same(second, sync.Last);
    }

    string Log => room.File + "-wal";

    async Task<SqliteLane> Lane()
    {
        log.Watch();
        SqliteLane lane = new(store.Open(readOnly: false), log, sync);
        await Commit(lane, new("create table notes (n integer primary key, body text not null)"));
        return lane;
    }

    /// <summary>Writes until the log is written over from its beginning.</summary>
    async Task UntilBegunAnew(SqliteLane lane)
    {
        for (var (beginning, first) = (Beginning(), written); Beginning() == beginning;)
        {
            Assert.InRange(written, first, first + 100_000);
            await Write(lane);
        }
    }

    Task Write(SqliteLane lane) => Commit(lane, Note());

    Statement Note() => new("insert into notes (n, body) values ($1, $2)", (long)++written, new string('x', 2000));

    static async Task Commit(SqliteLane lane, Statement statement)
    {
        await lane.Begin(Stop);
        await lane.Write([statement], Stop);
        await lane.Commit(Stop);
    }

    /// <summary>What every beginning of a log changes: the number in its head.</summary>
    string Beginning()
    {
        using var head = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[24];
        head.ReadExactly(bytes);
        return Convert.ToHexString(bytes, 16, 8);
    }

    SqliteConnection Reader() => store.Open(readOnly: true);

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        sync.Dispose();
        await store.DisposeAsync();
        room.Dispose();
    }
}
