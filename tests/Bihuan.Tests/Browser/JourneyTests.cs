using System.Text.RegularExpressions;
using Bihuan.Demo;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Bihuan.Tests.Browser;

/// <summary>The whole loop in Chromium: six people, each signed in as themselves, and the resident who follows it.</summary>
public sealed partial class JourneyTests(BrowserHost browser) : IClassFixture<BrowserHost>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task row_26_a_message_goes_from_the_call_to_its_verified_end()
    {
        Assert.SkipUnless(BrowserHost.IsHere, BrowserHost.Missing);
        var folder = Directory.CreateTempSubdirectory("bihuan-journey-").FullName;
        await using var app = Site.Build(new Settings(folder, Settings.FindPacks()), "http://127.0.0.1:0");
        await app.Services.OpenBihuan(Stop);
        await DemoMaker.Make(app.Services, new(30, 7, DateTimeOffset.UtcNow), null, Stop);
        await app.StartAsync(Stop);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        // The agent hears it.
        var agent = await SignIn(browser, address, "agent1");
        await agent.GotoAsync("/intake");
        await agent.FillAsync("textarea[name=text]", "我住张村社区3号楼，供暖好几天了，家里暖气不热，温度只有十四度，老人孩子都感冒了，请尽快来看。");
        await agent.FillAsync("input[name=phone]", "13805321234");
        await agent.WaitForSelectorAsync("input[name=area]:checked, input[name=area]");
        if (await agent.Locator("input[name=area]:checked").CountAsync() == 0) await agent.Locator("input[name=area]").First.CheckAsync();
        if (await agent.Locator("input[name=category]:checked").CountAsync() == 0) await agent.Locator("input[name=category]").First.CheckAsync();
        await agent.Shot("journey-1-intake");
        await agent.ClickAsync("button[name=act][value=accept]");
        await agent.WaitForURLAsync("**/registered**");
        var numbers = await agent.Locator("dl.numbers dd").AllInnerTextsAsync();
        var (number, code) = (numbers[0].Trim(), numbers[1].Trim());
        Assert.Matches(Number(), number);
        await agent.Shot("journey-2-registered");

        // The dispatcher sends it to the unit that the catalogue names.
        var dispatcher = await Open(address, "dispatcher1", number);
        Assert.Contains("目录第", await dispatcher.InnerTextAsync("main"), StringComparison.Ordinal);
        await Take(dispatcher, "dispatch");

        // The unit signs, assigns; the person handles.
        var desk = app.Services.GetRequiredService<MatterDesk>();
        var id = (await desk.IdOf("370212", number, Stop))!;
        var lead = (await Story(app, id)).Lead!.Unit;
        var liaison = await Account(app, lead, "coordinator");
        var unit = await Open(address, liaison, number);
        await Take(unit, "sign");
        var colleagues = unit.Locator("form[action$='/moves/assign'] [name=person] option:not([value=''])");
        await unit.SelectOptionAsync("form[action$='/moves/assign'] [name=person]", (await colleagues.First.GetAttributeAsync("value"))!);
        await Take(unit, "assign");
        var handler = (await Story(app, id)).Lead!.Handler!;
        var worker = await Open(address, handler, number);
        await worker.Locator("details:has(form[action$='/moves/contact']) > summary").ClickAsync();
        await worker.FillAsync("form[action$='/moves/contact'] [name=note]", "电话联系，约定上午入户测温。");
        await Take(worker, "contact");
        await worker.Locator("form[action$='/moves/hand-in'] [name=outcome][value=resolved], form[action$='/moves/hand-in'] [name=outcome]").First
            .EvaluateAsync("e => { if (e.tagName === 'SELECT') e.value = 'resolved'; else e.click(); }");
        await worker.Locator("form[action$='/moves/hand-in'] textarea[name=replies]").First.FillAsync("今天上午调试了换热站，复测室温二十度，依据供热条例。");
        // The bureau that cooperates has not reported yet: the first-receiving unit says so.
        await worker.FillAsync("form[action$='/moves/hand-in'] [name=unfinished]", "住建局只作业务指导，无现场任务。");
        await worker.Shot("journey-3-hand-in");
        await Take(worker, "hand-in");

        // Whoever did it cannot check it, whatever they send.
        Assert.Equal(0, await worker.Locator("form[action$='/moves/verify']").CountAsync());

        var verifier = await Open(address, "verifier1", number);
        await verifier.FillAsync("form[action$='/moves/verify'] [name=finding]", "电话和入户核实，室温二十度。");
        await Take(verifier, "verify");
        var caller = await Open(address, "callback1", number);
        foreach (var (name, value) in ((string, string)[])[("resolved", "true"), ("satisfied", "satisfied"), ("attitude", "good")])
            await caller.Locator($"form[action$='/moves/call-back'] input[name={name}][value={value}], form[action$='/moves/call-back'] input[name={name}][value=yes]").First.CheckAsync();
        await Take(caller, "call-back");
        await Take(caller, "close");
        Assert.Equal("resolved", (await Story(app, id)).Outcome);

        // The resident follows it, and judges.
        var resident = await browser.Open(address, BrowserHost.Phone);
        await resident.GotoAsync("/follow");
        await resident.FillAsync("input[name=number]", number);
        await resident.FillAsync("input[name=code]", code);
        await resident.ClickAsync("main button");
        await resident.WaitForURLAsync($"**/follow/{number}**");
        var story = await resident.InnerTextAsync("main");
        Assert.Contains("复测室温二十度", story, StringComparison.Ordinal);
        Assert.DoesNotContain("13805321234", story, StringComparison.Ordinal);
        await resident.Shot("journey-4-resident");

        var whole = await VerifiedJournal.Verify(app.Services.GetRequiredService<Store>(), app.Services.GetRequiredService<Stories>(), app.Services.GetRequiredService<Vault>(), null, Stop);
        Assert.Empty(whole.Broken);
        await app.StopAsync(Stop);
    }

    [GeneratedRegex(@"^RX\d{13}$")]
    private static partial Regex Number();

    internal static async Task<IPage> SignIn(BrowserHost browser, string address, string account)
    {
        var page = await browser.Open(address);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[name=account]", account);
        await page.FillAsync("input[name=password]", DemoAccounts.Password);
        await page.Locator("form:has(input[name=password]) button").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return page;
    }

    Task<IPage> Open(string address, string account, string number) => Open(browser, address, account, number);

    internal static async Task<IPage> Open(BrowserHost browser, string address, string account, string number)
    {
        var page = await SignIn(browser, address, account);
        await page.GotoAsync($"/matters/{number}");
        return page;
    }

    internal static async Task Take(IPage page, string move)
    {
        var form = page.Locator($"form[action$='/moves/{move}']").First;
        if (!await form.IsVisibleAsync()) await page.Locator($"details:has(form[action$='/moves/{move}']) > summary").First.ClickAsync();
        await form.Locator("button[type=submit], button:not([type])").First.ClickAsync();
        await page.WaitForLoadStateAsync();
        Assert.Equal(0, await page.Locator(".notice.red, .field .error").CountAsync());
    }

    internal static async Task<Matter> Story(WebApplication app, string id) =>
        (await app.Services.GetRequiredService<Bihuan.Hosting.Reading>().Story<Matter>("370212", Bihuan.Engine.Journal.Stream.Of(Matter.Noun, id), Stop)).Story;

    internal static async Task<string> Account(WebApplication app, string unit, string role)
    {
        await using var connection = await app.Services.GetRequiredService<Store>().Read(Stop);
        return (await connection.QueryAsync<string>("select account from posts where role = @role and (unit = @unit or @unit like unit || '.%') order by length(unit) desc", new { role, unit })).First();
    }
}
