using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Matters.Drafts;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Shows the dispatch catalogue: whose duty what is, since when, on what basis.</summary>
public static class CatalogueList
{
    /// <summary>A row as the page shows it.</summary>
    /// <param name="Ruling">The number of the matter whose adjudication made it; null for a published row.</param>
    public sealed record Line(CatalogueRow Row, string? Ruling);

    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/catalogue", Show);
        pages.MapGet("/catalogue.xlsx", Sheet);
    }

    /// <summary>The rows of the edition in force as a sheet; with <c>duty</c> one of the duty lists.</summary>
    static async Task<IResult> Sheet(HttpContext http, string? duty, Catalogues catalogues, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var district = who.Person!.Caller.District;
        var reader = await readerOf(http);
        var names = await namer.For(reader, district, stop);
        var catalogue = await catalogues.Of(district, stop);
        var file = await Workbook.Write(reader.Say("派单目录", "Catalogue"), DraftSheet.Columns(reader),
            catalogue.Rows.Where(row => duty is null or "" || row.Duty == duty).Select(row => DraftSheet.Cells(row, catalogue.Edition, names, reader)).ToAsyncEnumerable(), stop);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(file, Workbook.Media, "catalogue.xlsx");
    }

    static async Task<IResult> Show(
        HttpContext http, string? q, string? duty, DutyGapRoom room, Reading reading, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
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
            Gaps = (await room.Read(district, names, stop)).Count(cell => cell.Gap is not null),
            Names = names,
            Text = text,
            Duty = duty ?? "",
        });
    }

    static string Words(CatalogueRow row, Named names) => string.Join(' ',
        [$"{row.Row}", row.Category, names.CategoryPath(row.Category), names.Unit(row.Unit), .. row.Co.Select(names.Unit), row.Area is null ? "" : names.Area(row.Area), names.Say(row.Basis)]);
}
