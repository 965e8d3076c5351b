using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Registers;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;
using Record = Bihuan.Registers.Record;

namespace Bihuan.Tests.Registers;

/// <summary>A component is known by its code, what is wrong with it is written down at it, and what was written down close by is shown before it is written down twice.</summary>
public abstract class ComponentContract
{
    const string Cover = "3702120101000001";

    private protected abstract Task<Desk> Open(TimeProvider? time = null);

    [Fact]
    public async Task a_component_is_entered_by_its_sixteen_digits_which_tell_its_type()
    {
        await using var desk = await Open();
        var cover = (await Enter(desk, Cover)).Story;
        Assert.Equal(("BJ000001", "C0101"), (cover.Number, cover["kind"]));

        async Task<string> Refused(params (string, string)[] said) => (await Enter(desk, Cover, said)).Refusal is { } no ? $"{no.Code}:{no.Field}" : "";
        Assert.Equal("registers.known:code", await Refused());
        Assert.Equal("registers.parts:code", await Refused(("code", "370212010100002")));
        Assert.Equal("registers.parts:code", await Refused(("code", "3702110101000002")));
        Assert.Equal("registers.parts:code", await Refused(("code", "37021201O1000002")));
        Assert.Equal("registers.parts:code", await Refused(("code", "3702120102000002"), ("kind", "C0101")));
        Assert.Equal("registers.required:kind", await Refused(("code", "3702120191000002")));
        Assert.Equal("registers.choice:kind", await Refused(("code", "3702120101000003"), ("kind", "私搭乱建")));
        Assert.Equal("16 digits: 370212 (the district) + 0101 (Water supply manhole cover) + 6 digits",
            (await Enter(desk, "3702120102000002", ("kind", "C0101"))).Refusal!.En.Split(" has ")[1].Split("; ")[0]);
        Assert.Equal("", await Refused(("code", "3702120102000002"), ("kind", "污水井盖")));

        var wrong = await desk.Of<RecordDesk>().Change(desk.Cai, Desk.Street, desk.Book("components"), cover.Id, new(Desk.Said(("kind", "C0102"))), Desk.Stop);
        Assert.Equal("registers.parts", wrong.Refusal!.Code);
    }

    [Fact]
    public async Task a_case_is_written_down_at_a_component_with_its_type_and_place_and_its_page_shows_it()
    {
        await using var desk = await Open();
        var cover = (await Enter(desk, Cover)).Story;
        var answer = await Report(desk, "gus", "grid-member", "LS.ZH", ("component", Cover));
        Assert.Null(answer.Refusal?.En);
        Assert.Equal((cover.Number, "C0101"), (answer.Story.Coded["component"], answer.Story.Coded["type"]));
        Assert.Equal((Desk.Zhangcun, cover.Lon, cover.Lat), (answer.Story.Area, answer.Story.Lon, answer.Story.Lat));

        using var leo = await desk.Client("leo");
        Assert.Contains(answer.Story.Number, await leo.GetStringAsync($"/registers/components/{cover.Number}", Desk.Stop), StringComparison.Ordinal);

        var unknown = await Report(desk, "gus", "grid-member", "LS.ZH", ("component", "3702120101009999"));
        Assert.Equal(("matter.no-such-record", "component"), (unknown.Refusal!.Code, unknown.Refusal.Field));
        Assert.Equal("底册“城市部件”里找不到“3702120101009999”。请写编号或全称，或从清单里选；底册里没有的就空着。", unknown.Refusal.Zh);
        // An event has no component; its type is asked.
        Assert.Equal("matter.required", (await Report(desk, "gus", "grid-member", "LS.ZH")).Refusal!.Code);
        Assert.Null((await Report(desk, "gus", "grid-member", "LS.ZH", ("type", "E0101"))).Refusal?.En);
    }

    [Fact]
    public async Task row_12_the_unit_of_the_territory_follows_from_the_point_on_the_map()
    {
        await using var desk = await Open();
        var areas = desk.Of<AreaMap>();
        var (zhonghan, shazikou) = (areas.ByCode(Desk.Zhangcun)!.Centre!.Value, areas.Children("370212002")[0].Centre!.Value);
        async Task<Matter> At(LonLat point, string account, string unit) =>
            (await desk.Of<MatterDesk>().Receive(desk.As(account, "clerk", unit), new("占道堆物", Anonymous: true, Lon: point.Lon, Lat: point.Lat, Playbook: "city-management", Form: new() { ["type"] = "E0101" }), Desk.Stop)).Story;
        var (here, there) = (await At(zhonghan, "cai", "LS.ZH"), await At(shazikou, "cai", "LS.ZH"));
        Assert.Equal((Desk.Zhangcun, "LS.ZH"), (here.Area[..12], here.Territory));
        Assert.Equal(("370212002", "LS.SZ"), (there.Area[..9], there.Territory));
    }

    [Fact]
    public async Task what_was_written_down_close_by_with_the_same_type_is_found_the_nearest_first()
    {
        var clock = new SetClock(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        await using var desk = await Open(clock);
        var at = desk.Of<AreaMap>().ByCode(Desk.Zhangcun)!.Centre!.Value;
        var north = (double metres) => Math.Round(at.Lat + (metres / 111_320), 6);
        async Task<string> Written(double metres, string type = "E0111") => (await desk.Of<MatterDesk>().Receive(desk.As("dan", "dispatcher", "LS"),
            new("楼下堆着建筑垃圾", Anonymous: true, Lon: at.Lon, Lat: north(metres), Playbook: "city-management", Form: new() { ["type"] = type }), Desk.Stop)).Story.Number;
        var (far, near, other, way) = (await Written(40), await Written(10), await Written(5, "E0112"), await Written(70));
        using var dan = await desk.Client("dan");
        async Task<(string Number, int? Metres, string Why)[]> Similar(object asked) => [.. (await Rows(dan, asked)).Select(row => (row["number"]!.ToString(), row["metres"]?.GetValue<int>(), row["why"]!["en"]!.ToString()))];

        var asked = new { playbook = "city-management", lon = at.Lon, lat = at.Lat, form = new { type = "E0111" } };
        Assert.Equal([(near, 10, "10 m apart"), (far, 40, "40 m apart")], await Similar(asked));
        Assert.DoesNotContain(await Similar(asked), hit => hit.Number == other || hit.Number == way);
        // Where nobody pointed to the map, the same community is what there is to go by.
        var unpointed = (await desk.Of<MatterDesk>().Receive(desk.As("dan", "dispatcher", "LS"), new("渣土", Anonymous: true, Area: Desk.Zhangcun, Playbook: "city-management", Form: new() { ["type"] = "E0111" }), Desk.Stop)).Story.Number;
        Assert.Contains(((string, int?, string))(unpointed, null, "same community"), await Similar(new { playbook = "city-management", area = Desk.Zhangcun, form = new { type = "E0111" } }));

        using var zoe = await desk.Client("zoe");
        Assert.Equal(HttpStatusCode.Forbidden, (await zoe.PostAsJsonAsync("/api/intake/similar", asked, Desk.Stop)).StatusCode);
        // What another street's people may not see is not shown to them while they write.
        using var sha = await desk.Client("sha");
        Assert.Empty(await Rows(sha, asked));
        clock.Now = clock.Now.AddHours(25);
        using var later = await desk.Client("dan");
        Assert.Empty(await Rows(later, asked));
        Assert.All(await RebuiltLedgers.Rebuild(desk.Of<Store>(), desk.Of<Stories>(), desk.Of<Vault>(), null, Desk.Stop), book => Assert.True(book.IsEqual, book.ToString()));
    }

    [Fact]
    public async Task one_press_merges_or_links_what_is_near_or_writes_it_down_all_the_same()
    {
        await using var desk = await Open();
        await Enter(desk, Cover);
        var first = (await Report(desk, "gus", "grid-member", "LS.ZH", ("component", Cover))).Story;
        using var dan = await desk.Client("dan");
        var page = await Sent(dan, ("component", Cover), ("text", "井盖没了"));
        Assert.Contains("0 米", page.QuerySelector("#near")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(first.Number, page.QuerySelector("#near [name=merge]")!.GetAttribute("value"));
        Assert.Equal((1, Desk.Zhangcun), (await Count(desk), ((IHtmlInputElement)page.QuerySelector("[name=area]")!).Value.Split(' ')[0]));

        // A grid member does not merge, and is offered to link it.
        using var gus = await desk.Client("gus");
        var offered = await Sent(gus, ("component", Cover), ("text", "井盖没了"), ("source", "patrol"));
        Assert.Null(offered.QuerySelector("#near [name=merge]"));
        using var linked = await Send(gus, ("component", Cover), ("text", "井盖没了"), ("source", "patrol"), ("beside", first.Number));
        Assert.Equal(HttpStatusCode.Found, linked.StatusCode);
        var (then, _) = await desk.Of<Reading>().Story<Matter>(Desk.District, first.Stream, Desk.Stop);
        var second = Assert.Single(then.Links);

        using var merged = await Send(dan, ("component", Cover), ("text", "井盖没了，车差点掉进去"), ("merge", first.Number));
        Assert.Equal($"/matters/{first.Number}", merged.Headers.Location!.ToString());
        (then, _) = await desk.Of<Reading>().Story<Matter>(Desk.District, first.Stream, Desk.Stop);
        Assert.Equal((1, 3), (then.Absorbed.Length, await Count(desk)));
        Assert.NotEqual(second, then.Absorbed[0]);

        using var anew = await Send(dan, ("component", Cover), ("text", "旁边另一个井盖响"), ("anew", "yes"));
        Assert.Equal((HttpStatusCode.Found, 4), (anew.StatusCode, await Count(desk)));
        Assert.Equal("matter.missing", (await desk.Of<MatterDesk>().Receive(desk.As("dan", "dispatcher", "LS"),
            new("x", Anonymous: true, Area: Desk.Zhangcun, Playbook: "city-management", Form: new() { ["type"] = "E0101" }, Beside: "CG1"), Desk.Stop)).Refusal!.Code);
    }

    static async Task<int> Count(Desk desk) => await desk.Of<ListMatters>().Count(new(Desk.District, MaxSensitivity: 2), new(State: "all"), Desk.Stop);

    static async Task<List<JsonObject>> Rows(HttpClient client, object asked)
    {
        using var answer = await client.PostAsJsonAsync("/api/intake/similar", asked, Desk.Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonArray>(Desk.Stop))!.Select(row => (JsonObject)row!)];
    }

    static async Task<Answer<Record>> Enter(Desk desk, string code, params (string Field, string Word)[] said)
    {
        var at = desk.Of<AreaMap>().ByCode(Desk.Zhangcun)!.Centre!.Value;
        var words = Desk.Said(("code", code), ("owner", "LS.ZJ"), ("area", Desk.Zhangcun), ("condition", "good"));
        foreach (var (field, word) in said) words = words.SetItem(field, word);
        return await desk.Of<RecordDesk>().Add(desk.Cai, Desk.Street, desk.Book("components"), new(words, at.Lon, at.Lat), Desk.Stop);
    }

    static Task<Answer<Matter>> Report(Desk desk, string account, string role, string unit, params (string Field, string Word)[] form) =>
        desk.Of<MatterDesk>().Receive(desk.As(account, role, unit), new("井盖缺失，有坠落危险", Anonymous: true, Playbook: "city-management", Source: "patrol",
            Area: form.Any(pair => pair.Field == "component") ? null : Desk.Zhangcun, Form: new JsonObject([.. form.Select(pair => KeyValuePair.Create(pair.Field, (JsonNode?)pair.Word))])), Desk.Stop);

    static Task<HttpResponseMessage> Send(HttpClient client, params (string Name, string Value)[] form) =>
        client.PostAsync("/begin/city-management", new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))), Desk.Stop);

    static async Task<IHtmlDocument> Sent(HttpClient client, params (string Name, string Value)[] form) =>
        new HtmlParser().ParseDocument(await (await Send(client, form)).Content.ReadAsStringAsync(Desk.Stop));
}

public sealed class SqliteComponentTests : ComponentContract
{
    private protected override Task<Desk> Open(TimeProvider? time = null) => Desk.Open(time: time);
}

public sealed class PostgresComponentTests(PostgresHost postgres) : ComponentContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Desk> Open(TimeProvider? time = null)
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Desk.Open(postgres.Connection, time);
    }
}
