namespace Bihuan.Duties.Drafts;

/// <summary>Finds whose duty something is as <see cref="Catalogue.Find"/> does, for many matters: the rows of each category are put in order once.</summary>
public sealed class DutyFinder(ImmutableArray<CatalogueRow> rows)
{
    readonly Dictionary<string, CatalogueRow[]> byCategory = new(StringComparer.Ordinal);

    /// <summary>The row that decides; null where none fits.</summary>
    public CatalogueRow? Row(string category, string area, string? place, string? street)
    {
        foreach (var row in Ordered(category))
            if (Fits(row, area, place, street)) return row;
        return null;
    }

    /// <summary>The unit, and the row that says so.</summary>
    public (string? Unit, CatalogueRow? Row) Find(string category, string area, string? street) =>
        Row(category, area, null, street) is { } row ? (row.Unit == CatalogueRow.Street ? street : row.Unit, row) : (null, null);

    /// <summary>Whether a row speaks of a place.</summary>
    public static bool Fits(CatalogueRow row, string area, string? place, string? street) =>
        (row.Area is null || area.StartsWith(row.Area, StringComparison.Ordinal)) && (row.Place is null || row.Place == place) && (street is not null || row.Unit != CatalogueRow.Street);

    /// <summary>Whether a row speaks of a category.</summary>
    public static bool Covers(CatalogueRow row, string category) => category == row.Category || category.StartsWith(row.Category + "-", StringComparison.Ordinal);

    CatalogueRow[] Ordered(string category)
    {
        if (byCategory.TryGetValue(category, out var found)) return found;
        return byCategory[category] = [.. rows.Where(row => Covers(row, category))
            .OrderByDescending(row => row.Category.Length).ThenByDescending(row => row.Area is not null).ThenByDescending(row => row.Place is not null)];
    }
}
