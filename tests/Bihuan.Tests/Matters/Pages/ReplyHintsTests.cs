using AngleSharp.Html.Parser;

namespace Bihuan.Tests.Matters.Pages;

/// <summary>What the writer of a reply is told before it goes out: to them alone, in nobody's way.</summary>
public sealed class ReplyHintsTests(Office office) : IClassFixture<Office>
{
    [Fact]
    public async Task a_point_without_an_answer_a_result_and_a_date_are_hinted_at_and_nothing_is_blocked()
    {
        var matter = await office.At("handling");
        using var client = await office.SignIn(Office.Handler);
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync($"/matters/{matter.Number}", Office.Stop));
        Assert.Equal($"/matters/{matter.Number}/reply-hints", page.QuerySelector(".matter-primary .reply-hints")!.GetAttribute("hx-post"));

        var hints = await Ask(client, matter.Number, true, ("hints", "hand-in"), ("replies", "感谢您的来电，我们会研究。"), ("replies", ""));
        foreach (var sentence in (string[])["第 1 个诉求“尽快清运3号楼下的垃圾”似乎没有答复", "没有写明结果", "没有写明时间", "没有写明依据", "不记录、不评分"]) Assert.Contains(sentence, hints, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", hints, StringComparison.Ordinal);

        var good = await Ask(client, matter.Number, true, ("hints", "hand-in"), ("replies", "经现场核查，3号楼下的垃圾今天上午已清理完毕，清运尽快的问题已解决。"), ("replies", "自明日起每天7点前固定清运一次，时间表已贴出。"));
        Assert.Contains("每一点都有答复", good, StringComparison.Ordinal);
        await office.Take(matter, Office.Handler, "hand-in", new { outcome = "resolved", unfinished = "另行反馈。", replies = new[] { "会研究。", "会研究。" } });
    }

    [Fact]
    public async Task without_script_the_page_comes_back_with_every_word_and_the_hints()
    {
        var matter = await office.At("handling");
        using var client = await office.SignIn(Office.Handler, "en");
        var html = await Ask(client, matter.Number, false, ("hints", "hand-in"), ("replies", "We will look into it."), ("replies", "later"));

        Assert.Contains("Before it goes out", html, StringComparison.Ordinal);
        Assert.Contains("It names no date", html, StringComparison.Ordinal);
        Assert.Contains(">We will look into it.</textarea>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_same_reply_as_to_another_matter_of_the_unit_is_hinted_at()
    {
        await office.At("finished");
        var matter = await office.At("handling");
        using var client = await office.SignIn(Office.Handler);
        var hints = await Ask(client, matter.Number, true, ("hints", "hand-in"), ("replies", "今天上午已清运3号楼下全部垃圾，并冲洗了桶位。"), ("replies", "自明日起每天7点前清运一次，时间表已贴在单元门口。"));
        Assert.Contains("与另一件的答复几乎相同", hints, StringComparison.Ordinal);
    }

    static async Task<string> Ask(HttpClient client, string number, bool hasScript, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/matters/{number}/reply-hints") { Content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))) };
        if (hasScript) request.Headers.Add("HX-Request", "true");
        return await (await client.SendAsync(request, Office.Stop)).Content.ReadAsStringAsync(Office.Stop);
    }
}
