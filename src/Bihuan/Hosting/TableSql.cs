using System.Collections.Concurrent;

namespace Bihuan.Hosting;

/// <summary>Writes the SQL of ledger tables; the same text serves both databases.</summary>
public static class TableSql
{
    static readonly ConcurrentDictionary<Table, (Insert Put, Removal Drop, Insert Add)> Known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Inserts or replaces the row.</summary>
    public static Statement Put(string district, Row row) => Statement.Of(For(row.Table).Put, [district, .. row.Values]);

    /// <summary>Inserts the row, or changes what it was.</summary>
    public static Statement Put(string district, Put put) =>
        put.Was is { } was ? Put(district, put.Row) with { Was = [district, .. was.Values] } : Put(district, put.Row);

    /// <summary>Deletes the row of the same key.</summary>
    public static Statement Drop(string district, Row row) => Statement.Of(For(row.Table).Drop, [district, .. row.Values.AsSpan(0, row.Table.Key)]);

    /// <summary>Adds the row's last value to the tally of the same key.</summary>
    public static Statement Add(string district, Row row) => Statement.Of(For(row.Table).Add, [district, .. row.Values]);

    /// <summary>Key columns with the district in front.</summary>
    public static string KeyColumns(Table table) => string.Join(", ", ["district", .. table.Columns.Take(table.Key).Select(c => c.Name)]);

    static (Insert Put, Removal Drop, Insert Add) For(Table table) => Known.GetOrAdd(table, static t =>
    {
        string[] names = ["district", .. t.Columns.Select(c => c.Name)];
        var holds = "t" + string.Concat(t.Columns.Select(c => c.Holds switch { Holds.Text => 't', Holds.Whole => 'i', _ => 'r' }));
        var key = KeyColumns(t);
        var set = string.Join(", ", t.Columns.Skip(t.Key).Select(c => $"{c.Name} = excluded.{c.Name}"));
        var amount = t.Columns[^1].Name;
        return (
            new(t.Name, names, holds, $"on conflict ({key}) do " + (set.Length == 0 ? "nothing" : $"update set {set}"), t.Key + 1),
            new(t.Name, names[..(t.Key + 1)], holds[..(t.Key + 1)]),
            new(t.Name, names, holds, $"on conflict ({key}) do update set {amount} = {t.Name}.{amount} + excluded.{amount}"));
    });
}
