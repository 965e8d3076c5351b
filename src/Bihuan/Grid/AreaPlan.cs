using System.Collections.Frozen;
using System.Globalization;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Bihuan.Grid;

/// <summary>The areas of a district as they stand at one moment, never changed.</summary>
sealed class AreaPlan
{
    // A tenth of a metre: between two drawn cells lies at most a rounding error.
    const double Crack = 1e-6;

    readonly FrozenDictionary<string, Area> byCode;
    readonly FrozenDictionary<string, Area[]> children;
    readonly STRtree<Plot> plots = new();
    readonly Plot district;

    public AreaPlan(IReadOnlyList<Area> all, IReadOnlyList<(string Code, string Name, string NameEn, Geometry Shape)> neighbours)
    {
        All = [.. all.Where(a => a.Ended is null).OrderBy(a => a.Code, StringComparer.Ordinal)];
        Neighbours = neighbours;
        byCode = all.ToFrozenDictionary(a => a.Code, StringComparer.Ordinal);
        children = All.Where(a => a.Parent is not null).GroupBy(a => a.Parent!, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        foreach (var area in All.Where(a => a.Centre is not null && a.Level is not AreaLevel.District)) plots.Insert(area.Shape.EnvelopeInternal, new(area));
        plots.Build();
        district = new(All[0]);
    }

    public IReadOnlyList<Area> All { get; }
    public Area District => district.Area;
    public bool HasBoundaries => District.Centre is not null;
    public IReadOnlyList<(string Code, string Name, string NameEn, Geometry Shape)> Neighbours { get; }

    /// <summary>Those that are there and those that have ended.</summary>
    public IEnumerable<Area> Ever => byCode.Values;

    public Area? ByCode(string code) => byCode.GetValueOrDefault(code);

    public IReadOnlyList<Area> Children(string code) => children.GetValueOrDefault(code) ?? [];

    public IEnumerable<Area> Below(string code, AreaLevel level) => All.Where(a => a.Level == level && a.IsWithin(code));

    public IReadOnlyList<string> WithPredecessors(string code)
    {
        List<string> codes = [code];
        for (var n = 0; n < codes.Count; n++)
            foreach (var before in ByCode(codes[n])?.Began?.Others ?? [])
                if (!codes.Contains(before)) codes.Add(before);
        return codes;
    }

    /// <summary>Codes directly below an area that were never used, the one after the highest first.</summary>
    public IEnumerable<string> Unused(string above)
    {
        var last = Ever.Where(area => area.Code.Length == above.Length + 3 && area.IsWithin(above)).Select(area => int.Parse(area.Code[^3..], CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        return Enumerable.Range(last + 1, Math.Max(0, 999 - last)).Concat(Enumerable.Range(1, last))
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"{above}{n:000}")).Where(code => ByCode(code) is null);
    }

    public Area? Find(double lon, double lat)
    {
        if (!HasBoundaries) return null;

        var c = new Coordinate(lon, lat);
        Area? found = null;
        foreach (var plot in plots.Query(new Envelope(c)))
            if ((found is null || plot.Area.Level > found.Level || (plot.Area.Level == found.Level && string.CompareOrdinal(plot.Area.Code, found.Code) < 0)) && plot.Holds(c))
                found = plot.Area;
        return found is null ? district.Holds(c) ? district.Area : null : Deeper(found, c);
    }

    Area Deeper(Area area, Coordinate c)
    {
        if (Children(area.Code) is not { Count: > 0 } below || !below.Any(b => b.Centre is not null)) return area;
        var point = area.Shape.Factory.CreatePoint(c);
        var nearest = below.Where(b => b.Centre is not null).MinBy(b => b.Shape.Distance(point))!;
        return nearest.Shape.Distance(point) <= Crack ? Deeper(nearest, c) : area;
    }

    // The locator builds its index at the first question; asking once here keeps Find free of locks.
    sealed class Plot
    {
        readonly IndexedPointInAreaLocator locator;

        public Plot(Area area)
        {
            (Area, locator) = (area, new(area.Shape));
            if (area.Centre is { } centre) locator.Locate(new(centre.Lon, centre.Lat));
        }

        public Area Area { get; }

        public bool Holds(Coordinate c) => locator.Locate(c) != Location.Exterior;
    }
}
