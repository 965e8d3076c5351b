using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bihuan.Matters;
using Bihuan.Portal;
using Bihuan.Tests.Intake;

namespace Bihuan.Tests.Portal;

/// <summary>A resident without an account: says it, follows it, judges it. Nobody's name stands on any of the pages.</summary>
public partial class FollowTests
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly (string, string)[] Saying =
        [("text", "张村社区3号楼东边路灯不亮，我是王小明"), ("place", "张村社区3号楼"), ("contact", "phone"), ("phone", "13800001234"), ("name", "王小明"),
            ("agreed", "true"), ("area", "370212001019"), ("meant", "张村社区3号楼")];

    [Fact]
    public async Task row_109_a_resident_says_it_follows_it_and_judges_it()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var (number, code) = await Say(front, resident);

        var (status, _, to) = await Front.Post(resident, await Front.Get(resident, "/follow"), "/follow", ("number", number), ("code", code));
        Assert.Equal((HttpStatusCode.SeeOther, $"/follow/{number}"), (status, to));
        Assert.Contains("已收到，正在受理", await Front.Get(resident, to!), StringComparison.Ordinal);
        Assert.DoesNotContain("请您评价", await Front.Get(resident, to!), StringComparison.Ordinal);

        await Handle(front, number);
        var page = await Front.Get(resident, to!);
        foreach (var told in (string[])["转给中韩街道办事处办理", "灯泡已换，今晚试亮正常", "请您评价"]) Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("灯泡已换，今晚试亮正常").Length - 1);
        foreach (var hidden in (string[])["王小明", "13800001234", "张村社区3号楼", "员工", "han", "13911112222", "李主任"])
            Assert.DoesNotContain(hidden, page, StringComparison.OrdinalIgnoreCase);

        var unsaid = await Front.Post(resident, page, $"/follow/{number}/verdicts", ("satisfied", "very"), ("attitude", "good"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.Status);
        var (judged, _, _) = await Front.Post(resident, page, $"/follow/{number}/verdicts", ("resolved", "no"), ("satisfied", "basically"), ("attitude", "good"), ("words", "晚上又灭了"));
        Assert.Equal(HttpStatusCode.SeeOther, judged);
        page = await Front.Get(resident, to!);
        Assert.Contains("您评价：没有解决", page, StringComparison.Ordinal);

        await Front.Post(resident, page, $"/follow/{number}/verdicts", ("resolved", "yes"), ("satisfied", "very"), ("attitude", "good"));
        Assert.Contains("您评价：解决了", await Front.Get(resident, to!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_wrong_code_opens_nothing_and_guessing_is_stopped()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var (number, code) = await Say(front, resident);

        var stranger = await front.Browser();
        for (var n = 0; n < Turns.WrongCodes; n++)
        {
            var wrong = await stranger.PostAsJsonAsync("/api/public/follow", new { number, code = "AAAAAA" }, Stop);
            Assert.Equal((HttpStatusCode.NotFound, "matter.query-code"), (wrong.StatusCode, (await wrong.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString()));
        }

        var stopped = await stranger.PostAsJsonAsync("/api/public/follow", new { number, code }, Stop);
        Assert.Equal(429, (int)stopped.StatusCode);
        Assert.Equal("portal.too-often", (await stopped.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.SeeOther, (await stranger.GetAsync(new Uri($"/follow/{number}", UriKind.Relative), Stop)).StatusCode);
    }

    [Fact]
    public async Task the_same_page_sent_twice_says_it_once()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var page = await Front.Get(resident, "/say");
        var first = await Front.Post(resident, page, "/say", Saying);
        var second = await Front.Post(resident, page, "/say", Saying);
        Assert.Equal((HttpStatusCode.SeeOther, first.To), (second.Status, second.To));
    }

    [Fact]
    public async Task asks_only_for_words_place_and_a_way_to_answer()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var (status, html, _) = await Front.Post(resident, await Front.Get(resident, "/say"), "/say", ("text", "路灯不亮"), ("contact", "phone"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        foreach (var sentence in (string[])["还差 3 处", "请写明在哪里", "请留下能打通的电话", "请先看说明，再勾选同意", ">路灯不亮</textarea>"]) Assert.Contains(sentence, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_emergency_is_told_to_call_before_anything_is_sent()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        (string, string)[] leak = [("text", "邻居家煤气泄漏了"), .. Saying[1..]];
        var (_, html, _) = await Front.Post(resident, await Front.Get(resident, "/say"), "/say", leak);
        Assert.Contains("先打 119", html, StringComparison.Ordinal);
        Assert.Empty(Numbers(html));

        Assert.Equal(2, Numbers(await Front.Through(resident, html, "/say", leak)).Length);
    }

    [Fact]
    public async Task a_form_from_elsewhere_is_refused()
    {
        await using var front = await Front.Open();
        var answer = await (await front.Browser()).PostAsync(new Uri("/say", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("text", "路灯")]), Stop);
        Assert.Equal((HttpStatusCode.Forbidden, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("/problems/session.form", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task row_104_a_program_says_and_follows_too_and_is_described()
    {
        await using var front = await Front.Open();
        var program = await front.Browser();
        var said = await program.PostAsJsonAsync("/api/public/requests", new { text = "张村社区路灯不亮", anonymous = true, place = "张村社区" }, Stop);
        Assert.Equal(HttpStatusCode.Created, said.StatusCode);
        var kept = await said.Content.ReadFromJsonAsync<JsonElement>(Stop);

        var followed = await program.PostAsJsonAsync("/api/public/follow", new { number = kept.GetProperty("number").GetString(), code = kept.GetProperty("queryCode").GetString() }, Stop);
        Assert.Equal("已收到，正在受理", (await followed.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("stage").GetProperty("zh").GetString());
        Assert.Contains("/api/public/follow", await Front.Get(program, "/api/openapi.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("请打13911112222找李主任", "请打139＊＊＊＊找李主任")]
    [InlineData("电话 0532-88997766", "电话 0532-88997766")]
    [InlineData("身份证370212199001011234", "身份证＊＊＊")]
    [InlineData("王小明住3号楼2单元", "＊＊＊住＊＊＊")]
    public void covers_who_can_be_recognised(string text, string shown) =>
        Assert.Equal(shown, Covered.Text(text, new Said("路灯", "路灯不亮", []) { Name = "王小明", Phone = "13800001234", Address = "3号楼2单元" }));

    static async Task<(string Number, string Code)> Say(Front front, HttpClient resident)
    {
        var numbers = Numbers(await Front.Through(resident, await Front.Get(resident, "/say"), "/say", Saying));
        Assert.Equal(2, numbers.Length);
        return (numbers[0], numbers[1]);
    }

    static string[] Numbers(string receipt) => [.. Shown().Matches(receipt).Select(m => m.Groups[1].Value)];

    static async Task Handle(Front front, string number)
    {
        var desk = front.Of<MatterDesk>();
        var id = (await desk.IdOf("370212", number, Stop))!;
        async Task Do(string account, string role, string unit, string move, JsonObject words) =>
            Assert.Null((await desk.Take(front.As(account, role, unit), id, move, words, Stop)).Refusal?.Zh);
        await Do("ana", "agent", "LS.RX", "accept", new() { ["category"] = "CJ-04-03" });
        await Do("dan", "dispatcher", "LS.RX", "dispatch", new() { ["unit"] = "LS.ZH", ["basis"] = "街道清单，李主任意见" });
        await Do("cai", "coordinator", "LS.ZH", "sign", []);
        await Do("cai", "coordinator", "LS.ZH", "note", new() { ["text"] = "李主任 13911112222" });
        await Do("cai", "coordinator", "LS.ZH", "assign", new() { ["person"] = "han" });
        await Do("han", "handler", "LS.ZH", "contact", new() { ["note"] = "电话说好今晚来修" });
        await Do("han", "handler", "LS.ZH", "hand-in", new() { ["outcome"] = "resolved", ["replies"] = new JsonArray("灯泡已换，今晚试亮正常，可打13911112222") });
        await Do("ver", "verifier", "LS.RX", "verify", new() { ["holds"] = true, ["finding"] = "现场看过" });
    }

    [GeneratedRegex("<dd[^>]*>([A-Z0-9]+)</dd>")]
    private static partial Regex Shown();
}
