using System.Collections.Immutable;

namespace Bihuan.Engine.Ledgers;

/// <summary>
/// A read table as a pure function: how a thing stands, written as rows. Posting is the difference between the rows before and after,
/// so that a ledger reposted from the journal is equal row by row to the one that was kept while working.
/// </summary>
/// <typeparam name="TStory">Whose state is written.</typeparam>
public abstract class Ledger<TStory> where TStory : class
{
    /// <summary>The tables this ledger fills, and nobody else.</summary>
    public abstract ImmutableArray<Table> Tables { get; }

    /// <summary>Raised when the shape or the meaning of a row changes; start-up then reposts the ledger.</summary>
    public abstract int Edition { get; }

    /// <summary>The version of whatever else its rows are computed from, such as the calendar; empty when they depend on the story alone.</summary>
    public virtual string Depends => "";

    /// <summary>Every row that the state makes; rows of a tally carry what this one thing contributes.</summary>
    public abstract IEnumerable<Row> Rows(TStory story);
}

/// <summary>A row to be written.</summary>
/// <param name="Row">As it stands from now on.</param>
/// <param name="Was">What the row of the same key said before; null where there was none.</param>
public readonly record struct Put(Row Row, Row? Was);

/// <summary>What to change so that the rows before become the rows after.</summary>
public sealed record Posting(ImmutableArray<Put> Put, ImmutableArray<Row> Drop, ImmutableArray<Row> Add)
{
    /// <summary>The difference.</summary>
    /// <returns>Rows to put (insert, or change what they were), rows to drop, and amounts to add to tallies (their last value is the difference).</returns>
    public static Posting Between(IEnumerable<Row> before, IEnumerable<Row> after)
    {
        var old = new Dictionary<(string, string), Row>();
        var put = ImmutableArray.CreateBuilder<Put>();
        var add = ImmutableArray.CreateBuilder<Row>();
        foreach (var row in before)
        {
            if (row.Table.IsTally) add.Add(Negative(row));
            else old[(row.Table.Name, row.Key)] = row;
        }

        foreach (var row in after)
        {
            if (row.Table.IsTally) add.Add(row);
            // Most of what is posted was not there before: then no key need be made.
            else if (old.Count == 0 || !old.Remove((row.Table.Name, row.Key), out var was)) put.Add(new(row, null));
            else if (!was.Says(row)) put.Add(new(row, was));
        }

        return new(put.ToImmutable(), [.. old.Values], Net(add));
    }

    static Row Negative(Row row)
    {
        var values = row.Values.ToArray();
        values[^1] = values[^1] is double real ? -real : -(long)values[^1]!;
        return row with { Values = values };
    }

    static ImmutableArray<Row> Net(ImmutableArray<Row>.Builder rows)
    {
        if (rows.Count == 0) return [];

        var sums = new Dictionary<(string, string), Row>();
        foreach (var row in rows)
        {
            var key = (row.Table.Name, row.Key);
            sums[key] = sums.TryGetValue(key, out var sum) ? Sum(sum, row) : row;
        }

        return [.. sums.Values.Where(row => row.Values[^1] is not (0L or 0d))];
    }

    /// <summary>One row that carries the amounts of both.</summary>
    public static Row Sum(Row one, Row other)
    {
        var values = one.Values.ToArray();
        values[^1] = values[^1] is double real ? real + (double)other.Values[^1]! : (long)values[^1]! + (long)other.Values[^1]!;
        return one with { Values = values };
    }
}
