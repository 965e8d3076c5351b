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

    string Log => room.File + "-wal";

    async Task<SqliteLane> Lane()
    {
        log.Watch();
        SqliteLane lane = new(store.Open(readOnly: false), log);
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

    Task Write(SqliteLane lane) => Commit(lane, new("insert into notes (n, body) values ($1, $2)", (long)++written, new string('x', 2000)));

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
        await store.DisposeAsync();
        room.Dispose();
    }
}
