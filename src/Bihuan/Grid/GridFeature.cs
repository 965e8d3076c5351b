using Bihuan.Hosting;
using Microsoft.Net.Http.Headers;

namespace Bihuan.Grid;

/// <summary>Where it is: areas, boundaries, point in polygon, gazetteer.</summary>
public static class GridFeature
{
    /// <summary>Reads the district's areas and places once, at the first question.</summary>
    /// <param name="folder">The district's pack: `packs/districts/laoshan`.</param>
    /// <param name="data">The installation's folder; null draws the areas without keeping the drawing.</param>
    public static IServiceCollection AddGrid(this IServiceCollection services, string folder, string? data = null) => services
        .AddSingleton(_ => data is null ? AreaMap.Load(folder) : KeptAreaMap.Load(folder, data))
        .AddSingleton(s => PlaceFinder.Load(folder, s.GetRequiredService<AreaMap>()))
        .AddSingleton<AreaSheets>();

    /// <summary>The areas of a district that no pack ships.</summary>
    public static IServiceCollection AddGrid(this IServiceCollection services, string code, District entered) => services
        .AddSingleton(_ => AreaMap.Of(code, entered))
        .AddSingleton(s => PlaceFinder.Of(s.GetRequiredService<AreaMap>()))
        .AddSingleton<AreaSheets>();

    public static void MapGrid(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/areas/{code}.geojson", Sheet).WithSummary("Boundaries of the areas of one level below a code").WithTags("Areas");
        routes.MapGet("/api/areas", List).WithSummary("List the areas directly below a code").WithTags("Areas");
        routes.MapGet("/api/places", Places).WithSummary("Find the place that a text speaks of").WithTags("Areas");
    }

    /// <summary>An area as the API shows it.</summary>
    public sealed record AreaRow(string Code, string Name, string NameEn, string Level, string? Parent, bool IsDrawn, double? Lon, double? Lat, string? Datum);

    /// <summary>A candidate as the API shows it.</summary>
    public sealed record PlaceRow(
        string Area, IReadOnlyList<AreaRow> Chain, double? Lon, double? Lat, double Score, IReadOnlyList<string> Words, string Reason, string ReasonEn);

    /// <summary>The answer of the gazetteer: surest first; empty when the text names no known place.</summary>
    public sealed record PlacesFound(IReadOnlyList<PlaceRow> Candidates, bool Ambiguous);

    static IResult Sheet(string code, string? level, AreaSheets sheets, HttpContext http)
    {
        if (sheets.Of(code, level ?? "street") is not { } sheet) return Results.NotFound();

        // Asked for again each time, answered by its tag: a boundary that was imported shows at once.
        http.Response.Headers.CacheControl = "public, no-cache";
        return Results.Bytes(sheet.Json, "application/geo+json", entityTag: new EntityTagHeaderValue(sheet.ETag));
    }

    static IResult List(string? parent, AreaMap map)
    {
        if (parent is null) return Results.Ok(new[] { Row(map.District) });
        return map.ByCode(parent) is null ? No.SuchArea.With(parent).AsHttp() : Results.Ok(map.Children(parent).Select(Row));
    }

    static PlacesFound Places(string text, PlaceFinder finder)
    {
        var guess = finder.Find(text.Length > 2000 ? text[..2000] : text);
        return new([.. guess.Candidates.Select(c => new PlaceRow(
            c.Area.Code, [.. c.Area.Chain.Select(Row)], c.Point?.Lon, c.Point?.Lat, c.Score, c.Words, c.Reason, c.ReasonEn))], guess.Ambiguous);
    }

    static AreaRow Row(Area a) =>
        new(a.Code, a.Name, a.NameEn, a.Level.ToString().ToLowerInvariant(), a.Parent, a.IsDrawn, a.Centre?.Lon, a.Centre?.Lat, a.Origin?.Datum.Key);
}
