using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bihuan.Storage.Sqlite;

/// <summary>
/// The log in front of the file. What is durable in it is moved into the file beside the writer; once nearly all of it is, the writer moves
/// the rest between two commits and writes over the log from its beginning. A log that only grew cost more than everything written into it:
/// the system has to find, clear and count each new page of a file. See decision 0024.
/// </summary>
sealed class SqliteLog(Func<SqliteConnection> open, long longest = SqliteLog.Long) : IAsyncDisposable
{
    /// <summary>Pages from which on the log is begun anew: 128 MB. Shorter ones make the writer wait more often, each time for two syncs of the file.</summary>
    const long Long = 1 << 15;

    // Below this, moving costs more syncs of the file than it saves whoever opens it next: 4 MB.
    const long Worthwhile = 1 << 10;

    // A pass leaves what is written while it runs; a second one leaves little.
    const int Passes = 2;

    // Milliseconds that the writer waits for somebody who still reads an older state.
    const int Patience = 20;

    static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource closing = new();
    readonly SemaphoreSlim called = new(0);
    readonly Lock beginning = new();
    Task? moving;
    long length;
    long moved;
    long nextCall;
    bool isReady;

    /// <summary>Begins to look after the log.</summary>
    public void Watch()
    {
        lock (beginning)
        {
            if (moving is not null) return;
            nextCall = longest;
            moving = Task.Run(Move, CancellationToken.None);
        }
    }

    /// <summary>To be told after every commit, on the thread of the connection that committed.</summary>
    /// <param name="writer">That connection.</param>
    /// <param name="pages">How many it has written.</param>
    public void Grew(sqlite3 writer, long pages)
    {
        var now = Interlocked.Add(ref length, pages);
        if (Volatile.Read(ref isReady)) BeginAnew(writer, now);
        else if (now >= Volatile.Read(ref nextCall) && Interlocked.Exchange(ref nextCall, long.MaxValue) != long.MaxValue) called.Release();
    }

    void BeginAnew(sqlite3 writer, long now)
    {
        Volatile.Write(ref isReady, false);
        raw.sqlite3_busy_timeout(writer, Patience);
        var answer = raw.sqlite3_wal_checkpoint_v2(writer, "main", raw.SQLITE_CHECKPOINT_RESTART, out _, out _);
        raw.sqlite3_busy_timeout(writer, int.MaxValue);
        if (answer == raw.SQLITE_OK)
        {
            Interlocked.Exchange(ref length, 0);
            Interlocked.Exchange(ref moved, 0);
            Volatile.Write(ref nextCall, longest);
        }
        else
        {
            // Somebody reads on, an export perhaps: the log grows meanwhile.
            Volatile.Write(ref nextCall, now + longest);
        }
    }

    async Task Move()
    {
        using var connection = open();
        var isFirst = true;
        while (!closing.IsCancellationRequested)
        {
            bool isCalled;
            try
            {
                isCalled = await called.WaitAsync(Pace, closing.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            for (var pass = 0; pass < (isCalled ? Passes : 1); pass++)
            {
                var upTo = Interlocked.Read(ref length);
                if (!isFirst && upTo - Interlocked.Read(ref moved) < Math.Min(Worthwhile, longest)) break;
                raw.sqlite3_wal_checkpoint_v2(connection.Handle!, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
                Interlocked.Exchange(ref moved, upTo);
                // What an earlier process left behind is not known until it has been looked at.
                isFirst = false;
            }

            if (isCalled) Volatile.Write(ref isReady, true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        if (moving is not null) await moving;
        closing.Dispose();
        called.Dispose();
    }
}
