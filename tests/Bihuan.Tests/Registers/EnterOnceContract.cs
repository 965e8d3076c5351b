using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Registers;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;
using Record = Bihuan.Registers.Record;

namespace Bihuan.Tests.Registers;

/// <summary>A hazard is written down in a shop that the register knows: nothing that it knows is typed again.</summary>
public abstract class EnterOnceContract
{
    private protected abstract Task<Desk> Open(TimeProvider? time = null);

    [Fact]
    public async Task row_73_what_the_register_knows_is_filled_in_when_the_form_leaves_it_empty()
    {
        await using var desk = await Open();
        var shop = (await desk.Add()).Story;
        foreach (var written in (string[])[shop.Number, shop.Number.ToLowerInvariant(), $"{shop.Number} 张家小馆", "张家小馆", " 91370212test000001 "])
        {
            var matter = (await Begin(desk, ("firm", written))).Story;
            Assert.Equal(shop.Number, matter.Coded["firm"]);
            Assert.Equal(("张家小馆", "张村路 8 号", "李某某", "19900000123"), (matter.Written["liable"], matter.Written["firmAddress"], matter.Written["inCharge"], matter.Written["firmPhone"]));
        }

        var other = (await Begin(desk, ("firm", shop.Number), ("firmPhone", "19900000777"))).Story;
        Assert.Equal(("19900000777", "李某某"), (other.Written["firmPhone"], other.Written["inCharge"]));
    }

    [Fact]
    public async Task a_place_without_a_firm_is_still_written_down_by_name()
    {
        await using var desk = await Open();
        var matter = (await Begin(desk, ("liable", "三号楼楼道"))).Story;
        Assert.Equal("三号楼楼道", matter.Written["liable"]);
        Assert.False(matter.Coded.ContainsKey("firm"));
        Assert.Equal("matter.required", (await Begin(desk)).Refusal!.Code);
    }

    [Fact]
    public async Task a_record_that_is_not_there_or_not_in_scope_or_out_of_use_is_refused_and_several_are_not_guessed_between()
    {
        await using var desk = await Open();
        var shop = (await desk.Add()).Story;
        var twin = (await desk.Add(Desk.Shop("91370212TEST000002"))).Story;
        async Task<string> Refused(string written, string? account = null) => (await Begin(desk, account, ("firm", written), ("liable", "x"))).Refusal is { } no ? $"{no.Code}:{no.Field}" : "";

        Assert.Equal("matter.several-records:firm", await Refused("张家小馆"));
        Assert.Equal("matter.no-such-record:firm", await Refused("张家"));
        Assert.Equal("matter.no-such-record:firm", await Refused("QY999999"));
        Assert.Equal("matter.no-such-record:firm", await Refused(shop.Number, "sha"));
        Assert.Null((await desk.Of<RecordDesk>().Retire(desk.Cai, Desk.Street, desk.Book("enterprises"), shop.Id, new("关门"), Desk.Stop)).Refusal);
        Assert.Equal("matter.record-ended:firm", await Refused(shop.Number));
        Assert.Equal("", await Refused(twin.Number));
    }

    [Fact]
    public async Task row_73_the_page_of_a_record_lists_the_matters_that_name_it_or_its_duplicate()
    {
        await using var desk = await Open();
        var shop = (await desk.Add()).Story;
        var twin = (await desk.Add(Desk.Shop("91370212TEST000002", "张家菜馆"))).Story;
        var first = (await Begin(desk, ("firm", twin.Number))).Story;
        var second = (await Begin(desk, ("firm", shop.Number))).Story;
        Assert.Null((await desk.Of<RecordDesk>().Merge(desk.Cai, Desk.Street, desk.Book("enterprises"), twin.Id, new(shop.Number, "同一家"), Desk.Stop)).Refusal);

        // Whose scope holds the matters: the clerk of another street has not even the record.
        using var leo = await desk.Client("leo");
        var rows = await leo.GetFromJsonAsync<JsonArray>($"/api/registers/enterprises/records/{shop.Number}/matters", Desk.Stop);
        Assert.Equal([second.Number, first.Number], rows!.Select(row => row!["number"]!.ToString()));
        Assert.Contains(second.Number, await leo.GetStringAsync($"/registers/enterprises/{shop.Number}", Desk.Stop), StringComparison.Ordinal);
        Assert.All(await RebuiltLedgers.Rebuild(desk.Of<Store>(), desk.Of<Stories>(), desk.Of<Vault>(), null, Desk.Stop), book => Assert.True(book.IsEqual, book.ToString()));
        using var sha = await desk.Client("sha");
        Assert.Equal(HttpStatusCode.NotFound, (await sha.GetAsync($"/api/registers/enterprises/records/{shop.Number}/matters", Desk.Stop)).StatusCode);
    }

    [Fact]
    public async Task row_73_the_form_says_from_where_and_how_old_and_that_it_has_gone_stale()
    {
        var clock = new SetClock(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        await using var desk = await Open(clock);
        var shop = (await desk.Add()).Story;
        clock.Now = new(2026, 11, 2, 1, 0, 0, TimeSpan.Zero);
        using var cai = await desk.Client("cai");
        var page = await Sent(cai, ("pick", $"firm={shop.Number}"), ("text", "后厨堵了通道"));

        string Under(string field) => page.QuerySelector($"#f-{field}-b .from")!.TextContent;
        Assert.Equal("张家小馆", page.QuerySelector("[name=liable]")!.GetAttribute("value"));
        Assert.Equal("后厨堵了通道", page.QuerySelector("[name=text]")!.TextContent);
        Assert.Equal($"企业场所 {shop.Number}，2026-03-02 更新，8 个月前", Under("liable"));
        Assert.Equal($"企业场所 {shop.Number}，2026-03-02 更新，8 个月前；已超过 180 天的更新期限", Under("firmPhone"));
        Assert.NotNull(page.QuerySelector("[name=correct]"));

        var typed = await Sent(cai, ("pick", "firm"), ("firm", "张家"));
        Assert.Equal($"firm={shop.Number}", typed.QuerySelector(".picks button")!.GetAttribute("value"));
        var found = await cai.GetStringAsync("/registers/enterprises/choices?field=firm&firm=" + Uri.EscapeDataString("张家"), Desk.Stop);
        Assert.Contains($"firm={shop.Number}", found, StringComparison.Ordinal);
        using var sha = await desk.Client("sha");
        Assert.DoesNotContain(shop.Number, await sha.GetStringAsync("/registers/enterprises/choices?field=firm&firm=" + Uri.EscapeDataString("张家"), Desk.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task row_73_what_is_corrected_on_the_form_corrects_the_register_where_that_is_asked()
    {
        await using var desk = await Open();
        var shop = (await desk.Add()).Story;
        using var cai = await desk.Client("cai");
        (string, string)[] form = [("text", "堵塞通道"), ("area", Desk.Zhangcun), ("level", "general"), ("kind", "fire"), ("firm", shop.Number), ("firmPhone", "19900000888")];
        Assert.Equal(HttpStatusCode.Found, (await Send(cai, [.. form])).StatusCode);
        Assert.Equal("19900000123", (await Now(desk, shop))["phone"]);

        Assert.Equal(HttpStatusCode.Found, (await Send(cai, [.. form, ("correct", "firm")])).StatusCode);
        var (entries, now) = (await desk.Of<Reading>().Entries(Desk.District, shop.Stream, Desk.Stop), await Now(desk, shop));
        Assert.Equal(("19900000888", "张家小馆", "cai"), (now["phone"], now["name"], now.Answers["phone"].By));
        Assert.Equal(["phone"], Assert.IsType<RecordChanged>(entries[^1].Fact).Sealed);
    }

    static async Task<Record> Now(Desk desk, Record record) => (await desk.Of<Reading>().Story<Record>(Desk.District, record.Stream, Desk.Stop)).Story;

    static Task<Answer<Matter>> Begin(Desk desk, params (string Field, string Word)[] form) => Begin(desk, null, form);

    static Task<Answer<Matter>> Begin(Desk desk, string? account, params (string Field, string Word)[] form) =>
        desk.Of<MatterDesk>().Receive(account is null ? desk.Cai : desk.As(account, "clerk", "LS.SZ"), new("堵塞疏散通道", Anonymous: true, Area: Desk.Zhangcun, Playbook: "hazard",
            Form: new JsonObject([new("level", "general"), new("kind", "fire"), .. form.Select(pair => KeyValuePair.Create(pair.Field, (JsonNode?)pair.Word))])), Desk.Stop);

    static Task<HttpResponseMessage> Send(HttpClient client, params (string Name, string Value)[] form) =>
        client.PostAsync("/begin/hazard", new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))), Desk.Stop);

    static async Task<AngleSharp.Html.Dom.IHtmlDocument> Sent(HttpClient client, params (string Name, string Value)[] form) =>
        new HtmlParser().ParseDocument(await (await Send(client, form)).Content.ReadAsStringAsync(Desk.Stop));
}

/// <summary>A clock that is set by hand.</summary>
sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

public sealed class SqliteEnterOnceTests : EnterOnceContract
{
    private protected override Task<Desk> Open(TimeProvider? time = null) => Desk.Open(time: time);
}

public sealed class PostgresEnterOnceTests(PostgresHost postgres) : EnterOnceContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Desk> Open(TimeProvider? time = null)
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Desk.Open(postgres.Connection, time);
    }
}
