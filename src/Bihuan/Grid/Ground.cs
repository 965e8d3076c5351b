using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Bihuan.Grid;

/// <summary>Measures shapes of degrees in metres, near enough for a district: a plane laid at the shape's own latitude.</summary>
static class Ground
{
    const double Degree = 111_195;
    static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static Geometry Nothing { get; } = Factory.CreatePolygon();

    /// <summary>Square metres.</summary>
    public static double Area(Geometry shape) => shape.IsEmpty ? 0 : shape.Area * Degree * Degree * Math.Cos(shape.EnvelopeInternal.Centre.Y * Math.PI / 180);

    /// <summary>How far a boundary lies from another at most, in metres.</summary>
    public static double Moved(Geometry before, Geometry after)
    {
        var squeeze = Math.Cos(before.EnvelopeInternal.Centre.Y * Math.PI / 180);
        return DiscreteHausdorffDistance.Distance(Plane(before, squeeze).Boundary, Plane(after, squeeze).Boundary);
    }

    /// <summary>Metres between two points.</summary>
    public static double Apart(Coordinate a, Coordinate b)
    {
        var east = (a.X - b.X) * Math.Cos((a.Y + b.Y) / 2 * Math.PI / 180);
        return Degree * Math.Sqrt((east * east) + ((a.Y - b.Y) * (a.Y - b.Y)));
    }

    /// <summary>Whether two shapes share a border, to a metre; a common corner is none.</summary>
    public static bool Touch(Geometry a, Geometry b)
    {
        if (a.IsEmpty || b.IsEmpty || !a.EnvelopeInternal.Intersects(b.EnvelopeInternal)) return false;
        var edge = a.Buffer(1 / Degree).Intersection(b);
        return Area(edge) > 10;
    }

    public static Geometry Both(Geometry a, Geometry b) => a.IsEmpty || b.IsEmpty || !a.EnvelopeInternal.Intersects(b.EnvelopeInternal)
        ? Nothing : Faces(OverlayNGRobust.Overlay(a, b, SpatialFunction.Intersection));

    public static Geometry Without(Geometry a, Geometry b) => a.IsEmpty ? Nothing : b.IsEmpty ? a : Faces(OverlayNGRobust.Overlay(a, b, SpatialFunction.Difference));

    public static Geometry Union(IEnumerable<Geometry> shapes)
    {
        Geometry[] some = [.. shapes.Where(shape => !shape.IsEmpty)];
        return some.Length == 0 ? Nothing : Faces(OverlayNGRobust.Union((IEnumerable<Geometry>)some));
    }

    public static string Write(Geometry shape) => shape.AsText();

    public static Geometry Read(string text) => text.Length == 0 ? Nothing : new WKTReader(new NetTopologySuite.NtsGeometryServices(new PrecisionModel(), 4326)).Read(text);

    // Two neighbours share lines and corners; only what has a face counts.
    static Geometry Faces(Geometry shape)
    {
        Polygon[] faces = [.. Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<Polygon>().Where(face => !face.IsEmpty)];
        return faces.Length switch
        {
            0 => Nothing,
            1 => faces[0],
            _ => Factory.CreateMultiPolygon(faces),
        };
    }

    static Geometry Plane(Geometry shape, double squeeze)
    {
        var plane = shape.Copy();
        plane.Apply(new NetTopologySuite.Geometries.Utilities.AffineTransformation(squeeze * Degree, 0, 0, 0, Degree, 0));
        plane.GeometryChanged();
        return plane;
    }
}
