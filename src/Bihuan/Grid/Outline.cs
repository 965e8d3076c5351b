using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>
/// Simplifies neighbouring polygons together: a border that two of them share stays one line, so no gap opens between them on the page.
/// </summary>
sealed class Outline(IEnumerable<Geometry> shapes, double tolerance)
{
    readonly Dictionary<Coordinate, HashSet<Coordinate>> neighbours = Meet(shapes);

    /// <summary>Answers the simplified shape; parts smaller than the tolerance allows are dropped, the largest never.</summary>
    public Geometry Simplify(Geometry shape)
    {
        var parts = Enumerable.Range(0, shape.NumGeometries).Select(n => (Polygon)shape.GetGeometryN(n))
            .OrderByDescending(p => p.Area).Select(p => Simplify(p, shape.Factory)).OfType<Polygon>().ToArray();
        return parts.Length switch
        {
            0 => shape,
            1 => parts[0],
            _ => shape.Factory.CreateMultiPolygon(parts),
        };
    }

    Polygon? Simplify(Polygon polygon, GeometryFactory factory)
    {
        var shell = Simplify(polygon.ExteriorRing.Coordinates);
        if (shell.Length < 4) return null;

        var holes = polygon.InteriorRings.Select(r => Simplify(r.Coordinates)).Where(r => r.Length >= 4);
        return factory.CreatePolygon(factory.CreateLinearRing(shell), holes.Select(factory.CreateLinearRing).ToArray());
    }

    Coordinate[] Simplify(Coordinate[] ring)
    {
        var round = Round(ring);
        if (round.Count < 4) return [];

        var open = round[..^1];
        // A ring that meets no junction starts at its lowest point, whichever polygon asks.
        var start = open.FindIndex(IsJunction);
        if (start < 0) start = open.IndexOf(open.Min()!);
        List<Coordinate> turned = [.. open[start..], .. open[..start], open[start]];

        List<Coordinate> result = [turned[0]];
        for (int from = 0, to = 1; to < turned.Count; to++)
        {
            if (to < turned.Count - 1 && !IsJunction(turned[to])) continue;
            result.AddRange(Arc(turned[from..(to + 1)]).Skip(1));
            from = to;
        }
        return result.Count < 4 ? [] : [.. result];
    }

    bool IsJunction(Coordinate c) => neighbours[c].Count != 2;

    // Both neighbours walk the arc in the same direction, so that they keep the same points.
    List<Coordinate> Arc(List<Coordinate> arc)
    {
        var backwards = arc[^1].CompareTo(arc[0]) < 0 || (arc[^1].Equals2D(arc[0]) && arc[^2].CompareTo(arc[1]) < 0);
        if (backwards) arc.Reverse();
        var keep = new bool[arc.Count];
        keep[0] = keep[^1] = true;
        Keep(arc, keep, 0, arc.Count - 1);
        List<Coordinate> kept = [.. arc.Where((_, i) => keep[i])];
        if (backwards) kept.Reverse();
        return kept;
    }

    void Keep(List<Coordinate> arc, bool[] keep, int from, int to)
    {
        var (far, gap) = (-1, tolerance);
        var line = new LineSegment(arc[from], arc[to]);
        for (var i = from + 1; i < to; i++)
        {
            var d = line.Distance(arc[i]);
            if (d > gap) (far, gap) = (i, d);
        }
        if (far < 0) return;
        keep[far] = true;
        Keep(arc, keep, from, far);
        Keep(arc, keep, far, to);
    }

    static Dictionary<Coordinate, HashSet<Coordinate>> Meet(IEnumerable<Geometry> shapes)
    {
        var met = new Dictionary<Coordinate, HashSet<Coordinate>>();
        foreach (var shape in shapes)
            foreach (var ring in Rings(shape))
            {
                var points = Round(ring.Coordinates);
                for (var i = 1; i < points.Count; i++)
                {
                    At(points[i - 1]).Add(points[i]);
                    At(points[i]).Add(points[i - 1]);
                }
            }
        return met;

        HashSet<Coordinate> At(Coordinate c) => met.TryGetValue(c, out var known) ? known : met[c] = [];
    }

    static IEnumerable<LineString> Rings(Geometry shape) =>
        Enumerable.Range(0, shape.NumGeometries).Select(n => (Polygon)shape.GetGeometryN(n))
            .SelectMany(p => p.InteriorRings.Prepend(p.ExteriorRing));

    // Six decimals make equal what two overlays computed to the last bit differently.
    static List<Coordinate> Round(Coordinate[] ring)
    {
        List<Coordinate> result = [];
        foreach (var c in ring)
        {
            var r = new Coordinate(Math.Round(c.X, 6), Math.Round(c.Y, 6));
            if (result.Count == 0 || !result[^1].Equals2D(r)) result.Add(r);
        }
        return result;
    }
}
