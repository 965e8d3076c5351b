using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace Bihuan.Grid;

/// <summary>Cuts a shape in two by a line that runs across it.</summary>
static class AreaCut
{
    // A metre beside the line, in degrees: enough to know on which side a face lies.
    const double Beside = 0.00001;

    /// <summary>Reads a GeoJSON LineString; null when it is none.</summary>
    public static LineString? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("type").GetString() is not "LineString") return null;
            Coordinate[] points = [.. root.GetProperty("coordinates").EnumerateArray().Select(c => new Coordinate(c[0].GetDouble(), c[1].GetDouble()))];
            return points.Length < 2 ? null : new GeometryFactory(new PrecisionModel(), 4326).CreateLineString(points);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException or FormatException)
        {
            return null;
        }
    }

    /// <summary>What lies on the left of the line and what on the right, seen along it; null when it does not run across.</summary>
    public static (Geometry Left, Geometry Right)? By(Geometry whole, LineString line)
    {
        var polygonizer = new Polygonizer();
        polygonizer.Add(OverlayNGRobust.Overlay(whole.Boundary, line, SpatialFunction.Union));
        Geometry[] faces = [.. polygonizer.GetPolygons().Where(face => whole.Contains(face.InteriorPoint))];
        var sides = Sides(faces, OverlayNGRobust.Overlay(whole, line, SpatialFunction.Intersection));
        List<Geometry> left = [], right = [], far = [];
        for (var n = 0; n < faces.Length; n++)
            (sides[n] switch { > 0 => left, < 0 => right, _ => far }).Add(faces[n]);
        if (left.Count == 0 || right.Count == 0) return null;

        // What the line does not touch, an island or a second part, goes with what is nearest to it.
        var (one, other) = (Ground.Union(left), Ground.Union(right));
        foreach (var face in far) (face.Distance(one) <= face.Distance(other) ? left : right).Add(face);
        return (Ground.Union(left), Ground.Union(right));
    }

    // How much of the line has each face on its left, less what has it on its right: 0 where it runs along none of its border, or ends inside.
    static double[] Sides(Geometry[] faces, Geometry inside)
    {
        var sides = new double[faces.Length];
        for (var i = 0; i < inside.NumGeometries; i++)
        {
            var points = inside.GetGeometryN(i).Coordinates;
            for (var n = 1; n < points.Length; n++)
            {
                var (east, north) = (points[n].X - points[n - 1].X, points[n].Y - points[n - 1].Y);
                var length = Math.Sqrt((east * east) + (north * north));
                if (length == 0) continue;
                var (x, y) = ((points[n].X + points[n - 1].X) / 2, (points[n].Y + points[n - 1].Y) / 2);
                for (var face = 0; face < faces.Length; face++)
                {
                    if (Holds(faces[face], x - (north / length * Beside), y + (east / length * Beside))) sides[face] += length;
                    if (Holds(faces[face], x + (north / length * Beside), y - (east / length * Beside))) sides[face] -= length;
                }
            }
        }
        return sides;
    }

    static bool Holds(Geometry face, double x, double y) => face.EnvelopeInternal.Contains(x, y) && face.Contains(face.Factory.CreatePoint(new Coordinate(x, y)));
}
