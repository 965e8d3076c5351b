using Bihuan.Hosting;

namespace Bihuan.Storage;

/// <summary>Posts the ledgers again beside the kept ones and proves that they are equal, while the house goes on working.</summary>
public static class RebuiltLedgers
{
    /// <summary>Reposts every ledger, counts the rows that differ, and puts the reposted one in its place where any does.</summary>
    /// <param name="said">Told how many entries have been read.</param>
    public static async Task<IReadOnlyList<Reposted>> Rebuild(
        Store store, Stories stories, Vault vault, Action<long>? said, CancellationToken stop)
    {
        var results = new List<Reposted>();
        await using var lane = await store.OpenLane(stop);
        foreach (var kind in stories.All)
        {
            var again = kind.Tables.ToDictionary(table => table.Name, table => table with { Name = $"again_{table.Name}" });
            await PostedLedgers.Write(lane, again.Values.SelectMany(t => (string[])[$"drop table if exists {t.Name}", .. store.Define(t)]), stop);
            var mark = await Mark(lane, stop);
            await PostedLedgers.Post(store, lane, stories, vault, kind, table => again[table.Name], said, stop, mark);
            // Nobody writes from here to the commit: what is compared is the same moment, and what is put in place is not already old.
            await lane.Begin(stop);
            await lane.Alone(["journal", .. kind.Tables.Select(table => table.Name)], stop);
            await CatchUp(store, lane, stories, vault, kind, again, mark, stop);
            foreach (var table in kind.Tables) results.Add(await Replace(lane, table.Name, again[table.Name].Name, stop));
            await lane.Commit(stop);
        }

        return results;
    }

    /// <summary>The last position that is certain: every earlier one is committed.</summary>
    static async Task<long> Mark(Lane lane, CancellationToken stop)
    {
        await lane.Begin(stop);
        await lane.Alone(["journal"], stop);
        var mark = await lane.Ask(new(LastPosition.Sql), stop) as long? ?? 0;
        await lane.Commit(stop);
        return mark;
    }

    /// <summary>Posts what has happened since the mark.</summary>
    static async Task CatchUp(
        Store store, Lane lane, Stories stories, Vault vault, StoryKind kind, Dictionary<string, Table> again, long mark, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var moved = (await connection.QueryAsync<(string District, string Stream)>("""
            select distinct j.district, j.stream from (select distinct district from heads) d
            join journal j on j.district = d.district and j.position > @mark where j.stream >= @from and j.stream < @to
            """, new { mark, from = $"{kind.Noun}-", to = $"{kind.Noun}." })).AsList();
        foreach (var (district, stream) in moved)
        {
            var before = await Tales.Load(lane, stories, vault, district, new(stream), stop, mark);
            var after = await Tales.Load(lane, stories, vault, district, new(stream), stop);
            var posting = Posting.Between(Rows(district, before), Rows(district, after));
            await lane.Write([
                .. posting.Drop.Select(row => TableSql.Drop(district, row)), .. posting.Put.Select(put => TableSql.Put(district, put.Row)),
                .. posting.Add.Select(row => TableSql.Add(district, row)),
            ], stop);
        }

        IEnumerable<Row> Rows(string district, Tale tale) => tale.Version == 0 ? [] : stories.For(district).Of(new($"{kind.Noun}-")).Rows(tale.Story).Select(row => row with { Table = again[row.Table.Name] });
    }

    static async Task<Reposted> Replace(Lane lane, string kept, string again, CancellationToken stop)
    {
        async Task<long> Count(string sql) => await lane.Ask(new(sql), stop) as long? ?? 0;
        var rows = await Count($"select count(*) from {again}");
        var missing = await Count($"select count(*) from (select * from {again} except select * from {kept}) as missing");
        var extra = await Count($"select count(*) from (select * from {kept} except select * from {again}) as extra");
        // Index names must stay free for the next time, so the fresh rows are moved, not the table renamed.
        if (missing + extra > 0) await lane.Write([new($"delete from {kept}"), new($"insert into {kept} select * from {again}")], stop);
        await lane.Write([new($"drop table {again}")], stop);
        return new(kept, rows, missing, extra);
    }
}

/// <summary>What a rebuild found of one table.</summary>
/// <param name="Table">Which.</param>
/// <param name="Rows">How many rows the journal makes.</param>
/// <param name="Missing">Rows that the kept ledger lacked or had otherwise.</param>
/// <param name="Extra">Rows of the kept ledger that the journal does not make.</param>
public sealed record Reposted(string Table, long Rows, long Missing, long Extra)
{
    /// <summary>True when the kept ledger was right.</summary>
    public bool IsEqual => Missing == 0 && Extra == 0;
}
