using AngleSharp;
using AngleSharp.Dom;
using Bihuan.Parts;
using Bihuan.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bihuan.Tests.Parts;

/// <summary>The shell alone on a test server: pages are asked for as a browser without script would.</summary>
public sealed class Show : IAsyncLifetime
{
    public static readonly Reader Zhou = new(Tongue.Zh, new(2026, 6, 11, 2, 30, 0, TimeSpan.Zero), "/matters?late=1");

    readonly WebApplication app = Build();

    public static string Root { get; } = FindRoot();

    HttpClient browser = new();

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync();
        browser = app.GetTestClient();
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public Task<HttpResponseMessage> Get(string address, Action<HttpRequestMessage>? ask = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        ask?.Invoke(request);
        return browser.SendAsync(request);
    }

    public static Task<string> Body(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    public async Task<string> Text(string address) => await Body(await Get(address));

    public async Task<int> Weigh(string address, Action<HttpRequestMessage>? ask = null) =>
        (await (await Get(address, ask)).Content.ReadAsByteArrayAsync()).Length;

    /// <summary>The page, whatever its status.</summary>
    public async Task<IDocument> Page(string address) => await Parse(await Text(address));

    public static async Task<IDocument> Parse(string html) =>
        await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(html));

    static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Development,
            ContentRootPath = Path.Combine(Root, "src", "Bihuan"),
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddShell();
        var host = builder.Build();
        host.MapShell();
        host.MapGet("/broken", string () => throw new InvalidOperationException("on purpose"));
        host.MapGet("/shut", () => Results.StatusCode(StatusCodes.Status403Forbidden));
        return host;
    }

    static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Bihuan.slnx"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("Bihuan.slnx is not above the tests");
    }
}
