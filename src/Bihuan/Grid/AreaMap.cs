using System.Collections.Frozen;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Bihuan.Grid;

/// <summary>
/// All areas of one district, in memory, never changed. Read from a folder: `areas.geojson` (district, streets,
/// neighbours) and `communities.csv`; communities and grids are drawn (see <see cref="Area.IsDrawn"/>).
/// </summary>
public sealed class AreaMap
{
    readonly FrozenDictionary<string, Area> byCode;
    readonly FrozenDictionary<string, Area[]> children;
    readonly STRtree<Plot> grids = new();
    readonly Plot[] streets;
    readonly Plot district;

    AreaMap(IReadOnlyList<Area> all, IReadOnlyList<(string Code, string Name, string NameEn, Geometry Shape)> neighbours)
    {
        All = [.. all.OrderBy(a => a.Code, StringComparer.Ordinal)];
        Neighbours = neighbours;
        byCode = All.ToFrozenDictionary(a => a.Code, StringComparer.Ordinal);
        children = All.Where(a => a.Parent is not null).GroupBy(a => a.Parent!, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        foreach (var grid in All.Where(a => a.Level is AreaLevel.Grid)) grids.Insert(grid.Shape.EnvelopeInternal, new(grid));
        grids.Build();
        streets = [.. All.Where(a => a.Level is AreaLevel.Street).Select(a => new Plot(a))];
        district = new(All[0]);
    }

    /// <summary>Every area, ordered by code: each before those below it.</summary>
    public IReadOnlyList<Area> All { get; }
    public Area District => district.Area;
    /// <summary>Whether there are boundaries, so that a map can be drawn and a point be found.</summary>
    public bool HasBoundaries => District.Centre is not null;
    /// <summary>The land around, for the map's background only.</summary>
    internal IReadOnlyList<(string Code, string Name, string NameEn, Geometry Shape)> Neighbours { get; }

    public Area? ByCode(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The areas directly below, ordered by code; empty for a grid or an unknown code.</summary>
    public IReadOnlyList<Area> Children(string code) => children.GetValueOrDefault(code) ?? [];

    /// <summary>Every area of a level at or below a code, ordered by code.</summary>
    public IEnumerable<Area> Below(string code, AreaLevel level) => All.Where(a => a.Level == level && a.IsWithin(code));

    /// <summary>
    /// Finds the deepest area that holds a point: a grid; the district itself on its inshore waters and islands, which
    /// belong to no street; null outside. A point on a border belongs to the lowest code.
    /// </summary>
    /// <param name="lon">Degrees east, WGS 84.</param>
    /// <param name="lat">Degrees north, WGS 84.</param>
    public Area? Find(double lon, double lat)
    {
        if (!HasBoundaries) return null;

        var c = new Coordinate(lon, lat);
        Area? found = null;
        foreach (var plot in grids.Query(new Envelope(c)))
            if (plot.Holds(c) && (found is null || string.CompareOrdinal(plot.Area.Code, found.Code) < 0))
                found = plot.Area;
        return found ?? Crack(c) ?? (district.Holds(c) ? district.Area : null);
    }

    // Between two drawn cells lies at most a rounding error; a point exactly there goes to the nearest.
    Area? Crack(Coordinate c)
    {
        foreach (var street in streets)
        {
            if (!street.Holds(c)) continue;
            var point = street.Area.Shape.Factory.CreatePoint(c);
            return Below(street.Area.Code, AreaLevel.Grid).MinBy(g => g.Shape.Distance(point));
        }
        return null;
    }

    /// <exception cref="FormatException">A file of the folder does not say what it must.</exception>
    public static AreaMap Load(string folder)
    {
        var read = GeoJson.Read(Path.Combine(folder, "areas.geojson"));
        var areas = new List<Area>();
        var neighbours = new List<(string, string, string, Geometry)>();
        foreach (var (properties, shape) in read)
        {
            string Text(string name) => properties.GetProperty(name).GetString()!;
            if (Text("level") is "neighbour") neighbours.Add((Text("code"), Text("name"), Text("name_en"), shape));
            else areas.Add(new(Text("code"), Text("name"), Text("name_en"), areas.FirstOrDefault(), shape, isDrawn: false));
        }
        if (areas.Count == 0 || areas[0].Level is not AreaLevel.District)
            throw new FormatException("areas.geojson must begin with the district.");

        var known = Csv.Read(Path.Combine(folder, "communities.csv"));
        var drawn = areas.Where(a => a.Level is AreaLevel.Street).AsParallel()
            .Select(street => Draw(street, [.. known.Where(r => r["street"] == street.Code).OrderBy(r => r["code"], StringComparer.Ordinal)]));
        return new([.. areas, .. drawn.SelectMany(d => d)], neighbours);
    }

    /// <summary>The areas of a district that no pack ships: names and codes without boundaries.</summary>
    public static AreaMap Of(string code, District entered)
    {
        var all = new Dictionary<string, Area>(StringComparer.Ordinal)
        {
            [code] = new(code, entered.Name.Zh, entered.Name.En, null, Polygon.Empty, isDrawn: false),
        };
        foreach (var area in entered.Areas)
            all[area.Code] = new(area.Code, area.Name.Zh, area.Name.En, all[area.Code[..^3]], Polygon.Empty, isDrawn: false);
        return new([.. all.Values], []);
    }

    static List<Area> Draw(Area street, IReadOnlyList<Dictionary<string, string>> rows)
    {
        List<Area> areas = [];
        if (rows.Count == 0) return areas;

        var cells = AreaDrawing.Divide(street.Shape, [.. rows.Select(r => (r["code"], Csv.Point(r)))]);
        for (var i = 0; i < rows.Count; i++)
        {
            var name = rows[i]["short"];
            if (!rows[i]["name"].EndsWith("村民委员会", StringComparison.Ordinal)) name += "社区";
            var community = new Area(rows[i]["code"], name, rows[i]["english"], street, cells[i], isDrawn: true);
            areas.Add(community);
            var codes = Enumerable.Range(1, 2 + (int)(AreaDrawing.Hash(community.Code) % 3)).Select(n => $"{community.Code}{n:000}").ToArray();
            var plots = AreaDrawing.Divide(community.Shape, [.. codes.Select(c => (c, (LonLat?)null))]);
            for (var n = 0; n < codes.Length; n++)
                areas.Add(new(codes[n], $"{name}第{"一二三四"[n]}网格", $"{community.NameEn} Grid {n + 1}", community, plots[n], isDrawn: true));
        }
        return areas;
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
