using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bihuan.Grid;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Insight;

/// <summary>Fourteen zones over the district, each with a leader and a unit that answer for it.</summary>
public abstract class ZonesContract
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<Office> Open();

    [Fact]
    public async Task row_91_zones_cover_the_district_without_gap_or_overlap_and_the_check_says_where()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        var map = office.Of<AreaMap>();
        var communities = map.Below(Office.District, AreaLevel.Community).Select(area => area.Code).ToArray();
        var size = (communities.Length + 13) / 14;
        var zones = communities.Chunk(size).ToArray();
        for (var n = 0; n < zones.Length; n++) await Draw(sys, Code(n), zones[n]);
        await office.Said("路灯不亮", area: zones[0][0]);

        var list = await Read(sys);
        Assert.Equal((14, 0), (list["zones"]!.AsArray().Count, list["clashes"]!.AsArray().Count));
        using var leader = await office.Client("leader");
        Assert.Equal([1, 0], (await Read(leader))["zones"]!.AsArray().Take(2).Select(zone => zone!["open"]!.GetValue<int>()));
        Assert.Contains("14 个责任区覆盖全区", await leader.GetStringAsync("/zones", Stop), StringComparison.Ordinal);

        // One community left out and one given twice: the check names both, and how much ground it is.
        await Draw(sys, Code(0), [.. zones[0].Skip(1), zones[1][0]]);
        Assert.Equal([$"gap::{zones[0][0]}", $"overlap:Z01+Z02:{zones[1][0]}"], Clashes(await Read(sys)));
        var gap = map.ByCode(zones[0][0])!;
        Assert.Equal(Ground.Area(gap.Shape), (await Read(sys))["clashes"]![0]!["squareMetres"]!.GetValue<double>(), Ground.Area(gap.Shape) / 100);
        var page = await sys.GetStringAsync("/zones", Stop);
        Assert.Contains("Z01、Z02 都管", page, StringComparison.Ordinal);
        Assert.Contains(gap.Name, page, StringComparison.Ordinal);
        Assert.Contains("zone-clash", await sys.GetStringAsync("/zones/clashes.geojson", Stop), StringComparison.Ordinal);

        // Whole again, an outline laid over it is an overlap where it lies and nowhere else.
        await Draw(sys, Code(0), zones[0]);
        var at = map.ByCode(zones[2][0])!.Centre!.Value;
        var outline = JsonNode.Parse(Bihuan.Tests.Grid.Drawn.Box("x", "x", at.Lon - 0.0005, at.Lat - 0.0005, at.Lon + 0.0005, at.Lat + 0.0005))!["geometry"]!.ToJsonString();
        Yes(await sys.PostAsJsonAsync("/api/zones", new { code = "Z99", name = new { zh = "广场", en = "Square" }, outline, leader = "副区长", unit = "LS.CG" }, Stop));
        var over = (await Read(sys))["clashes"]!.AsArray();
        Assert.Equal(90.0 * 111, over.Sum(clash => clash!["squareMetres"]!.GetValue<double>()), 200.0);
        Assert.All(over, clash => Assert.Contains("Z99", clash!["zones"]!.AsArray().Select(zone => zone!.ToString())));
        Yes(await sys.PostAsJsonAsync("/api/zones/Z99/end", new { reason = "活动结束" }, Stop));
        Assert.Empty((await Read(sys))["clashes"]!.AsArray());
    }

    [Fact]
    public async Task a_zone_needs_a_leader_a_unit_and_ground_and_only_an_administrator_draws_it()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        using var agent = await office.Client("agent");
        var good = new DrawZone.Command("Z01", new("一区", "One"), [Office.Street], null, "副区长", "LS.CG");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsJsonAsync("/api/zones", good, Stop)).StatusCode);
        foreach (var (bad, code) in new[]
        {
            (good with { Code = "一" }, "zones.no-code"), (good with { Name = new(" ", "") }, "zones.unnamed"), (good with { Leader = "" }, "zones.no-leader"), (good with { Unit = "LS.XX" }, "zones.no-unit"),
            (good with { Areas = [] }, "zones.no-ground"), (good with { Outline = "{}" }, "zones.no-outline"), (good with { Areas = ["370212999"] }, "area.missing"),
        })
            Assert.Contains(code, await (await sys.PostAsJsonAsync("/api/zones", bad, Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Empty((await Read(sys))["zones"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await sys.PostAsJsonAsync("/api/zones/Z01/end", new { reason = "x" }, Stop)).StatusCode);

        using var form = new FormUrlEncodedContent([new("code", "Z01"), new("name", "一区"), new("leader", ""), new("unit", "LS.CG"), new("areas", Office.Street)]);
        Assert.Contains("要有责任领导", await (await sys.PostAsync("/zones", form, Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var whole = new FormUrlEncodedContent([new("code", "Z01"), new("name", "一区"), new("leader", "副区长"), new("unit", "LS.CG"), new("areas", Office.Street)]);
        Assert.Equal(HttpStatusCode.Found, (await sys.PostAsync("/zones", whole, Stop)).StatusCode);
        // The other streets are named whole.
        Assert.Contains(Clashes(await Read(sys)), clash => clash.StartsWith("gap::370212002", StringComparison.Ordinal));
    }

    [Fact]
    public async Task an_outline_by_hand_is_fitted_to_its_neighbours_and_closes_the_gap()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        var map = office.Of<AreaMap>();
        string[] streets = [.. map.Children(Office.District).Select(area => area.Code)];
        var communities = map.Children(Office.Street).ToList();
        // All but one community; a rough box around that one, over its neighbours and the district's border.
        var missing = communities[3];
        await Draw(sys, "Z01", [.. streets.Skip(1)]);
        await Draw(sys, "Z02", [.. communities.Where(area => area != missing).Select(area => area.Code)]);
        Assert.Equal([$"gap::{missing.Code}"], Clashes(await Read(sys)));
        var box = missing.Shape.EnvelopeInternal;
        var outline = JsonNode.Parse(Bihuan.Tests.Grid.Drawn.Box("x", "x", box.MinX - 0.004, box.MinY - 0.004, box.MaxX + 0.004, box.MaxY + 0.004))!["geometry"]!.ToJsonString();

        async Task<HttpResponseMessage> Send(string code, string shape, bool fit)
        {
            using var form = new FormUrlEncodedContent([new("ground", "outline"), new("code", code), new("name", "补缺"), new("leader", "副区长"), new("unit", "LS.CG"), new("outline", shape), .. fit ? (KeyValuePair<string, string>[])[new("fit", "true")] : []]);
            return await sys.PostAsync("/zones", form, Stop);
        }
        Assert.Equal(HttpStatusCode.Found, (await Send("Z03", outline, fit: true)).StatusCode);
        Assert.Empty(Clashes(await Read(sys)));
        var drawn = (await office.Of<ZoneDesk>().All(Stop))[2];
        Assert.Equal(Ground.Area(missing.Shape), Ground.Area(Ground.Read(drawn.Outline)), Ground.Area(missing.Shape) / 200);
        // Nothing is left for another; a code that is there is changed on its own page.
        Assert.Contains("已经全部有责任区", await (await Send("Z04", outline, fit: true)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("已经有了", WebUtility.HtmlDecode(await (await Send("Z03", outline, fit: true)).Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        Assert.Contains("data-draw=\"polygon\"", await sys.GetStringAsync("/zones/Z03", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_zone_ends_by_a_form_from_a_day_and_its_page_keeps_who_and_why()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        using var leader = await office.Client("leader");
        await Draw(sys, "Z01", [Office.Street]);
        async Task<HttpResponseMessage> End(HttpClient client, string from, string reason)
        {
            using var form = new FormUrlEncodedContent([new("from", from), new("reason", reason)]);
            return await client.PostAsync("/zones/Z01/end", form, Stop);
        }
        Assert.Contains("data-choose=\"areas\"", await sys.GetStringAsync("/zones/Z01", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("撤销这个责任区", await leader.GetStringAsync("/zones/Z01", Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.GetAsync("/zones/new", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await End(leader, "2026-01-01", "x")).StatusCode);
        Assert.Contains("请写撤销责任区的理由", await (await End(sys, "2026-01-01", "")).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("还没到撤销的那一天", await (await End(sys, "2199-01-01", "并入")).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await End(sys, "2026-01-01", "并入二区")).StatusCode);
        var list = await leader.GetStringAsync("/zones", Stop);
        Assert.Contains("2026-01-01 起撤销，sys：并入二区", list, StringComparison.Ordinal);
        var page = await leader.GetStringAsync("/zones/Z01", Stop);
        Assert.Contains("2026-01-01 起撤销：并入二区", page, StringComparison.Ordinal);
        Assert.Contains("撤销：并入二区", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await leader.GetAsync("/zones/Z77", Stop)).StatusCode);
    }

    static string Code(int n) => $"Z{n + 1:00}";

    static async Task Draw(HttpClient sys, string code, string[] areas) =>
        Yes(await sys.PostAsJsonAsync("/api/zones", new { code, name = new { zh = $"{code}责任区", en = $"Zone {code}" }, areas, leader = "副区长", unit = "LS.CG" }, Stop));

    static void Yes(HttpResponseMessage answer) => Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());

    static async Task<JsonObject> Read(HttpClient client) => (await client.GetFromJsonAsync<JsonObject>("/api/zones", Stop))!;

    static IEnumerable<string> Clashes(JsonObject list) => list["clashes"]!.AsArray().Select(clash =>
        $"{clash!["kind"]}:{string.Join('+', clash["zones"]!.AsArray().Select(zone => zone!.ToString()))}:{string.Join('+', clash["areas"]!.AsArray().Select(area => area!.ToString()))}");
}

public sealed class SqliteZonesTests : ZonesContract
{
    private protected override Task<Office> Open() => Office.Open();
}

public sealed class PostgresZonesTests(PostgresHost postgres) : ZonesContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Office> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Office.Open(postgres.Connection);
    }
}
