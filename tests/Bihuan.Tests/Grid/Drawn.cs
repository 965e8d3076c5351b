using System.Globalization;
using Bihuan.Grid;

namespace Bihuan.Tests.Grid;

/// <summary>GeoJSON by a pencil: rectangles between two corners.</summary>
static class Drawn
{
    public static string Box(string code, string name, double west, double south, double east, double north) => Feature(code, name, (west, south), (east, south), (east, north), (west, north));

    public static string Feature(string code, string name, params (double Lon, double Lat)[] ring) => $$$"""
        {"type":"Feature","properties":{"code":"{{{code}}}","name":"{{{name}}}"},"geometry":{"type":"Polygon","coordinates":[[{{{string.Join(',', ring.Append(ring[0]).Select(p => string.Create(CultureInfo.InvariantCulture, $"[{p.Lon:R},{p.Lat:R}]")))}}}]]}}
        """;

    public static string File(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    /// <summary>A known area's own boundary as a file of another datum would write it.</summary>
    public static string As(Area area, Datum datum) => Feature(area.Code, area.Name, [.. Ring(area).Select(p => datum.FromWgs84(p)).Select(p => (p.Lon, p.Lat))]);

    static IEnumerable<LonLat> Ring(Area area)
    {
        var shell = area.Shape is NetTopologySuite.Geometries.Polygon one ? one : (NetTopologySuite.Geometries.Polygon)area.Shape.GetGeometryN(0);
        return shell.ExteriorRing.Coordinates[..^1].Select(c => new LonLat(c.X, c.Y));
    }
}
