namespace Bihuan.Duties.Drafts;

/// <summary>Makes a first draft of what was really done: for each kind of matter the unit that led most of them, and for a street where it was mostly another.</summary>
public static class DraftFromHistory
{
    /// <summary>Fewer tell nothing.</summary>
    const int Enough = 3;

    /// <param name="came">What came and who led it.</param>
    /// <param name="streetOffice">The office of the street of an area; null where there is none.</param>
    public static ImmutableArray<CatalogueRow> Run(IEnumerable<Came> came, Func<string, string?> streetOffice)
    {
        var rows = new List<CatalogueRow>();
        foreach (var kind in came.Where(one => one.Handled is not null && one.Category.Length > 0).GroupBy(one => one.Category).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var all = kind.ToList();
            // Where each street does its own, one row says so for all of them.
            var own = all.Count(one => streetOffice(one.Area) is { } office && office == one.Handled);
            var (most, count) = own * 2 > all.Count ? (CatalogueRow.Street, own) : Most(all);
            foreach (var street in all.Where(one => one.Area.Length >= 9).GroupBy(one => one.Area[..9]).OrderBy(street => street.Key, StringComparer.Ordinal))
            {
                var there = street.ToList();
                var (unit, some) = Most(there);
                if (there.Count >= Enough && some * 2 > there.Count && unit != (most == CatalogueRow.Street ? streetOffice(street.Key) : most)) Add(kind.Key, street.Key, unit, some, there.Count);
            }

            Add(kind.Key, null, most, count, all.Count);
        }

        return [.. rows];

        void Add(string category, string? area, string unit, int some, int of) => rows.Add(new(rows.Count + 1, category, area, null, unit, [], null, null,
            new($"按实际办理起稿：{of} 件中 {some} 件由它办", $"Drafted from what was done: it led {some} of {of}"), "basic"));
    }

    static (string Unit, int Count) Most(IReadOnlyCollection<Came> some) =>
        some.CountBy(one => one.Handled!).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => (count.Key, count.Value)).First();
}
