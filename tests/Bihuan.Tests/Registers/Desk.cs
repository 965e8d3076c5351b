using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.People;
using Bihuan.Registers;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Record = Bihuan.Registers.Record;

namespace Bihuan.Tests.Registers;

/// <summary>
/// The whole site with the real registers: Zhonghan street (LS.ZH, clerk cai and grid member gus of one community), Shazikou street (LS.SZ,
/// clerk sha), the housing bureau (LS.ZJ, coordinator zoe), a leader and the security administrator. Everybody's password is <see cref="Password"/>.
/// </summary>
sealed class Desk : IAsyncDisposable
{
    public const string Password = "Long-enough-7";
    public const string District = "370212";
    public const string Zhonghan = "370212001";
    public const string Zhangcun = "370212001019";

    static readonly byte[] Secret = new byte[20];

    static readonly string Hash = Passwords.Hash(Password);

    readonly string folder = Directory.CreateTempSubdirectory("bihuan-registers-").FullName;
    WebApplication app = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string Folder => folder;

    public T Of<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public Register Book(string name) => Of<RegisterShelf>().Find(name)!;

    public static async Task<Desk> Open(string? postgres = null, TimeProvider? time = null, string? packs = null)
    {
        var desk = new Desk();
        desk.app = Site.Build(new Settings(desk.folder, packs ?? Settings.FindPacks(), Postgres: postgres), "http://127.0.0.1:0", services =>
        {
            if (time is not null) services.AddSingleton(time);
        });
        await desk.app.Services.OpenBihuan(Stop);
        foreach (var (code, kind, area) in ((string, string, string?)[])[("LS", "district", null), ("LS.ZH", "street", Zhonghan), ("LS.SZ", "street", "370212002"), ("LS.ZJ", "bureau", null)])
            Assert.Null((await OpenUnit.Run(new(code, code, code, kind, area), desk.Setup, Stop)).Refusal);
        foreach (var (name, unit, role, area) in ((string, string, string, string?)[])
            [("cai", "LS.ZH", "clerk", null), ("gus", "LS.ZH", "grid-member", Zhangcun), ("sha", "LS.SZ", "clerk", null), ("zoe", "LS.ZJ", "coordinator", null), ("leo", "LS", "leader", null), ("dan", "LS", "dispatcher", null), ("ana", "LS", "agent", null), ("sam", "LS", "system-admin", null), ("sec", "LS", "security-admin", null)])
        {
            Assert.Null((await OpenAccount.Run(new(name, $"员工{name}", name, MustChange: false), Hash, desk.Setup, Stop)).Refusal);
            Assert.Null((await AppointPost.Run(name, new(unit, role, Area: area), desk.Setup, Stop)).Refusal);
            if (!role.EndsWith("admin", StringComparison.Ordinal)) continue;
            var secret = Convert.ToBase64String(desk.Of<Vault>().Wrap(Secret));
            Assert.Null((await desk.As(name, "setup", "").Record<Account>(Account.StreamOf(name), (a, now) => SetUpSecondFactor.Decide(a, secret, 1, now), Stop)).Refusal);
        }

        await desk.app.StartAsync(Stop);
        return desk;
    }

    public Clerk Setup => new(Of<Writer>(), Of<TimeProvider>(), new(District, "setup", new("setup", "")));

    public Clerk As(string account, string role, string unit) => Setup.For(new(District, account, new(role, unit)));

    public Clerk Cai => As("cai", "clerk", "LS.ZH");

    public static RecordScope All => new(District);

    public static RecordScope Street => new(District, Zhonghan);

    public static ImmutableSortedDictionary<string, string> Said(params (string Field, string Word)[] said) => said.ToImmutableSortedDictionary(pair => pair.Field, pair => pair.Word);

    /// <summary>A shop with everything that is asked.</summary>
    public static ImmutableSortedDictionary<string, string> Shop(string code = "91370212TEST000001", string name = "张家小馆", string area = Zhangcun) =>
        Said(("name", name), ("code", code), ("kind", "餐饮"), ("area", area), ("address", "张村路 8 号"), ("staff", "6"), ("contact", "李某某"), ("phone", "19900000123"));

    public Task<Answer<Record>> Add(ImmutableSortedDictionary<string, string>? said = null, string register = "enterprises") =>
        Of<RecordDesk>().Add(Cai, Street, Book(register), new(said ?? Shop()), Stop);

    /// <summary>Old Mr. Sun, who lives alone.</summary>
    public async Task<Record> Served(string identity = "990000190001011234")
    {
        var answer = await Add(Said(("name", "孙某某"), ("identity", identity), ("kind", "alone"), ("area", Zhangcun), ("phone", "19900000456"), ("needs", "每周上门看看")), "people-served");
        Assert.Null(answer.Refusal);
        return answer.Story;
    }

    public async Task<HttpClient> Client(string account)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.First()) };
        var answer = await client.PostAsJsonAsync("/api/sessions", new { account, password = Password, code = Totp.Code(Secret, Totp.StepOf(DateTimeOffset.UtcNow)) }, Stop);
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["token"]!.ToString());
        return client;
    }

    public async Task<IReadOnlyList<string>> Plan(string sql, object parameters)
    {
        await using var connection = await Of<Store>().Read(Stop);
        if (!Of<Store>().IsShared) return [.. (await connection.QueryAsync("explain query plan " + sql, parameters)).Select(row => (string)row.detail)];

        // A table of five rows is read whole unless that is forbidden; what is asked is whether there is another way at all.
        await connection.ExecuteAsync("set enable_seqscan = off; set enable_sort = off");
        return [.. await connection.QueryAsync<string>("explain " + sql, parameters)];
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
