using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>Where the zones do not fit: nobody answers, or two do.</summary>
/// <param name="Zones">Their codes: none for a gap, two or more for an overlap.</param>
/// <param name="Areas">Where: whole areas by the largest that are whole, else the parts of areas that it touches.</param>
/// <param name="Shape">The very ground; empty in a district without boundaries.</param>
public sealed record ZoneClash(ImmutableArray<string> Zones, ImmutableArray<Area> Areas, Geometry Shape)
{
    public bool IsGap => Zones.IsEmpty;
    public double SquareMetres => Ground.Area(Shape);
}

/// <summary>Checks that zones cover the areas of a district without gap or overlap. Waters and islands that belong to no street are nobody's zone and not asked for.</summary>
static class ZoneCheck
{
    // A hundred square metres: less is the width of a pencil.
    const double Slight = 100;

    /// <summary>The ground of a zone: its areas together, or its outline.</summary>
    public static Geometry Shape(Zone zone, AreaPlan plan) =>
        zone.Outline.Length > 0 ? Ground.Read(zone.Outline) : Ground.Union(zone.Areas.Select(code => plan.ByCode(code)?.Shape ?? Ground.Nothing));

    /// <summary>The codes whose matters are a zone's: its areas, or the smallest areas whose middle lies inside its outline.</summary>
    public static IReadOnlyList<string> Codes(Zone zone, AreaPlan plan)
    {
        if (zone.Outline.Length == 0) return [.. zone.Areas];
        var shape = Ground.Read(zone.Outline);
        return [.. Leaves(plan).Where(leaf => leaf.Centre is { } at && shape.Contains(shape.Factory.CreatePoint(new Coordinate(at.Lon, at.Lat)))).Select(leaf => leaf.Code)];
    }

    public static IReadOnlyList<ZoneClash> Of(IEnumerable<Zone> zones, AreaPlan plan)
    {
        var bySet = zones.Where(zone => zone.Outline.Length == 0).ToArray();
        var byLine = zones.Where(zone => zone.Outline.Length > 0).Select(zone => (zone.Code, Shape: Ground.Read(zone.Outline))).ToArray();
        List<(string Who, Area Leaf, Geometry Shape)> parts = [];
        foreach (var leaf in Leaves(plan))
        {
            string[] whole = [.. bySet.Where(zone => zone.Areas.Any(leaf.IsWithin)).Select(zone => zone.Code)];
            List<(string[] Who, Geometry Shape)> pieces = [(whole, leaf.Shape)];
            // Each outline cuts every piece into what lies inside and what does not.
            foreach (var (code, shape) in byLine.Where(line => line.Shape.EnvelopeInternal.Intersects(leaf.Shape.EnvelopeInternal)))
                pieces = [.. pieces.SelectMany(piece => ((string[], Geometry)[])[([.. piece.Who, code], Ground.Both(piece.Shape, shape)), (piece.Who, Ground.Without(piece.Shape, shape))])
                    .Where(piece => Ground.Area(piece.Item2) > Slight)];
            foreach (var (who, shape) in pieces)
                if (who.Length != 1) parts.Add((string.Join(' ', who.Order(StringComparer.Ordinal)), leaf, shape));
        }
        return [.. parts.GroupBy(part => part.Who).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new ZoneClash(
            [.. group.Key.Split(' ', StringSplitOptions.RemoveEmptyEntries)], [.. Largest([.. group.Select(part => part.Leaf).Distinct()], plan)], Ground.Union(group.Select(part => part.Shape))))];
    }

    static IEnumerable<Area> Leaves(AreaPlan plan) => plan.All.Where(area => plan.Children(area.Code).Count == 0);

    // Fifteen grids are said as the street that they are.
    static IEnumerable<Area> Largest(HashSet<Area> leaves, AreaPlan plan)
    {
        foreach (var area in plan.All.Where(area => leaves.Count > 0 && Leaves(plan).Where(leaf => leaf.IsWithin(area.Code)).All(leaves.Contains)).ToArray())
        {
            if (!leaves.Any(leaf => leaf.IsWithin(area.Code))) continue;
            leaves.RemoveWhere(leaf => leaf.IsWithin(area.Code));
            yield return area;
        }
    }
}
