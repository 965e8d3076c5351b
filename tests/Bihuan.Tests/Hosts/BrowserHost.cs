using Microsoft.Playwright;

namespace Bihuan.Tests.Hosts;

/// <summary>
/// One headless Chromium for a class of tests (<c>IClassFixture&lt;BrowserHost&gt;</c>): Debian's, or the one that BIHUAN_TEST_CHROMIUM names.
/// Every <see cref="Open"/> is somebody else's browser: no cookies are shared.
/// </summary>
public sealed class BrowserHost : IAsyncLifetime
{
    public const string Missing = "No Chromium: neither BIHUAN_TEST_CHROMIUM nor /usr/bin/chromium is there. bin/test installs one.";

    static readonly string Path = Environment.GetEnvironmentVariable("BIHUAN_TEST_CHROMIUM") ?? "/usr/bin/chromium";

    IPlaywright? playwright;
    IBrowser? browser;

    /// <summary>A desk: 1366 × 768.</summary>
    public static ViewportSize Desk => new() { Width = 1366, Height = 768 };

    /// <summary>A phone: 390 × 844, with touch.</summary>
    public static ViewportSize Phone => new() { Width = 390, Height = 844 };

    public static bool IsHere => File.Exists(Path);

    public async ValueTask InitializeAsync()
    {
        if (!IsHere) return;

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                // Without these it asks the outside for updates at every start.
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A page of a new person's browser. Skips the test that asks when there is no Chromium.</summary>
    /// <param name="screen"><see cref="Desk"/> unless given.</param>
    /// <param name="language">What the browser asks for: <c>zh-CN</c> or <c>en</c>.</param>
    /// <param name="script">False: a browser in which scripts are off.</param>
    public async Task<IPage> Open(string? address = null, ViewportSize? screen = null, string language = "zh-CN", bool script = true)
    {
        Assert.SkipUnless(IsHere, Missing);

        screen ??= Desk;
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = address,
            ViewportSize = screen,
            HasTouch = screen.Width < 500,
            Locale = language,
            TimezoneId = "Asia/Shanghai",
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        if (address is not null) await page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

public static class Shots
{
    static readonly bool Kept = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BIHUAN_SHOTS"));

    /// <summary>Keeps the whole page as <c>artifacts/shots/{name}-{width}.png</c> when BIHUAN_SHOTS is set; otherwise does nothing.</summary>
    public static async Task Shot(this IPage page, string name)
    {
        if (!Kept) return;

        var file = Path.Combine(House.Tree.Root, "artifacts", "shots", $"{name}-{page.ViewportSize?.Width}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
    }
}
