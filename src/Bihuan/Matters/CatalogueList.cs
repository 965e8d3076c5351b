using Bihuan.Duties;
using Bihuan.Hosting;
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
        string Unit(string unit) => unit == CatalogueRow.Street ? reader.Say("所在街道", "The street of the place") : names.Unit(unit);
        string List(string list) => list switch { "basic" => reader.Say("街道履职", "The street’s own"), "cooperating" => reader.Say("配合履职", "Cooperating"), "taken-back" => reader.Say("上级收回", "Taken back above"), _ => list };
        var file = await Workbook.Write(reader.Say("派单目录", "Catalogue"),
            [
                new(reader.Say("版本", "Edition"), 8), new(reader.Say("条", "Row"), 8), new(reader.Say("类别代码", "Category code"), 14), new(reader.Say("类别", "Category"), 36), new(reader.Say("区域", "Area"), 22),
                new(reader.Say("承办", "Unit"), 28), new(reader.Say("协办", "Cooperating"), 30), new(reader.Say("时限", "Limit"), 18), new(reader.Say("依据", "Basis"), 50), new(reader.Say("清单", "List"), 14),
            ],
            catalogue.Rows.Where(row => duty is null or "" || row.Duty == duty).Select(row => (object?[])
            [
                (long)catalogue.Edition, (long)row.Row, row.Category, names.CategoryPath(row.Category), row.Area is { } area ? names.Area(area) : reader.Say("全区", "Anywhere"), Unit(row.Unit),
                string.Join(reader.Say("、", ", "), row.Co.Select(Unit)), row.Limit, names.Say(row.Basis), List(row.Duty),
            ]).ToAsyncEnumerable(), stop);
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
