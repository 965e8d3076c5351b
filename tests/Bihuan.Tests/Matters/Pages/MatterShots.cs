using Bihuan.Matters;
using Bihuan.Tests.Hosts;
using Microsoft.Playwright;

namespace Bihuan.Tests.Matters.Pages;

/// <summary>The page as people see it: nothing wider than the screen, no refused script or style, at both widths.</summary>
public class MatterShots(Office office, BrowserHost browser) : IClassFixture<Office>, IClassFixture<BrowserHost>
{
    [Theory]
    [InlineData("agent1", "received"), InlineData("dispatcher1", "accepted"), InlineData(Office.Street, "dispatched"), InlineData(Office.Handler, "handling"),
     InlineData("verifier1", "finished"), InlineData("callback1", "verified"), InlineData("leader1", "full"), InlineData("dispatcher1", "full")]
    public async Task fits_desk_and_phone(string account, string stage)
    {
        Assert.SkipUnless(BrowserHost.IsHere, BrowserHost.Missing);
        var m = stage == "full" ? await Full() : await office.At(stage);
        foreach (var (language, screen) in ((string, ViewportSize)[])[("zh", BrowserHost.Desk), ("zh", BrowserHost.Phone), ("en", BrowserHost.Desk), ("en", BrowserHost.Phone)])
        {
            var page = await browser.Open(office.Address, screen);
            var faults = new List<string>();
            page.Console += (_, line) => { if (line.Type == "error") faults.Add(line.Text); };
            await page.Context.AddCookiesAsync([new() { Name = "bihuan", Value = await office.Token(account), Url = office.Address }, new() { Name = "lang", Value = language, Url = office.Address }]);
            await page.GotoAsync($"/matters/{m.Number}", new() { WaitUntil = WaitUntilState.NetworkIdle });

            await page.Shot($"matter-{account}-{stage}-{language}");

            Assert.Empty(faults);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{account} {stage} {language} {screen.Width}");
        }
    }

    /// <summary>A matter to which everything has happened: an objection, a whistle, a longer deadline, a check that did not hold, another round.</summary>
    async Task<Matter> Full()
    {
        var at = DateTimeOffset.UtcNow.AddDays(-9);
        DateTimeOffset Next(double hours = 2) => at = at.AddHours(hours);
        var phone = "13812340000";
        await office.Receive(at.AddDays(-12), phone);
        var m = await office.Receive(at, phone);
        m = await office.Take(m, "agent1", "accept", new { category = "CJ-02-02" }, Next(0.2));
        m = await office.Take(m, "dispatcher1", "dispatch", new { unit = "LS.ZH", basis = "市容环卫责任区：属地街道负责" }, Next(0.3));
        m = await office.Take(m, Office.Street, "sign", new { }, Next());
        m = await office.Take(m, Office.Street, "object", new { reason = "not-duty", basis = "环卫一体化后由区环卫中心清运" }, Next());
        m = await office.Take(m, "dispatcher1", "reject-signed", new { finding = "桶位在背街小巷，属街道责任区" }, Next());
        m = await office.Take(m, Office.Street, "contact", new { note = "已电话联系，约定到现场" }, Next());
        m = await office.Take(m, Office.Street, "assign", new { person = Office.Handler }, Next());
        m = await office.Take(m, Office.Street, "whistle", new { units = new[] { "LS.CG.HW" }, ask = "请派一辆压缩车，明早协助清运" }, Next());
        m = await office.Take(m, "leader1", "instruct", new { words = "请街道举一反三，把背街小巷的桶位都查一遍。" }, Next());
        m = await office.Take(m, Office.Street, "ask-extension", new { days = 3, why = "需要采购新桶，三天到货" }, Next());
        m = await office.Take(m, "dispatcher1", "grant-extension", new { why = "情况属实" }, Next());
        var before = await EvidenceDesk.TakeIn("清运前.png", Picture, Office.Stop);
        m = Office.Yes(await office.Of<EvidenceDesk>().Add(office.As(Office.Handler, Next()), m.Id, before.Taken!, "before", Office.Stop)).Story;
        m = await office.Take(m, Office.Handler, "hand-in", new { outcome = "resolved", replies = new[] { "已清运", "每天一次" }, unfinished = "环卫中心的车次日到" }, Next());
        m = await office.Take(m, "verifier1", "send-back", new { finding = "桶位仍有散落垃圾，没有贴时间表" }, Next(20));
        m = await office.Take(m, Office.Handler, "hand-in", new { outcome = "resolved", replies = new[] { "已清运并冲洗桶位，换了两个新桶。", "每天7点前清运，时间表已贴在单元门口。" }, unfinished = "环卫中心的车次日到" }, Next(20));
        m = await office.Take(m, "verifier1", "verify", new { finding = "现场查看，桶位干净，时间表已贴。" }, Next());
        m = await office.Take(m, "callback1", "no-answer", new { note = "" }, Next());
        m = await office.Take(m, "callback1", "call-back", new { resolved = true, satisfied = "satisfied", attitude = "good", note = "说很满意，希望坚持。" }, Next(18));
        return await office.Take(m, "dispatcher1", "close", new { outcome = "resolved" }, Next());
    }

    // One pixel of pine.
    static byte[] Picture => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mPgjwv7DwACwgGWpGgrwAAAAABJRU5ErkJggg==");
}
