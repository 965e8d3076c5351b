using System.Data.Common;
using Bihuan.Hosting;

namespace Bihuan.Storage;

/// <summary>Makes the ledgers stand as the journal says: at start-up where their shape has changed, and whenever asked.</summary>
public static class PostedLedgers
{
    const int RowsPerCommit = 20_000;

    /// <summary>Creates missing ledgers and reposts those whose edition has changed.</summary>
    public static async Task BringUpToDate(Store store, Stories stories, Vault vault, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var posted = (await connection.QueryAsync<(string Noun, string Edition)>("select noun, edition from ledgers"))
            .ToDictionary(row => row.Noun, row => row.Edition);
        foreach (var kind in stories.All.Where(kind => posted.GetValueOrDefault(kind.Noun) != stories.EditionOf(kind)))
        {
            await using var lane = await store.OpenLane(stop);
            await Write(lane, kind.Tables.SelectMany(table => (string[])[$"drop table if exists {table.Name}", .. store.Define(table)]), stop);
            await Post(store, lane, stories, vault, kind, table => table, null, stop);
            await Note(lane, kind, stories.EditionOf(kind), stop);
        }
    }

    /// <summary>
    /// Posts again, through the lanes and while the house is at work, those ledgers whose edition has changed because what they are
    /// computed by has: another calendar. The rows keep their keys, so that putting them is enough.
    /// </summary>
    public static async Task Renew(Store store, Stories stories, Writer writer, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var posted = (await connection.QueryAsync<(string Noun, string Edition)>("select noun, edition from ledgers"))
            .ToDictionary(row => row.Noun, row => row.Edition);
        foreach (var kind in stories.All.Where(kind => posted.GetValueOrDefault(kind.Noun) != stories.EditionOf(kind)))
        {
            var streams = await Streams(connection, kind.Noun).ToListAsync(stop);
            await Parallel.ForEachAsync(streams, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = stop },
                async (one, token) => await writer.Repost(one.District, new(one.Stream), token));
            await using var lane = await store.OpenLane(stop);
            await Note(lane, kind, stories.EditionOf(kind), stop);
        }
    }

    /// <summary>Posts every stream of a kind.</summary>
    /// <param name="into">Which table takes the rows of a ledger's.</param>
    /// <param name="said">Told how many entries have been read.</param>
    /// <param name="upTo">The last position that counts: what is journalled meanwhile is left out.</param>
    internal static async Task Post(
        Store store, Lane lane, Stories stories, Vault vault, StoryKind kind, Func<Table, Table> into, Action<long>? said, CancellationToken stop,
        long upTo = long.MaxValue)
    {
        // Reads while it writes: the journal's own connection must not wait for the lane.
        await using var reading = await store.OpenLane(stop);
        await using var connection = await store.Read(stop);
        var renamed = new Dictionary<Table, Table>();
        var tallies = new Dictionary<(string District, string Table, string Key), Row>();
        var statements = new List<Statement>();
        var read = 0L;
        await foreach (var (district, stream) in Streams(connection, kind.Noun))
        {
            var tale = await Tales.Load(reading, stories, vault, district, new(stream), stop, upTo);
            read += tale.Version;
            foreach (var row in stories.For(district).Of(new(stream)).Rows(tale.Story))
            {
                if (!renamed.TryGetValue(row.Table, out var table)) renamed[row.Table] = table = into(row.Table);
                var target = row with { Table = table };
                if (!table.IsTally)
                {
                    statements.Add(TableSql.Put(district, target));
                    continue;
                }

                var key = (district, table.Name, row.Key);
                tallies[key] = tallies.TryGetValue(key, out var sum) ? Posting.Sum(sum, target) : target;
            }

            if (statements.Count < RowsPerCommit) continue;
            await Commit(lane, statements, stop);
            said?.Invoke(read);
        }

        // A sum that came to nothing is a row all the same: the kept tally has it too.
        statements.AddRange(tallies.Select(pair => TableSql.Put(pair.Key.District, pair.Value)));
        await Commit(lane, statements, stop);
        said?.Invoke(read);
    }

    static IAsyncEnumerable<(string District, string Stream)> Streams(DbConnection connection, string noun) =>
        connection.QueryUnbufferedAsync<(string, string)>(
            "select district, stream from heads where stream >= @from and stream < @to order by district, stream",
            new { from = $"{noun}-", to = $"{noun}." });

    static async Task Note(Lane lane, StoryKind kind, string edition, CancellationToken stop)
    {
        await lane.Begin(stop);
        await lane.Write([new("""
            insert into ledgers (noun, edition) values ($1, $2) on conflict (noun) do update set edition = excluded.edition
            """, kind.Noun, edition)], stop);
        await lane.Commit(stop);
    }

    internal static async Task Write(Lane lane, IEnumerable<string> sql, CancellationToken stop)
    {
        await lane.Begin(stop);
        foreach (var one in sql) await lane.Write([new(one)], stop);
        await lane.Commit(stop);
    }

    static async Task Commit(Lane lane, List<Statement> statements, CancellationToken stop)
    {
        await lane.Begin(stop);
        await lane.Write(statements, stop);
        await lane.Commit(stop);
        statements.Clear();
    }
}
