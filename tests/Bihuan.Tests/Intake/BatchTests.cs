using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bihuan.Engine.Clocks;
using Bihuan.Hosting;
using Bihuan.Intake.Batches;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;
using Bihuan.Tests.Matters.Pages;

namespace Bihuan.Tests.Intake;

/// <summary>City inspection from the sheet to the meeting: batches, midnights, self-checks, what comes back, and what is done about a class.</summary>
public sealed class BatchTests(Office office) : IClassFixture<Office>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static readonly string[] Heads = ["情况", "地点", "类别", "问题大类", "问题项", "整改快慢", "行业监管单位", "属地管理单位", "责任人", "发现日期"];

    static Scope All => new(Office.District, MaxSensitivity: 2);

    [Fact]
    public async Task row_86_an_exposure_batch_is_imported_with_source_and_date()
    {
        using var client = await office.SignIn("supervisor1");
        var good = Row("店铺把货物摆到人行道上", "占道经营", "店外经营");
        var person = Row("垃圾桶满溢", "环境卫生", "道路垃圾");
        person[8] = "查无此人";
        var item = Row("垃圾桶满溢", "环境卫生", "店外经营");

        var look = await Send(client, "4月1日曝光", "2026-04-01", [good, person, item], preview: true);
        Assert.Equal((1, 0), (look.GetProperty("good").GetInt32(), look.GetProperty("added").GetInt32()));
        Assert.Equal([(3, "intake.no-person"), (4, "intake.no-choice")], look.GetProperty("bad").EnumerateArray().Select(bad => (bad.GetProperty("row").GetInt32(), bad.GetProperty("code").GetString())));
        Assert.Contains("查无此人", look.GetProperty("bad")[0].GetProperty("title").GetString(), StringComparison.Ordinal);

        var taken = await Send(client, "4月1日曝光", "2026-04-01", [good, person, item]);
        Assert.Equal(1, taken.GetProperty("added").GetInt32());
        var again = await Send(client, "4月1日曝光", "2026-04-01", [good, person, item]);
        Assert.Equal((0, 0), (again.GetProperty("good").GetInt32(), again.GetProperty("added").GetInt32()));
        Assert.Single(again.GetProperty("known").EnumerateArray());

        var batch = Assert.Single(await office.Of<ListBatches>().Of(All, "inspection", Stop), b => b.Name == "4月1日曝光");
        Assert.Equal(("2026-04-01", "exposure", 1L, 1L), (batch.Day, batch.Source, batch.Items, batch.Open));
        var matter = await Only(batch.Id);
        Assert.Equal(("exposure", batch.Id, 2), (matter.Source, matter.Batch, matter.BatchRow));

        var page = await Office.Page(await client.GetAsync("/begin/inspection/batch", Stop));
        Assert.Contains("0 / 1", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var template = await client.GetAsync("/begin/inspection/batch/template.xlsx", Stop);
        Assert.Equal(Workbook.Media, template.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task row_96_a_two_level_list_of_nine_classes_and_fifty_items_holds_every_finding()
    {
        var playbook = office.Of<Shelf>().Newest("inspection")!;
        Assert.Equal((9, 50), (playbook.Lists.First(l => l.Id == "classes").Choices.Length, playbook.Lists.First(l => l.Id == "items").Choices.Length));
        Assert.All(playbook.Lists.First(l => l.Id == "items").Choices, item => Assert.True(item.Closes is { Zh.Length: > 0, En.Length: > 0 }, item.Code));
        var refused = await Begin(new { @class = "clean", item = "stalls-2", pace = "today", industry = "LS.CG", territory = "LS.ZH", responsible = "cg-handler2" });
        Assert.Equal("matter.not-under", refused.Refusal!.Code);
    }

    [Fact]
    public async Task row_89_both_an_industry_and_a_territorial_unit_are_needed()
    {
        Assert.Equal("industry", (await Begin(new { @class = "stalls", item = "stalls-2", pace = "today", territory = "LS.ZH", responsible = "cg-handler2" })).Refusal!.Field);
        Assert.Equal("territory", (await Begin(new { @class = "stalls", item = "stalls-2", pace = "today", industry = "LS.CG", responsible = "cg-handler2" })).Refusal!.Field);
        var m = Office.Yes(await Begin(Form("traffic-1"))).Story;
        m = await office.Take(m, "dispatcher1", "dispatch", new { basis = "职责" });
        Assert.Equal(("LS.CG", "LS.ZH"), (m.Lead!.Unit, m.CoOrders.Single().Unit));
    }

    [Fact]
    public async Task row_97_a_finding_without_a_responsible_person_is_refused()
    {
        Assert.Equal("responsible", (await Begin(new { @class = "stalls", item = "stalls-2", pace = "today", industry = "LS.CG", territory = "LS.ZH" })).Refusal!.Field);
        Assert.Equal("matter.not-of-unit", (await Begin(new { @class = "stalls", item = "stalls-2", pace = "today", industry = "LS.JJ", territory = "LS.ZH", responsible = "cg-handler2" })).Refusal!.Code);
        var m = await Handled("traffic-3", DateTimeOffset.UtcNow.AddHours(-3));
        Assert.Equal("cg-handler2", m.Lead!.Handler);
    }

    [Fact]
    public async Task row_95_what_is_open_at_midnight_is_listed_with_its_reason()
    {
        var evening = new DateTimeOffset(2026, 6, 10, 18, 0, 0, WorkCalendar.Offset);
        var m = await Handled("clean-4", evening);
        m = await office.Take(m, "cg-liaison", "explain", new { overnight = "等断电，明早拆" }, evening.AddHours(3));
        var midnight = BatchPages.MidnightOf(new(2026, 6, 10));

        var line = Assert.Single(await office.Of<ListBatches>().Nights(All, midnight, Stop), l => l.Id == m.Id);
        Assert.Equal(("等断电，明早拆", midnight.ToUnixTimeMilliseconds()), (line.Why, line.Due));
        Assert.DoesNotContain(await office.Of<ListBatches>().Nights(All, midnight.AddDays(-1), Stop), l => l.Id == m.Id);

        await Photograph(m, evening.AddHours(12));
        await office.Take(m, "cg-handler2", "hand-in", Result, evening.AddHours(13));
        Assert.NotNull(Assert.Single(await office.Of<ListBatches>().Nights(All, midnight, Stop), l => l.Id == m.Id).Stopped);
        Assert.DoesNotContain(await office.Of<ListBatches>().Nights(All, midnight.AddDays(1), Stop), l => l.Id == m.Id);

        using var client = await office.SignIn("supervisor1");
        var page = await Office.Page(await client.GetAsync("/nights?day=2026-06-10", Stop));
        Assert.Contains("等断电，明早拆", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(m.Number, await client.GetStringAsync("/api/nights?day=2026-06-10", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task row_99_a_result_needs_pictures_and_is_compared_with_the_acceptance_standard()
    {
        var at = DateTimeOffset.UtcNow.AddHours(-5);
        var m = await Handled("stalls-3", at);
        Assert.Equal("matter.no-picture", (await Try(m, "cg-handler2", "hand-in", Result)).Refusal!.Code);
        await Photograph(m, at.AddHours(1));
        m = await office.Take(m, "cg-handler2", "hand-in", Result, at.AddHours(1));
        m = await office.Take(m, "verifier1", "verify", new { finding = "门口还有炉子", meets = false }, at.AddHours(2));
        Assert.Equal("炉具入室，无油烟", office.Of<Shelf>().Newest("inspection")!.Closes(m.Answers).Single().Zh);
        Assert.Equal("matter.not-now", (await Try(m, "dispatcher1", "close", new { outcome = "resolved" })).Refusal!.Code);
        m = await office.Take(m, "dispatcher1", "rework", new { why = "没有达标" }, at.AddHours(2));
        Assert.Equal("handling", m.Stage);
    }

    [Fact]
    public async Task row_99_after_a_rework_the_old_picture_counts_no_more()
    {
        var at = DateTimeOffset.UtcNow.AddHours(-5);
        var m = await Handled("market-1", at);
        await Photograph(m, at.AddHours(1));
        m = await office.Take(m, "cg-handler2", "hand-in", Result, at.AddHours(1));
        m = await office.Take(m, "verifier1", "verify", new { finding = "还有积水", meets = false }, at.AddHours(2));
        m = await office.Take(m, "dispatcher1", "rework", new { why = "没有达标" }, at.AddHours(2));
        var refused = (await Try(m, "cg-handler2", "hand-in", Result)).Refusal!;
        Assert.Equal("matter.old-picture", refused.Code);
        Assert.Contains("办理后", refused.Zh, StringComparison.Ordinal);

        // The same picture again is no new one; how it was before need not be shown twice.
        await Photograph(m, at.AddHours(2.5));
        Assert.Equal("matter.old-picture", (await Try(m, "cg-handler2", "hand-in", Result)).Refusal!.Code);
        var (file, _) = await EvidenceDesk.TakeIn("again.png", await File.ReadAllBytesAsync(Directory.EnumerateFiles(Path.Combine(office.Of<Settings>().DistrictFolder, "pictures"), "*-after.png").First(path => !path.EndsWith("lamp-after.png", StringComparison.Ordinal)), Stop), Stop);
        Office.Yes(await office.Of<EvidenceDesk>().Add(office.As("cg-handler2", at.AddHours(3)), m.Id, file!, "after", Stop));
        Assert.Equal("finished", (await office.Take(m, "cg-handler2", "hand-in", Result, at.AddHours(3))).Stage);
    }

    [Fact]
    public async Task row_101_nothing_closes_unchecked_and_what_comes_back_is_linked_and_opened_again()
    {
        var at = DateTimeOffset.UtcNow.AddDays(-20);
        var m = await Handled("clean-5", at);
        await Photograph(m, at.AddHours(1));
        m = await office.Take(m, "cg-handler2", "hand-in", Result, at.AddHours(1));
        Assert.NotNull((await Try(m, "dispatcher1", "close", new { outcome = "resolved" })).Refusal);
        m = await office.Take(m, "verifier1", "verify", new { finding = "干净", meets = true }, at.AddHours(2));
        m = await office.Take(m, "dispatcher1", "close", new { outcome = "resolved" }, at.AddHours(3));
        Assert.True(m.IsClosed);

        var back = Office.Yes(await Begin(Form("clean-5"))).Story;
        Assert.True(back.HasRecurred);
        Assert.Equal([m.Id], back.Links);

        // In the browser nothing is written down before somebody has seen the earlier one.
        using var client = await office.SignIn("supervisor1");
        (string, string)[] said = [("text", "又是这个水面"), ("area", "370212001001"), ("class", "clean"), ("item", "clean-5"), ("pace", "today"), ("industry", "LS.CG"), ("territory", "LS.ZH"), ("responsible", "cg-handler2"), ("key", Guid.NewGuid().ToString("N"))];
        var shown = await Office.Page(await Post(client, said));
        Assert.Contains(m.Number, shown.QuerySelector("#earlier")!.TextContent, StringComparison.Ordinal);
        using var reopened = await Post(client, [.. said, ("reopen", m.Id)]);
        Assert.Equal($"/matters/{m.Number}", reopened.Headers.Location!.ToString());
        Assert.Equal("signed", (await Read(m.Id)).Stage);
    }

    [Fact]
    public async Task row_87_a_units_own_list_is_compared_with_the_next_inspection()
    {
        using var client = await office.SignIn("supervisor1");
        await Send(client, "街道自查", "2026-05-20", [Row("宣传栏破损", "公益宣传", "公益广告破损褪色")], "self-check", "LS.ZH");
        var taken = await Send(client, "巡查", "2026-05-27", [Row("宣传栏破损", "公益宣传", "公益广告破损褪色"), Row("导视牌写错", "公益宣传", "导视牌错误")], "patrol");
        var page = await Office.Page(await client.GetAsync($"/begin/inspection/batch/{taken.GetProperty("batch").GetString()}", Stop));
        var row = page.QuerySelectorAll("tbody tr").Single(tr => tr.TextContent.Contains("50 %", StringComparison.Ordinal));
        Assert.Equal(["1", "1", "0", "50 %"], row.QuerySelectorAll("td.number").Select(cell => cell.TextContent));
        Assert.Contains("导视牌错误", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task row_85_a_meeting_sees_before_beside_after_one_item_at_a_time()
    {
        using var client = await office.SignIn("supervisor1");
        var taken = await Send(client, "会上看", "2026-05-28", [Row("路灯不亮", "市政设施", "路灯不亮"), Row("道砖松动", "市政设施", "人行道砖松动")]);
        var batch = taken.GetProperty("batch").GetString()!;
        var m = await Read((await office.Of<ListBatches>().Items(All, batch, Stop))[0].Id);
        await Photograph(m, DateTimeOffset.UtcNow, "supervisor1");
        var page = await Office.Page(await client.GetAsync($"/begin/inspection/batch/{batch}/meeting", Stop));
        Assert.Equal(["整改前", "整改后"], page.QuerySelectorAll(".meeting-pair figcaption").Select(c => c.TextContent));
        Assert.Equal(2, page.QuerySelectorAll(".meeting-pair img").Length);
        Assert.EndsWith("?n=2", page.QuerySelector("a[data-turn=next]")!.GetAttribute("href"), StringComparison.Ordinal);
        using var english = await office.SignIn("supervisor1", "en");
        var second = await Office.Page(await english.GetAsync($"/begin/inspection/batch/{batch}/meeting?n=2", Stop));
        Assert.Contains("No picture from after yet", second.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(second.QuerySelector("a[data-turn=next]"));
    }

    [Fact]
    public async Task row_106_a_class_counts_its_problems_and_carries_an_improvement()
    {
        Office.Yes(await Begin(Form("school-1")));
        using var client = await office.SignIn("supervisor1");
        using var refused = await client.PostAsync("/begin/inspection/classes", Fields([("class", "school"), ("action", ""), ("unit", "LS.JY"), ("until", "2026-12-31")]), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var planned = await client.PostAsync("/begin/inspection/classes", Fields([("class", "school"), ("action", "学校错峰放学，家长等候区上墙"), ("unit", "LS.JY 教育和体育局"), ("until", "2026-12-31")]), Stop);
        Assert.Equal(HttpStatusCode.Found, planned.StatusCode);
        var section = (await Office.Page(await client.GetAsync("/begin/inspection/classes", Stop))).QuerySelectorAll(".class-of").Single(s => s.QuerySelector("h2")!.TextContent == "校园周边");
        Assert.Contains("家长等候区上墙", section.TextContent, StringComparison.Ordinal);
        Assert.Contains("校门口拥堵", section.TextContent, StringComparison.Ordinal);
    }

    static readonly object Result = new { outcome = "resolved", replies = new[] { "已整改" }, unfinished = "街道继续巡查" };

    static object Form(string item) => new { @class = item.Split('-')[0], item, pace = "today", industry = "LS.CG", territory = "LS.ZH", responsible = "cg-handler2" };

    static string[] Row(string text, string @class, string item) => [text, "中韩社区", "", @class, item, "当日整改（不过夜）", "区综合行政执法局", "LS.ZH", "廖美玲", "2026-04-01"];

    Task<Answer<Matter>> Begin(object form, DateTimeOffset? at = null) => office.Of<MatterDesk>().Receive(office.As("supervisor1", at),
        new("现场看到的问题", Anonymous: true, Area: "370212001001", Playbook: "inspection", Form: JsonSerializer.SerializeToNode(form)!.AsObject()), Stop);

    Task<Answer<Matter>> Try(Matter matter, string account, string move, object words) =>
        office.Of<MatterDesk>().Take(office.As(account), matter.Id, move, JsonSerializer.SerializeToNode(words)!.AsObject(), Stop);

    /// <summary>A finding in the hands of the person who was named for it.</summary>
    async Task<Matter> Handled(string item, DateTimeOffset at)
    {
        var m = Office.Yes(await Begin(Form(item), at)).Story;
        m = await office.Take(m, "dispatcher1", "dispatch", new { basis = "职责" }, at.AddMinutes(5));
        m = await office.Take(m, "cg-liaison", "sign", new { }, at.AddMinutes(10));
        return await office.Take(m, "cg-liaison", "hand-over", new { }, at.AddMinutes(15));
    }

    async Task Photograph(Matter matter, DateTimeOffset at, string account = "cg-handler2")
    {
        foreach (var phase in (string[])["before", "after"])
        {
            var (file, refusal) = await EvidenceDesk.TakeIn($"{phase}.png", await File.ReadAllBytesAsync(Path.Combine(office.Of<Settings>().DistrictFolder, "pictures", $"lamp-{phase}.png"), Stop), Stop);
            Assert.Null(refusal);
            Office.Yes(await office.Of<EvidenceDesk>().Add(office.As(account, at), matter.Id, file!, phase, Stop));
        }
    }

    async Task<Matter> Read(string id) => (await office.Of<Reading>().Story<Matter>(Office.District, Bihuan.Engine.Journal.Stream.Of(Matter.Noun, id), Stop)).Story;

    async Task<Matter> Only(string batch) => await Read(Assert.Single(await office.Of<ListBatches>().Items(All, batch, Stop)).Id);

    static FormUrlEncodedContent Fields(IEnumerable<(string, string)> said) => new(said.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));

    static Task<HttpResponseMessage> Post(HttpClient client, IEnumerable<(string Name, string Value)> said)
    {
        var body = new MultipartFormDataContent();
        foreach (var (name, value) in said) body.Add(new StringContent(value), name);
        return client.PostAsync("/begin/inspection", body, Stop);
    }

    static async Task<JsonElement> Send(HttpClient client, string name, string day, string[][] rows, string source = "exposure", string unit = "", bool preview = false)
    {
        await using var sheet = await Workbook.Write("批次", [.. Heads.Select(head => new WorkbookColumn(head, 20))], rows.Select(row => row.Cast<object?>().ToArray()).ToAsyncEnumerable(), Stop);
        var body = new MultipartFormDataContent
        {
            { new StreamContent(sheet), "file", "batch.xlsx" }, { new StringContent(name), "name" }, { new StringContent(day), "day" },
            { new StringContent(source), "source" }, { new StringContent(unit), "unit" },
        };
        using var answer = await client.PostAsync($"/api/batches/inspection{(preview ? "?preview=true" : "")}", body, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }
}
