using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bihuan.Matters;
using Bihuan.Tests.Intake;

namespace Bihuan.Tests.Portal;

/// <summary>How it stands now, in the words of the follow page: merged, paused, extended, not taken on, asked again.</summary>
public partial class StandingTests
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static readonly (string, string)[] Verdict = [("resolved", "no"), ("satisfied", "dissatisfied"), ("attitude", "good")];

    [Fact]
    public async Task whoever_was_merged_sees_the_end_judges_it_and_asks_again_until_it_is_done_again()
    {
        await using var front = await Front.Open();
        var (first, other) = (await front.Browser(), await front.Browser());
        var parent = await Say(front, first, "张村社区3号楼路灯不亮", "13800001234", "王小明");
        var child = await Say(front, other, "3号楼前黑灯瞎火", "13911112222", "李大伟");
        await Do(front, parent, "agent", "accept", new() { ["category"] = "CJ-04-03" });
        await Do(front, child, "dispatcher", "merge", new() { ["into"] = await Id(front, parent) });
        var page = await Front.Get(other, $"/follow/{child}");
        Has(page, "和同一问题一起办", "已受理，正在确定承办单位");
        Lacks(page, "请您评价", "没有解决，要求重办");

        await Handle(front, parent, "王小明您好，灯泡已换");
        page = await Front.Get(other, $"/follow/{child}");
        Has(page, "<h1>已办结</h1>", "＊＊＊您好，灯泡已换", "请您评价", "没有解决，要求重办", "您的评价单独算");
        Lacks(page, "王小明");

        Assert.Equal(HttpStatusCode.SeeOther, (await Front.Post(other, page, $"/follow/{child}/verdicts", Verdict)).Status);
        page = await Front.Get(other, $"/follow/{child}");
        Has(page, "您评价：没有解决");
        Lacks(await Front.Get(first, $"/follow/{parent}"), "您评价：");
        Assert.Equal(HttpStatusCode.SeeOther, (await Front.Post(other, page, $"/follow/{child}/reopening-requests", ("why", "昨晚又灭了"))).Status);
        Has(await Front.Get(other, $"/follow/{child}"), "您要求重办，正在看", "最迟");
        Lacks(await Front.Get(first, $"/follow/{parent}"), "昨晚又灭了", "您要求重办");

        await Do(front, parent, "dispatcher", "reopen-assigned", new() { ["why"] = "线路没有查" });
        page = await Front.Get(other, $"/follow/{child}");
        Has(page, "<h1>正在重新办理</h1>", "上一次的答复", "按您的要求，正在重办", "线路没有查", "答复");
        Lacks(page, "请您评价", "<h1>已办结</h1>");

        await Finish(front, parent, "线路已换新");
        page = await Front.Get(other, $"/follow/{child}");
        Has(page, "<h1>已办结</h1>", "线路已换新", "请您评价", "您要求重办，已经重新办过");
        Lacks(page, "上一次的答复");
    }

    [Fact]
    public async Task what_was_said_in_the_call_back_stands_as_the_verdict_and_may_be_changed()
    {
        await using var front = await Front.Open();
        var first = await front.Browser();
        var number = await Say(front, first, "张村社区3号楼路灯不亮", "13800001234", "王小明");
        Has(await Front.Get(first, $"/follow/{number}"), "正在找该办的单位");
        await Do(front, number, "agent", "accept", new() { ["category"] = "CJ-04-03" });
        await Handle(front, number, "灯泡已换");
        var page = await Front.Get(first, $"/follow/{number}");
        Has(page, "您的评价", "解决了，非常满意，态度好", "这是回访时按您说的记下的", "改一改评价");
        Lacks(page, "请您评价");

        Assert.Equal(HttpStatusCode.SeeOther, (await Front.Post(first, page, $"/follow/{number}/verdicts", Verdict)).Status);
        page = await Front.Get(first, $"/follow/{number}");
        Has(page, "没有解决，不满意，态度好", "30 天内可以改");
        Lacks(page, "这是回访时按您说的记下的");
    }

    [Fact]
    public async Task a_refusal_to_reopen_answers_the_merged_one_who_asked_with_its_date_and_not_the_other()
    {
        await using var front = await Front.Open();
        var (first, other) = (await front.Browser(), await front.Browser());
        var parent = await Say(front, first, "路灯不亮", "13800001234", "王小明");
        var child = await Say(front, other, "黑灯瞎火", "13911112222", "李大伟");
        await Do(front, parent, "agent", "accept", new() { ["category"] = "CJ-04-03" });
        await Do(front, child, "dispatcher", "merge", new() { ["into"] = await Id(front, parent) });
        await Handle(front, parent, "灯泡已换");
        await Front.Post(other, await Front.Get(other, $"/follow/{child}"), $"/follow/{child}/reopening-requests", ("why", "还要一盏"));
        await Do(front, parent, "dispatcher", "refuse-reopening", new() { ["why"] = "已到现场看过，亮着" });

        var page = await Front.Get(other, $"/follow/{child}");
        Has(page, "这次没有重开，理由如下", "已到现场看过，亮着");
        Assert.Matches("<p class=\"quiet small\">[^<]*[0-9]{2}:[0-9]{2} 答复</p>", page);
        Lacks(await Front.Get(first, $"/follow/{parent}"), "没有重开", "已到现场看过");
    }

    [Fact]
    public async Task a_pause_is_said_at_the_head_with_its_reason_and_an_extension_beside_the_limit()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var number = await Say(front, resident, "路灯不亮", "13800001234", "王小明");
        await Do(front, number, "agent", "accept", new() { ["category"] = "CJ-04-03" });
        await Do(front, number, "dispatcher", "dispatch", new() { ["unit"] = "LS.ZH", ["basis"] = "街道清单" });
        await Do(front, number, "coordinator", "sign", []);
        await Do(front, number, "coordinator", "ask-extension", new() { ["days"] = 5, ["why"] = "等灯具" });
        await Do(front, number, "dispatcher", "grant-extension", new() { ["why"] = "灯具要等到货" });
        Has(await Front.Get(resident, $"/follow/{number}"), "5 个工作日 + 延长 5 个工作日", "为什么慢了：延长了 5 个工作日");

        var until = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(40));
        await Do(front, number, "coordinator", "ask-suspension", new() { ["why"] = "等雨季过去", ["reviewOn"] = $"{until:yyyy-MM-dd}" });
        await Do(front, number, "dispatcher", "grant-suspension", new() { ["why"] = "等雨季过去" });
        var page = await Front.Get(resident, $"/follow/{number}");
        Has(page, $"<h1>暂停办理，到 {until:yyyy年M月d日}</h1>", "为什么暂停", "等雨季过去");
        Has(await Front.Get(resident, $"/follow/{number}?lang=en"), $"<h1>Paused until {until.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}</h1>");
    }

    [Fact]
    public async Task what_was_not_taken_on_is_not_asked_whether_it_is_resolved()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var number = await Say(front, resident, "邻居欠我钱", "13800001234", "王小明");
        await Do(front, number, "agent", "decline", new() { ["reason"] = "beyond-duty", ["reply"] = "请向法院起诉" });
        var page = await Front.Get(resident, $"/follow/{number}");
        Has(page, "觉得该受理？请再看一次", "为什么应当受理？");
        Lacks(page, "问题解决了吗", "没有解决，要求重办");
    }

    static async Task<string> Say(Front front, HttpClient resident, string text, string phone, string name) => Number().Match(await Front.Through(
        resident, await Front.Get(resident, "/say"), "/say", ("text", text), ("place", "张村社区3号楼"), ("contact", "phone"), ("phone", phone), ("name", name), ("agreed", "true"),
        ("area", "370212001019"), ("meant", "张村社区3号楼"))).Groups[1].Value;

    static async Task Handle(Front front, string number, string reply)
    {
        await Do(front, number, "dispatcher", "dispatch", new() { ["unit"] = "LS.ZH", ["basis"] = "街道清单" });
        await Do(front, number, "coordinator", "sign", []);
        await Do(front, number, "coordinator", "assign", new() { ["person"] = "han" });
        await Finish(front, number, reply);
    }

    static async Task Finish(Front front, string number, string reply)
    {
        await Do(front, number, "coordinator", "contact", new() { ["note"] = "约好今晚去看" });
        await Do(front, number, "handler", "hand-in", new() { ["outcome"] = "resolved", ["replies"] = new JsonArray(reply) });
        await Do(front, number, "verifier", "verify", new() { ["holds"] = true, ["finding"] = "现场看过" });
        await Do(front, number, "callback", "call-back", new() { ["resolved"] = true, ["satisfied"] = "very", ["attitude"] = "good" });
        await Do(front, number, "dispatcher", "close", new() { ["outcome"] = "resolved" });
    }

    static async Task<string> Id(Front front, string number) => (await front.Of<MatterDesk>().IdOf("370212", number, Stop))!;

    static async Task Do(Front front, string number, string role, string move, JsonObject words)
    {
        var (account, unit) = role switch
        {
            "agent" => ("ana", "LS.RX"),
            "dispatcher" => ("dan", "LS.RX"),
            "coordinator" => ("cai", "LS.ZH"),
            "handler" => ("han", "LS.ZH"),
            "callback" => ("cal", "LS.RX"),
            _ => ("ver", "LS.RX"),
        };
        Assert.Null((await front.Of<MatterDesk>().Take(front.As(account, role, unit), await Id(front, number), move, words, Stop)).Refusal?.Zh);
    }

    static void Has(string page, params string[] words)
    {
        foreach (var told in words) Assert.Contains(told, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    static void Lacks(string page, params string[] words)
    {
        foreach (var told in words) Assert.DoesNotContain(told, page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<dd[^>]*>(RX[0-9]+)</dd>")]
    private static partial Regex Number();
}
