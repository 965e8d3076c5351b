using Bihuan.Grid;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Microsoft.Playwright;

namespace Bihuan.Tests.Browser;

/// <summary>An administrator draws on the map: the line by which a community is split, and the zone that closes a gap.</summary>
public sealed class AreasJourneyTests(BrowserHost browser) : IClassFixture<BrowserHost>
{
    const string One = "370212001001";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_community_is_split_by_a_line_and_the_list_over_the_old_code_still_finds_its_matters()
    {
        Assert.SkipUnless(BrowserHost.IsHere, BrowserHost.Missing);
        await using var office = await Office.Open();
        await office.Said("路灯不亮", area: One);
        var map = office.Of<AreaMap>();
        var page = await SignIn(office, "sys");

        // From the way in at the side to the community, by its name.
        await page.ClickAsync("a.way[href='/areas']");
        await page.FillAsync("#area-q", map.ByCode(One)!.Name);
        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync($"a[href='/areas/{One}']");
        await page.ClickAsync($"a[href='/areas/{One}/split']");
        await page.ClickAsync("a[href*='by=line']");
        await page.WaitForSelectorAsync("[data-map][data-map-state=ready]");

        // Two presses and a double one: from above the area to below it, through its middle.
        var canvas = page.Locator("[data-map] .map-canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + 4);
        await page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.DblClickAsync(box.X + (box.Width / 2), box.Y + box.Height - 60);
        await page.WaitForSelectorAsync("[data-map][data-drawn=yes]");
        await page.FillAsync("[name=name-1]", "新村社区");
        await page.FillAsync("[name=reason]", "崂民〔示例〕2号");
        await page.Shot("area-split-line");
        await page.ClickAsync("button[value=look]");
        await page.WaitForSelectorAsync("text=生效以前先看");
        Assert.Contains("事项 1 件", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Shot("area-split-look");
        await page.ClickAsync("button[value=take]");
        await page.WaitForSelectorAsync("text=已拆成 2 个");

        var fresh = map.ByCode(One)!;
        Assert.Null(fresh.Ended);
        var other = Assert.Single(map.All, area => area.Name == "新村社区");
        Assert.Equal([One], other.Began!.Others);
        var reader = await SignIn(office, "leader");
        foreach (var code in (string[])[One, other.Code])
        {
            await reader.GotoAsync($"/areas/{code}");
            await reader.ClickAsync("a[href*='state=open']");
            await reader.WaitForSelectorAsync("text=路灯不亮");
        }
    }

    [Fact]
    public async Task a_zone_is_chosen_on_the_map_and_the_gap_is_closed()
    {
        Assert.SkipUnless(BrowserHost.IsHere, BrowserHost.Missing);
        await using var office = await Office.Open();
        var map = office.Of<AreaMap>();
        // One whose middle lies inside it, so that a press in the middle of the map is a press on it.
        var missing = map.Children(Office.Street).First(area => area.Shape.Contains(area.Shape.Envelope.Centroid));
        var desk = office.Of<ZoneDesk>();
        var sys = office.As("sys", "system-admin", "LS");
        foreach (var (code, areas) in ((string, string[])[])[("Z01", [.. map.Children(Office.District).Skip(1).Select(area => area.Code)]), ("Z02", [.. map.Children(Office.Street).Where(area => area != missing).Select(area => area.Code)])])
            Assert.True((await desk.Draw(sys, new(code, new(code, code), areas, null, "副区长", "LS.CG"), Stop)).IsYes);
        var page = await SignIn(office, "sys");
        await page.GotoAsync("/zones");
        Assert.Contains($"{missing.Name}没有责任区", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        // The gap's own link brings its areas along; on the map one is given back and taken again.
        await page.ClickAsync("a[href^='/zones/new?areas=']");
        await page.WaitForSelectorAsync("[data-map][data-map-state=ready][data-chosen='1']");
        var canvas = page.Locator("[data-map] .map-canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        foreach (var taken in (string[])["0", "1"])
        {
            await page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
            await page.WaitForSelectorAsync($"[data-map][data-chosen='{taken}']");
        }
        await page.FillAsync("[name=code]", "Z03");
        await page.FillAsync("[name=name]", "补缺");
        await page.FillAsync("[name=leader]", "副区长");
        await page.SelectOptionAsync("[name=unit]", "LS.CG");
        await page.Shot("zone-choose");
        await page.ClickAsync("main form button.primary");
        await page.WaitForSelectorAsync("text=3 个责任区覆盖全区");
        await page.Shot("zones-whole");
        Assert.Equal([missing.Code], (await desk.All(Stop))[2].Areas);

        // The same zone by an outline.
        await page.GotoAsync("/zones/Z03");
        await page.WaitForSelectorAsync("[data-map][data-map-state=ready]");
        await page.CheckAsync("[name=ground][value=outline]");
        await page.CheckAsync("[name=fit]");
        await canvas.ScrollIntoViewIfNeededAsync();
        box = (await canvas.BoundingBoxAsync())!;
        foreach (var (east, south) in ((int, int)[])[(-150, -120), (150, -120), (150, 120)]) await page.Mouse.ClickAsync(box.X + (box.Width / 2) + east, box.Y + (box.Height / 2) + south);
        // The fourth point by the keyboard: the cross stands in the middle.
        await canvas.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync(".map-tools button:nth-child(2)");
        await page.WaitForSelectorAsync("[data-map][data-drawn=yes]");
        await page.Shot("zone-draw");
        await page.ClickAsync("main form button.primary");
        await page.WaitForSelectorAsync("text=责任区 Z03 已划定");
        Assert.NotEqual("", (await desk.All(Stop))[2].Outline);
    }

    async Task<IPage> SignIn(Office office, string account)
    {
        var page = await browser.Open(office.Address);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[name=account]", account);
        await page.FillAsync("input[name=password]", Office.Password);
        await page.Locator("form:has(input[name=password]) button").First.ClickAsync();
        await page.WaitForSelectorAsync("input[name=code], .rail");
        if (await page.Locator("input[name=code]").CountAsync() > 0)
        {
            await page.FillAsync("input[name=code]", Office.Code());
            await page.Locator("form:has(input[name=code]) button").First.ClickAsync();
            await page.WaitForSelectorAsync(".rail");
        }
        return page;
    }
}
