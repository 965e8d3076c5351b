using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>
/// All areas of one district, in memory: those of its pack, with what the district has recorded laid over them (<see cref="Lay(KeptAreas)"/>).
/// Read from a folder: `areas.geojson` (district, streets, neighbours) and `communities.csv`; communities and grids are drawn
/// (see <see cref="Area.IsDrawn"/>).
/// </summary>
public sealed class AreaMap
{
    readonly AreaPlan pack;
    readonly Lock laying = new();
    volatile AreaPlan plan;

    internal AreaMap(AreaPlan pack) => this.pack = plan = pack;

    /// <summary>How the areas stand now; never changed, another one takes its place.</summary>
    internal AreaPlan Plan => plan;

    /// <summary>Whether the district has recorded anything over what its pack shipped.</summary>
    internal bool IsLaid => !ReferenceEquals(plan, pack);

    /// <summary>Every area that is there, ordered by code: each before those below it.</summary>
    public IReadOnlyList<Area> All => plan.All;
    public Area District => plan.District;
    /// <summary>Whether there are boundaries, so that a map can be drawn and a point be found.</summary>
    public bool HasBoundaries => plan.HasBoundaries;
    /// <summary>The land around, for the map's background only.</summary>
    internal IReadOnlyList<(string Code, string Name, string NameEn, Geometry Shape)> Neighbours => plan.Neighbours;

    /// <summary>The area of a code, also one that has ended.</summary>
    public Area? ByCode(string code) => plan.ByCode(code);

    /// <summary>The areas directly below, ordered by code; empty for a grid or an unknown code.</summary>
    public IReadOnlyList<Area> Children(string code) => plan.Children(code);

    /// <summary>Every area of a level at or below a code, ordered by code.</summary>
    public IEnumerable<Area> Below(string code, AreaLevel level) => plan.Below(code, level);

    /// <summary>A code and those of all areas out of which it came: what was received there then is looked for here now.</summary>
    public IReadOnlyList<string> WithPredecessors(string code) => plan.WithPredecessors(code);

    /// <summary>Areas that have ended, the last to end first.</summary>
    public IReadOnlyList<Area> Ended => [.. plan.Ever.Where(area => area.Ended is not null).OrderByDescending(area => area.Ended!.On).ThenBy(area => area.Code, StringComparer.Ordinal)];

    /// <summary>Codes directly below an area that were never used, the one after the highest first.</summary>
    public IEnumerable<string> Unused(string above) => plan.Unused(above);

    /// <summary>The areas of the same level below the same area, those that touch it first.</summary>
    public IReadOnlyList<(Area Area, bool Touches)> Beside(Area area) => [.. Children(area.Parent ?? "").Where(other => other != area)
        .Select(other => (other, Touches: Ground.Touch(area.Shape, other.Shape))).OrderByDescending(pair => pair.Touches)];

    /// <summary>The condition that something lies in an area, or was put down in one out of which it came.</summary>
    public string IsIn(string alias, string area, DynamicParameters parameters)
    {
        var codes = WithPredecessors(area);
        return codes.Count == 1 ? People.Scope.IsIn(alias, area, "area", parameters)
            : $"({string.Join(" or ", codes.Select((code, n) => People.Scope.IsIn(alias, code, $"area_{n}", parameters)))})";
    }

    /// <summary>
    /// Finds the deepest area that holds a point: a grid where there are grids; the district itself on its inshore waters and
    /// islands, which belong to no street; null outside. A point on a border belongs to the lowest code.
    /// </summary>
    /// <param name="lon">Degrees east, WGS 84.</param>
    /// <param name="lat">Degrees north, WGS 84.</param>
    public Area? Find(double lon, double lat) => plan.Find(lon, lat);

    /// <summary>Lays over the pack's areas what the district has recorded.</summary>
    public void Lay(KeptAreas kept) => plan = Laid(kept);

    /// <summary>Lays it unless something later lies there already.</summary>
    /// <param name="version">Up to which version of the district's story.</param>
    public void Lay(KeptAreas kept, long version)
    {
        lock (laying)
        {
            if (version <= Version) return;
            Lay(kept);
            Version = version;
        }
    }

    /// <summary>Up to which version of the district's story about its areas this map knows.</summary>
    public long Version { get; private set; }

    /// <summary>How the areas would stand.</summary>
    internal AreaPlan Laid(KeptAreas kept) => AreaDraft.Lay(pack, kept);

    /// <summary>Reads and draws the areas of a pack.</summary>
    /// <exception cref="FormatException">A file of the folder does not say what it must.</exception>
    public static AreaMap Load(string folder) => new(Draw(folder, null));

    /// <summary>The files of the folder that it is made of.</summary>
    internal static readonly string[] Files = ["areas.geojson", "communities.csv"];

    /// <param name="kept">What was drawn before of the same files, by code; null draws it.</param>
    internal static AreaPlan Draw(string folder, IReadOnlyDictionary<string, Geometry>? kept)
    {
        var read = GeoJson.Read(Path.Combine(folder, Files[0]));
        var areas = new List<Area>();
        var neighbours = new List<(string, string, string, Geometry)>();
        foreach (var (properties, shape) in read)
        {
            string Text(string name) => properties.GetProperty(name).GetString()!;
            if (Text("level") is "neighbour") neighbours.Add((Text("code"), Text("name"), Text("name_en"), shape));
            else areas.Add(new(Text("code"), Text("name"), Text("name_en"), areas.FirstOrDefault(), shape, isDrawn: false));
        }
        if (areas.Count == 0 || areas[0].Level is not AreaLevel.District)
            throw new FormatException($"{Files[0]} must begin with the district.");

        var known = Csv.Read(Path.Combine(folder, Files[1]));
        var drawn = areas.Where(a => a.Level is AreaLevel.Street).AsParallel()
            .Select(street => Draw(street, kept, [.. known.Where(r => r["street"] == street.Code).OrderBy(r => r["code"], StringComparer.Ordinal)]));
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
        return new(new AreaPlan([.. all.Values], []));
    }

    static List<Area> Draw(Area street, IReadOnlyDictionary<string, Geometry>? kept, IReadOnlyList<Dictionary<string, string>> rows)
    {
        List<Area> areas = [];
        if (rows.Count == 0) return areas;

        var cells = Divide(street.Shape, kept, [.. rows.Select(r => (r["code"], Csv.Point(r)))]);
        for (var i = 0; i < rows.Count; i++)
        {
            var name = rows[i]["short"];
            if (!rows[i]["name"].EndsWith("村民委员会", StringComparison.Ordinal)) name += "社区";
            var community = new Area(rows[i]["code"], name, rows[i]["english"], street, cells[i], isDrawn: true);
            areas.Add(community);
            var codes = Enumerable.Range(1, 2 + (int)(AreaDrawing.Hash(community.Code) % 3)).Select(n => $"{community.Code}{n:000}").ToArray();
            var plots = Divide(community.Shape, kept, [.. codes.Select(c => (c, (LonLat?)null))]);
            for (var n = 0; n < codes.Length; n++)
                areas.Add(new(codes[n], $"{name}第{"一二三四"[n]}网格", $"{community.NameEn} Grid {n + 1}", community, plots[n], isDrawn: true));
        }
        return areas;
    }

    static IReadOnlyList<Geometry> Divide(Geometry whole, IReadOnlyDictionary<string, Geometry>? kept, IReadOnlyList<(string Code, LonLat? Near)> seeds) =>
        kept is null ? AreaDrawing.Divide(whole, seeds) : [.. seeds.Select(seed => kept[seed.Code])];
}
