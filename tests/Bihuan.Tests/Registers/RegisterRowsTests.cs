using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Bihuan.Duties;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;
using Bihuan.Registers;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;
using Record = Bihuan.Registers.Record;

namespace Bihuan.Tests.Registers;

/// <summary>What the shipped definitions carry of what a district must know, and the page on which every fact that is entered once is found.</summary>
public sealed class RegisterRowsTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    const string Grid = "370212001019001";

    static Uri At(string path) => new(path, UriKind.Relative);

    static async Task<Record> Enter(Desk desk, string register, params (string Field, string Word)[] said)
    {
        var answer = await Try(desk, register, said);
        Assert.Null(answer.Refusal?.En);
        return answer.Story;
    }

    static Task<Answer<Record>> Try(Desk desk, string register, params (string Field, string Word)[] said)
    {
        var words = Desk.Said(said);
        return desk.Of<RecordDesk>().Add(desk.Cai, Desk.Street, desk.Book(register), new(words.ContainsKey("area") ? words : words.Add("area", Desk.Zhangcun)), Desk.Stop);
    }

    static async Task<JsonElement> Rows(HttpClient client, string register, string query = "") =>
        (await client.GetFromJsonAsync<JsonElement>(At($"/api/registers/{register}/records{query}"), Desk.Stop)).GetProperty("rows");

    [Fact]
    public async Task row_22_a_representative_stands_with_community_consent_and_term_and_the_name_in_no_list()
    {
        await using var desk = await Desk.Open();
        (string, string)[] said = [("seat", "第 3 席"), ("speaks", "building"), ("consent", "书面同意"), ("agreed", "2026-01-08"), ("from", "2026-02-01"), ("until", "2029-01-31"), ("name", "周某某"), ("phone", "19900000321")];
        foreach (var needed in (string[])["consent", "agreed", "from", "until"])
            Assert.Equal(("registers.required", needed), (await Try(desk, "representatives", [.. said.Where(pair => pair.Item1 != needed)])).Refusal is { } no ? (no.Code, no.Field) : default);
        await Enter(desk, "representatives", said);
        using var cai = await desk.Client("cai");
        var row = Assert.Single((await Rows(cai, "representatives", $"?area={Desk.Zhangcun}")).EnumerateArray());
        Assert.Equal(("written", "2026-01-08", "2029-01-31"), (row.GetProperty("answers").GetProperty("consent").GetString(), row.GetProperty("answers").GetProperty("agreed").GetString(), row.GetProperty("answers").GetProperty("until").GetString()));
        Assert.DoesNotContain("周某某", row.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, (await Rows(cai, "representatives", "?area=370212001018")).GetArrayLength());
        // One seat, one person.
        Assert.Equal("registers.known", (await Try(desk, "representatives", said)).Refusal!.Code);
    }

    [Fact]
    public async Task row_113_a_service_station_stands_with_what_it_does_and_its_staff()
    {
        await using var desk = await Desk.Open();
        var station = await Enter(desk, "stations", ("name", "张村社工站"), ("kind", "service"), ("address", "张村路 1 号"), ("hours", "周一至周五"), ("does", "社会救助、养老、儿童三合一"), ("staff", "4"));
        using var leo = await desk.Client("leo");
        var page = new HtmlParser().ParseDocument(await leo.GetStringAsync(At($"/registers/stations/{station.Number}"), Desk.Stop)).QuerySelector(".register-answers")!.TextContent;
        Assert.Contains("社会救助、养老、儿童三合一", page, StringComparison.Ordinal);
        Assert.Contains("4 人", page, StringComparison.Ordinal);
        Assert.Equal(station.Number, Assert.Single((await Rows(leo, "stations", $"?text={Uri.EscapeDataString("儿童")}")).EnumerateArray()).GetProperty("number").GetString());
        // A number of staff grows old: it is asked again.
        Assert.Equal(180, desk.Book("stations").Field("staff")!.FreshDays);
    }

    [Fact]
    public async Task row_118_a_demonstration_point_stands_with_its_standard_and_status()
    {
        await using var desk = await Desk.Open();
        (string, string)[] said = [("name", "张村示范街"), ("status", "创建中"), ("standard", "背街小巷示范标准 2026 版"), ("keeper", "LS.ZH")];
        Assert.Equal("standard", (await Try(desk, "showcases", [.. said.Where(pair => pair.Item1 != "standard")])).Refusal!.Field);
        var point = await Enter(desk, "showcases", said);
        Assert.Null((await desk.Of<RecordDesk>().Change(desk.Cai, Desk.Street, desk.Book("showcases"), point.Id, new(Desk.Said(("status", "named"), ("named", "2026-05-06"))), Desk.Stop)).Refusal);
        using var leo = await desk.Client("leo");
        Assert.Equal(0, (await Rows(leo, "showcases", "?kind=making")).GetArrayLength());
        Assert.Equal("背街小巷示范标准 2026 版", Assert.Single((await Rows(leo, "showcases", "?kind=named")).EnumerateArray()).GetProperty("answers").GetProperty("standard").GetString());
        var page = await leo.GetStringAsync(At($"/registers/showcases/{point.Number}"), Desk.Stop);
        Assert.Contains("<del>创建中</del>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task row_135_a_compound_without_property_management_stands_with_its_governance_bodies()
    {
        await using var desk = await Desk.Open();
        await Enter(desk, "compounds", ("name", "和润楼院"), ("managed", "community"), ("households", "120"), ("branch", "联合建立"), ("council", "已成立"), ("steward", "LS.ZH"));
        await Enter(desk, "compounds", ("name", "海青楼院"), ("managed", "nobody"), ("households", "60"), ("branch", "还没有"), ("council", "筹备中"));
        using var leo = await desk.Client("leo");
        var answers = (await Rows(leo, "compounds", $"?text={Uri.EscapeDataString("联合建立")}")).EnumerateArray().Select(row => row.GetProperty("answers")).Single();
        Assert.Equal(("和润楼院", "joint", "meets", "LS.ZH"), (answers.GetProperty("name").GetString(), answers.GetProperty("branch").GetString(), answers.GetProperty("council").GetString(), answers.GetProperty("steward").GetString()));
        Assert.Equal("海青楼院", Assert.Single((await Rows(leo, "compounds", "?kind=nobody")).EnumerateArray()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task row_145_stations_stand_on_the_map_of_a_grid_with_their_grade()
    {
        await using var desk = await Desk.Open();
        var centre = desk.Of<AreaMap>().ByCode(Desk.Zhangcun)!.Centre!.Value;
        foreach (var (name, grade, area) in ((string, string, string)[])[("张村驿站", "精品", Desk.Zhangcun), ("文张驿站", "达标", "370212001018")])
            Assert.Null((await desk.Of<RecordDesk>().Add(desk.Cai, Desk.Street, desk.Book("stations"), new(Desk.Said(("name", name), ("kind", "rest"), ("grade", grade), ("area", area), ("address", "1 号"), ("hours", "每天")), centre.Lon, centre.Lat), Desk.Stop)).Refusal);
        using var leo = await desk.Client("leo");
        async Task<string[]> Titles(string area) => [.. (await leo.GetFromJsonAsync<JsonElement>(At($"/registers/stations/points?area={area}"), Desk.Stop)).GetProperty("features").EnumerateArray().Select(one => one.GetProperty("properties").GetProperty("title").GetString()!)];
        Assert.Equal(["张村驿站 · 户外劳动者驿站 · 精品"], await Titles(Grid));
        Assert.Equal(["文张驿站 · 户外劳动者驿站 · 达标"], await Titles("370212001018"));
        Assert.Equal(2, (await Titles(Desk.Zhonghan)).Length);
    }

    [Fact]
    public async Task row_146_households_have_a_liaison_and_who_has_not_been_visited_is_counted()
    {
        var clock = new SetClock(new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero));
        await using var desk = await Desk.Open(time: clock);
        foreach (var (door, liaison, visited, every) in ((string, string, string, string)[])
            [("101", "丁联户", "2026-05-20", ""), ("102", "丁联户", "2026-02-01", ""), ("103", "丁联户", "2026-04-20", "30"), ("201", "于联户", "2026-03-03", ""), ("202", "于联户", "", "")])
            await Enter(desk, "households", [("door", door), ("lives", "own"), ("liaison", liaison), ("head", "户主"), .. visited.Length > 0 ? [("visited", visited)] : Array.Empty<(string, string)>(), .. every.Length > 0 ? [("every", every)] : Array.Empty<(string, string)>()]);
        Assert.Equal("liaison", (await Try(desk, "households", ("door", "301"), ("lives", "own"))).Refusal!.Field);

        using var leo = await desk.Client("leo");
        var counted = await leo.GetFromJsonAsync<JsonElement>(At("/api/registers/households/coverage"), Desk.Stop);
        static (string, int, int) Line(JsonElement line) => (line.GetProperty("of").GetString()!, line.GetProperty("all").GetInt32(), line.GetProperty("covered").GetInt32());
        Assert.Equal(("", 5, 2), Line(counted.GetProperty("whole")));
        // The ninetieth day still counts; an interval of its own holds before that of the register.
        Assert.Equal([("丁联户", 3, 1), ("于联户", 2, 1)], counted.GetProperty("by").EnumerateArray().Select(Line));
        Assert.Equal([(Desk.Zhonghan, 5, 2)], counted.GetProperty("areas").EnumerateArray().Select(Line));
        var page = await leo.GetStringAsync(At($"/registers/households/coverage?area={Desk.Zhonghan}"), Desk.Stop);
        Assert.Contains("40%", page, StringComparison.Ordinal);
        Assert.Contains("张村", page, StringComparison.Ordinal);
        Assert.DoesNotContain("户主</dd>", page, StringComparison.Ordinal);
        // Every number leads to the very households it counts.
        Assert.Contains($"state=due&amp;area={Desk.Zhonghan}", page, StringComparison.Ordinal);
        async Task<string[]> Doors(string query) => [.. (await leo.GetFromJsonAsync<JsonElement>(At($"/api/registers/households/records?{query}"), Desk.Stop)).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("title").GetString()!).Order(StringComparer.Ordinal)];
        Assert.Equal(["102", "103", "202"], await Doors("state=due"));
        Assert.Equal(["102", "103"], await Doors($"state=due&by={Uri.EscapeDataString("丁联户")}"));
        Assert.Equal(["201", "202"], await Doors($"by={Uri.EscapeDataString("于联户")}"));
        Assert.Empty(await Doors($"by={Bihuan.Registers.ListRecords.Nobody}"));
        Assert.Contains("共 3 条", await leo.GetStringAsync(At("/registers/households?state=due"), Desk.Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await leo.GetAsync(At("/registers/stations/coverage"), Desk.Stop)).StatusCode);
        using var sha = await desk.Client("sha");
        Assert.Equal(0, (await sha.GetFromJsonAsync<JsonElement>(At("/api/registers/households/coverage"), Desk.Stop)).GetProperty("whole").GetProperty("all").GetInt32());
    }

    [Fact]
    public Task a_grid_has_what_its_community_entered_without_a_grid() => GridHas(null);

    [Fact]
    public async Task a_grid_has_what_its_community_entered_without_a_grid_on_postgres()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        await GridHas(postgres.Connection);
    }

    static async Task GridHas(string? connection)
    {
        await using var desk = await Desk.Open(connection);
        Assert.Null((await OpenAccount.Run(new("wan", "万网格", "Wan", MustChange: false), Passwords.Hash(Desk.Password), desk.Setup, Desk.Stop)).Refusal);
        Assert.Null((await AppointPost.Run("wan", new("LS.ZH", "grid-member", Area: Grid), desk.Setup, Desk.Stop)).Refusal);
        var here = (await desk.Add()).Story;
        Assert.Null((await desk.Add(Desk.Shop("91370212TEST000002", area: "370212001018"))).Refusal);
        Assert.Null((await desk.Add(Desk.Shop("91370212TEST000003", area: Desk.Zhonghan))).Refusal);
        using var wan = await desk.Client("wan");
        // Its community's, whose grid nobody has said; not those of a neighbour, nor what stands for the whole street.
        Assert.Equal([here.Number], (await Rows(wan, "enterprises")).EnumerateArray().Select(row => row.GetProperty("number").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await wan.GetAsync(At($"/registers/enterprises/{here.Number}"), Desk.Stop)).StatusCode);
        using var leo = await desk.Client("leo");
        Assert.Equal([here.Number], (await Rows(leo, "enterprises", $"?area={Grid}")).EnumerateArray().Select(row => row.GetProperty("number").GetString()));
        Assert.Equal([here.Number], (await Rows(leo, "enterprises", $"?area={Desk.Zhangcun}")).EnumerateArray().Select(row => row.GetProperty("number").GetString()));
        Assert.Equal(3, (await Rows(leo, "enterprises", $"?area={Desk.Zhonghan}")).GetArrayLength());
    }

    [Theory]
    [InlineData("370212001019001", "370212001019001", true)]
    [InlineData("370212001019", "370212001019001", true)]
    [InlineData("370212001019002", "370212001019001", false)]
    [InlineData("370212001018", "370212001019001", false)]
    [InlineData("370212001", "370212001019001", false)]
    [InlineData("370212001019001", "370212001019", true)]
    [InlineData("370212001", "370212001019", false)]
    [InlineData("", "370212001019001", false)]
    public void what_lies_in_an_area(string area, string within, bool lies) => Assert.Equal(lies, RecordScope.Lies(area, within));

    [Fact]
    public async Task an_administrator_finds_every_fact_that_is_entered_once_with_how_many_how_fresh_and_whose()
    {
        await using var desk = await Desk.Open();
        await desk.Add();
        await desk.Setup.Record<Catalogue>(PublishCatalogue.Stream, (c, now) => PublishCatalogue.Decide(c, new([new(1, "CJ", null, null, "LS.ZJ", [], null, null, new("职责", "Duty"), "basic"), new(2, "ZJ", null, null, "@street", ["LS.ZJ"], null, null, new("配合", "Helps"), "cooperating")]), _ => true, now), Desk.Stop);
        using var sam = await desk.Client("sam");
        var page = new HtmlParser().ParseDocument(await sam.GetStringAsync(At("/registers"), Desk.Stop));
        string Row(string title) => page.QuerySelectorAll("tr").Select(row => string.Join(' ', row.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))).Single(row => row.StartsWith(title, StringComparison.Ordinal));
        Assert.Matches("^企业场所.*登记：网格员、窗口人员.* 1 0 .*市场监管部门$", Row("企业场所"));
        Assert.Contains("社区 ", Row("区域和网格"), StringComparison.Ordinal);
        Assert.Matches("^单位.*都在用 4 ", Row("单位"));
        Assert.Contains("9 个账号", Row("岗位和人员"), StringComparison.Ordinal);
        Assert.Contains("履职 1，配合 1，收回 0", Row("履职清单"), StringComparison.Ordinal);
        Assert.Contains("第 1 版", Row("派单目录"), StringComparison.Ordinal);
        Assert.Contains("个版本", Row("流程"), StringComparison.Ordinal);
        // The figures are for whoever answers for them; what stands in a register is not.
        Assert.Null(page.QuerySelector("a[href^='/registers/enterprises']"));
        Assert.Equal(HttpStatusCode.NotFound, (await sam.GetAsync(At("/registers/enterprises"), Desk.Stop)).StatusCode);

        Assert.Equal([["版本", "条", "类别代码"], ["1", "2", "ZJ"]], (await Cells(sam, "/catalogue.xlsx?duty=cooperating")).Select(row => row.Take(3)));
        Assert.Equal(["LS", "LS.SZ", "LS.ZH", "LS.ZJ"], (await Cells(sam, "/units.xlsx")).Skip(1).Select(row => row[0]));
        Assert.Contains(await Cells(sam, "/posts.xlsx"), row => row[0] == "gus" && row[2] == "LS.ZH" && row[4] == "网格员" && row[6] == Desk.Zhangcun);
        using var cai = await desk.Client("cai");
        Assert.Equal(HttpStatusCode.Forbidden, (await cai.GetAsync(At("/posts.xlsx"), Desk.Stop)).StatusCode);
        Assert.Contains("/registers/enterprises", await cai.GetStringAsync(At("/registers"), Desk.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task units_are_taken_in_from_a_sheet_the_good_rows_in_the_bad_ones_by_number_and_a_second_run_opens_nothing()
    {
        await using var desk = await Desk.Open();
        object?[][] rows =
        [
            ["LS.BH.CG", "北宅城管科", "Beizhai Appearance", "科室", null, null], ["LS.BH", "北宅街道", "Beizhai", "街道", "370212004", null], ["LS.XX.YY", "无上级", "No parent", "科室", null, null],
            ["ls.zz", "小写", "Lower", "科室", null, null], ["LS.ZH", "中韩街道", "Zhonghan", "街道", null, null], ["LS.QQ", "怪类别", "Odd", "公司部", null, null], ["LS.WW", "没有英文", "", "部门", null, null],
            ["LS.BH", "北宅街道办", "Again", "街道", null, null], ["LS.RR", "没有的区划", "Nowhere", "街道", "999999999", null], [null, "没有代码", "No code", "科室", null, null],
        ];
        var file = await Workbook.Write("单位", [.. ((string[])["代码*", "中文名", "英文名", "类别", "区划代码", "状态"]).Select(head => new WorkbookColumn(head, 12))], rows.ToAsyncEnumerable(), Desk.Stop);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Desk.Stop);
        await file.DisposeAsync();
        using var sam = await desk.Client("sam");
        async Task<AngleSharp.Html.Dom.IHtmlDocument> Look()
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes.ToArray()), "file", "units.xlsx" } };
            return new HtmlParser().ParseDocument(await (await sam.PostAsync(At("/units/import/preview"), form, Desk.Stop)).Content.ReadAsStringAsync(Desk.Stop));
        }

        var page = await Look();
        var text = page.QuerySelector("main")!.TextContent;
        foreach (var said in (string[])["第 4 行", "第 5 行", "第 7 行", "第 8 行", "第 9 行", "第 10 行", "没有“公司部”这类单位"]) Assert.Contains(said, text, StringComparison.Ordinal);
        var bad = page.QuerySelectorAll("table").Single(table => table.QuerySelector("caption")!.TextContent == "不合格的行").TextContent;
        // Each with what it was about, and whoever wrote no code is told that, not how one is made.
        foreach (var said in (string[])["LS.XX.YY", "无上级", "ls.zz", "LS.RR", "没有的区划", "“代码”要填。"]) Assert.Contains(said, bad, StringComparison.Ordinal);
        Assert.DoesNotContain("第 6 行", bad, StringComparison.Ordinal);
        Assert.Contains("第 6 行 LS.ZH 中韩街道", System.Text.RegularExpressions.Regex.Replace(text, @"\s+", " "), StringComparison.Ordinal);
        var good = page.QuerySelector("[name=rows]")!.GetAttribute("value")!;
        using var done = await sam.PostAsync(At("/units/import"), new FormUrlEncodedContent([new("rows", good)]), Desk.Stop);
        Assert.Equal("/units", done.Headers.Location!.ToString());
        var tree = await desk.Of<UnitTree>().Of(Desk.District, Desk.Stop);
        Assert.Equal(("street", "370212004", "office"), (tree.ByCode("LS.BH")!.Kind, tree.ByCode("LS.BH")!.Area, tree.ByCode("LS.BH.CG")!.Kind));
        Assert.Null(tree.ByCode("LS.WW"));
        Assert.Null((await Look()).QuerySelector("[name=rows]"));
        using var cai = await desk.Client("cai");
        Assert.Equal(HttpStatusCode.Forbidden, (await cai.GetAsync(At("/units/import"), Desk.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await cai.PostAsync(At("/units/import"), new FormUrlEncodedContent([new("rows", good)]), Desk.Stop)).StatusCode);
    }

    [Fact]
    public async Task components_go_out_and_come_in_again_with_their_code_and_place()
    {
        await using var desk = await Desk.Open();
        var at = desk.Of<AreaMap>().ByCode(Desk.Zhangcun)!.Centre!.Value;
        using var cai = await desk.Client("cai");
        object?[][] rows =
        [
            ["3702120101000001", "LS.ZJ", "张村社区", "完好", $"{at.Lon}", $"{at.Lat}"], ["3702120103000002", "LS.ZJ", "", "破损", $"{at.Lon}", $"{at.Lat}"],
            ["370212010100000", "LS.ZJ", "张村社区", "完好", null, null], ["3702120101000004", "LS.ZJ", "张村社区", "完好", "1", "2"], ["3702120191000005", "LS.ZJ", "张村社区", "完好", null, null],
        ];
        var file = await Workbook.Write("部件", [.. ((string[])["标识码*", "权属单位*", "所在区域*", "现状*", "经度", "纬度"]).Select(head => new WorkbookColumn(head, 18))], rows.ToAsyncEnumerable(), Desk.Stop);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Desk.Stop);
        await file.DisposeAsync();
        async Task<JsonElement> Send(byte[] sheet)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(sheet), "file", "components.xlsx" } };
            return await (await cai.PostAsync(At("/api/registers/components/imports"), form, Desk.Stop)).Content.ReadFromJsonAsync<JsonElement>(Desk.Stop);
        }

        var taken = await Send(bytes.ToArray());
        Assert.Equal(2, taken.GetProperty("added").GetInt32());
        Assert.Equal([(4, "registers.parts"), (5, "registers.place"), (6, "registers.required")], taken.GetProperty("bad").EnumerateArray().Select(bad => (bad.GetProperty("row").GetInt32(), bad.GetProperty("code").GetString()!)));
        var records = (await Rows(cai, "components", "?text=3702120103000002")).EnumerateArray().Single();
        Assert.Equal(("C0103", at.Lon, Desk.Zhangcun), (records.GetProperty("kind").GetString(), records.GetProperty("lon").GetDouble(), records.GetProperty("area").GetString()![..12]));
        var again = await Send(await cai.GetByteArrayAsync(At("/registers/components/records.xlsx"), Desk.Stop));
        Assert.Equal((0, 2, 0), (again.GetProperty("added").GetInt32(), again.GetProperty("known").GetArrayLength(), again.GetProperty("bad").GetArrayLength()));
    }

    static async Task<List<IReadOnlyList<string>>> Cells(HttpClient client, string way)
    {
        using var bytes = new MemoryStream(await client.GetByteArrayAsync(At(way), Desk.Stop));
        return [.. SheetReading.Read(bytes, 1000)!.Value.Rows.Select(row => row.Cells)];
    }
}
