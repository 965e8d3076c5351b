using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Shows the dispatch catalogue: whose duty what is, since when, on what basis, and where it has gaps.</summary>
public static class CatalogueList
{
    /// <summary>A row as the page shows it.</summary>
    /// <param name="Ruling">The number of the matter whose adjudication made it; null for a published row.</param>
    public sealed record Line(CatalogueRow Row, string? Ruling);

    /// <summary>A kind of matter that no row gives to anybody in these streets.</summary>
    public sealed record Gap(Category Category, IReadOnlyList<string> Streets, bool IsEverywhere);

    internal static void Map(RouteGroupBuilder pages) => pages.MapGet("/catalogue", Show);

    static async Task<IResult> Show(
        HttpContext http, string? q, string? duty, string? show, Reading reading, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var district = who.Person!.Caller.District;
        var reader = await readerOf(http);
        var names = await namer.For(reader, district, stop);
        var entries = await reading.Entries(district, PublishCatalogue.Stream, stop);
        var catalogue = entries.Aggregate(Catalogue.Empty, (c, entry) => c.Apply(entry));
        var rulings = entries.Select(entry => entry.Fact).OfType<RowAdjudicated>().ToDictionary(f => f.Row.Row, f => f.Digits);
        var text = (q ?? "").Trim();
        return Pages.Show<CataloguePage>(http, reader, new
        {
            Lines = catalogue.Rows.Select(row => new Line(row, rulings.GetValueOrDefault(row.Row)))
                .Where(line => duty switch { null or "" => true, "ruling" => line.Ruling is not null, _ => line.Row.Duty == duty })
                .Where(line => text.Length == 0 || Words(line.Row, names).Contains(text, StringComparison.OrdinalIgnoreCase)).ToList(),
            All = catalogue.Rows.Length,
            Rulings = rulings.Count,
            catalogue.Edition,
            Since = entries.Count == 0 ? (DateTimeOffset?)null : entries[^1].Stamp.At,
            Gaps = Gaps(catalogue, names),
            Names = names,
            Text = text,
            Duty = duty ?? "",
            ShowsGaps = show == "gaps",
        });
    }

    /// <summary>Every leaf of the categories in every street that the catalogue gives to nobody.</summary>
    public static IReadOnlyList<Gap> Gaps(Catalogue catalogue, Named names)
    {
        var streets = names.Areas.Children(names.Areas.District.Code)
            .Select(area => (area.Code, Office: names.Units.All.FirstOrDefault(unit => unit.Kind == "street" && unit.Area == area.Code)?.Code)).ToList();
        return [.. names.Categories.Leaves
            .Select(leaf => (Leaf: leaf, Without: streets.Where(s => catalogue.Find(leaf.Code, s.Code, null, s.Office) is null).Select(s => s.Code).ToList()))
            .Where(found => found.Without.Count > 0)
            .Select(found => new Gap(found.Leaf, found.Without, found.Without.Count == streets.Count))];
    }

    static string Words(CatalogueRow row, Named names) => string.Join(' ',
        [$"{row.Row}", row.Category, names.CategoryPath(row.Category), names.Unit(row.Unit), .. row.Co.Select(names.Unit), row.Area is null ? "" : names.Area(row.Area), names.Say(row.Basis)]);
}
