using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Tests.Matters.Pages;

namespace Bihuan.Tests.Intake;

/// <summary>A matter of another playbook than that of requests: begun, planned, put right, checked, looked at again and closed, as data says.</summary>
public sealed class BeginTests(Office office) : IClassFixture<Office>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    const string Bureau = "LS.ZH";

    [Fact]
    public async Task a_sheet_asks_what_the_playbook_asks_and_keeps_what_was_typed()
    {
        using var client = await office.SignIn("zh-grid1");
        var page = await Office.Page(await client.GetAsync("/begin/hazard", Stop));
        Assert.Equal(["general", "major"], page.QuerySelectorAll("[name=level]").OfType<IHtmlInputElement>().Select(choice => choice.Value));

        using var refused = await Send(client, page, ("text", "楼道堆满电动车，有人飞线充电"), ("area", "370212001001 崂山区 · 中韩街道 · 中韩社区"), ("kind", "fire"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await Office.Page(refused);
        Assert.Contains("隐患等级", again.QuerySelector("fieldset.wrong")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("楼道堆满电动车，有人飞线充电", ((IHtmlTextAreaElement)again.QuerySelector("[name=text]")!).Value);

        using var taken = await Send(client, again, ("level", "general"), ("liable", "某小区三号楼"));
        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        var matter = await Office.Page(await client.GetAsync(taken.Headers.Location, Stop));
        Assert.Matches("一般隐患[^<]*", matter.QuerySelector("#said")!.TextContent);
        Assert.Contains("某小区三号楼", matter.QuerySelector("#said")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("待交办", matter.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(matter.QuerySelector(".person"));
    }

    [Fact]
    public async Task an_empty_sheet_is_told_everything_that_is_left_at_once()
    {
        using var client = await office.SignIn("zh-grid1");
        var page = await Office.Page(await client.GetAsync("/begin/hazard", Stop));
        using var refused = await Send(client, page);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await Office.Page(refused);
        var left = again.QuerySelectorAll(".amiss a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(["#f-text", "#f-area"], left.Take(2));
        foreach (var field in (string[])["level", "kind", "liable"]) Assert.Contains($"#f-{field}", left);
        // Every line leads to a field that says it too.
        Assert.All(left, href => Assert.NotNull(again.QuerySelector(href!)!.Closest(".field.wrong")));
        Assert.Contains($"还差 {left.Count} 处", again.QuerySelector(".amiss")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_place_may_be_written_by_its_name_and_enter_writes_nothing_down()
    {
        using var client = await office.SignIn("zh-grid1");
        var page = await Office.Page(await client.GetAsync("/begin/hazard", Stop));
        using var looked = await Send(client, page, ("look", "yes"), ("text", "飞线充电"));
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        Assert.Empty((await Office.Page(looked)).QuerySelectorAll(".amiss, .wrong"));

        using var strange = await Send(client, page, ("area", "桃花岛"), ("text", "飞线充电"));
        Assert.Contains("“桃花岛”不是本区的地方", (await Office.Page(strange)).QuerySelector(".amiss")!.TextContent, StringComparison.Ordinal);
        using var taken = await Send(client, page, ("text", "飞线充电"), ("area", "中韩社区"), ("level", "general"), ("kind", "fire"), ("liable", "某小区三号楼"));
        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        Assert.Contains("中韩社区", (await Office.Page(await client.GetAsync(taken.Headers.Location, Stop))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task only_those_whom_the_playbook_names_begin_it()
    {
        using var client = await office.SignIn("agent1");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/begin/hazard", Stop)).StatusCode);
        using var answer = await client.PostAsJsonAsync("/api/matters", new { text = "飞线充电", area = "370212001001", playbook = "hazard", form = new { level = "general", kind = "fire", liable = "某店" } }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("matter.not-yours-to-begin", (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());

        using var imported = await client.PostAsJsonAsync("/api/matters", new { text = "旧事项", area = "370212001001", playbook = "imported" }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, imported.StatusCode);
        using var nothing = await client.PostAsJsonAsync("/api/matters", new { text = "x", area = "370212001001", playbook = "nothing" }, Stop);
        Assert.Equal("matter.unknown-playbook", (await nothing.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task row_14_a_major_hazard_closes_after_plan_check_and_a_second_look_without_a_callback()
    {
        using var client = await office.SignIn("zh-grid1");
        using var answer = await client.PostAsJsonAsync("/api/matters", new
        {
            text = "商场地下室堆满货物，疏散通道堵死", area = "370212001001", category = "CJ-02-02", playbook = "hazard", form = new { level = "major", kind = "fire", liable = "某商场" },
        }, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var m = new Matter { Id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString()! };
        m = await office.Take(m, "dispatcher1", "dispatch", new { unit = Bureau, basis = "消防安全属地责任" });
        m = await office.Take(m, Office.Street, "sign", new { });
        Assert.Equal("planning", m.Stage);
        m = await office.Take(m, Office.Street, "plan", new { goals = "清空通道", measures = "搬走货物", funds = "不需要", persons = "李某某负责", deadline = "2026-12-30", precautions = "整改期间停业" });
        m = await office.Take(m, Office.Street, "assign", new { person = Office.Handler });
        m = await office.Take(m, Office.Handler, "hand-in", new { outcome = "resolved", replies = new[] { "已清空" }, rectifiedOn = "2026-12-20" });
        m = await office.Take(m, "verifier1", "verify", new { finding = "通道畅通" });
        Assert.Equal("watched", m.Stage);
        m = await office.Take(m, "verifier1", "close", new { outcome = "resolved", seen = "没有反弹" });

        Assert.True(m is { Stage: "closed", IsClosed: true });
        Assert.Equal(("2026-12-30", "2026-12-20", "major"), (m.Coded["deadline"], m.Coded["rectifiedOn"], m.Coded["level"]));
        Assert.Equal("李某某负责", m.Written["persons"]);

        // What was written in words is sealed: erasing takes it, and the chain stays.
        var entries = await office.Of<Reading>().Entries(Office.District, m.Stream, Stop);
        Assert.All(entries.Select(e => e.Fact).OfType<Moved>().Where(moved => moved.Written is not null), moved => Assert.NotNull(moved.Seal));
        using var verifier = await office.SignIn("verifier1", "en");
        var page = await Office.Page(await verifier.GetAsync($"/matters/{m.Number}", Stop));
        Assert.Contains("Hand in the plan with its five commitments (Goals and tasks: 清空通道", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    static Task<HttpResponseMessage> Send(HttpClient client, IHtmlDocument page, params (string Name, string Value)[] given)
    {
        var form = page.Forms.First(f => f.Action.EndsWith("/begin/hazard", StringComparison.Ordinal));
        var body = new MultipartFormDataContent();
        foreach (var field in form.QuerySelectorAll("input[name],textarea[name],select[name]").Where(f => given.All(g => g.Name != f.GetAttribute("name"))))
        {
            if (field is IHtmlInputElement { Type: "file" } or IHtmlInputElement { Type: "radio", IsChecked: false }) continue;
            body.Add(new StringContent(field switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                _ => ((IHtmlSelectElement)field).Value ?? "",
            }), field.GetAttribute("name")!);
        }

        foreach (var (name, value) in given) body.Add(new StringContent(value), name);
        return client.PostAsync("/begin/hazard", body, Stop);
    }
}
