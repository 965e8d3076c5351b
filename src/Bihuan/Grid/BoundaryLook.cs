using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>What a boundary would do to the area.</summary>
/// <param name="Before">The area as it stands; null for a new one.</param>
/// <param name="Metres">How far the boundary moves at most; null where there was none, or only a drawn one.</param>
public sealed record BoundaryChange(BoundaryRow Row, Area? Before, double? Metres)
{
    /// <summary>Whether nothing would change.</summary>
    public bool IsSame => Before is { IsDrawn: false, Origin: not null } && Metres < 0.1 && Before.Name == Row.Boundary.Name.Zh && Before.NameEn == Row.Boundary.Name.En;
}

/// <summary>Where two neighbours would overlap, a gap stay between them, or one stand out of the area above.</summary>
/// <param name="Kind">`overlap`, `gap` or `outside`.</param>
public sealed record BoundaryClash(string Kind, IReadOnlyList<Area> Areas, double SquareMetres);

/// <summary>What a file of boundaries would change, before it does.</summary>
/// <param name="Doubt">Why the datum that was said seems to be the wrong one; null when it does not.</param>
public sealed record BoundaryLook(string File, Datum Datum, IReadOnlyList<BoundaryChange> Changes, IReadOnlyList<BoundaryFault> Faults, IReadOnlyList<BoundaryClash> Clashes, Words? Doubt)
{
    // Below this the digits of a file and the width of a lane explain it.
    const double Slight = 100;

    /// <summary>Those that change something.</summary>
    public IEnumerable<BoundaryChange> Fresh => Changes.Where(change => !change.IsSame);

    /// <summary>Looks at a file that has been read.</summary>
    /// <param name="now">How the areas stand.</param>
    /// <param name="then">How they would stand.</param>
    internal static BoundaryLook Of(string file, Datum datum, BoundaryFile read, AreaPlan now, AreaPlan then) => new(file, datum,
        [.. read.Rows.Select(row => new BoundaryChange(row, now.ByCode(row.Boundary.Code), now.ByCode(row.Boundary.Code) is { Centre: not null, IsDrawn: false } before ? Ground.Moved(before.Shape, row.Shape) : null))],
        read.Faults, [.. Clash(read, then)], Doubts(datum, read, now));

    static IEnumerable<BoundaryClash> Clash(BoundaryFile read, AreaPlan then)
    {
        var fresh = read.Rows.Select(row => row.Boundary.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var above in read.Rows.SelectMany(row => row.Boundary.Code.Length == 6 ? (string[])[row.Boundary.Code] : [row.Boundary.Code, row.Boundary.Code[..^3]]).Distinct().Order(StringComparer.Ordinal))
        {
            if (then.ByCode(above) is not { } whole) continue;
            Area[] all = [.. then.Children(above)];
            Area[] given = [.. all.Where(area => area is { Centre: not null, IsDrawn: false })];
            for (var i = 0; i < given.Length; i++)
                for (var j = i + 1; j < given.Length; j++)
                    if ((fresh.Contains(given[i].Code) || fresh.Contains(given[j].Code)) && Ground.Area(Ground.Both(given[i].Shape, given[j].Shape)) is var shared and > Slight)
                        yield return new("overlap", [given[i], given[j]], shared);
            if (whole.Centre is null || whole.IsDrawn || given.Length == 0) continue;

            foreach (var area in given)
                if (Ground.Area(Ground.Without(area.Shape, whole.Shape)) is var outside and > Slight) yield return new("outside", [area, whole], outside);
            if (given.Length == all.Length && Ground.Area(Ground.Without(whole.Shape, Ground.Union(given.Select(area => area.Shape)))) is var open and > Slight)
                yield return new("gap", [whole], open);
        }
    }

    // The offset of GCJ-02 is some hundreds of metres in one direction: a boundary that fits much better when read the other way was read the wrong way.
    static Words? Doubts(Datum said, BoundaryFile read, AreaPlan now)
    {
        List<(double Said, double Other)> apart = [];
        foreach (var row in read.Rows)
        {
            if (now.ByCode(row.Boundary.Code) is not { Centre: not null, IsDrawn: false } known) continue;
            var (here, there) = (row.Shape.Centroid.Coordinate, known.Shape.Centroid.Coordinate);
            var other = said == Datum.Gcj02 ? Datum.Gcj02.FromWgs84(new(here.X, here.Y)) : Datum.Gcj02.ToWgs84(new LonLat(here.X, here.Y));
            apart.Add((Ground.Apart(here, there), Ground.Apart(new Coordinate(other.Lon, other.Lat), there)));
        }
        if (apart.Count == 0) return null;

        var (off, fits) = (Middle(apart.Select(a => a.Said)), Middle(apart.Select(a => a.Other)));
        if (off < 100 || fits > off / 3) return null;
        return said == Datum.Gcj02
            ? new($"这些坐标不像 GCJ-02：按它读，比已知边界偏约 {off:0} 米；按 WGS-84 或 CGCS2000 读，只差约 {fits:0} 米。", $"These coordinates do not look like GCJ-02: read so, they lie about {off:0} m off the known boundary; as WGS 84 or CGCS2000 only {fits:0} m.")
            : new($"这些坐标像是 GCJ-02：按 {said.Name.Zh} 读，比已知边界偏约 {off:0} 米；按 GCJ-02 读，只差约 {fits:0} 米。", $"These coordinates look like GCJ-02: read as {said.Name.En}, they lie about {off:0} m off the known boundary; as GCJ-02 only {fits:0} m.");
    }

    static double Middle(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
