using AngleSharp.Html.Dom;
using Bihuan.Matters;

namespace Bihuan.Tests.Matters.Pages;

/// <summary>Where in the loop, told as it was: nothing that is over stands ahead, nothing stands twice.</summary>
public class TrackTests(Office office) : IClassFixture<Office>
{
    [Fact]
    public async Task an_objection_that_was_rejected_is_over()
    {
        var m = await office.Take(await office.At("dispatched"), Office.Street, "object", new { reason = "not-duty", basis = "不在清单" });
        Assert.Equal(["done 受理", "done 派单", "current 退单待裁", "ahead 签收"], (await Steps(m)).Take(4));
        m = await office.Take(m, "dispatcher1", "reject", new { finding = "属地街道负责" });
        Assert.Equal(["done 受理", "done 派单", "done 退单待裁", "current 签收", "ahead 分办"], (await Steps(m)).Take(5));
    }

    [Fact]
    public async Task what_was_closed_is_closed_once()
    {
        var m = await office.At("closed");
        Assert.Equal("done Closed", Assert.Single(await Steps(m, "en"), step => step.Contains("Closed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task a_clock_that_was_extended_says_by_how_much()
    {
        var m = await office.Take(await office.At("handling"), Office.Handler, "ask-extension", new { days = 5, why = "配件要等" });
        m = await office.Take(m, "dispatcher1", "grant-extension", new { why = "属实" });
        Assert.Contains("5 个工作日 + 延长 5 个工作日", (await Page(m, "zh")).QuerySelector(".matter-clocks")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("5 working days + 5 working days more", (await Page(m, "en")).QuerySelector(".matter-clocks")!.TextContent, StringComparison.Ordinal);
    }

    async Task<string[]> Steps(Matter m, string language = "zh") =>
        [.. (await Page(m, language)).QuerySelectorAll("ol.track > li").Select(li => $"{li.ClassName} {li.QuerySelector("strong")!.TextContent}")];

    async Task<IHtmlDocument> Page(Matter m, string language)
    {
        using var client = await office.SignIn("dispatcher1", language);
        using var answer = await client.GetAsync($"/matters/{m.Number}", Office.Stop);
        return await Office.Page(answer);
    }
}
