using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bihuan.Parts;
using Bihuan.Registers;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Registers;

/// <summary>Scope, looks, sheets and plans of the registers, by the ways in that people and programs use.</summary>
public sealed class RegistersApiTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    static Uri At(string path) => new(path, UriKind.Relative);

    static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Desk.Stop);

    static async Task<string> Code(HttpResponseMessage answer) => (await Json(answer)).GetProperty("code").GetString()!;

    [Fact]
    public async Task a_street_sees_and_changes_its_own_records_only_a_bureau_those_it_entered_a_leader_all()
    {
        await using var desk = await Desk.Open();
        using var cai = await desk.Client("cai");
        using var added = await cai.PostAsJsonAsync("/api/registers/enterprises/records", new { said = Desk.Shop() }, Desk.Stop);
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        Assert.Equal("\"1\"", added.Headers.ETag!.Tag);
        var number = (await Json(added)).GetProperty("number").GetString();
        foreach (var (account, sees) in ((string, bool)[])[("cai", true), ("gus", true), ("leo", true), ("sha", false), ("zoe", false)])
        {
            using var client = await desk.Client(account);
            var list = await client.GetFromJsonAsync<JsonElement>(At("/api/registers/enterprises/records"), Desk.Stop);
            Assert.Equal(sees ? 1 : 0, list.GetProperty("rows").GetArrayLength());
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await client.GetAsync(At($"/api/registers/enterprises/records/{number}"), Desk.Stop)).StatusCode);
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await client.GetAsync(At($"/registers/enterprises/{number}"), Desk.Stop)).StatusCode);
            if (!sees) Assert.Equal("registers.no-such-record", await Code(await client.PostAsJsonAsync(At($"/api/registers/enterprises/records/{number}/retirements"), new { why = "关门" }, Desk.Stop)));
        }

        using var sha = await desk.Client("sha");
        Assert.Equal("registers.outside", await Code(await sha.PostAsJsonAsync("/api/registers/enterprises/records", new { said = Desk.Shop("91370212TEST000009") }, Desk.Stop)));
        using var leo = await desk.Client("leo");
        Assert.Equal("desk.not-yours", await Code(await leo.PostAsJsonAsync("/api/registers/enterprises/records", new { said = Desk.Shop("91370212TEST000009") }, Desk.Stop)));
        Assert.Equal("registers.no-such-register", await Code(await leo.GetAsync(At("/api/registers/people-served/records"), Desk.Stop)));
    }

    [Fact]
    public async Task what_makes_no_sense_is_refused_at_its_field_and_the_same_key_writes_once()
    {
        await using var desk = await Desk.Open();
        using var cai = await desk.Client("cai");
        foreach (var (field, word, code) in ((string, string, string)[])
            [("name", "", "required"), ("kind", "银行", "choice"), ("area", "火星社区", "area"), ("staff", "很多", "number"), ("opened", "去年", "date"), ("phone", "无", "phone"), ("keeper", "LS.XX", "unit"), ("colour", "红", "no-such-field")])
        {
            var problem = await Json(await cai.PostAsJsonAsync("/api/registers/enterprises/records", new { said = Desk.Shop().SetItem(field, word) }, Desk.Stop));
            Assert.Equal(($"registers.{code}", field), (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
        }

        cai.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        var first = await Json(await cai.PostAsJsonAsync("/api/registers/enterprises/records", new { said = Desk.Shop() }, Desk.Stop));
        var second = await Json(await cai.PostAsJsonAsync("/api/registers/enterprises/records", new { said = Desk.Shop() }, Desk.Stop));
        Assert.Equal(first.GetProperty("number").GetString(), second.GetProperty("number").GetString());
        cai.DefaultRequestHeaders.Remove("Idempotency-Key");

        cai.DefaultRequestHeaders.Add("If-Match", "\"7\"");
        Assert.Equal("desk.stale", await Code(await cai.PostAsJsonAsync($"/api/registers/enterprises/records/QY000001/changes", new { said = new { staff = "8" } }, Desk.Stop)));
    }

    [Fact]
    public async Task row_116_personal_answers_of_a_restricted_register_are_shown_for_a_purpose_once_and_the_record_says_who_looked()
    {
        await using var desk = await Desk.Open();
        var person = await desk.Served();
        using var gus = await desk.Client("gus");
        var page = await (await gus.GetAsync(At($"/registers/people-served/{person.Number}"), Desk.Stop)).Content.ReadAsStringAsync(Desk.Stop);
        var sheet = await (await gus.GetAsync(At($"/api/registers/people-served/records/{person.Number}"), Desk.Stop)).Content.ReadAsStringAsync(Desk.Stop);
        Assert.DoesNotContain("孙某某", page + sheet, StringComparison.Ordinal);
        Assert.Equal("registers.purpose", await Code(await gus.PostAsJsonAsync($"/api/registers/people-served/records/{person.Number}/views", new { purpose = "" }, Desk.Stop)));

        using var look = await gus.PostAsync(At($"/registers/people-served/{person.Number}/views"), new FormUrlEncodedContent([new("purpose", "上门探访")]), Desk.Stop);
        var shown = await look.Content.ReadAsStringAsync(Desk.Stop);
        Assert.Contains("孙某某", shown, StringComparison.Ordinal);
        Assert.Contains("上门探访", shown, StringComparison.Ordinal);
        page = await (await gus.GetAsync(At($"/registers/people-served/{person.Number}"), Desk.Stop)).Content.ReadAsStringAsync(Desk.Stop);
        Assert.DoesNotContain("孙某某", page, StringComparison.Ordinal);
        Assert.Contains("上门探访", page, StringComparison.Ordinal);
        // Who knows the whole number finds the record; a part of it finds nothing.
        foreach (var (text, found) in ((string, int)[])[("990000190001011234", 1), ("99000019", 0), ("孙某某", 0)])
            Assert.Equal(found, (await gus.GetFromJsonAsync<JsonElement>(At($"/api/registers/people-served/records?text={Uri.EscapeDataString(text)}"), Desk.Stop)).GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task a_sheet_is_looked_at_first_each_bad_row_by_its_number_and_a_second_run_adds_nothing()
    {
        await using var desk = await Desk.Open();
        using var cai = await desk.Client("cai");
        await desk.Add();
        object?[][] rows =
        [
            ["海青小馆", "91370212TEST000011", "餐饮", "张村社区", "张村路 9 号", 4L, null], ["和润百货", "91370212TEST000012", "百货", "张村社区", "张村路 10 号", 4L, null],
            ["", "91370212TEST000013", "零售", "张村社区", "张村路 11 号", 4L, null], ["海青小馆", "91370212test000011", "餐饮", "张村社区", "张村路 9 号", 4L, null],
            ["张家小馆", "91370212TEST000001", "餐饮", "张村社区", "张村路 8 号", 4L, null], ["禾木宾馆", "91370212TEST000014", "住宿", "中韩街道", "张村路 12 号", 4L, "颜色"],
        ];
        var bytes = await Sheet(["名称*", "统一社会信用代码", "类型", "所在区域", "地址", "从业人数（人）", "门头"], rows);
        var look = await Json(await Send(cai, bytes, "?preview=true"));
        Assert.Equal((2, 0), (look.GetProperty("good").GetInt32(), look.GetProperty("added").GetInt32()));
        Assert.Equal([(3, "registers.choice"), (4, "registers.required"), (5, "registers.sheet-twice")],
            look.GetProperty("bad").EnumerateArray().Select(bad => (bad.GetProperty("row").GetInt32(), bad.GetProperty("code").GetString()!)));
        Assert.Equal((6, "QY000001"), (look.GetProperty("known")[0].GetProperty("row").GetInt32(), look.GetProperty("known")[0].GetProperty("number").GetString()));
        Assert.Equal("门头", look.GetProperty("unread")[0].GetString());

        Assert.Equal(2, (await Json(await Send(cai, bytes, ""))).GetProperty("added").GetInt32());
        Assert.Equal(0, (await Json(await Send(cai, bytes, ""))).GetProperty("added").GetInt32());
        Assert.Equal("registers.sheet", await Code(await Send(cai, [1, 2, 3], "")));
        Assert.Equal("registers.sheet-head", await Code(await Send(cai, await Sheet(["名称"], [["海青"]]), "")));

        // What is exported can be read again, and adds nothing.
        var exported = await cai.GetByteArrayAsync(At("/registers/enterprises/records.xlsx"), Desk.Stop);
        var again = await Json(await Send(cai, exported, "?preview=true"));
        Assert.Equal((0, 3, 0), (again.GetProperty("good").GetInt32(), again.GetProperty("known").GetArrayLength(), again.GetProperty("bad").GetArrayLength()));
    }

    [Fact]
    public async Task the_page_shows_bad_rows_with_their_sentence_and_then_enters_the_good_ones()
    {
        await using var desk = await Desk.Open();
        using var cai = await desk.Client("cai");
        var bytes = await Sheet(["名称", "统一社会信用代码", "类型", "所在区域", "地址"], [["海青小馆", "91370212TEST000011", "餐饮", "张村社区", "9 号"], ["和润百货", "91370212TEST000012", "百货", "张村社区", "10 号"]]);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "a.xlsx" } };
        using var answer = await cai.PostAsync(At("/registers/enterprises/import/preview"), form, Desk.Stop);
        var page = await answer.Content.ReadAsStringAsync(Desk.Stop);
        Assert.Contains("第 3 行", page, StringComparison.Ordinal);
        Assert.Contains("“类型”没有“百货”这一项", page, StringComparison.Ordinal);
        Assert.Contains("登记这 1 行", page, StringComparison.Ordinal);
        var rows = WebUtility.HtmlDecode(page.Split("name=\"rows\" value=\"")[1].Split('"')[0]);
        using var done = await cai.PostAsync(At("/registers/enterprises/import"), new FormUrlEncodedContent([new("rows", rows)]), Desk.Stop);
        Assert.Equal("/registers/enterprises", done.Headers.Location!.ToString());
        Assert.Equal(1, await desk.Of<ListRecords>().Count(Desk.All, desk.Book("enterprises"), new(), Desk.Stop));
    }

    [Fact]
    public async Task a_list_walks_forward_and_back_by_key()
    {
        await using var desk = await Desk.Open();
        for (var n = 1; n <= 5; n++) Assert.Null((await desk.Add(Desk.Shop($"91370212TEST00000{n}"))).Refusal);
        var list = desk.Of<ListRecords>();
        var seen = new List<string>();
        var page = await list.Read(Desk.Street, desk.Book("enterprises"), new(Size: 2), Desk.Stop);
        var first = page.Rows.Select(row => row.Number).ToList();
        for (; ; page = await list.Read(Desk.Street, desk.Book("enterprises"), new(Size: 2, After: page.Next), Desk.Stop))
        {
            seen.AddRange(page.Rows.Select(row => row.Number));
            if (page.Next is null) break;
        }

        Assert.Equal(["QY000001", "QY000002", "QY000003", "QY000004", "QY000005"], seen.Order());
        var back = await list.Read(Desk.Street, desk.Book("enterprises"), new(Size: 4, Before: page.Previous), Desk.Stop);
        Assert.Equal(seen[..4], back.Rows.Select(row => row.Number));
        Assert.Equal(seen[..2], first);
    }

    public static TheoryData<string> Lists => ["all", "street", "community", "office", "stale", "ended"];

    [Theory, MemberData(nameof(Lists))]
    public async Task every_list_walks_an_index_on_sqlite(string list)
    {
        var plan = await Plan(list, null);
        Assert.DoesNotContain(plan, step => step.Contains("SCAN r", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task every_list_walks_an_index_on_postgres(string list)
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        Assert.DoesNotContain(await Plan(list, postgres.Connection), step => step.Contains("Seq Scan", StringComparison.Ordinal));
    }

    static async Task<IReadOnlyList<string>> Plan(string list, string? database)
    {
        await using var desk = await Desk.Open(database);
        await desk.Add();
        var scope = list switch { "street" => Desk.Street, "community" => new(Desk.District, Desk.Zhangcun), "office" => new(Desk.District, null, "LS.ZJ"), _ => Desk.All };
        var (where, parameters) = desk.Of<ListRecords>().Where(scope, desk.Book("enterprises"), new(list is "stale" or "ended" ? list : null));
        parameters.Add("size", 51);
        return await desk.Plan(ListRecords.Sql(where, list == "stale" ? "r.stale_at" : "r.updated", list == "stale"), parameters);
    }

    static async Task<HttpResponseMessage> Send(HttpClient client, byte[] bytes, string query)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "a.xlsx" } };
        return await client.PostAsync(At($"/api/registers/enterprises/imports{query}"), form, Desk.Stop);
    }

    static async Task<byte[]> Sheet(string[] heads, object?[][] rows)
    {
        await using var file = await Workbook.Write("表", [.. heads.Select(head => new WorkbookColumn(head, 20))], rows.ToAsyncEnumerable(), Desk.Stop);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Desk.Stop);
        return bytes.ToArray();
    }
}
