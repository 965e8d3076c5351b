using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bihuan.Intake;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Tests.Intake;

/// <summary>The agent's sheet over HTTP, without script.</summary>
public class HotlineTests
{
    const string Words = "张村社区3号楼东边井盖坏了，车压上去哐当响，晚上睡不着";
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static (string, string)[] Call(params (string, string)[] more) =>
        [("text", Words), ("phone", "13800001234"), ("name", "王小明"), ("area", "370212001019"), ("category", "CJ-04-02"), .. more];

    [Fact]
    public async Task registers_and_accepts_and_tells_number_code_and_what_follows()
    {
        await using var front = await Front.Open();
        var ana = await front.Browser("ana");

        var (status, _, to) = await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake", Call(("act", "accept")));
        Assert.Equal(HttpStatusCode.Redirect, status);
        var told = await Front.Get(ana, to!);

        Assert.Contains("已登记", told, StringComparison.Ordinal);
        Assert.Contains("中韩街道办事处", told, StringComparison.Ordinal);
        Assert.Contains("5 个工作日内办理", told, StringComparison.Ordinal);
        var matter = await Single(front);
        Assert.Equal(("accepted", "CJ-04-02", "370212001019", "phone"), (matter.Stage, matter.Category, matter.Area, matter.Source));
        Assert.Contains(front.Of<MatterDesk>().QueryCode("370212", matter.Id), told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task asks_for_the_four_things_and_keeps_what_was_typed()
    {
        await using var front = await Front.Open();
        var ana = await front.Browser("ana");
        var (status, html, _) = await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake", ("text", "路灯"), ("name", "王小明"), ("act", "accept"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        foreach (var sentence in (string[])["请留下能打通的电话", "还不知道在哪里", "value=\"王小明\"", ">路灯</textarea>"])
            Assert.Contains(sentence, html, StringComparison.Ordinal);
        Assert.Empty((await front.Of<ListMatters>().Read(Scope.Of("370212", Seer), new("all"), Stop)).Rows);
    }

    [Fact]
    public async Task the_same_sheet_sent_twice_is_registered_once()
    {
        await using var front = await Front.Open();
        var ana = await front.Browser("ana");
        var page = await Front.Get(ana, "/intake");
        var first = await Front.Post(ana, page, "/intake", Call(("act", "accept")));
        var second = await Front.Post(ana, page, "/intake", Call(("act", "accept")));

        Assert.Equal(first.To, second.To);
        await Single(front);
        var changed = await Front.Post(ana, page, "/intake", [("text", "另一件事，路灯也不亮"), .. Call(("act", "accept"))[1..]]);
        Assert.Equal(HttpStatusCode.Conflict, changed.Status);
        Assert.Contains("这张表已经登记过一件", changed.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task answers_a_question_in_one_press()
    {
        await using var front = await Front.Open();
        var ana = await front.Browser("ana");
        var (_, _, to) = await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake", Call(("act", "answer"), ("reply", "窗口周六也开，九点到四点。")));

        Assert.Contains("不再派单", await Front.Get(ana, to!), StringComparison.Ordinal);
        Assert.Equal("answered", (await Single(front)).Stage);
    }

    [Fact]
    public async Task an_emergency_stops_the_sheet_and_is_an_incident()
    {
        await using var front = await Front.Open();
        var ana = await front.Browser("ana");
        var (_, html, _) = await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake/suggestions", ("text", "张村社区有人家里着火了"));

        Assert.Contains("先请拨打 119", html, StringComparison.Ordinal);
        Assert.Contains("id=\"urgency-incident\" name=\"urgency\" value=\"incident\" checked", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task suggests_place_category_unit_and_what_the_same_caller_said()
    {
        await using var front = await Front.Open();
        var ana = await front.Browser("ana");
        await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake", Call(("act", "accept")));

        var answer = await ana.PostAsJsonAsync("/api/intake/suggestions", new { text = "张村社区3号楼东边的井盖还是响", phone = "138 0000 1234" }, Stop);
        var given = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal("370212001019", given.GetProperty("area").GetString());
        Assert.Equal("CJ-04-02", given.GetProperty("category").GetString());
        Assert.Equal("LS.ZH", given.GetProperty("duty").GetProperty("unit").GetString());
        Assert.Equal("王**", given.GetProperty("caller").GetProperty("name").GetString());
        var hit = given.GetProperty("similar")[0];
        Assert.True(hit.GetProperty("sameCaller").GetBoolean());
        Assert.StartsWith("同一电话，同一社区，字词相近", hit.GetProperty("why").GetProperty("zh").GetString(), StringComparison.Ordinal);
        Assert.False(given.TryGetProperty("emergency", out _));
    }

    [Fact]
    public async Task merges_into_a_similar_matter_in_one_press()
    {
        await using var front = await Front.Open();
        var ana = await front.Browser("ana");
        var (_, _, first) = await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake", Call(("act", "accept")));
        var number = first!.Split('/')[2];

        var (_, _, to) = await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake",
            ("text", "井盖又响了"), ("phone", "13900005678"), ("area", "370212001019"), ("category", "CJ-04-02"), ("act", $"merge:{number}"));
        Assert.Contains($"同一问题已在办理（{number}）", await Front.Get(ana, to!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task links_to_a_similar_matter_in_one_press_and_goes_its_own_way()
    {
        await using var front = await Front.Open();
        var ana = await front.Browser("ana");
        var (_, _, first) = await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake", Call(("act", "accept")));
        var number = first!.Split('/')[2];
        var panel = (await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake", Call(("act", "look")))).Html;
        Assert.Contains($"value=\"link:{number}\"", panel, StringComparison.Ordinal);

        var (_, _, to) = await Front.Post(ana, await Front.Get(ana, "/intake"), "/intake", Call(("act", $"link:{number}")));
        var matters = (await front.Of<ListMatters>().Read(Scope.Of("370212", Seer), new("all"), Stop)).Rows;
        Assert.Equal((2, 2), (matters.Count, matters.Count(row => row.Stage == "accepted")));
        Assert.Contains(number, await Front.Get(ana, $"/matters/{to!.Split('/')[2]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_handler_has_no_sheet()
    {
        await using var front = await Front.Open();
        var han = await front.Browser("han");
        Assert.Equal(HttpStatusCode.Forbidden, (await han.GetAsync(new Uri("/intake", UriKind.Relative), Stop)).StatusCode);
    }

    [Theory]
    [InlineData("楼上有人要跳楼", "110")]
    [InlineData("老人摔倒受伤了", "120")]
    [InlineData("闻到燃气泄漏", "119")]
    [InlineData("路口车祸堵住了", "122")]
    [InlineData("路灯不亮", null)]
    public void knows_whom_to_call_first(string text, string? number) => Assert.Equal(number, Emergency.In(text)?.Number);

    [Fact]
    public void likeness_is_the_share_of_pairs_that_both_have()
    {
        var likeness = new Likeness("路灯不亮");
        Assert.Equal(1, likeness.Of("路灯，不亮！"));
        Assert.Equal(0.2, likeness.Of("路灯坏了"), 3);
        Assert.Equal(0, likeness.Of(""));
    }

    static readonly Appointment Seer = new("1", "LS.RX", "agent", new("话务员", "Agent"), null, [], null, null);

    static async Task<Matter> Single(Front front)
    {
        var row = Assert.Single((await front.Of<ListMatters>().Read(Scope.Of("370212", Seer), new("all"), Stop)).Rows);
        return (await front.Of<Bihuan.Hosting.Reading>().Story<Matter>("370212", Bihuan.Engine.Journal.Stream.Of(Matter.Noun, row.Id), Stop)).Story;
    }
}
