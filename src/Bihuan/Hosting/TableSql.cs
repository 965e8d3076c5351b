using System.Collections.Concurrent;

namespace Bihuan.Hosting;

/// <summary>Writes the SQL of ledger tables; the same text serves both databases.</summary>
public static class TableSql
{
    static readonly ConcurrentDictionary<Table, (string Put, string Drop, string Add)> Known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Inserts or replaces the row.</summary>
    public static Statement Put(string district, Row row) => new(For(row.Table).Put, [district, .. row.Values]);

    /// <summary>Deletes the row of the same key.</summary>
    public static Statement Drop(string district, Row row) => new(For(row.Table).Drop, [district, .. row.Values.Take(row.Table.Key)]);

    /// <summary>Adds the row's last value to the tally of the same key.</summary>
    public static Statement Add(string district, Row row) => new(For(row.Table).Add, [district, .. row.Values]);

    /// <summary>Key columns with the district in front.</summary>
    public static string KeyColumns(Table table) => string.Join(", ", ["district", .. table.Columns.Take(table.Key).Select(c => c.Name)]);

    static (string Put, string Drop, string Add) For(Table table) => Known.GetOrAdd(table, static t =>
    {
        var names = string.Join(", ", ["district", .. t.Columns.Select(c => c.Name)]);
        var values = string.Join(", ", Enumerable.Range(1, t.Columns.Length + 1).Select(n => $"${n}"));
        var key = KeyColumns(t);
        var set = string.Join(", ", t.Columns.Skip(t.Key).Select(c => $"{c.Name} = excluded.{c.Name}"));
        var where = string.Join(" and ", ["district = $1", .. t.Columns.Take(t.Key).Select((c, i) => $"{c.Name} = ${i + 2}")]);
        var amount = t.Columns[^1].Name;
        return (
            $"insert into {t.Name} ({names}) values ({values}) on conflict ({key}) do " +
                (set.Length == 0 ? "nothing" : $"update set {set}"),
            $"delete from {t.Name} where {where}",
            $"insert into {t.Name} ({names}) values ({values}) on conflict ({key}) do update set {amount} = {t.Name}.{amount} + excluded.{amount}");
    });
}
