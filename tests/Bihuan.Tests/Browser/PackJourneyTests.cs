using System.Text.RegularExpressions;
using Bihuan.Demo;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.House;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Bihuan.Tests.Browser;

/// <summary>A platform that did not exist this morning: the guide's own pack is published in the browser, and a matter closes by it. Not a line of C#.</summary>
public sealed partial class PackJourneyTests(BrowserHost browser) : IClassFixture<BrowserHost>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_pack_written_with_the_guide_is_published_and_closes_a_matter()
    {
        Assert.SkipUnless(BrowserHost.IsHere, BrowserHost.Missing);
        var folder = Directory.CreateTempSubdirectory("bihuan-pack-").FullName;
        await using var app = Site.Build(new Settings(folder, Settings.FindPacks()), "http://127.0.0.1:0");
        await app.Services.OpenBihuan(Stop);
        await DemoMaker.Make(app.Services, new(10, 7, DateTimeOffset.UtcNow), null, Stop);
        await app.StartAsync(Stop);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var blocks = Block().Matches(Tree.Text("docs/guide/packs.md")).Select(m => m.Groups["text"].Value).ToList();

        // The one administrator publishes it.
        var admin = await Administrator(address);
        await admin.GotoAsync("/library/publish");
        await admin.FillAsync("[name=yaml]", blocks.Single(block => block.Contains("\nstages:\n", StringComparison.Ordinal)));
        await admin.FillAsync("[name=examples]", blocks.Single(block => block.StartsWith("example:", StringComparison.Ordinal)));
        await admin.ClickAsync("form[action$='/preview'] button[class~=button]");
        await admin.Shot("pack-1-preview");
        await admin.ClickAsync("form[action='/library/publish'] button.primary");
        await admin.WaitForLoadStateAsync();
        Assert.Contains("庙会隐患", await admin.InnerTextAsync("main"), StringComparison.Ordinal);

        // A grid member finds something at the fair.
        var finder = await JourneyTests.SignIn(browser, address, "zh-grid1");
        await finder.GotoAsync("/begin/fair-hazard");
        await finder.FillAsync("[name=text]", "舞台东侧电线裸露，孩子伸手够得着");
        await finder.FillAsync("[name=area]", "370212001001 中韩社区");
        await finder.FillAsync("[name=fair]", "民俗庙会");
        await finder.CheckAsync("[name=kind][value=power]");
        await finder.Shot("pack-2-begin");
        await finder.ClickAsync("main form button.primary");
        await finder.WaitForURLAsync("**/matters/MH*");
        var number = finder.Url[(finder.Url.LastIndexOf('/') + 1)..];
        Assert.Contains("民俗庙会", await finder.InnerTextAsync("#said"), StringComparison.Ordinal);

        // It waits on the dispatcher's desk beside the requests, and goes to the street.
        var dispatcher = await JourneyTests.SignIn(browser, address, "dispatcher1");
        await dispatcher.GotoAsync("/dispatch");
        Assert.Equal(1, await dispatcher.Locator($"a[href='/matters/{number}'][data-row]").CountAsync());
        await dispatcher.GotoAsync($"/matters/{number}");
        await dispatcher.FillAsync("form[action$='/moves/dispatch'] [name=unit]", "LS.ZH 中韩街道办事处");
        await dispatcher.FillAsync("form[action$='/moves/dispatch'] [name=basis]", "属地管理，庙会由街道主办");
        await JourneyTests.Take(dispatcher, "dispatch");

        // The street signs, issues the notice, puts it right.
        var unit = await JourneyTests.Open(browser, address, "zh-liaison", number);
        await JourneyTests.Take(unit, "sign");
        await unit.ClickAsync("form[action$='/documents/notice'] button");
        await unit.WaitForURLAsync("**#evidence");
        Assert.Contains($"{number}-1", await unit.InnerTextAsync("#evidence"), StringComparison.Ordinal);
        await unit.Shot("pack-3-notice");
        await unit.CheckAsync("form[action$='/moves/hand-in'] [name=outcome]");
        await unit.FillAsync("form[action$='/moves/hand-in'] [name=replies]", "已断电包扎，加装护栏。");
        await unit.FillAsync("form[action$='/moves/hand-in'] [name=doneOn]", "2026-02-24");
        await JourneyTests.Take(unit, "hand-in");

        // Somebody else checks; the dispatcher closes.
        var verifier = await JourneyTests.Open(browser, address, "verifier1", number);
        await verifier.FillAsync("form[action$='/moves/holds'] [name=finding]", "现场看过，线路已包扎，护栏牢固。");
        await JourneyTests.Take(verifier, "holds");
        await dispatcher.GotoAsync($"/matters/{number}");
        await dispatcher.CheckAsync("form[action$='/moves/close'] [name=outcome]");
        await JourneyTests.Take(dispatcher, "close");
        var id = (await app.Services.GetRequiredService<MatterDesk>().IdOf("370212", number, Stop))!;
        var matter = await JourneyTests.Story(app, id);
        Assert.True(matter is { IsClosed: true, Stage: "closed", Outcome: "resolved" });

        // The paper says what was known, and the figure counts it.
        var file = await KeptFile.Read(app.Services.GetRequiredService<Store>(), "370212", matter.Documents.Single().Hash, Stop);
        using var paper = WordprocessingDocument.Open(new MemoryStream(file!.Bytes), false);
        Assert.Contains("民俗庙会发现用电隐患：舞台东侧电线裸露，孩子伸手够得着", paper.MainDocumentPart!.Document.InnerText, StringComparison.Ordinal);
        var leader = await JourneyTests.SignIn(browser, address, "leader1");
        await leader.GotoAsync("/figures");
        Assert.Contains("1 / 1", await leader.InnerTextAsync("section:has(h2:text-is('庙会隐患'))"), StringComparison.Ordinal);
        await leader.Shot("pack-4-figures");
        await app.StopAsync(Stop);
    }

    /// <summary>The system administrator signs in for the first time and sets up the second factor.</summary>
    async Task<IPage> Administrator(string address)
    {
        var page = await JourneyTests.SignIn(browser, address, "sysadmin");
        await page.ClickAsync("details summary");
        var secret = FromBase32(await page.InnerTextAsync("details code"));
        await page.FillAsync("[name=code]", Totp.Code(secret, Totp.StepOf(DateTimeOffset.UtcNow)));
        await page.ClickAsync("form[action='/account/second-factor'] button.primary");
        await page.WaitForURLAsync(url => !url.Contains("second-factor", StringComparison.Ordinal));
        return page;
    }

    static byte[] FromBase32(string text)
    {
        var (bytes, held, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in text.Where(char.IsAsciiLetterOrDigit))
        {
            held = (held << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal);
            if ((bits += 5) < 8) continue;
            bits -= 8;
            bytes.Add((byte)(held >> bits));
            held &= (1 << bits) - 1;
        }

        return [.. bytes];
    }

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
