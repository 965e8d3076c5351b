using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Microsoft.Playwright;

namespace Bihuan.Tests.Browser;

/// <summary>The single keys of the dispatcher's desk.</summary>
public sealed class KeysTests(BrowserHost browser) : IClassFixture<BrowserHost>
{
    [Fact]
    public async Task d_takes_the_row_s_button_into_the_hand_and_escape_leaves_a_field()
    {
        Assert.SkipUnless(BrowserHost.IsHere, BrowserHost.Missing);
        await using var office = await Office.Open();
        await office.Said("暖气不热");
        await office.Said("暖气还是不热");
        var page = await browser.Open(office.Address);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[name=account]", "sender");
        await page.FillAsync("input[name=password]", Office.Password);
        await page.Locator("form:has(input[name=password]) button").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await page.GotoAsync("/dispatch");
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.script === ''");

        // In a field the key is a letter.
        await page.Keyboard.PressAsync("/");
        Assert.Equal("search", await Held(page, "id"));
        await page.Keyboard.PressAsync("d");
        Assert.Equal("d", await page.InputValueAsync("#search"));

        // Out of it, it is a key: the button is in the hand, and nothing has been sent.
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("body", await page.EvaluateAsync<string>("() => document.activeElement.localName"));
        await page.Keyboard.PressAsync("d");
        Assert.Equal("d", await Held(page, "data-key"));
        Assert.EndsWith("/dispatch", page.Url, StringComparison.Ordinal);
        Assert.Equal(2, await page.Locator("[data-key=d]").CountAsync());

        // Enter sends the row in hand, and only that.
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("d");
        var row = await page.EvaluateAsync<string>("() => document.activeElement.closest('tr, li').id");
        Assert.Equal(await page.Locator("[data-key=d]").Nth(1).EvaluateAsync<string>("button => button.closest('tr, li').id"), row);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync($"() => document.getElementById('{row}') === null");
        Assert.Equal(1, await page.Locator("[data-key=d]").CountAsync());
    }

    static Task<string?> Held(IPage page, string attribute) => page.EvaluateAsync<string?>($"() => document.activeElement.getAttribute('{attribute}')");
}
