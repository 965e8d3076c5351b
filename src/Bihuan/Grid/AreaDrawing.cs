using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Simplify;
using NetTopologySuite.Triangulate;

namespace Bihuan.Grid;

/// <summary>
/// Draws areas whose boundaries nobody has published: Voronoi cells inside the area above, so that they cover it
/// exactly. The same codes always give the same drawing.
/// </summary>
static class AreaDrawing
{
    // One degree east is this many degrees north at 36° N; a constant, because cosines differ between machines.
    const double Squeeze = 0.809;
    const int Darts = 24;
    const int Relaxations = 2;

    /// <summary>Divides <paramref name="whole"/> into one cell a seed, in the order of the seeds.</summary>
    /// <param name="seeds">A code and, where known, the point that its cell should hold.</param>
    public static Geometry[] Divide(Geometry whole, IReadOnlyList<(string Code, LonLat? Near)> seeds)
    {
        if (seeds.Count == 1) return [whole];

        var inside = new IndexedPointInAreaLocator(whole);
        var points = Scatter(whole, inside, seeds);
        // The seeds settle in a rough outline, which is quick to cut; only the last cut is exact.
        var rough = TopologyPreservingSimplifier.Simplify(whole, Math.Sqrt(whole.Area) / 30);
        for (var round = 0; round < Relaxations; round++)
        {
            var cells = Cells(rough, points);
            for (var i = 0; i < points.Length; i++)
            {
                var middle = cells[i].Centroid.Coordinate;
                if (seeds[i].Near is null && inside.Locate(middle) == Location.Interior) points[i] = middle;
            }
        }
        return Cells(whole, points);
    }

    /// <summary>Answers a number that depends on the text alone, the same on every machine.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }

    // Each free seed takes, of some darts thrown into the area, the one farthest from all seeds so far.
    static Coordinate[] Scatter(Geometry whole, IndexedPointInAreaLocator inside, IReadOnlyList<(string Code, LonLat? Near)> seeds)
    {
        var points = new Coordinate[seeds.Count];
        var placed = new List<Coordinate>();
        for (var i = 0; i < seeds.Count; i++)
        {
            if (seeds[i].Near is not { } near) continue;
            points[i] = new(near.Lon, near.Lat);
            placed.Add(points[i]);
        }
        var box = whole.EnvelopeInternal;
        for (var i = 0; i < seeds.Count; i++)
        {
            if (points[i] is not null) continue;
            var state = Hash(seeds[i].Code);
            var (best, bestGap) = (new Coordinate(), -1.0);
            for (var dart = 0; dart < Darts;)
            {
                var c = new Coordinate(box.MinX + (box.Width * Next(ref state)), box.MinY + (box.Height * Next(ref state)));
                if (inside.Locate(c) != Location.Interior) continue;
                dart++;
                var gap = placed.Count == 0 ? 0 : placed.Min(p => Squared(p, c));
                if (gap > bestGap) (best, bestGap) = (c, gap);
            }
            points[i] = best;
            placed.Add(best);
        }
        return points;
    }

    static double Squared(Coordinate a, Coordinate b) =>
        ((a.X - b.X) * Squeeze * (a.X - b.X) * Squeeze) + ((a.Y - b.Y) * (a.Y - b.Y));

    static Geometry[] Cells(Geometry whole, Coordinate[] points)
    {
        var box = whole.EnvelopeInternal.Copy();
        box.ExpandBy(0.5);
        var builder = new VoronoiDiagramBuilder { ClipEnvelope = new(box.MinX * Squeeze, box.MaxX * Squeeze, box.MinY, box.MaxY) };
        builder.SetSites(points.Select(p => new Coordinate(p.X * Squeeze, p.Y)).ToArray());
        var diagram = builder.GetDiagram(whole.Factory);

        var cells = new Geometry[points.Length];
        var prepared = PreparedGeometryFactory.Prepare(whole);
        for (var n = 0; n < diagram.NumGeometries; n++)
        {
            var cell = diagram.GetGeometryN(n);
            var at = Nearest(points, (Coordinate)cell.UserData);
            var stretched = Stretch((Polygon)cell, whole.Factory);
            // Most cells of a street touch no border: nothing to cut.
            cells[at] = prepared.ContainsProperly(stretched)
                ? stretched
                : OverlayNGRobust.Overlay(whole, stretched, SpatialFunction.Intersection);
        }
        return cells;
    }

    static int Nearest(Coordinate[] points, Coordinate squeezed)
    {
        var (best, gap) = (0, double.MaxValue);
        for (var i = 0; i < points.Length; i++)
        {
            var (dx, dy) = ((points[i].X * Squeeze) - squeezed.X, points[i].Y - squeezed.Y);
            var d = (dx * dx) + (dy * dy);
            if (d < gap) (best, gap) = (i, d);
        }
        return best;
    }

    static Polygon Stretch(Polygon cell, GeometryFactory factory) =>
        factory.CreatePolygon(cell.ExteriorRing.Coordinates.Select(c => new Coordinate(c.X / Squeeze, c.Y)).ToArray());

    // SplitMix64: small, fixed for ever, unlike System.Random.
    static double Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
