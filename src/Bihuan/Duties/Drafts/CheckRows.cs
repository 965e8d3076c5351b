namespace Bihuan.Duties.Drafts;

/// <summary>A row that no matter could ever reach.</summary>
/// <param name="By">The rows that stand before it wherever it would fit, those that take the most first; empty where no category or place fits it at all.</param>
public sealed record ShadowedRow(CatalogueRow Row, ImmutableArray<CatalogueRow> By);

/// <summary>Finds the rows of a catalogue that say nothing: every category in every place is asked once.</summary>
public static class CheckRows
{
    /// <summary>What was found.</summary>
    /// <param name="Shadowed">No matter could reach them.</param>
    /// <param name="Placed">Only a matter whose kind of place is known could, and dispatching knows none.</param>
    public sealed record Findings(ImmutableArray<ShadowedRow> Shadowed, ImmutableArray<CatalogueRow> Placed);

    /// <param name="categories">Every code under which a matter may be filed.</param>
    /// <param name="areas">Every area in which a matter may lie.</param>
    /// <param name="street">The office of the street of an area; null where there is none.</param>
    public static Findings Run(ImmutableArray<CatalogueRow> rows, IReadOnlyCollection<string> categories, IReadOnlyCollection<string> areas, Func<string, string?> street)
    {
        var finder = new DutyFinder(rows);
        var deepest = Math.Max(9, rows.Max(row => row.Area?.Length ?? 0));
        var spots = areas.Where(area => area.Length <= deepest).Select(area => (Area: area, Street: street(area))).DistinctBy(spot => (Key(spot.Area, rows), spot.Street)).ToList();
        string?[] places = [null, .. rows.Select(row => row.Place).OfType<string>().Distinct(StringComparer.Ordinal)];
        HashSet<int> plain = [], reached = [];
        foreach (var category in categories)
            foreach (var (area, office) in spots)
                foreach (var place in places)
                {
                    if (finder.Row(category, area, place, office) is not { } row) continue;
                    reached.Add(row.Row);
                    if (place is null) plain.Add(row.Row);
                }

        return new(
            [.. rows.Where(row => !reached.Contains(row.Row)).Select(row => new ShadowedRow(row, By(row)))],
            [.. rows.Where(row => reached.Contains(row.Row) && !plain.Contains(row.Row))]);

        ImmutableArray<CatalogueRow> By(CatalogueRow row) =>
            [.. (from category in categories
                where DutyFinder.Covers(row, category)
                from spot in spots
                where DutyFinder.Fits(row, spot.Area, row.Place, spot.Street)
                let wins = finder.Row(category, spot.Area, row.Place, spot.Street)
                where wins is not null && wins.Row != row.Row
                group wins by wins.Row into taken
                orderby taken.Count() descending, taken.Key
                select taken.First()).Take(3)];
    }

    /// <summary>Areas about which the same rows speak are one place to ask about.</summary>
    static string Key(string area, ImmutableArray<CatalogueRow> rows) =>
        string.Join(' ', rows.Select(row => row.Area).OfType<string>().Distinct(StringComparer.Ordinal).Where(named => area.StartsWith(named, StringComparison.Ordinal)));
}
