using System.Text.Encodings.Web;
using System.Text.Json;
using Bihuan.Grid;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>Matters by area: streets, then the communities of one street with its points, then the list. All inside the reader's scope.</summary>
public static class MapPages
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An area and what is counted in it.</summary>
    public sealed record AreaCount(Area Area, long Count, string Href);

    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/map", Show);
        pages.MapGet("/map/counts", Counts);
        pages.MapGet("/map/points", Points);
    }

    static async Task<IResult> Show(HttpContext http, Tallies tallies, ListMatters list, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        var reader = await readerOf(http);
        var names = await namer.For(reader, person.Caller.District, stop);
        var (query, street) = Of(http.Request.Query, names.Areas);
        var areas = await Read(tallies, list, person, query, street, names.Areas, stop);
        return Pages.Show<MapPage>(http, reader, new
        {
            Query = query, Street = street, Areas = areas, Names = names,
            Elsewhere = await list.Count(person.Scope, query, stop, 100_000) - areas.Sum(a => a.Count),
        });
    }

    static async Task<IResult> Counts(HttpContext http, Tallies tallies, ListMatters list, AreaMap map, SignedIn who, CancellationToken stop)
    {
        var (query, street) = Of(http.Request.Query, map);
        var areas = await Read(tallies, list, who.Person!, query, street, map, stop);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(areas.ToDictionary(a => a.Area.Code, a => new { count = a.Count, href = a.Href }), Json);
    }

    static async Task<IResult> Points(HttpContext http, Tallies tallies, ListMatters list, AreaMap map, TimeProvider time, SignedIn who, CancellationToken stop)
    {
        var (query, _) = Of(http.Request.Query, map);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var points = await tallies.Points(list, who.Person!.Scope, query, stop);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new
        {
            type = "FeatureCollection",
            features = points.Select(p => new
            {
                type = "Feature",
                geometry = new { type = "Point", coordinates = (double[])[p.Lon, p.Lat] },
                properties = new { title = p.Title, href = $"/matters/{p.Number}", tone = p.IsPaused == 0 && p.Due < now ? "red" : p.IsPaused == 0 && p.Near <= now ? "amber" : "green" },
            }),
        }, Json, "application/geo+json");
    }

    /// <summary>The filters of the address, and the street it looks into; null looks at all of them.</summary>
    static (ListMatters.Query Query, Area? Street) Of(IQueryCollection words, AreaMap map)
    {
        var street = words["area"].ToString() is { Length: 9 } code && map.ByCode(code) is { Level: AreaLevel.Street } found ? found : null;
        var category = words["category"].ToString() is { Length: > 0 and <= 40 } word ? word : null;
        return (new(State: words["state"] == "overdue" ? "overdue" : "open", Category: category, Area: street?.Code), street);
    }

    static async Task<IReadOnlyList<AreaCount>> Read(
        Tallies tallies, ListMatters list, Person person, ListMatters.Query query, Area? street, AreaMap map, CancellationToken stop)
    {
        var counts = await tallies.ByArea(list, person.Scope, query, street is null ? 9 : 12, stop);
        var rest = $"{(query.State == "overdue" ? "&state=overdue" : "")}{(query.Category is { } category ? $"&category={category}" : "")}";
        return [.. map.Children(street?.Code ?? map.District.Code).Select(area => new AreaCount(
            area, map.WithPredecessors(area.Code).Sum(code => counts.GetValueOrDefault(code)), $"{(street is null ? "/map" : "/matters")}?area={area.Code}{rest}"))];
    }
}
