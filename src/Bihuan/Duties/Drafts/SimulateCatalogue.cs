namespace Bihuan.Duties.Drafts;

/// <summary>A matter that came, as far as the catalogue asks.</summary>
/// <param name="Handled">The unit that led it; null where none did.</param>
public sealed record Came(string Id, string Category, string Area, string? Handled);

/// <summary>Matters that would go elsewhere.</summary>
/// <param name="From">Null is nobody.</param>
/// <param name="Examples">The identifiers of the latest ones.</param>
/// <param name="Rows">The rows of the draft that send them, those that send the most first.</param>
/// <param name="Before">The rows in force that sent them; empty where none did.</param>
public sealed record Shift(string? From, string? To, int Count, ImmutableArray<string> Examples, ImmutableArray<CatalogueRow> Rows, ImmutableArray<CatalogueRow> Before);

/// <summary>How many matters a unit would have; the unit is null for nobody.</summary>
public sealed record UnitLoad(string? Unit, int Before, int After);

/// <summary>What a draft would have done to the matters that came.</summary>
/// <param name="Cases">How many were replayed.</param>
/// <param name="Moved">How many would have gone to another unit.</param>
/// <param name="Shifts">The largest first.</param>
/// <param name="Loads">Those that change most first.</param>
/// <param name="Unused">Rows that could be reached and that none of these matters reached.</param>
public sealed record Simulated(int Cases, int Moved, ImmutableArray<Shift> Shifts, ImmutableArray<UnitLoad> Loads, ImmutableArray<CatalogueRow> Unused, CheckRows.Findings Findings);

/// <summary>Replays what came through a draft: what would move from which unit to which.</summary>
public static class SimulateCatalogue
{
    const int Examples = 5;

    /// <param name="came">The latest first.</param>
    /// <param name="draft">The rows to try.</param>
    /// <param name="force">The rows in force.</param>
    /// <param name="againstHandled">Whether the draft is held against who led each matter, and not against what the rows in force say.</param>
    /// <param name="findings">What the draft's rows were found to be.</param>
    /// <param name="street">The office of the street of an area.</param>
    public static Simulated Run(IReadOnlyCollection<Came> came, ImmutableArray<CatalogueRow> draft, ImmutableArray<CatalogueRow> force, bool againstHandled, CheckRows.Findings findings, Func<string, string?> street)
    {
        var (now, then) = (new DutyFinder(draft), new DutyFinder(force));
        var known = new Dictionary<(string, string), ((string? Unit, CatalogueRow? Row) Before, (string? Unit, CatalogueRow? Row) After)>();
        var shifts = new Dictionary<(string From, string To), Tally>();
        var loads = new Dictionary<string, (int Before, int After)>(StringComparer.Ordinal);
        var used = new HashSet<int>();
        var moved = 0;
        foreach (var one in came)
        {
            var key = (one.Category, one.Area);
            if (!known.TryGetValue(key, out var duty))
            {
                var office = street(one.Area);
                known[key] = duty = (then.Find(one.Category, one.Area, office), now.Find(one.Category, one.Area, office));
            }

            var from = againstHandled ? one.Handled : duty.Before.Unit;
            var to = duty.After.Unit;
            if (duty.After.Row is { } row) used.Add(row.Row);
            Load(from, 1, 0);
            Load(to, 0, 1);
            if (from == to) continue;

            moved++;
            if (!shifts.TryGetValue((from ?? "", to ?? ""), out var tally)) shifts[(from ?? "", to ?? "")] = tally = new();
            tally.Count++;
            if (tally.Examples.Count < Examples) tally.Examples.Add(one.Id);
            if (duty.After.Row is { } sends) tally.Rows[sends] = tally.Rows.GetValueOrDefault(sends) + 1;
            if (duty.Before.Row is { } sent) tally.Before[sent] = tally.Before.GetValueOrDefault(sent) + 1;
        }

        var idle = findings.Shadowed.Select(shadowed => shadowed.Row.Row).Concat(findings.Placed.Select(row => row.Row)).ToHashSet();
        return new(came.Count, moved,
            [.. shifts.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key.From, StringComparer.Ordinal).ThenBy(pair => pair.Key.To, StringComparer.Ordinal)
                .Select(pair => new Shift(pair.Key.From.Length == 0 ? null : pair.Key.From, pair.Key.To.Length == 0 ? null : pair.Key.To, pair.Value.Count, [.. pair.Value.Examples], First(pair.Value.Rows), First(pair.Value.Before)))],
            [.. loads.OrderByDescending(pair => Math.Abs(pair.Value.After - pair.Value.Before)).ThenByDescending(pair => pair.Value.After).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new UnitLoad(pair.Key.Length == 0 ? null : pair.Key, pair.Value.Before, pair.Value.After))],
            [.. draft.Where(row => !used.Contains(row.Row) && !idle.Contains(row.Row))], findings);

        void Load(string? unit, int before, int after)
        {
            var (b, a) = loads.GetValueOrDefault(unit ?? "");
            loads[unit ?? ""] = (b + before, a + after);
        }
    }

    static ImmutableArray<CatalogueRow> First(Dictionary<CatalogueRow, int> rows) => [.. rows.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Row).Select(pair => pair.Key).Take(4)];

    sealed class Tally
    {
        public int Count { get; set; }
        public List<string> Examples { get; } = [];
        public Dictionary<CatalogueRow, int> Rows { get; } = new(ByNumber.Instance);
        public Dictionary<CatalogueRow, int> Before { get; } = new(ByNumber.Instance);
    }

    /// <summary>Rows are told by their numbers: comparing all their words would cost more than the rest.</summary>
    sealed class ByNumber : IEqualityComparer<CatalogueRow>
    {
        public static ByNumber Instance { get; } = new();

        public bool Equals(CatalogueRow? one, CatalogueRow? other) => one?.Row == other?.Row;

        public int GetHashCode(CatalogueRow row) => row.Row;
    }
}
