namespace Bihuan.Duties;

/// <summary>The dispatch catalogue: which unit's duty a kind of matter is, in which place, and on what basis.</summary>
public sealed record Catalogue : IStory<Catalogue>
{
    public const string Noun = "catalogue";

    public static Catalogue Empty { get; } = new();

    /// <summary>Raised by every publication and by every row that an adjudication adds.</summary>
    public int Edition { get; init; }

    public ImmutableArray<CatalogueRow> Rows { get; init; } = [];

    /// <inheritdoc/>
    public Catalogue Apply(Entry entry) => entry.Fact switch
    {
        CataloguePublished f => this with { Edition = f.Edition, Rows = f.Rows },
        RowAdjudicated f => this with { Edition = f.Edition, Rows = Rows.Insert(0, f.Row) },
        _ => this,
    };

    /// <summary>
    /// The row that decides: the longest category, then a named area before any, then the order of the catalogue. Null when no row
    /// fits, which is a duty gap.
    /// </summary>
    /// <param name="category">The category's code, such as <c>CJ-01-03</c>.</param>
    /// <param name="area">The area's division code.</param>
    /// <param name="place">The kind of place; null when it is not known.</param>
    /// <param name="street">The code of the street office of the place, which <c>@street</c> stands for; null outside every street.</param>
    public Duty? Find(string category, string area, string? place, string? street)
    {
        var row = Rows
            .Where(r => IsUnder(category, r.Category)
                && (r.Area is null || area.StartsWith(r.Area, StringComparison.Ordinal))
                && (r.Place is null || r.Place == place)
                && (street is not null || r.Unit != CatalogueRow.Street))
            .OrderByDescending(r => r.Category.Length).ThenByDescending(r => r.Area is not null).ThenByDescending(r => r.Place is not null)
            .FirstOrDefault();
        if (row is null) return null;

        string? Unit(string unit) => unit == CatalogueRow.Street ? street : unit;
        return new(row, Edition, Unit(row.Unit)!, [.. row.Co.Select(Unit).OfType<string>().Where(u => u != Unit(row.Unit)).Distinct()]);
    }

    static bool IsUnder(string category, string prefix) =>
        category == prefix || category.StartsWith(prefix + "-", StringComparison.Ordinal);
}

/// <summary>One line of the catalogue.</summary>
/// <param name="Row">Its number, by which people cite it.</param>
/// <param name="Category">A category, with everything under it.</param>
/// <param name="Area">A division code, with everything under it; null is anywhere.</param>
/// <param name="Place">A kind of place; null is any.</param>
/// <param name="Unit">A unit's code, or <see cref="Street"/>.</param>
/// <param name="Co">Units that cooperate.</param>
/// <param name="Limit">How long the handling may take; null leaves it to the playbook.</param>
/// <param name="Urgent">How long when it is urgent.</param>
/// <param name="Duty">On which duty list it stands: basic, cooperating, taken-back.</param>
public sealed record CatalogueRow(
    int Row, string Category, string? Area, string? Place, string Unit, ImmutableArray<string> Co, string? Limit, string? Urgent,
    Words Basis, string Duty)
{
    /// <summary>Stands for the street office of the place.</summary>
    public const string Street = "@street";
}

/// <summary>Whose duty it is, and the row that says so.</summary>
public sealed record Duty(CatalogueRow Row, int Edition, string Unit, ImmutableArray<string> Co);

[Kind("catalogue.published")]
public sealed record CataloguePublished(int Edition, ImmutableArray<CatalogueRow> Rows) : Fact;

/// <summary>A dispute was decided, and the decision is the rule from now on.</summary>
[Kind("catalogue.row-adjudicated")]
public sealed record RowAdjudicated(int Edition, CatalogueRow Row, string Digits) : Fact;
