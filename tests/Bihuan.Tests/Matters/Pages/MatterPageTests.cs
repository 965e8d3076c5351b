using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Bihuan.Matters;

namespace Bihuan.Tests.Matters.Pages;

public class MatterPageTests(Office office) : IClassFixture<Office>
{
    [Fact]
    public async Task tells_the_words_first_and_in_full()
    {
        var m = await office.Receive();
        var page = await Read("agent1", m);

        Assert.Equal("楼下垃圾桶三天没人清运", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(m.Said.Text, Section(page, "诉求人原话").QuerySelector("p")!.TextContent);
        Assert.Equal(m.Said.Points, Section(page, "诉求人原话").QuerySelectorAll("ol li").Select(li => li.TextContent));
        Assert.Contains("中韩社区", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("受理", page.QuerySelector("[aria-current=step] strong")!.TextContent);
        Assert.DoesNotContain("王建华", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(m.Said.Phone!, page.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task leads_to_the_one_address_of_a_matter()
    {
        var m = await office.Receive();
        using var client = await office.SignIn("agent1");

        foreach (var other in (string[])[m.Id, m.Number.ToLowerInvariant()])
        {
            using var answer = await client.GetAsync($"/matters/{other}", Office.Stop);
            Assert.Equal((HttpStatusCode.Redirect, $"/matters/{m.Number}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        }
    }

    [Fact]
    public async Task says_the_same_of_what_is_missing_and_of_what_one_may_not_know()
    {
        var m = await office.At("dispatched");
        using var stranger = await office.SignIn("zj-liaison");
        using var hidden = await stranger.GetAsync($"/matters/{m.Number}", Office.Stop);
        using var missing = await stranger.GetAsync("/matters/RX2026010199999", Office.Stop);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden.StatusCode, missing.StatusCode));
        Assert.Equal((await Office.Page(missing)).QuerySelector("main")!.TextContent, (await Office.Page(hidden)).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task offers_the_catalogues_unit_with_the_rule_and_sends_it_with_one_press()
    {
        var m = await office.At("accepted");
        using var client = await office.SignIn("dispatcher1");
        var page = await Read("dispatcher1", m);
        var form = Form(page, "派给区环境卫生服务中心");
        Assert.Contains("目录第 1 版第 21 条", form.TextContent, StringComparison.Ordinal);

        using var answer = await Send(client, form);
        var after = await Follow(client, answer);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("派给", after.QuerySelector("#notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("现在由区环境卫生服务中心 · 联络员负责，签收时限", after.QuerySelector("#notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("目录第 21 条", Section(after, "承办单位").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task keeps_what_was_entered_when_it_says_no_beside_the_field()
    {
        var m = await office.At("handling");
        using var client = await office.SignIn(Office.Handler);
        var form = Form(await Read(Office.Handler, m), "报送办理结果");

        using var answer = await Send(client, form, ("outcome", ["resolved"]), ("replies", ["已清运。", ""]), ("unfinished", [""]));
        var page = await Office.Page(answer);
        var again = Form(page, "报送办理结果");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["已清运。", ""], again.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name=replies]").Select(area => area.Value));
        Assert.Contains("只答复了 1 点", again.QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
        Assert.True(again.QuerySelector<IHtmlInputElement>("[name=outcome][value=resolved]")!.IsChecked);
    }

    [Fact]
    public async Task refuses_an_old_page_kindly_and_keeps_the_words()
    {
        var m = await office.At("accepted");
        using var client = await office.SignIn("dispatcher1");
        var form = Form(await Read("dispatcher1", m), "写内部备注");
        await office.Take(m, "dispatcher2", "note", new { text = "已电话核实" });

        using var answer = await Send(client, form, ("text", ["我也核实了"]));
        var page = await Office.Page(answer);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Contains("desk.stale", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("我也核实了", Form(page, "写内部备注").QuerySelector<IHtmlTextAreaElement>("textarea")!.Value);
        using var second = await Send(client, Form(page, "写内部备注"));
        Assert.Equal(HttpStatusCode.SeeOther, second.StatusCode);
    }

    [Fact]
    public async Task answers_a_second_press_as_the_first_and_writes_once()
    {
        var m = await office.At("accepted");
        using var client = await office.SignIn("dispatcher1");
        var form = Form(await Read("dispatcher1", m), "写内部备注");
        for (var press = 0; press < 2; press++)
        {
            using var answer = await Send(client, form, ("text", ["只写一次"]));
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        Assert.Single((await Read("dispatcher1", m)).QuerySelectorAll("#story blockquote"), quote => quote.TextContent == "只写一次");
    }

    [Theory]
    [InlineData("double", 1, "double", "matter.own-work")]
    [InlineData("zh-verifier", 0, "zh-cj1", "matter.own-office")]
    public async Task refuses_a_check_by_those_who_did_the_work_on_the_page_and_by_the_api_alike(string verifier, int post, string handler, string code)
    {
        var m = await office.At("finished", handler: handler);
        using var client = await office.SignIn(verifier, post: post);
        var page = await Office.Page(await client.GetAsync($"/matters/{m.Number}", Office.Stop));

        var closed = page.QuerySelectorAll(".move.closed").First(move => move.TextContent.Contains("核查通过", StringComparison.Ordinal));
        Assert.Contains("须回避", closed.TextContent, StringComparison.Ordinal);

        // The page offers no such form; whoever sends one all the same is told what they were told before.
        var form = page.Forms.First(form => form.Action.EndsWith("/moves/note", StringComparison.Ordinal));
        form.SetAttribute("action", $"/matters/{m.Number}/moves/verify");
        using var byPage = await Send(client, form, ("finding", ["看过了"]));
        using var byApi = await client.PostAsJsonAsync($"/api/matters/{m.Id}/verifications", new { holds = true, finding = "看过了" }, Office.Stop);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (byPage.StatusCode, byApi.StatusCode));
        Assert.Contains(code, (await Office.Page(byPage)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(code, (await byApi.Content.ReadFromJsonAsync<JsonElement>(Office.Stop)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task says_why_a_move_is_closed()
    {
        var m = await office.At("finished");
        var closed = (await Read(Office.Handler, m)).QuerySelectorAll(".move.closed").First(move => move.TextContent.Contains("核查通过", StringComparison.Ordinal));

        Assert.Contains("核查员", closed.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task shows_the_requester_once_for_a_purpose_and_records_the_look()
    {
        var m = await office.At("signed", handler: Office.Handler);
        using var client = await office.SignIn(Office.Street);
        var form = (await Read(Office.Street, m)).Forms.First(f => f.GetAttribute("action")!.EndsWith("/see-requester", StringComparison.Ordinal));

        using var answer = await Send(client, form, ("purpose", ["contact"]));
        var page = await Office.Page(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("王建华", Section(page, "诉求人原话").TextContent, StringComparison.Ordinal);
        Assert.Contains("3号楼2单元501", Section(page, "诉求人原话").TextContent, StringComparison.Ordinal);
        Assert.Contains("查看诉求人联系方式，用途：联系诉求人", page.QuerySelector("#story")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("王建华", (await Read(Office.Street, m)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task asks_the_three_questions_of_a_callback_apart()
    {
        var form = Form(await Read("callback1", await office.At("verified")), "记录回访");

        Assert.Equal(["问题解决了吗", "对结果满意吗", "办理人员态度"], form.QuerySelectorAll("fieldset legend").Select(legend => legend.TextContent.Trim()));
    }

    [Fact]
    public async Task explains_a_clock_line_by_line_with_its_basis()
    {
        var lines = (await Read("dispatcher1", await office.At("handling"))).QuerySelector(".matter-clocks .sum")!.TextContent;

        Assert.Contains("起算，限 5 个工作日，当日不计", lines, StringComparison.Ordinal);
        Assert.Contains("依据 [S1]", lines, StringComparison.Ordinal);
        Assert.Contains("到期", lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent1", "received"), InlineData("dispatcher1", "accepted"), InlineData(Office.Street, "signed"), InlineData(Office.Handler, "handling"),
     InlineData("verifier1", "finished"), InlineData("callback1", "verified"), InlineData("dispatcher1", "closed"), InlineData("leader1", "handling")]
    public async Task speaks_english_throughout(string account, string stage)
    {
        using var client = await office.SignIn(account, "en");
        var page = await Office.Page(await client.GetAsync($"/matters/{(await office.At(stage)).Number}", Office.Stop));
        foreach (var said in page.QuerySelectorAll(".said, .person > span:first-of-type, .matter-points, .matter-answers, blockquote, h1, .hint, .matter-order, .matter-quote, .measure, .top, [hreflang], .choice small, .sum small, [name=points] + span, [name=demands], select, .matter-related")) said.Remove();

        Assert.DoesNotMatch(@"[\u4e00-\u9fff]", page.QuerySelector("main")!.TextContent);
    }

    async Task<IHtmlDocument> Read(string account, Matter matter)
    {
        using var client = await office.SignIn(account);
        using var answer = await client.GetAsync($"/matters/{matter.Number}", Office.Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Office.Page(answer);
    }

    static IElement Section(IHtmlDocument page, string title) => page.QuerySelectorAll("section").First(section => section.QuerySelector("h2")?.TextContent == title);

    static IHtmlFormElement Form(IHtmlDocument page, string button) => page.Forms.First(form => form.QuerySelector("button[type=submit]")?.TextContent.Trim() == button);

    static Task<HttpResponseMessage> Send(HttpClient client, IHtmlFormElement form, params (string Name, string[] Values)[] given)
    {
        var fields = form.QuerySelectorAll("input[name],select[name],textarea[name]")
            .Where(field => given.All(g => g.Name != field.GetAttribute("name")))
            .Where(field => field is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false })
            .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                _ => ((IHtmlSelectElement)field).Value ?? "",
            }))
            .Concat(given.SelectMany(g => g.Values.Select(value => KeyValuePair.Create(g.Name, value))));
        return client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields), Office.Stop);
    }

    static async Task<IHtmlDocument> Follow(HttpClient client, HttpResponseMessage answer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, answer.Headers.Location);
        request.Headers.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        return await Office.Page(await client.SendAsync(request, Office.Stop));
    }
}
