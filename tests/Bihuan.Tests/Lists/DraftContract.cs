using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Bihuan.Duties;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Lists;

/// <summary>The next edition of the catalogue is written, replayed over what came, and published as it was replayed.</summary>
public abstract class DraftContract
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<Office> Open();

    static object Row(int row, string category, string unit, string? area = null) =>
        new { row, category, area, unit, basis = new { zh = "三定规定", en = "Duties" }, duty = "basic" };

    static async Task<JsonObject> Json(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!;

    [Fact]
    public async Task a_draft_is_replayed_over_what_came_and_published_as_it_was_replayed()
    {
        await using var office = await Open();
        foreach (var n in Enumerable.Range(0, 3)) await office.Said($"暖气不热 {n}");
        await office.Said("阀门漏水", "CJ-01-02");
        using var sender = await office.Client("sender");
        Assert.Equal(HttpStatusCode.NotFound, (await sender.PostAsJsonAsync("/api/catalogue/simulations", new { }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await sender.PutAsJsonAsync("/api/catalogue/draft", new { rows = new[] { Row(2, "CJ-01-01", "LS.CG"), Row(1, "CJ-01", "LS.GR"), Row(3, "CJ-01", "LS.ZH") } }, Stop)).StatusCode);

        var replay = await Json(await sender.PostAsJsonAsync("/api/catalogue/simulations", new { weeks = 4 }, Stop));
        Assert.Equal((4, 3, "force"), (replay["cases"]!.GetValue<int>(), replay["moved"]!.GetValue<int>(), replay["against"]!.ToString()));
        var shift = Assert.Single(replay["shifts"]!.AsArray())!;
        Assert.Equal(("LS.GR", "LS.CG", 3, 3), (shift["from"]!.ToString(), shift["to"]!.ToString(), shift["count"]!.GetValue<int>(), shift["examples"]!.AsArray().Count));
        var hidden = Assert.Single(replay["shadowed"]!.AsArray())!;
        Assert.Equal((3, "1 2"), (hidden["row"]!.GetValue<int>(), string.Join(' ', hidden["by"]!.AsArray().Select(row => row!.GetValue<int>()))));
        Assert.True(replay["gaps"]!.GetValue<int>() > 0);

        var page = new HtmlParser().ParseDocument(await sender.GetStringAsync("/catalogue/simulation?weeks=4", Stop));
        Assert.Contains("4 件里有 3 件会换单位", page.QuerySelector(".draft-answer")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll(".draft-examples a"), link => link.TextContent.StartsWith("暖气不热", StringComparison.Ordinal));
        Assert.Equal(1, (await Catalogue(office)).Edition);

        // What changed since is replayed again first; whoever did not see it publishes nothing.
        var seen = page.QuerySelector("input[name=draft]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.OK, (await sender.PutAsJsonAsync("/api/catalogue/draft", new { rows = new[] { Row(2, "CJ-01-01", "LS.CG"), Row(1, "CJ-01", "LS.GR") } }, Stop)).StatusCode);
        Assert.Equal("duties.draft-changed", (await Json(await sender.PostAsJsonAsync("/api/catalogue/editions", new { draft = long.Parse(seen, System.Globalization.CultureInfo.InvariantCulture) }, Stop)))["code"]!.ToString());
        var version = (await sender.GetFromJsonAsync<JsonObject>("/api/catalogue/draft", Stop))!["version"]!.GetValue<long>();
        Assert.Equal(2, (await Json(await sender.PostAsJsonAsync("/api/catalogue/editions", new { draft = version }, Stop)))["edition"]!.GetValue<int>());
        Assert.Equal(("LS.CG", 2), ((await Catalogue(office)).Find("CJ-01-01", Office.Street, null, "LS.ZH")!.Unit, (await Catalogue(office)).Rows.Length));
        Assert.Equal(HttpStatusCode.NotFound, (await sender.GetAsync("/api/catalogue/draft", Stop)).StatusCode);
    }

    [Fact]
    public async Task against_what_was_done_and_from_what_was_done()
    {
        await using var office = await Open();
        foreach (var n in Enumerable.Range(0, 4)) await office.Sent($"暖气不热 {n}", "LS.CG");
        using var sender = await office.Client("sender");
        using var begin = new FormUrlEncodedContent([new("do", "history")]);
        Assert.Equal(HttpStatusCode.SeeOther, (await sender.PostAsync("/catalogue/draft", begin, Stop)).StatusCode);
        var draft = (await sender.GetFromJsonAsync<JsonObject>("/api/catalogue/draft", Stop))!;
        Assert.Equal(("CJ-01-01", "LS.CG"), (draft["rows"]![0]!["category"]!.ToString(), draft["rows"]![0]!["unit"]!.ToString()));
        Assert.Equal(0, (await Json(await sender.PostAsJsonAsync("/api/catalogue/simulations", new { against = "handled" }, Stop)))["moved"]!.GetValue<int>());
        Assert.Equal(4, (await Json(await sender.PostAsJsonAsync("/api/catalogue/simulations", new { against = "force" }, Stop)))["moved"]!.GetValue<int>());
    }

    [Fact]
    public async Task what_was_exported_and_sent_back_changes_nothing_and_rows_are_changed_one_at_a_time()
    {
        await using var office = await Open();
        using var sender = await office.Client("sender");
        var bytes = await sender.GetByteArrayAsync("/catalogue.xlsx", Stop);
        using var sheet = new MultipartFormDataContent { { new StringContent("sheet"), "do" } };
        using var file = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        sheet.Add(file, "file", "catalogue.xlsx");
        Assert.Equal(HttpStatusCode.SeeOther, (await sender.PostAsync("/catalogue/draft", sheet, Stop)).StatusCode);
        var row = (await sender.GetFromJsonAsync<JsonObject>("/api/catalogue/draft", Stop))!["rows"]![0]!;
        var force = (await Catalogue(office)).Rows[0];
        Assert.Equal((force.Category, force.Unit, force.Limit, force.Basis.En, force.Duty, string.Join(' ', force.Co)),
            (row["category"]!.ToString(), row["unit"]!.ToString(), row["limit"]!.ToString(), row["basis"]!["en"]!.ToString(), row["duty"]!.ToString(), string.Join(' ', row["co"]!.AsArray().Select(unit => unit!.ToString()))));
        Assert.Contains("改 0 条、加 0 条、去 0 条", await sender.GetStringAsync("/catalogue/draft", Stop), StringComparison.Ordinal);

        using var add = new FormUrlEncodedContent([new("do", "row"), new("row", "0"), new("category", "CJ-02 市容"), new("area", Office.Street), new("unit", "所在街道"), new("basis", "属地"), new("duty", "basic")]);
        Assert.Equal(HttpStatusCode.SeeOther, (await sender.PostAsync("/catalogue/draft", add, Stop)).StatusCode);
        using var wrong = new FormUrlEncodedContent([new("do", "row"), new("row", "0"), new("category", "CJ-02"), new("unit", "LS.NONE"), new("basis", "属地")]);
        var refused = await sender.PostAsync("/catalogue/draft", wrong, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("LS.NONE", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var bad = new MultipartFormDataContent { { new StringContent("sheet"), "do" } };
        using var text = new ByteArrayContent("no sheet"u8.ToArray());
        bad.Add(text, "file", "x.xlsx");
        Assert.Contains("这份表读不了", await (await sender.PostAsync("/catalogue/draft", bad, Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var drop = new FormUrlEncodedContent([new("do", "drop")]);
        Assert.Equal(HttpStatusCode.SeeOther, (await sender.PostAsync("/catalogue/draft", drop, Stop)).StatusCode);
        Assert.Contains("现在没有草稿", await sender.GetStringAsync("/catalogue/draft", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task whoever_does_not_write_drafts_changes_nothing_and_sees_no_replay()
    {
        await using var office = await Open();
        using var agent = await office.Client("agent");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PutAsJsonAsync("/api/catalogue/draft", new { rows = new[] { Row(1, "CJ", "LS.CG") } }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsJsonAsync("/api/catalogue/simulations", new { rows = new[] { Row(1, "CJ", "LS.CG") } }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsJsonAsync("/api/catalogue/editions", new { draft = 0 }, Stop)).StatusCode);
        Assert.Contains("由管派单的岗位做", await agent.GetStringAsync("/catalogue/simulation", Stop), StringComparison.Ordinal);
        using var leader = await office.Client("leader");
        Assert.Empty((await Json(await leader.PostAsJsonAsync("/api/catalogue/simulations", new { rows = new[] { Row(1, "CJ", "LS.CG") } }, Stop)))["loads"]!.AsArray());
        Assert.Equal(1, (await Catalogue(office)).Edition);
    }

    static async Task<Catalogue> Catalogue(Office office) => await office.Of<Catalogues>().Of(Office.District, Stop);
}

public sealed class SqliteDraftTests : DraftContract
{
    private protected override Task<Office> Open() => Office.Open();
}

public sealed class PostgresDraftTests(PostgresHost postgres) : DraftContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Office> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Office.Open(postgres.Connection);
    }
}
