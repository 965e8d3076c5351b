namespace Bihuan.Duties;

/// <summary>Why a kind of matter would wait in a place.</summary>
public enum DutyGap
{
    /// <summary>No row of the catalogue fits.</summary>
    Nobody,

    /// <summary>Rows of the same rank name different units: only their order decides.</summary>
    Two,

    /// <summary>The unit is named, and nobody there signs for it.</summary>
    Away,
}

/// <summary>A street of the district and its office; null where the street has none.</summary>
public readonly record struct DutyStreet(string Code, string? Office);

/// <summary>How one category stands in one street.</summary>
/// <param name="Unit">Whose duty it is; null when nobody's.</param>
/// <param name="Rows">The rows that decide: the first one wins.</param>
/// <param name="Why">What is amiss with the unit, where its keeper is away.</param>
public sealed record DutyCell(string Category, string Street, DutyGap? Gap, string? Unit, ImmutableArray<CatalogueRow> Rows, Words? Why);

/// <summary>Finds where a matter would have nobody, two, or nobody at their desk: by the catalogue, before it happens.</summary>
public static class DutyGaps
{
    /// <summary>Every category in every street.</summary>
    /// <param name="away">Why nobody in a unit would sign; null where somebody does.</param>
    public static IEnumerable<DutyCell> Of(Catalogue catalogue, IEnumerable<string> categories, IReadOnlyList<DutyStreet> streets, Func<string, Words?> away) =>
        from category in categories
        from street in streets
        select Of(catalogue, category, street, away);

    static DutyCell Of(Catalogue catalogue, string category, DutyStreet street, Func<string, Words?> away)
    {
        if (catalogue.Find(category, street.Code, null, street.Office) is not { } duty) return new(category, street.Code, DutyGap.Nobody, null, [], null);

        var rivals = Rivals(catalogue, duty.Row, street);
        if (rivals.Select(row => UnitOf(row, street)).Distinct().Count() > 1) return new(category, street.Code, DutyGap.Two, duty.Unit, rivals, null);
        return away(duty.Unit) is { } why ? new(category, street.Code, DutyGap.Away, duty.Unit, [duty.Row], why) : new(category, street.Code, null, duty.Unit, [duty.Row], null);
    }

    /// <summary>The rows that are as fine as the one that wins, itself first. A row for a kind of place is finer than one for any.</summary>
    static ImmutableArray<CatalogueRow> Rivals(Catalogue catalogue, CatalogueRow wins, DutyStreet street) =>
        [.. catalogue.Rows.Where(row => row.Category == wins.Category && row.Place == wins.Place && row.Area is null == wins.Area is null
            && (row.Area is null || street.Code.StartsWith(row.Area, StringComparison.Ordinal)) && UnitOf(row, street) is not null)];

    static string? UnitOf(CatalogueRow row, DutyStreet street) => row.Unit == CatalogueRow.Street ? street.Office : row.Unit;
}
