using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Lists;

public abstract class ListsContract : IAsyncLifetime
{
    private protected Office office = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await Office.Open(await Database());

    public async ValueTask DisposeAsync()
    {
        if (office is not null) await office.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection string; null is a fresh SQLite file.</summary>
    protected abstract Task<string?> Database();

    [Fact]
    public async Task a_coordinator_never_meets_the_matters_of_another_unit()
    {
        var theirs = await office.Sent("顶楼暖气冰凉三天没人管", "LS.GR");
        var own = await office.Sent("夜市把人行道占满了", "LS.CG");
        using var city = await office.Client("city");
        foreach (var path in (string[])["/", "/matters", "/matters?state=all", "/matters?state=all&unit=LS.GR", "/matters?state=all&text=暖气冰凉", "/search?q=暖气冰凉",
            "/map", $"/map?area={Office.Street}", "/map/points", "/map/counts", "/figures", "/broken-loops", "/dispatch", "/catalogue", "/api/matters?state=all", "/api/broken-loops"])
        {
            var page = await city.GetStringAsync(path, Stop);
            Assert.False(page.Contains(theirs.Number, StringComparison.Ordinal) || page.Contains("顶楼暖气冰凉", StringComparison.Ordinal), path);
        }

        foreach (var path in (string[])["/matters.xlsx?state=all", "/api/matters.xlsx?state=all"])
        {
            var sheet = await Sheet(city, path);
            Assert.Contains(own.Number, sheet, StringComparison.Ordinal);
            Assert.DoesNotContain(theirs.Number, sheet, StringComparison.Ordinal);
            Assert.DoesNotContain("顶楼暖气冰凉", sheet, StringComparison.Ordinal);
        }

        Assert.Contains(own.Number, await city.GetStringAsync("/matters", Stop), StringComparison.Ordinal);
        // A number that somebody may not know of is answered like one that does not exist.
        Assert.Equal((await Said(city, "/search?q=XX20990101000001")).Replace("XX20990101000001", theirs.Number, StringComparison.Ordinal), await Said(city, "/search?q=" + theirs.Number));
        Assert.Equal("/matters/" + own.Number, (await city.GetAsync("/search?q=" + own.Number.ToLowerInvariant(), Stop)).Headers.Location!.ToString());
    }

    static async Task<string> Said(HttpClient client, string path) =>
        System.Text.RegularExpressions.Regex.Replace(System.Text.RegularExpressions.Regex.Match(await client.GetStringAsync(path, Stop), "<main.*</main>", System.Text.RegularExpressions.RegexOptions.Singleline).Value, "value=\"[^\"]*\"", "");

    [Fact]
    public async Task words_are_marked_where_they_stand_and_nothing_found_says_so()
    {
        var lamp = await office.Said("小区路灯不亮<b>，晚上看不见路");
        using var leader = await office.Client("leader");
        var page = await leader.GetStringAsync("/search?q=路灯", Stop);
        Assert.Contains($"/matters/{lamp.Number}", page, StringComparison.Ordinal);
        Assert.Contains("小区<mark>路灯</mark>不亮&lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("找到 1 件", page, StringComparison.Ordinal);
        Assert.Contains("没有事项说到“电梯”", await leader.GetStringAsync("/search?q=电梯", Stop), StringComparison.Ordinal);
        Assert.Contains("一个字太少了", await leader.GetStringAsync("/search?q=灯", Stop), StringComparison.Ordinal);
        Assert.Contains("没有事项原样写着“路灯不亮了”", await leader.GetStringAsync("/search?q=路灯不亮了", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(lamp.Number, await leader.GetStringAsync("/search?q=路灯&state=closed", Stop), StringComparison.Ordinal);
        using var sys = await office.Client("sys");
        Assert.Contains("您的岗位不看事项", await sys.GetStringAsync("/search?q=路灯", Stop), StringComparison.Ordinal);

        var found = JsonNode.Parse(await leader.GetStringAsync("/api/search?q=路灯", Stop))!;
        var row = Assert.Single(found["rows"]!.AsArray())!;
        Assert.Equal((lamp.Number, "[[2,4]]", false), ((string?)row["matter"]!["number"], row["textMarks"]!.ToJsonString(), (bool)found["isAlike"]!));
        foreach (var (asked, field) in ((string, string)[])[("q=灯", "q"), ("", "q"), ("q=路灯&state=late", "state"), ("q=路灯&order=due", "order"), ("q=路灯&after=x", "after"), ("q=路灯&size=0", "size")])
        {
            var no = await leader.GetAsync($"/api/search?{asked}", Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, no.StatusCode);
            Assert.Equal(field, (string?)JsonNode.Parse(await no.Content.ReadAsStringAsync(Stop))!["field"]);
        }
    }

    [Fact]
    public async Task a_matter_and_the_accounts_open_as_pages()
    {
        var matter = await office.Sent("暖气不热", "LS.GR");
        using var leader = await office.Client("leader");
        Assert.Contains(matter.Number, await leader.GetStringAsync($"/matters/{matter.Number}", Stop), StringComparison.Ordinal);
        using var sys = await office.Client("sys");
        foreach (var path in (string[])["/accounts", "/accounts/heat", "/units"]) Assert.Contains("heat", (await sys.GetStringAsync(path, Stop)).Replace("LS.GR", "heat", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_exported_formula_stays_text()
    {
        await office.Said("=HYPERLINK(\"http://bad.example\")");
        await office.Said("路灯不亮");
        using var leader = await office.Client("leader");
        var sheet = await Sheet(leader, "/matters.xlsx");
        Assert.Contains("<c s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=HYPERLINK", sheet, StringComparison.Ordinal);
        Assert.Contains("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">路灯不亮", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
        Assert.Contains("state=\"frozen\"", sheet, StringComparison.Ordinal);
        Assert.Matches("<c s=\"2\"><v>\\d{5}\\.\\d+</v></c>", sheet);
    }

    [Fact]
    public async Task pages_go_forward_and_back_by_key()
    {
        foreach (var text in (string[])["第一件", "第二件", "第三件", "第四件", "第五件"]) await office.Said(text);
        var (list, scope) = (office.Of<ListMatters>(), new Scope(Office.District, MaxSensitivity: 2));
        var first = await list.Read(scope, new(Size: 2), Stop);
        var second = await list.Read(scope, new(Size: 2, After: first.Next), Stop);
        var third = await list.Read(scope, new(Size: 2, After: second.Next), Stop);
        Assert.Equal(5, first.Rows.Concat(second.Rows).Concat(third.Rows).Select(row => row.Id).Distinct().Count());
        Assert.Equal((null, null), (first.Previous, third.Next));
        var back = await list.Read(scope, new(Size: 2, Before: third.Previous), Stop);
        Assert.Equal(second.Rows.Select(row => row.Id), back.Rows.Select(row => row.Id));
        var home = await list.Read(scope, new(Size: 2, Before: back.Previous), Stop);
        Assert.Equal(first.Rows.Select(row => row.Id), home.Rows.Select(row => row.Id));
        Assert.Null(home.Previous);
        Assert.NotNull(home.Next);
    }

    [Fact]
    public async Task one_press_dispatches_by_the_row_that_is_shown()
    {
        var matter = await office.Said("暖气不热");
        using var sender = await office.Client("sender");
        Assert.Contains("供热条例", await sender.GetStringAsync("/dispatch", Stop), StringComparison.Ordinal);
        using var words = new FormUrlEncodedContent([new("id", matter.Id), new("unit", "LS.GR"), new("co", "LS.CG"), new("row", "1")]);
        Assert.Equal(HttpStatusCode.SeeOther, (await sender.PostAsync("/dispatch", words, Stop)).StatusCode);
        var story = (await office.Of<Bihuan.Hosting.Reading>().Story<Matter>(Office.District, matter.Stream, Stop)).Story;
        Assert.Equal(("dispatched", "LS.GR", 1), (story.Stage, story.Lead!.Unit, story.Lead.Row!.Value));
        Assert.DoesNotContain($"id=\"m-{matter.Number}\"", await sender.GetStringAsync("/dispatch", Stop), StringComparison.Ordinal);

        using var again = new FormUrlEncodedContent([new("id", matter.Id), new("unit", "LS.GR"), new("row", "1")]);
        var refused = await sender.PostAsync("/dispatch", again, Stop);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("class=\"notice red\"", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_dispatch_desk_shows_the_fifty_that_press_most_and_says_that_more_wait()
    {
        await Task.WhenAll(Enumerable.Range(0, 51).Select(n => office.Said($"三楼暖气不热 {n}")));
        using var sender = await office.Client("sender");
        var page = await sender.GetStringAsync("/dispatch", Stop);
        Assert.Equal(50, page.Split("id=\"m-").Length - 1);
        Assert.Contains("这里是最急的 50 件", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_no_row_fits_is_called_a_duty_gap()
    {
        await office.Said("有人遛狗不牵绳", "CJ-02-01");
        using var sender = await office.Client("sender");
        Assert.Contains("目录里没有对应的条目", await sender.GetStringAsync("/dispatch", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task nobody_but_the_dispatcher_dispatches()
    {
        var matter = await office.Said("暖气不热");
        using var heat = await office.Client("heat");
        using var words = new FormUrlEncodedContent([new("id", matter.Id), new("unit", "LS.GR"), new("row", "1")]);
        Assert.Equal(HttpStatusCode.NotFound, (await heat.PostAsync("/dispatch", words, Stop)).StatusCode);
        Assert.Contains("派单由受理中心的派遣员办理", await heat.GetStringAsync("/dispatch", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task home_says_what_to_do_and_leads_there()
    {
        var matter = await office.Sent("暖气不热", "LS.GR");
        using var heat = await office.Client("heat");
        var home = await heat.GetStringAsync("/", Stop);
        Assert.Contains("<strong>签收</strong>", home, StringComparison.Ordinal);
        Assert.Contains($"href=\"/matters/{matter.Number}\"", home, StringComparison.Ordinal);
        using var city = await office.Client("city");
        Assert.Contains("现在没有等您办的事", await city.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task no_broken_loop_is_said_with_pride()
    {
        await office.Said("暖气不热");
        using var leader = await office.Client("leader");
        Assert.Contains("没有断环", await leader.GetStringAsync("/broken-loops", Stop), StringComparison.Ordinal);
        Assert.Equal("[]", await leader.GetStringAsync("/api/broken-loops", Stop));
    }

    [Fact]
    public async Task figures_of_nothing_are_dashes()
    {
        using var leader = await office.Client("leader");
        var page = await leader.GetStringAsync("/figures", Stop);
        Assert.Contains("—", page, StringComparison.Ordinal);
        Assert.DoesNotContain("0.00 %", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_stranger_is_led_out_of_the_house()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(office.Address) };
        Assert.Contains((await stranger.GetAsync("/", Stop)).Headers.Location!.ToString(), (string[])["/portal", "/sign-in"]);
        foreach (var path in (string[])["/matters", "/matters.xlsx", "/dispatch", "/map", "/map/points", "/map/counts", "/figures", "/catalogue", "/broken-loops"])
            Assert.StartsWith("/sign-in?back=", (await stranger.GetAsync(path, Stop)).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/matters.xlsx", Stop)).StatusCode);
    }

    static async Task<string> Sheet(HttpClient client, string path)
    {
        using var zip = new ZipArchive(new MemoryStream(await client.GetByteArrayAsync(path, Stop)));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        return await reader.ReadToEndAsync(Stop);
    }
}

public sealed class ListsTestsOnPostgres(PostgresHost postgres) : ListsContract, IClassFixture<PostgresHost>
{
    protected override async Task<string?> Database()
    {
        await using (await PostgresRoom.Empty(postgres)) return postgres.Connection;
    }
}

public sealed class ListsTests : ListsContract
{
    protected override Task<string?> Database() => Task.FromResult<string?>(null);

    // What an agent, a coordinator and a grid member open every morning must not walk the whole book.
    [Theory]
    [InlineData("agent", "LS.RX", null, "open")]
    [InlineData("agent", "LS.RX", null, "overdue")]
    [InlineData("agent", "LS.RX", null, "closed")]
    [InlineData("coordinator", "LS.GR", null, "open")]
    [InlineData("coordinator", "LS.GR", null, "closed")]
    [InlineData("grid-member", "LS.ZH", "370212001001001", "open")]
    [InlineData("grid-member", "LS.ZH", "370212001001001", "closed")]
    public async Task a_list_is_searched_and_never_scanned(string role, string unit, string? area, string state)
    {
        var scope = Scope.Of(Office.District, new("p", unit, role, new(role, role), area, [], null, null));
        var (from, where, parameters, walk) = office.Of<ListMatters>().Where(scope, new(State: state));
        var key = walk.Row + (state == "closed" ? ".received" : ".due");
        parameters.Add("size", 51);
        var plan = await office.Plan($"select m.id from {from} where {where} order by {key}, {walk.Row}{walk.Id} limit @size", parameters);
        Assert.False(walk.IsNarrow);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.StartsWith("SEARCH m ", StringComparison.Ordinal));
        if (unit == "LS.GR") Assert.Contains(plan, step => step.StartsWith("SEARCH p USING", StringComparison.Ordinal));
        if (area is not null) Assert.Contains(plan, step => step.Contains(state == "closed" ? "street=?" : "community=?", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }
}
