namespace Bihuan.Hosting;

/// <summary>
/// What is done with one row, so that many rows may be done with at once. Rows of one shape in one commit never have the same key, or the key's taking is meant to
/// fail: the order between them is free. Of one table, what goes is written before what comes.
/// </summary>
/// <param name="holds">A letter a column: t text, i whole, r real, b bytes.</param>
public abstract class Shape(string holds)
{
    /// <summary>What each column holds.</summary>
    public string Holds { get; } = holds;

    /// <summary>One row: $1, $2 … are its values.</summary>
    public abstract string One { get; }

    /// <summary>Any number of rows, from the query that makes them.</summary>
    public abstract string From(string rows);
}

/// <summary>A row that is inserted.</summary>
/// <param name="into">The table.</param>
/// <param name="columns">Names in the order of the values.</param>
/// <param name="holds">A letter a column.</param>
/// <param name="conflict">What follows the values: <c>on conflict …</c>, or nothing.</param>
/// <param name="key">How many of the first columns name the row; 0 where a row is never changed.</param>
public sealed class Insert(string into, IReadOnlyList<string> columns, string holds, string conflict = "", int key = 0) : Shape(holds)
{
    /// <summary>How many of the first columns name the row.</summary>
    public int Key { get; } = key;

    /// <summary>Changes some columns of the row: their values first, then those of the key.</summary>
    public string Change(IReadOnlyList<int> changed) =>
        $"update {into} set {string.Join(", ", changed.Select((column, n) => $"{columns[column]} = ${n + 1}"))} where {string.Join(" and ", Enumerable.Range(0, Key).Select(n => $"{columns[n]} = ${changed.Count + n + 1}"))}";

    /// <inheritdoc/>
    public override string One { get; } =
        $"insert into {into} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, n) => $"${n + 1}"))}) {conflict}";

    /// <inheritdoc/>
    public override string From(string rows) => $"insert into {into} ({string.Join(", ", columns)}) {rows} {conflict}";
}

/// <summary>A row that is deleted.</summary>
/// <param name="from">The table.</param>
/// <param name="key">Names of the columns that name the row.</param>
/// <param name="holds">A letter a column of the key.</param>
public sealed class Removal(string from, IReadOnlyList<string> key, string holds) : Shape(holds)
{
    /// <inheritdoc/>
    public override string One { get; } = $"delete from {from} where {string.Join(" and ", key.Select((column, n) => $"{column} = ${n + 1}"))}";

    /// <inheritdoc/>
    public override string From(string rows) =>
        $"delete from {from} using ({rows}) as gone ({string.Join(", ", key)}) where {string.Join(" and ", key.Select(column => $"{from}.{column} = gone.{column}"))}";
}
