using System.Net.Http.Json;
using Bihuan.Engine.Journal;
using Bihuan.Grid;
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

        await Yes(sys.PostAsJsonAsync("/api/areas/mergers", new { codes = new[] { One, Two }, from = "2026-01-01", reason = "崂民〔示例〕1号", into = new { code = Fresh, name = new { zh = "韩家社区", en = "Hanjia" } } }, Stop));
        var one = map.ByCode(Fresh)!;
        Assert.Equal(Ground.Area(left.Shape) + Ground.Area(right.Shape), Ground.Area(one.Shape), 100.0);
        Assert.Equal([Fresh], map.ByCode(One)!.Ended!.Others);
        Assert.DoesNotContain(map.All, area => area.IsWithin(One) || area.IsWithin(Two));
        Assert.Equal(Fresh, map.Find(left.Centre!.Value.Lon, left.Centre.Value.Lat)!.Code);
        Assert.Contains("2026-01-01 并入韩家社区", await leader.GetStringAsync($"/areas/{One}", Stop), StringComparison.Ordinal);

        var (list, scope) = (office.Of<ListMatters>(), new Scope(Office.District, MaxSensitivity: 2));
        Assert.Equal((2, 1, 1), (await list.Count(scope, new(Area: Fresh), Stop), await list.Count(scope, new(Area: One), Stop), await list.Count(scope, new(Area: Two), Stop)));

        await Yes(sys.PostAsJsonAsync($"/api/areas/{Fresh}/split", new { from = "2026-02-01", reason = "网格调整", into = new[] { new { code = Fresh, name = new { zh = "", en = "" } }, new { code = Other, name = new { zh = "新韩社区", en = "Xinhan" } } } }, Stop));
        Assert.Null(map.ByCode(Fresh)!.Ended);
        Assert.Equal(Ground.Area(one.Shape), Ground.Area(map.ByCode(Fresh)!.Shape) + Ground.Area(map.ByCode(Other)!.Shape), 100.0);
        Assert.Equal(2, await list.Count(scope, new(Area: Other), Stop));
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
    public void only_an_administrator_turns_areas() =>
        Assert.Equal(Bihuan.Hosting.No.NotYours.Code, Merge([One, Two], Fresh, by: new(Sys.At, "agent", new("agent", "LS.RX"))));
}
