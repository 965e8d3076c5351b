using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Lists;

/// <summary>
/// The whole site on a fresh SQLite file: a heat company (LS.GR, coordinator heat), an urban management bureau (LS.CG, coordinator city), a
/// street office (LS.ZH), the centre (agent, dispatcher, leader) and a grid member. Everybody's password is <see cref="Password"/>.
/// </summary>
sealed class Office : IAsyncDisposable
{
    public const string Password = "Correct-Horse-9";
    public const string District = "370212";
    public const string Street = "370212001";

    static readonly byte[] Secret = "12345678901234567890"u8.ToArray();

    readonly string folder = Directory.CreateTempSubdirectory("bihuan-lists-").FullName;
    WebApplication app = null!;

    /// <summary>What an administrator's second factor shows now.</summary>
    public static string Code() => Totp.Code(Secret, Totp.StepOf(DateTimeOffset.UtcNow));

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string Address => app.Urls.First();

    public string Folder => folder;

    public T Of<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="postgres">A connection string; null is a fresh SQLite file.</param>
    /// <param name="watch">Stands before the store: what it is given is the store itself.</param>
    public static async Task<Office> Open(string? postgres = null, Func<Store, Store>? watch = null)
    {
        var office = new Office();
        var settings = new Settings(office.folder, Settings.FindPacks(), Postgres: postgres);
        office.app = Site.Build(settings, "http://127.0.0.1:0", watch is null ? null
            : services => services.AddSingleton(watch(postgres is null ? new Bihuan.Storage.Sqlite.SqliteStore(settings.Database) : new Bihuan.Storage.Postgres.PostgresStore(postgres))));
        await office.app.Services.OpenBihuan(Stop);
        await office.Furnish();
        await office.app.StartAsync(Stop);
        return office;
    }

    async Task Furnish()
    {
        foreach (var (code, kind, area) in ((string, string, string?)[])[("LS", "district", null), ("LS.RX", "centre", null), ("LS.GR", "company", null), ("LS.CG", "bureau", null), ("LS.ZH", "street", Street)])
            Assert.True((await OpenUnit.Run(new(code, code, code, kind, area), Setup, Stop)).IsYes);
        foreach (var (name, unit, role, area) in ((string, string, string, string?)[])
            [("agent", "LS.RX", "agent", null), ("sender", "LS.RX", "dispatcher", null), ("leader", "LS", "leader", null),
             ("heat", "LS.GR", "coordinator", null), ("city", "LS.CG", "coordinator", null), ("grid", "LS.ZH", "grid-member", Street + "001001"), ("sys", "LS", "system-admin", null), ("sec", "LS", "security-admin", null)])
        {
            Assert.True((await OpenAccount.Run(new(name, name, name, MustChange: false), Hash, Setup, Stop)).IsYes);
            Assert.True((await AppointPost.Run(name, new(unit, role, Area: area), Setup, Stop)).IsYes);
        }

        // The administrators' second factor, so that their pages open.
        foreach (var name in (string[])["sys", "sec"])
            await Setup.For(new(District, name, new("setup", ""))).Record<Account>(Account.StreamOf(name), (a, now) =>
                SetUpSecondFactor.Decide(a, Convert.ToBase64String(Of<Vault>().Wrap(Secret)), 1, now), Stop);
        var published = await Setup.Record<Catalogue>(PublishCatalogue.Stream, (c, now) => PublishCatalogue.Decide(c, new([
            new(1, "CJ-01", null, null, "LS.GR", ["LS.CG"], "5 working-days", null, new("供热条例", "Heating Regulations"), "taken-back")]), _ => true, now), Stop);
        Assert.True(published.IsYes);
    }

    static readonly string Hash = Passwords.Hash(Password);

    public Clerk Setup => new(Of<Writer>(), TimeProvider.System, new(District, "setup", new("setup", "")));

    public Clerk As(string account, string role, string unit) => Setup.For(new(District, account, new(role, unit)));

    /// <summary>A request written down and accepted.</summary>
    public async Task<Matter> Said(string text, string category = "CJ-01-01", string area = Street)
    {
        var answer = await Of<MatterDesk>().Receive(As("agent", "agent", "LS.RX"), new(text, Anonymous: true, Source: "window", Category: category, Area: area), Stop);
        Assert.Null(answer.Refusal);
        return await Take(answer.Story, "agent", "agent", "LS.RX", "accept", []);
    }

    /// <summary>One sent to a unit.</summary>
    public async Task<Matter> Sent(string text, string unit) =>
        await Take(await Said(text), "sender", "dispatcher", "LS.RX", "dispatch", new() { ["unit"] = unit, ["basis"] = "三定规定" });

    public async Task<Matter> Take(Matter matter, string account, string role, string unit, string move, JsonObject words)
    {
        var answer = await Of<MatterDesk>().Take(As(account, role, unit), matter.Id, move, words, Stop);
        Assert.Null(answer.Refusal);
        return answer.Story;
    }

    /// <summary>A client that carries the person's bearer token and follows no redirect.</summary>
    public async Task<HttpClient> Client(string account)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(Address) };
        var answer = await client.PostAsJsonAsync("/api/sessions", new { account, password = Password, code = Totp.Code(Secret, Totp.StepOf(DateTimeOffset.UtcNow)) }, Stop);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["token"]!.ToString();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public async Task<IReadOnlyList<string>> Plan(string sql, object parameters)
    {
        await using var connection = await Of<Store>().Read(Stop);
        if (!Of<Store>().IsShared) return [.. (await connection.QueryAsync("explain query plan " + sql, parameters)).Select(row => (string)row.detail)];

        // A table of five rows is read whole unless that is forbidden; what is asked is whether there is another way at all.
        await connection.ExecuteAsync("set enable_seqscan = off");
        return [.. await connection.QueryAsync<string>("explain " + sql, parameters)];
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
