using Bihuan.Grid;
using Bihuan.Library;

namespace Bihuan.Intake.Import;

/// <summary>What a file of ended requests says of a district: streets, communities, units and categories, each known by its id. Drawn before anything is written.</summary>
public sealed class RequestPlan
{
    readonly RequestMap map;
    readonly Dictionary<string, string> streets = new(StringComparer.Ordinal);
    readonly Dictionary<(string Street, string Community), string> communities = [];
    readonly Dictionary<string, string> units = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> categories = new(StringComparer.Ordinal);

    RequestPlan(RequestMap map, string district) => (this.map, District) = (map, district);

    /// <summary>The division code.</summary>
    public string District { get; }
    public Words Name { get; private set; }
    public ImmutableArray<EnteredArea> Areas { get; private set; } = [];
    public ImmutableArray<EnteredCategory> Categories { get; private set; } = [];

    /// <summary>By code: a unit and its name.</summary>
    public IReadOnlyList<(string Code, string Name, string Kind)> Units { get; private set; } = [];

    /// <summary>Draws the plan of a file for one district.</summary>
    /// <param name="known">The areas that the district has: an id keeps the code it was given.</param>
    public static RequestPlan Draw(IReadOnlyList<RequestRow> rows, RequestMap map, string district, string name, District known)
    {
        var plan = new RequestPlan(map, district) { Name = new(name, map.Districts.GetValueOrDefault(name)?.En ?? name) };
        plan.DrawAreas(rows, known);
        // What residents say later is received by an office of the district's own; every playbook may be given another one.
        var top = new (string, string, string)[] { (district, name, "district"), ($"{district}.RX", name + "诉求受理中心", "centre") };
        plan.Units = [.. top, .. plan.Called(rows, "unit").Select(unit => (plan.units[unit.Id] = $"{district}.{Plain(unit.Id)}", unit.Name, map.KindOf(unit.Name)))];
        plan.DrawCategories(rows);
        return plan;
    }

    /// <summary>The community's code, the street's where no community is named; empty where there is neither.</summary>
    public string AreaOf(RequestRow row) =>
        communities.GetValueOrDefault((map.Of(row, "street"), map.Of(row, "community"))) ?? streets.GetValueOrDefault(map.Of(row, "street")) ?? "";

    /// <summary>The unit's code; null where the row names none.</summary>
    public string? UnitOf(RequestRow row) => units.GetValueOrDefault(map.Of(row, "unit"));

    /// <summary>The code of the finest category that the row names; null where it names none.</summary>
    public string? CategoryOf(RequestRow row) => Path(row).LastOrDefault().Code;

    /// <summary>What it is about in one line: <c>侵占绿地（老坑社区）</c>.</summary>
    public string TitleOf(RequestRow row)
    {
        var what = Path(row).LastOrDefault().Name ?? map.Of(row, "demand");
        var where = map.Of(row, "community_name") is { Length: > 0 } community ? community : map.Of(row, "street_name");
        return (what.Length == 0 ? "诉求" : what) + (where.Length == 0 ? "" : $"（{where}）");
    }

    /// <summary>Everything that the row says of the matter.</summary>
    public string TextOf(RequestRow row) =>
        string.Join(" · ", Path(row).Select(step => step.Name).Append(map.Of(row, "demand")).Append(map.Of(row, "source"))
            .Append(map.Of(row, "street_name") + map.Of(row, "community_name")).Append(map.Of(row, "unit_name")).Where(part => part.Length > 0)) is { Length: > 0 } text ? text : "诉求";

    void DrawAreas(IReadOnlyList<RequestRow> rows, District known)
    {
        var codes = known.Areas.Where(area => area.Outside.Length > 0).ToDictionary(area => area.Outside, area => area.Code, StringComparer.Ordinal);
        var taken = known.Areas.Select(area => area.Code).ToHashSet(StringComparer.Ordinal);
        List<EnteredArea> areas = [];
        foreach (var (id, name) in Called(rows, "street"))
            areas.Add(new(streets[id] = Code($"street {id}", District, id), new(name, name), $"street {id}"));
        // A community is known by its id; where a file puts it under two streets it is two.
        foreach (var group in rows.Where(row => streets.ContainsKey(map.Of(row, "street"))).GroupBy(row => map.Of(row, "street")))
            foreach (var (id, name) in Called([.. group], "community"))
                areas.Add(new(communities[(group.Key, id)] = Code($"community {group.Key} {id}", streets[group.Key], id), new(name, name), $"community {group.Key} {id}"));
        Areas = [.. areas];

        // The last three digits of its id, so that people know it again; the next free where they are taken.
        string Code(string outside, string above, string id)
        {
            if (codes.TryGetValue(outside, out var before)) return before;
            var digits = string.Concat(id.Where(char.IsAsciiDigit));
            var n = digits.Length == 0 ? 1 : int.Parse(digits.Length > 3 ? digits[^3..] : digits, global::System.Globalization.CultureInfo.InvariantCulture);
            for (var tries = 0; tries < 1000; tries++, n = (n + 1) % 1000)
                if (taken.Add($"{above}{n:000}")) return codes[outside] = $"{above}{n:000}";
            throw new InvalidDataException($"{above} 下的区域超过 1000 个。/ There are more than 1,000 areas below {above}.");
        }
    }

    void DrawCategories(IReadOnlyList<RequestRow> rows)
    {
        foreach (var row in rows)
            foreach (var (code, name) in Path(row)) categories.TryAdd(code, name);
        Categories = [.. categories.Select(pair => new EnteredCategory(pair.Key, new(pair.Value, pair.Value)))];
    }

    List<(string Code, string Name)> Path(RequestRow row)
    {
        List<(string, string)> path = [];
        var code = "";
        foreach (var level in (string[])["type", "main", "sub"])
        {
            if (map.Of(row, level) is not { Length: > 0 } id || map.Of(row, level + "_name") is not { Length: > 0 } name) break;
            code = code.Length == 0 ? Plain(id) : $"{code}-{Plain(id)}";
            path.Add((code, name));
        }

        return path;
    }

    /// <summary>Every id of a field with the name that the file calls it by most often, in the order of the ids.</summary>
    List<(string Id, string Name)> Called(IReadOnlyList<RequestRow> rows, string field) =>
        [.. rows.Select(row => (Id: map.Of(row, field), Name: map.Of(row, field + "_name"))).Where(pair => pair is { Id.Length: > 0, Name.Length: > 0 })
            .GroupBy(pair => pair.Id, pair => pair.Name).Select(group => (Id: group.Key, Name: group.CountBy(name => name).MaxBy(count => count.Value).Key))
            .OrderBy(pair => pair.Id.Length).ThenBy(pair => pair.Id, StringComparer.Ordinal)];

    // What a code may be made of.
    static string Plain(string id) => string.Concat(id.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)) is { Length: > 0 and <= 16 } plain ? plain
        : Convert.ToHexString(global::System.Security.Cryptography.SHA256.HashData(global::System.Text.Encoding.UTF8.GetBytes(id)))[..12];
}
