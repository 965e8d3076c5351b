using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bihuan.Duties;
using Bihuan.Engine.Decisions;
using Bihuan.Hosting;
using Bihuan.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Intake;

/// <summary>
/// The whole site on a fresh SQLite file: the hotline centre (LS.RX), Zhonghan street (LS.ZH), the water company (LS.GS); ana hears calls,
/// hu and wu carry cases further in tests that need it. Everybody's password is <see cref="Password"/>.
/// </summary>
sealed partial class Front : IAsyncDisposable
{
    public const string Password = "Long-enough-7";
    readonly string folder = Directory.CreateTempSubdirectory("bihuan-front-").FullName;
    WebApplication app = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string Address { get; private set; } = "";

    public T Of<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<Front> Open()
    {
        var front = new Front();
        front.app = Site.Build(new Settings(front.folder, Settings.FindPacks()), "http://127.0.0.1:0");
        await front.app.Services.OpenBihuan(Stop);
        await front.Furnish();
        await front.app.StartAsync(Stop);
        front.Address = front.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return front;
    }

    async Task Furnish()
    {
        var setup = As(new("370212", "setup", new(Roles.Setup, "")));
        foreach (var (code, name, area) in ((string, string, string?)[])
            [("LS", "崂山区", null), ("LS.RX", "区12345热线中心", null), ("LS.ZH", "中韩街道办事处", "370212001"), ("LS.CG", "区城市管理局", null), ("LS.GS", "供水公司", null)])
            Yes((await OpenUnit.Run(new(code, name, $"Unit {code}", area is null ? "office" : "street", area), setup, Stop)).Refusal);
        var hash = Passwords.Hash(Password);
        foreach (var (account, unit, role) in ((string, string, string)[])
            [("ana", "LS.RX", "agent"), ("dan", "LS.RX", "dispatcher"), ("cai", "LS.ZH", "coordinator"), ("han", "LS.ZH", "handler"), ("ver", "LS.RX", "verifier")])
        {
            Yes((await OpenAccount.Run(new(account, $"员工{account}", account, MustChange: false), hash, setup, Stop)).Refusal);
            Yes((await AppointPost.Run(account, new(unit, role), setup, Stop)).Refusal);
        }

        CatalogueRow[] rows = [new(1, "CJ", null, null, CatalogueRow.Street, [], "5 working-days", null, new("街道基本履职清单", "The street's basic duty list"), "basic")];
        Yes((await setup.Record<Catalogue>(PublishCatalogue.Stream, (catalogue, now) => PublishCatalogue.Decide(catalogue, new([.. rows]), _ => true, now), Stop)).Refusal);
    }

    public Clerk As(Caller caller) => new(Of<Writer>(), Of<TimeProvider>(), caller);

    public Clerk As(string account, string role, string unit) => As(new Caller("370212", account, new(role, unit)));

    /// <summary>A browser; signed in when an account is given.</summary>
    public async Task<HttpClient> Browser(string? account = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new(Address) };
        if (account is null) return client;
        var answer = await client.PostAsJsonAsync("/api/sessions", new { account, password = Password }, Stop);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public static async Task<string> Get(HttpClient client, string path)
    {
        var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    /// <summary>Sends a form with every hidden field of the page it stands on.</summary>
    public static async Task<(HttpStatusCode Status, string Html, string? To)> Post(HttpClient client, string page, string action, params (string Name, string Value)[] fields)
    {
        var form = Fields(page, action).Where(pair => fields.All(field => field.Name != pair.Key)).Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var answer = await client.PostAsync(new Uri(action, UriKind.Relative), new FormUrlEncodedContent(form), Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop), answer.Headers.Location?.ToString());
    }

    /// <summary>The page that a form leads to.</summary>
    public static async Task<string> Through(HttpClient client, string page, string action, params (string Name, string Value)[] fields)
    {
        var (status, _, to) = await Post(client, page, action, fields);
        Assert.Equal(HttpStatusCode.SeeOther, status);
        return await Get(client, to!);
    }

    /// <summary>The hidden fields of a page's form.</summary>
    public static List<KeyValuePair<string, string>> Fields(string page, string action)
    {
        var from = Math.Max(0, page.IndexOf($"action=\"{action}\"", StringComparison.Ordinal));
        var until = page.IndexOf("</form>", from, StringComparison.Ordinal);
        return [.. Input().Matches(until < 0 ? page[from..] : page[from..until]).Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)))];
    }

    static void Yes(Refusal? refusal) => Assert.Null(refusal);

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)"(?: value="(?<value>[^"]*)")?""")]
    private static partial Regex Input();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
