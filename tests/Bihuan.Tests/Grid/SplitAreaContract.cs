using System.Net;
using System.Net.Http.Json;
using Bihuan.Engine.Decisions;
using Bihuan.Engine.Journal;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Grid;

/// <summary>Communities are merged and split with their history: old codes stay readable, and lists of the new area hold the matters of the old.</summary>
public abstract class SplitAreaContract
{
    const string One = "370212001001", Two = "370212001002", Fresh = "370212001901", Other = "370212001902";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<Office> Open();

    [Fact]
    public async Task a_merged_community_is_told_on_its_page_and_found_in_the_lists_of_the_new_one()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        using var leader = await office.Client("leader");
        await office.Said("路灯不亮", area: One);
        await office.Said("井盖缺失", area: Two);
        var map = office.Of<AreaMap>();
        var (left, right) = (map.ByCode(One)!, map.ByCode(Two)!);
        var grids = map.Below(One, AreaLevel.Grid).Count() + map.Below(Two, AreaLevel.Grid).Count();

        await Yes(sys.PostAsJsonAsync("/api/areas/mergers", new { codes = new[] { One, Two }, from = "2026-01-01", reason = "崂民〔示例〕1号", into = new { code = Fresh, name = new { zh = "韩家社区", en = "Hanjia" } } }, Stop));
        var one = map.ByCode(Fresh)!;
        Assert.Equal(Ground.Area(left.Shape) + Ground.Area(right.Shape), Ground.Area(one.Shape), 100.0);
        Assert.Equal([Fresh], map.ByCode(One)!.Ended!.Others);
        Assert.DoesNotContain(map.All, area => area.IsWithin(One) || area.IsWithin(Two));
        // The grids go on below the one: each with its number where that is free, under the next one where it is not.
        Assert.Equal(map.Below(Fresh, AreaLevel.Grid).Count(), grids);
        Assert.Equal(Fresh, map.Find(left.Centre!.Value.Lon, left.Centre.Value.Lat)!.Code[..12]);
        Assert.Equal([Fresh + "001"], map.ByCode(One + "001")!.Ended!.Others);
        Assert.True(map.ByCode(One + "001")!.Ended!.IsCarried);
        Assert.Contains("2026-01-01 并入韩家社区", await leader.GetStringAsync($"/areas/{One}", Stop), StringComparison.Ordinal);

        var (list, scope) = (office.Of<ListMatters>(), new Scope(Office.District, MaxSensitivity: 2));
        Assert.Equal((2, 1, 1), (await list.Count(scope, new(Area: Fresh), Stop), await list.Count(scope, new(Area: One), Stop), await list.Count(scope, new(Area: Two), Stop)));

        await Yes(sys.PostAsJsonAsync($"/api/areas/{Fresh}/split", new { from = "2026-02-01", reason = "网格调整", into = new[] { new { code = Fresh, name = new { zh = "", en = "" } }, new { code = Other, name = new { zh = "新韩社区", en = "Xinhan" } } } }, Stop));
        Assert.Null(map.ByCode(Fresh)!.Ended);
        Assert.Equal(Ground.Area(one.Shape), Ground.Area(map.ByCode(Fresh)!.Shape) + Ground.Area(map.ByCode(Other)!.Shape), 100.0);
        Assert.Equal(2, await list.Count(scope, new(Area: Other), Stop));
    }

    [Fact]
    public async Task a_community_is_split_in_the_browser_s_forms_by_its_grids_looked_at_before()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        using var leader = await office.Client("leader");
        await office.Said("路灯不亮", area: One);
        await office.Said("井盖缺失", area: One + "001");
        var map = office.Of<AreaMap>();
        var grids = map.Children(One);
        var whole = map.ByCode(One)!;
        Yes(await sys.PostAsJsonAsync("/api/zones", new { code = "Z01", name = new { zh = "一区", en = "One" }, areas = new[] { One, Two }, leader = "副区长", unit = "LS.CG" }, Stop));
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.GetAsync($"/areas/{One}/split", Stop)).StatusCode);
        Assert.Contains("按下级区域", await sys.GetStringAsync($"/areas/{One}/split", Stop), StringComparison.Ordinal);

        List<KeyValuePair<string, string>> sheet = [new("by", "below"), new("from", "2026-02-01"), new("reason", "崂民〔示例〕2号"), new("code-0", One), new("name-0", whole.Name), new("code-1", Fresh), new("name-1", "新村社区"), new("name_en-1", "Xincun")];
        Assert.Contains("还没有给下级区域分归属", await Post(sys, $"/areas/{One}/split", [.. sheet, new("step", "look")]), StringComparison.Ordinal);
        sheet.Add(new($"below-{grids[0].Code}", "1"));
        Assert.Contains($"“{grids[1].Name}”没有说归哪一个", await Post(sys, $"/areas/{One}/split", [.. sheet, new("step", "look")]), StringComparison.Ordinal);
        sheet.AddRange(grids.Skip(1).Select(grid => KeyValuePair.Create($"below-{grid.Code}", "0")));

        var look = await Post(sys, $"/areas/{One}/split", [.. sheet, new("step", "look")]);
        Assert.Contains("事项 2 件，其中在办 2 件", look, StringComparison.Ordinal);
        Assert.Contains("1 个责任区跟着改", look, StringComparison.Ordinal);
        Assert.Contains($"{grids[0].Code} → {Fresh}001", look, StringComparison.Ordinal);
        Assert.Contains("1 个岗位要改派", look, StringComparison.Ordinal);
        Assert.Null(map.ByCode(Fresh));

        Assert.Equal("", await Post(sys, $"/areas/{One}/split", [.. sheet, new("step", "take")]));
        Assert.Equal([$"{Fresh}001"], map.Children(Fresh).Select(area => area.Code));
        Assert.Equal(grids.Skip(1).Select(grid => grid.Code), map.Children(One).Select(area => area.Code));
        Assert.Equal(Ground.Area(grids[0].Shape), Ground.Area(map.ByCode(Fresh)!.Shape), 100.0);
        Assert.Equal(Ground.Area(whole.Shape), Ground.Area(map.ByCode(One)!.Shape) + Ground.Area(map.ByCode(Fresh)!.Shape), 100.0);
        // The zone holds the same ground, and the lists of the old code still find what was received there.
        Assert.Equal([One, Two, Fresh], (await office.Of<ZoneDesk>().All(Stop))[0].Areas);
        var (list, scope) = (office.Of<ListMatters>(), new Scope(Office.District, MaxSensitivity: 2));
        Assert.Equal((2, 1, 1), (await list.Count(scope, new(Area: One), Stop), await list.Count(scope, new(Area: One + "001"), Stop), await list.Count(scope, new(Area: $"{Fresh}001"), Stop)));
        var old = await leader.GetStringAsync($"/areas/{One}001", Stop);
        Assert.Contains($"改用编码 {Fresh}001", old, StringComparison.Ordinal);
        Assert.Contains("新村社区", await leader.GetStringAsync("/areas?q=Xincun", Stop), StringComparison.Ordinal);
        Assert.Contains("已撤并", await leader.GetStringAsync($"/areas?q={One}001", Stop), StringComparison.Ordinal);
        Assert.Contains($"href=\"/areas/{Fresh}\"", await leader.GetStringAsync("/areas", Stop), StringComparison.Ordinal);
        // What has ended takes nothing new.
        var late = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"), new("又一件", Anonymous: true, Source: "window", Category: "CJ-01-01", Area: One + "001"), Stop);
        Assert.Equal("area.ended", late.Refusal?.Code);
        // The next start finds the same map.
        var again = AreaMap.Load(Laoshan.Folder);
        again.Lay((await office.Of<Reading>().Story<KeptAreas>(Office.District, KeptAreas.Stream, Stop)).Story);
        Assert.Equal(map.ByCode(Fresh)!.Shape.AsText(), again.ByCode(Fresh)!.Shape.AsText());
    }

    [Fact]
    public async Task neighbours_are_merged_by_the_form_and_zones_keep_their_ground()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        var map = office.Of<AreaMap>();
        var beside = map.Beside(map.ByCode(One)!).First(pair => pair.Touches).Area;
        var (mine, theirs) = (map.Children(One).Count, map.Children(beside.Code).Count);
        foreach (var (code, area) in ((string, string)[])[("Z01", One), ("Z02", beside.Code)])
            Yes(await sys.PostAsJsonAsync("/api/zones", new { code, name = new { zh = code, en = code }, areas = new[] { area }, leader = "副区长", unit = "LS.CG" }, Stop));
        Assert.Contains(beside.Name, await sys.GetStringAsync($"/areas/{One}/merge", Stop), StringComparison.Ordinal);
        List<KeyValuePair<string, string>> sheet = [new("from", "2026-02-01"), new("reason", "崂民〔示例〕3号"), new("code", Fresh), new("name", "合一社区")];
        Assert.Contains("合并要两个以上", await Post(sys, $"/areas/{One}/merge", [.. sheet, new("step", "look")]), StringComparison.Ordinal);
        sheet.Add(new("with", beside.Code));
        Assert.Contains("还没到生效的那一天", await Post(sys, $"/areas/{One}/merge", [.. sheet.Skip(1), new("from", "2199-01-01"), new("step", "look")]), StringComparison.Ordinal);
        var look = await Post(sys, $"/areas/{One}/merge", [.. sheet, new("step", "look")]);
        Assert.Contains("2 个责任区跟着改", look, StringComparison.Ordinal);
        Assert.DoesNotContain("并不全都相邻", look, StringComparison.Ordinal);

        Assert.Equal("", await Post(sys, $"/areas/{One}/merge", [.. sheet, new("step", "take")]));
        Assert.Equal(mine + theirs, map.Children(Fresh).Count);
        var zones = await office.Of<ZoneDesk>().All(Stop);
        Assert.Equal((mine, theirs), (zones[0].Areas.Length, zones[1].Areas.Length));
        Assert.DoesNotContain(office.Of<ZoneDesk>().Check(zones), clash => !clash.IsGap);
    }

    static void Yes(HttpResponseMessage answer) => Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());

    // The page that answers; nothing where it leads on.
    static async Task<string> Post(HttpClient client, string path, IEnumerable<KeyValuePair<string, string>> words)
    {
        using var form = new FormUrlEncodedContent(words);
        var answer = await client.PostAsync(path, form, Stop);
        return answer.StatusCode == HttpStatusCode.Found ? "" : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }

    private protected static async Task Yes(Task<HttpResponseMessage> asked)
    {
        var answer = await asked;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}

public sealed class SqliteSplitAreaTests : SplitAreaContract
{
    private protected override Task<Office> Open() => Office.Open();
}

public sealed class PostgresSplitAreaTests(PostgresHost postgres) : SplitAreaContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Office> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Office.Open(postgres.Connection);
    }
}

public sealed class SplitAreaRuleTests
{
    const string One = "370212001001", Two = "370212001002", Fresh = "370212001901", Other = "370212001902";

    static readonly Stamp Sys = new(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), "sys", new(Roles.SystemAdmin, "LS"));

    static string? Merge(string[] codes, string into, string name = "新", string from = "2026-03-01", string reason = "依据", Stamp? by = null) =>
        MergeAreas.Decide(new(codes, DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), reason, new(into, new(name, name))), Laoshan.Map.Plan, by ?? Sys).Refusal?.Code;

    static string? Split(string code, params (string Code, string Name)[] into) =>
        SplitArea.Decide(code, new(new(2026, 3, 1), "依据", [.. into.Select(i => new AreaMade(i.Code, new(i.Name, i.Name)))]), Laoshan.Map.Plan, Sys).Refusal?.Code;

    [Fact]
    public void a_merger_is_refused_with_what_is_wrong_with_it() => Assert.Equal<IEnumerable<string?>>(
        [null, null, "areas.not-together", "areas.not-together", "area.missing", "areas.no-such-turn", "areas.no-new-code", "areas.no-new-code", "areas.no-new-name", "areas.not-yet", "areas.no-reason"],
        [Merge([One, Two], Fresh), Merge([One, Two], One, name: ""), Merge([One], Fresh), Merge([One, One + "001"], Fresh), Merge([One, "370212001999"], Fresh), Merge(["370212001", "370212002"], "370212009"),
         Merge([One, Two], "370212002901"), Merge([One, Two], "370212001003"), Merge([One, Two], Fresh, name: " "), Merge([One, Two], Fresh, from: "2026-03-02"), Merge([One, Two], Fresh, reason: " ")]);

    [Fact]
    public void a_split_is_refused_with_what_is_wrong_with_it() => Assert.Equal<IEnumerable<string?>>(
        [null, null, "areas.split-into-one", "areas.split-into-one", "areas.no-new-code"],
        [Split(One, (Fresh, "甲"), (Other, "乙")), Split(One, (One, ""), (Other, "乙")), Split(One, (Fresh, "甲")), Split(One, (Fresh, "甲"), (Fresh, "乙")), Split(One, (Fresh, "甲"), (Two, "乙"))]);

    [Fact]
    public void a_refusal_calls_a_new_area_as_it_was_named()
    {
        var below = Laoshan.Map.Children(One).Select(area => area.Code).ToList();
        Assert.NotEmpty(below);
        var refusal = SplitArea.Decide(One, new(new(2026, 3, 1), "依据", [new(Fresh, new("东片", "East"), below), new(Other, new("西片", "West"))]), Laoshan.Map.Plan, Sys).Refusal!;
        Assert.Equal("areas.part-without-ground", refusal.Code);
        Assert.StartsWith("“西片”", refusal.Zh, StringComparison.Ordinal);
        Assert.StartsWith("“West”", refusal.En, StringComparison.Ordinal);
    }

    [Fact]
    public void a_line_divides_an_area_into_what_lies_left_and_right_of_it()
    {
        var area = Laoshan.Map.ByCode(One)!;
        var box = area.Shape.EnvelopeInternal;
        string Line(params (double X, double Y)[] points) => $$$"""{"type":"LineString","coordinates":[{{{string.Join(',', points.Select(p => FormattableString.Invariant($"[{p.X:R},{p.Y:R}]")))}}}]}""";
        Decision Cut(string line, params AreaMade[] into) => SplitArea.Decide(One, new(new(2026, 3, 1), "依据", into, Line: line), Laoshan.Map.Plan, Sys);
        var (one, other) = (new AreaMade(One, default), new AreaMade(Fresh, new("新", "New")));
        var (x, y) = (area.Centre!.Value.Lon, area.Centre.Value.Lat);

        // Northwards: the left is the west.
        var decision = Cut(Line((x, box.MinY - 0.01), (x, box.MaxY + 0.01)), one, other);
        Assert.Null(decision.Refusal);
        var split = Assert.IsType<AreaSplit>(Assert.Single(decision.Facts));
        var (left, right) = (Ground.Read(split.Into[0].Shape), Ground.Read(split.Into[1].Shape));
        Assert.True(left.Centroid.X < right.Centroid.X);
        Assert.Equal(Ground.Area(area.Shape), Ground.Area(left) + Ground.Area(right), 10.0);
        // Grids go where most of them lies, under a code of that part.
        Assert.All(split.Carried ?? [], pair => Assert.True(pair.From.StartsWith(One, StringComparison.Ordinal) && pair.To.StartsWith(Fresh, StringComparison.Ordinal)));

        Assert.Equal("areas.no-line", Cut(Line((x, box.MinY - 0.01), (x, y)), one, other).Refusal?.Code);
        Assert.Equal("areas.no-line", Cut(Line((box.MinX - 0.02, y), (box.MinX - 0.01, y)), one, other).Refusal?.Code);
        Assert.Equal("areas.no-line", Cut("""{"type":"Point"}""", one, other).Refusal?.Code);
        Assert.Equal("areas.line-for-two", Cut(Line((x, box.MinY - 0.01), (x, box.MaxY + 0.01)), one, other, new(Other, new("三", "Third"))).Refusal?.Code);
    }

    [Fact]
    public void outlines_must_cover_the_area_once_and_the_one_left_out_gets_the_rest()
    {
        var area = Laoshan.Map.ByCode(One)!;
        var at = area.Centre!.Value;
        string? Send(string outlines, params string[] codes) => SplitArea.Decide(One, new(new(2026, 3, 1), "依据", [.. codes.Select(code => new AreaMade(code, new("新", "New")))], "wgs-84", outlines), Laoshan.Map.Plan, Sys).Refusal?.Code;
        string Box(string code, double size) => Drawn.Box(code, code, at.Lon, at.Lat, at.Lon + size, at.Lat + size);
        Assert.Equal<IEnumerable<string?>>([null, "areas.outline-of-none", "areas.outlines-overlap", "areas.outlines-short", "areas.outside"],
            [Send(Drawn.File(Box(Fresh, 0.0002)), One, Fresh), Send(Drawn.File(Box(Two, 0.0002)), One, Fresh), Send(Drawn.File(Box(Fresh, 0.0002), Box(Other, 0.0003)), One, Fresh, Other),
             Send(Drawn.File(Box(One, 0.0002), Drawn.Box(Fresh, Fresh, at.Lon - 0.0002, at.Lat, at.Lon, at.Lat + 0.0002)), One, Fresh), Send(Drawn.File(Box(Fresh, 2)), One, Fresh)]);
    }

    [Fact]
    public void only_an_administrator_turns_areas() =>
        Assert.Equal(Bihuan.Hosting.No.NotYours.Code, Merge([One, Two], Fresh, by: new(Sys.At, "agent", new("agent", "LS.RX"))));
}
