using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Intake;

namespace Bihuan.Tests.Petitions;

/// <summary>A petitioner without an account: raises it online, asks for a review in time or hears why not, and has an agent act within a mandate.</summary>
public partial class ResidentTests
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly (string, string)[] Raised =
        [("text", "张村社区过渡费停发四个月"), ("demand", "appeal"), ("request", "补发过渡费"), ("reasons", "协议写明按季发放"), ("place", "张村社区"), ("contact", "phone"), ("phone", "13800005201"),
            ("name", "秦守田"), ("agreed", "true"), ("area", "370212001019"), ("meant", "张村社区")];

    static async Task<Front> Open()
    {
        var front = await Front.Open();
        var setup = front.As(new Caller("370212", "setup", new(Roles.Setup, "")));
        Assert.True((await OpenUnit.Run(new("LS.XF", "区信访局", "Petitions Bureau", "office", null), setup, Stop)).IsYes);
        Assert.True((await setup.Record<Offices>(Offices.Stream, (offices, now) => NameOffice.Decide(offices, new("petition", "LS.XF"), _ => true, _ => true, now), Stop)).IsYes);
        Assert.True((await OpenAccount.Run(new("pet", "许明", "Xu Ming", MustChange: false), Passwords.Hash(Front.Password), setup, Stop)).IsYes);
        Assert.True((await AppointPost.Run("pet", new("LS.XF", "petition-officer"), setup, Stop)).IsYes);
        return front;
    }

    [Fact]
    public async Task row_107_a_resident_raises_a_petition_online_and_only_its_office_sees_it()
    {
        await using var front = await Open();
        var resident = await front.Browser();
        Assert.Contains("提出信访事项", await Front.Get(resident, "/portal"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await resident.GetAsync(new Uri("/say/request", UriKind.Relative), Stop)).StatusCode);
        var page = await Front.Get(resident, "/say/petition");
        var (status, html, _) = await Front.Post(resident, page, "/say/petition", [.. Raised.Where(word => word.Item1 is not ("reasons" or "name"))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("还差 2 处", html, StringComparison.Ordinal);
        Assert.Contains(">补发过渡费</textarea>", html, StringComparison.Ordinal);

        var receipt = await Front.Through(resident, html, "/say/petition", Raised);
        var number = Number().Match(receipt).Value;
        Assert.StartsWith("XF", number, StringComparison.Ordinal);
        Assert.DoesNotContain("再电话回访", receipt, StringComparison.Ordinal);
        var matter = await Matter(front, number);
        Assert.Equal(("petition", "network", "appeal", "registered", "LS.XF", "补发过渡费"), (matter.Playbook, matter.Source, matter.Demand, matter.Stage, matter.Centre, matter.Written["request"]));
        Assert.Contains("已登记，正在甄别由谁处理", await Front.Get(resident, $"/follow/{number}"), StringComparison.Ordinal);

        foreach (var (account, seen) in ((string, HttpStatusCode)[])[("pet", HttpStatusCode.OK), ("ana", HttpStatusCode.NotFound), ("dan", HttpStatusCode.NotFound)])
            Assert.Equal(seen, (await (await front.Browser(account)).GetAsync(new Uri($"/matters/{number}", UriKind.Relative), Stop)).StatusCode);

        var answer = await resident.PostAsJsonAsync("/api/public/requests", new { text = "过渡费停发", name = "甲", phone = "13800005202", area = "370212001019", playbook = "petition", demand = "accusation", form = new { request = "查处", reasons = "账目不清" } }, Stop);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        foreach (var playbook in (string[])["hazard", "nothing"])
            Assert.False((await resident.PostAsJsonAsync("/api/public/requests", new { text = "过渡费停发", anonymous = true, playbook, form = new { } }, Stop)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task a_review_is_asked_online_within_thirty_days_and_goes_to_the_organ_above()
    {
        await using var front = await Open();
        var matter = await Served(front, 5);
        var resident = await front.Browser();
        var page = await Enter(front, resident, matter);
        Assert.Contains("申请复查", page, StringComparison.Ordinal);
        Assert.Contains("过期不再受理", page, StringComparison.Ordinal);
        var (status, html, _) = await Front.Post(resident, page, $"/follow/{matter.Number}/moves/ask-review", ("reviewWhy", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        page = await Front.Through(resident, html, $"/follow/{matter.Number}/moves/ask-review", ("reviewWhy", "清单不是这样写的"));
        Assert.Contains("您申请上一级机关审查，由区信访局办理", page, StringComparison.Ordinal);
        matter = await Matter(front, matter.Number);
        Assert.Equal(("review", "LS.XF", false), (matter.Stage, matter.Above, matter.Appeals[^1].IsBeyond));
        Assert.Equal("清单不是这样写的", matter.Written["reviewWhy"]);

        // A move of staff is nobody's by the query code.
        var own = await resident.PostAsJsonAsync($"/api/public/requests/{matter.Number}/moves/decide-review", new { code = front.Of<MatterDesk>().QueryCode("370212", matter.Id), words = new { } }, Stop);
        Assert.False(own.IsSuccessStatusCode);
        Assert.Equal("review", (await Matter(front, matter.Number)).Stage);
    }

    [Fact]
    public async Task after_thirty_days_a_clear_sentence_stands_where_the_button_was()
    {
        await using var front = await Open();
        var matter = await Served(front, 40);
        var code = front.Of<MatterDesk>().QueryCode("370212", matter.Id);
        var resident = await front.Browser();
        var page = await Enter(front, resident, matter);
        Assert.DoesNotContain($"/follow/{matter.Number}/moves/ask-review\"", page, StringComparison.Ordinal);
        Assert.Equal("matter.right-lapsed", await Ask());

        await front.Of<MatterDesk>().Tick(front.As(Caller.Clock("370212")), matter.Id, Stop);
        Assert.Equal("settled", (await Matter(front, matter.Number)).Stage);
        Assert.Contains("期限内没有申请，现在不能再申请", await Front.Get(resident, $"/follow/{matter.Number}"), StringComparison.Ordinal);
        Assert.Equal("matter.right-lapsed", await Ask());

        async Task<string?> Ask()
        {
            var answer = await resident.PostAsJsonAsync($"/api/public/requests/{matter.Number}/moves/ask-review", new { code, words = new { reviewWhy = "不服" } }, Stop);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString();
        }
    }

    [Fact]
    public async Task row_34_an_agent_acts_within_the_mandate_by_a_code_of_their_own_and_not_after_it()
    {
        await using var front = await Open();
        var matter = await Served(front, 3);
        matter = await Take(front, matter, "pet", "petition-officer", "LS.XF", "appoint-agent", new JsonObject { ["agent"] = "段海生", ["agentKind"] = "relative", ["may"] = new JsonArray("supplement", "judge"), ["until"] = Day(30), ["paper"] = true }, DateTimeOffset.UtcNow);
        var desk = front.Of<MatterDesk>();
        var code = desk.AgentCode("370212", matter.Id, 1);
        Assert.NotEqual(code, desk.QueryCode("370212", matter.Id));

        var agent = await front.Browser();
        var page = await Enter(front, agent, matter, code);
        Assert.Contains("您是代理人段海生", page, StringComparison.Ordinal);
        Assert.DoesNotContain("moves/ask-review", page, StringComparison.Ordinal);
        Assert.DoesNotContain(desk.QueryCode("370212", matter.Id), page, StringComparison.Ordinal);
        // Nor by the receipt, on which the requester's own code stands.
        var receipt = await agent.GetAsync(new Uri($"/follow/{matter.Number}/receipt", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, receipt.StatusCode);

        page = await Front.Through(agent, page, $"/follow/{matter.Number}/supplements", ("words", "补一份照片"));
        Assert.Contains("代理人段海生代办：您补充了情况", page, StringComparison.Ordinal);
        var beyond = await agent.PostAsJsonAsync($"/api/public/requests/{matter.Number}/moves/ask-review", new { code, words = new { reviewWhy = "不服" } }, Stop);
        Assert.Equal("matter.not-in-mandate", (await beyond.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
        var entries = await front.Of<Reading>().Entries("370212", Bihuan.Engine.Journal.Stream.Of(Bihuan.Matters.Matter.Noun, matter.Id), Stop);
        Assert.Equal(("mandate-1", "resident"), (entries.Last(entry => entry.Fact is Supplemented).Stamp.By, entries.Last(entry => entry.Fact is Supplemented).Stamp.Role));
        var office = await front.Browser("pet");
        var told = await Front.Get(office, $"/matters/{matter.Number}");
        Assert.Contains("代理人段海生代诉求人", told, StringComparison.Ordinal);
        Assert.Contains(code, told, StringComparison.Ordinal);

        // The requester sees who acts for them, and takes it back; the open page of the agent ends with it.
        var resident = await front.Browser();
        page = await Enter(front, resident, matter);
        Assert.Contains("您的代理人", page, StringComparison.Ordinal);
        Assert.Contains(code, page, StringComparison.Ordinal);
        await Front.Through(resident, page, $"/follow/{matter.Number}/moves/end-agent", ("mandate", "1"), ("why", "自己来办"));
        var after = await Front.Get(agent, $"/follow/{matter.Number}");
        Assert.Contains("您的代理委托已于", after, StringComparison.Ordinal);
        Assert.DoesNotContain("过渡费", after, StringComparison.Ordinal);
        var again = await (await front.Browser()).PostAsJsonAsync("/api/public/follow", new { number = matter.Number, code }, Stop);
        Assert.Equal("matter.mandate-ended", (await again.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task a_mandate_that_is_over_says_until_when_it_was()
    {
        await using var front = await Open();
        var matter = await Served(front, 20);
        matter = await Take(front, matter, "pet", "petition-officer", "LS.XF", "appoint-agent", new JsonObject { ["agent"] = "段海生", ["agentKind"] = "lawyer", ["may"] = new JsonArray("supplement"), ["until"] = Day(-10), ["paper"] = true }, DateTimeOffset.UtcNow.AddDays(-15));
        var answer = await (await front.Browser()).PostAsJsonAsync("/api/public/follow", new { number = matter.Number, code = front.Of<MatterDesk>().AgentCode("370212", matter.Id, 1) }, Stop);
        var refused = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("matter.mandate-over", refused.GetProperty("code").GetString());
        Assert.Contains(Day(-10), refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("matter.mandate-over", (await front.Of<MatterDesk>().Take(front.As(Caller.Resident("370212") with { Account = "mandate-1" }), matter.Id, "supplement", new() { ["words"] = "再补充" }, Stop)).Refusal?.Code);
    }

    static string Day(int from) => DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).AddDays(from).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>One whose opinion was served so many days ago.</summary>
    static async Task<Matter> Served(Front front, int days)
    {
        var at = DateTimeOffset.UtcNow.AddDays(-days - 20);
        var answer = await front.Of<MatterDesk>().Receive(front.As(new Caller("370212", "resident", new("resident", "")) { At = at }), new("过渡费停发四个月", Name: "秦守田", Phone: "13800005201", Playbook: "petition", Area: "370212001019",
            Source: "network", Demand: "appeal", Form: new() { ["request"] = "补发过渡费", ["reasons"] = "协议写明" }), Stop);
        Assert.Null(answer.Refusal);
        var matter = answer.Story;
        matter = await Take(front, matter, "pet", "petition-officer", "LS.XF", "classify", new() { ["kind"] = "appeal", ["major"] = "no" }, at);
        matter = await Take(front, matter, "pet", "petition-officer", "LS.XF", "transfer", new() { ["manner"] = "transfer", ["unit"] = "LS.ZH", ["basis"] = "属地" }, at);
        matter = await Take(front, matter, "cai", "coordinator", "LS.ZH", "accept", new() { ["noticeOn"] = "2026-03-02", ["noticeHow"] = "person" }, at.AddDays(1));
        matter = await Take(front, matter, "cai", "coordinator", "LS.ZH", "hand-in", new() { ["outcome"] = "not-supported", ["replies"] = new JsonArray("不予支持"), ["legalBasis"] = "协议第六条" }, at.AddDays(18));
        matter = await Take(front, matter, "pet", "petition-officer", "LS.XF", "verify", new() { ["finding"] = "同意" }, at.AddDays(19));
        return await Take(front, matter, "cai", "coordinator", "LS.ZH", "serve", new() { ["servedOn"] = Day(-days), ["servedHow"] = "person" }, at.AddDays(20));
    }

    static async Task<Matter> Take(Front front, Matter matter, string account, string role, string unit, string move, JsonObject words, DateTimeOffset at)
    {
        var answer = await front.Of<MatterDesk>().Take(front.As(new Caller("370212", account, new(role, unit)) { At = at }), matter.Id, move, words, Stop);
        Assert.Null(answer.Refusal);
        return answer.Story;
    }

    static async Task<Matter> Matter(Front front, string number) =>
        (await front.Of<Reading>().Story<Matter>("370212", Bihuan.Engine.Journal.Stream.Of(Bihuan.Matters.Matter.Noun, (await front.Of<MatterDesk>().IdOf("370212", number, Stop))!), Stop)).Story;

    static async Task<string> Enter(Front front, HttpClient browser, Matter matter, string? code = null) => await Front.Through(browser, await Front.Get(browser, "/follow"), "/follow",
        ("number", matter.Number), ("code", code ?? front.Of<MatterDesk>().QueryCode("370212", matter.Id)));

    [GeneratedRegex("XF[0-9]{12}")]
    private static partial Regex Number();
}
