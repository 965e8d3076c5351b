using System.Runtime.CompilerServices;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Reads a list for whoever shows it: as it stands, or as it stood on a past day; with what its own columns ask the journal for.</summary>
public sealed class ReadList(ListMatters now, PastMatters past, Reading reading)
{
    static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;

    /// <summary>Counting further helps nobody, and each that is counted under a unit is looked up.</summary>
    public const int MostCounted = 500;

    /// <summary>How many there are, as far as was counted.</summary>
    public readonly record struct Counted(int Count, bool IsMore);

    /// <summary>One page, how many there are (to at most <see cref="MostCounted"/>) where that is asked, or why it cannot be told.</summary>
    public async Task<(ListMatters.Page Page, Counted Count, Refusal? Refusal)> Page(Scope scope, ListMatters.Query query, CancellationToken stop, bool counting = true)
    {
        if (query.AsOf is not null)
        {
            var (rows, refusal) = await past.Read(scope, query, stop);
            return (PastMatters.Page(rows, query), new(rows.Count, false), refusal);
        }

        var page = await now.Read(scope, query, stop);
        if (!counting || page.Next is null && page.Previous is null) return (page, new(page.Rows.Count, page.Next is not null), null);
        // Where the page looked through a window and was not filled, what it found has been counted already.
        if (page.Through is not null) return (page, new(page.Rows.Count, true), null);
        var (count, isMore) = await now.Counted(scope, query, stop, MostCounted);
        return (page, new(count, isMore), null);
    }

    /// <summary>All of them to at most so many, or why it cannot be told.</summary>
    public async Task<(IAsyncEnumerable<MatterRow> Rows, Refusal? Refusal)> All(Scope scope, ListMatters.Query query, int most, CancellationToken stop)
    {
        if (query.AsOf is null) return (now.All(scope, query, most, stop), null);
        var (rows, refusal) = await past.Read(scope, query, stop);
        return (rows.Take(most).ToAsyncEnumerable(), refusal);
    }

    /// <summary>The moment for which a list stands, where it is not now.</summary>
    public DateTimeOffset? MomentOf(ListMatters.Query query) => query.AsOf is { } day ? past.EndOf(day) : null;

    /// <summary>Lines with what the columns ask for, a few hundred at a time.</summary>
    public async IAsyncEnumerable<ListLine> Lines(
        string district, IAsyncEnumerable<MatterRow> rows, ImmutableArray<ListColumn> columns, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var some in rows.Chunk(400).WithCancellation(stop))
        {
            var coded = await Coded(district, some, columns, until, stop);
            foreach (var row in some) yield return new(row, coded.GetValueOrDefault(row.Id) ?? None);
        }
    }

    /// <summary>What the playbooks' own forms hold of these matters, by identifier; nothing is read where no column asks for it.</summary>
    public async Task<Dictionary<string, ImmutableDictionary<string, string>>> Coded(
        string district, IReadOnlyCollection<MatterRow> rows, ImmutableArray<ListColumn> columns, DateTimeOffset? until, CancellationToken stop)
    {
        var held = new Dictionary<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        if (rows.Count == 0 || !columns.Any(column => column.IsOwn)) return held;
        await foreach (var entries in reading.Many(district, rows.Select(row => Stream.Of(Matter.Noun, row.Id)), stop))
        {
            var matter = entries.Where(entry => until is null || entry.Stamp.At < until).Aggregate(Matter.Empty, (m, entry) => m.Apply(entry));
            held[matter.Id] = matter.Coded;
        }

        return held;
    }
}
