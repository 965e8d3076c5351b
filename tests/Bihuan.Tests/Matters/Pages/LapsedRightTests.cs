using Bihuan.Matters;

namespace Bihuan.Tests.Matters.Pages;

/// <summary>The time to object is a right: it runs out, and nobody is late by it.</summary>
public sealed class LapsedRightTests(Office office) : IClassFixture<Office>
{
    [Fact]
    public async Task a_right_that_ran_out_has_lapsed_and_is_late_nowhere()
    {
        using var client = await office.SignIn(Office.Street);
        var fresh = await Page(client, await office.At("dispatched", DateTimeOffset.UtcNow.AddHours(-3)));
        Assert.Contains("退单", fresh.QuerySelector(".matter-clocks")!.TextContent, StringComparison.Ordinal);

        var old = await office.At("dispatched", DateTimeOffset.UtcNow.AddDays(-30));
        var page = await Page(client, old);
        Assert.Contains("签收", page.QuerySelector(".matter-clocks")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("退单", page.QuerySelector(".matter-clocks")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("退单期限已过", page.Body!.TextContent, StringComparison.Ordinal);
    }

    // The clock still runs then, and by any other clock a month ago is overdue.
    [Fact]
    public void no_card_falls_for_it_and_no_list_counts_it()
    {
        var late = Scene.Dispatched.At("2026-06-09 09:00");
        var rule = Scene.Playbook.Clock("return")!;
        Assert.True(rule.IsRight);
        Assert.False(rule.Cards);
        Assert.Null(late.Matter.Clocks["return/1"].Stopped);
        Assert.DoesNotContain(late.Tick().Decision.Facts, fact => fact is CardFell { Clock: "return" });
        Assert.DoesNotContain(Next.Of(late.Matter, Scene.Playbook, Scene.Calendar), next => next.Clock == "return");
    }

    static async Task<AngleSharp.Html.Dom.IHtmlDocument> Page(HttpClient client, Matter matter)
    {
        using var answer = await client.GetAsync($"/matters/{matter.Number}", Office.Stop);
        return await Office.Page(answer);
    }
}
