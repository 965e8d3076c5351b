using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>Reads and writes the part of GeoJSON that boundaries need: polygons and multipolygons.</summary>
static class GeoJson
{
    static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static List<(JsonElement Properties, Geometry Shape)> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("features").EnumerateArray()
            .Select(f => (f.GetProperty("properties").Clone(), ReadShape(f.GetProperty("geometry"))))];
    }

    /// <summary>Writes a polygon or multipolygon as a feature's geometry, with five decimals: one metre.</summary>
    public static void WriteShape(Utf8JsonWriter json, Geometry shape)
    {
        json.WritePropertyName("geometry");
        WriteBare(json, shape);
    }

    /// <summary>Writes a polygon or multipolygon by itself.</summary>
    public static void WriteBare(Utf8JsonWriter json, Geometry shape)
    {
        json.WriteStartObject();
        json.WriteString("type", shape is MultiPolygon ? "MultiPolygon" : "Polygon");
        json.WriteStartArray("coordinates");
        if (shape is MultiPolygon many)
            foreach (var polygon in many.Geometries.Cast<Polygon>())
            {
                json.WriteStartArray();
                WriteRings(json, polygon);
                json.WriteEndArray();
            }
        else
            WriteRings(json, (Polygon)shape);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <exception cref="FormatException">It is neither.</exception>
    public static Geometry ReadShape(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() switch
        {
            "Polygon" => ReadPolygon(coordinates),
            "MultiPolygon" when coordinates.GetArrayLength() == 1 => ReadPolygon(coordinates[0]),
            "MultiPolygon" => Factory.CreateMultiPolygon(coordinates.EnumerateArray().Select(ReadPolygon).ToArray()),
            var other => throw new FormatException($"A boundary is a Polygon or a MultiPolygon, not a {other}."),
        };
    }

    static Polygon ReadPolygon(JsonElement rings)
    {
        var read = rings.EnumerateArray().Select(ReadRing).ToArray();
        return Factory.CreatePolygon(read[0], read[1..]);
    }

    static LinearRing ReadRing(JsonElement ring) =>
        Factory.CreateLinearRing(ring.EnumerateArray().Select(c => new Coordinate(c[0].GetDouble(), c[1].GetDouble())).ToArray());

    static void WriteRings(Utf8JsonWriter json, Polygon polygon)
    {
        WriteRing(json, polygon.ExteriorRing);
        foreach (var hole in polygon.InteriorRings) WriteRing(json, hole);
    }

    static void WriteRing(Utf8JsonWriter json, LineString ring)
    {
        json.WriteStartArray();
        foreach (var c in ring.Coordinates) WritePoint(json, c.X, c.Y);
        json.WriteEndArray();
    }

    public static void WritePoint(Utf8JsonWriter json, double lon, double lat)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round((decimal)lon, 5));
        json.WriteNumberValue(Math.Round((decimal)lat, 5));
        json.WriteEndArray();
    }
}
