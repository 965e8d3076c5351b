using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.LinearReferencing;

namespace Bihuan.Grid;

/// <summary>A known road, landmark, quarter, school …: public things only, at approximate points.</summary>
/// <param name="Kind">One of the keys of <see cref="KindWords"/>.</param>
/// <param name="Point">Approximate, WGS 84.</param>
/// <param name="Line">The approximate course of a road; null where it is not known.</param>
/// <param name="Areas">Where it lies: every street that a road passes for a good part of its course; one grid for a house.</param>
sealed record Place(string Name, string Kind, IReadOnlyList<string> Nicknames, LonLat Point, LineString? Line, IReadOnlyList<Area> Areas)
{
    public static readonly IReadOnlyDictionary<string, (string Zh, string En)> KindWords = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["road"] = ("道路", "a road"), ["landmark"] = ("地标", "a landmark"), ["park"] = ("公园", "a park"),
        ["station"] = ("车站", "a station"), ["quarter"] = ("小区", "a residential quarter"), ["market"] = ("市场", "a market"),
        ["mall"] = ("商场", "a shopping centre"), ["school"] = ("学校", "a school"), ["hospital"] = ("医院", "a hospital"),
        ["office"] = ("办公场所", "a public office"), ["beach"] = ("海滨", "a beach"), ["hill"] = ("山", "a hill"), ["river"] = ("河流", "a river"),
    };

    const int Samples = 100;
    const double GoodPart = 0.15;

    public static List<Place> Read(string path, AreaMap map)
    {
        List<Place> places = [];
        foreach (var row in Csv.Read(path))
        {
            var point = Csv.Point(row) ?? throw new FormatException($"places.csv: {row["name"]} has no point.");
            var line = Course(row["line"]);
            var at = map.Find(point.Lon, point.Lat);
            // The pack's places fit the pack's boundaries; a boundary that the district has moved may leave one outside.
            if (at is null && map.IsLaid) continue;
            if (at is null)
                throw new FormatException($"places.csv: {row["name"]} lies outside the district.");
            var kind = row["kind"];
            if (!KindWords.ContainsKey(kind)) throw new FormatException($"places.csv: {row["name"]} is of no known kind: {kind}.");
            var nicknames = row["nicknames"].Split(';', StringSplitOptions.RemoveEmptyEntries);
            places.Add(new(row["name"], kind, nicknames, point, line, Reach(kind, at, line, map)));
        }
        return places;
    }

    // What is long or wide is not in one grid.
    static IReadOnlyList<Area> Reach(string kind, Area at, LineString? line, AreaMap map)
    {
        if (kind is not ("road" or "hill" or "river" or "beach")) return [at];
        if (line is null) return [Street(at)];

        var steps = Enumerable.Range(0, Samples + 1).Select(n => new LengthIndexedLine(line).ExtractPoint(line.Length * n / Samples));
        var met = steps.Select(c => map.Find(c.X, c.Y)).OfType<Area>().Select(Street).ToArray();
        return [.. met.GroupBy(a => a).Where(g => g.Count() >= met.Length * GoodPart).OrderByDescending(g => g.Count()).Select(g => g.Key)];
    }

    static Area Street(Area area) => area.Chain[Math.Min(1, area.Chain.Count - 1)];

    static LineString? Course(string text) => text.Length == 0 ? null : new(text.Split(';')
        .Select(p => p.Split(' '))
        .Select(p => new Coordinate(double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture)))
        .ToArray());
}
