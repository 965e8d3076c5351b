using System.Collections.Immutable;

namespace Bihuan.Engine.Ledgers;

/// <summary>What a column holds, in words both databases know.</summary>
public enum Holds
{
    /// <summary>Unicode text.</summary>
    Text,

    /// <summary>A whole number; moments are Unix milliseconds, flags 0 or 1.</summary>
    Whole,

    /// <summary>A number with a fraction.</summary>
    Real,
}

/// <summary>A column of a ledger.</summary>
public sealed record Column(string Name, Holds Holds, bool Nullable = false);

/// <summary>An index over columns after the district; a partial one says where.</summary>
public sealed record Index(string Name, string Columns, string? Where = null)
{
    /// <summary>True of a partial index that leaves little out; any other holds few of the table's rows.</summary>
    public bool HoldsMost { get; init; }
}

/// <summary>
/// A table that is posted from the journal and may be dropped and reposted at any time. Every key begins with the district, which
/// is not listed among the columns: the storage adds it.
/// </summary>
/// <param name="Name">Lower case, plural.</param>
/// <param name="Key">How many of the leading columns, after the district, form the key.</param>
/// <param name="Columns">In the order of a row's values.</param>
public sealed record Table(string Name, int Key, ImmutableArray<Column> Columns)
{
    /// <summary>Beyond the key.</summary>
    public ImmutableArray<Index> Indexes { get; init; } = [];

    /// <summary>True when the last column is a sum of what many streams contribute, false when a row belongs to one stream.</summary>
    public bool IsTally { get; init; }
}

/// <summary>One row of a ledger: values in the order of the table's columns; text, long, double or null.</summary>
public sealed record Row(Table Table, params object?[] Values)
{
    /// <summary>The key within the district, for finding the same row again.</summary>
    public string Key => string.Join('\u001f', Values.AsSpan(0, Table.Key));

    /// <summary>True when both rows say the same.</summary>
    public bool Says(Row other) => Values.AsSpan().SequenceEqual(other.Values);
}
