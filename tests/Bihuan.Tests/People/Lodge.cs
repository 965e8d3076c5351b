using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;
using Bihuan.Shell;
using Bihuan.Storage;
using Bihuan.Storage.Sqlite;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bihuan.Tests.People;

/// <summary>
/// A whole host on a fresh SQLite file, with the people of <see cref="Scene"/>: sys, sec, aud (their second factor set up), ana (handler in
/// LS.ZH and verifier in LS), ben (handler in LS.ZJ). Everybody's password is <see cref="Scene.Good"/>.
/// </summary>
sealed class Lodge : IAsyncDisposable
{
    public static readonly byte[] Secret = "12345678901234567890"u8.ToArray();

    readonly string folder = Directory.CreateTempSubdirectory("bihuan-people-").FullName;
    WebApplication app = null!;
    Store store = null!;
    Writer writer = null!;

    public Hands Time { get; } = new();

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public T Of<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="isDemo">Whether the sign-in page offers accounts.</param>
    /// <param name="on">Another store than a fresh SQLite file.</param>
    /// <param name="onPort">Listens on a port of its own, for a browser.</param>
    public static async Task<Lodge> Open(bool isDemo = false, bool onPort = false, Store? on = null)
    {
        var lodge = new Lodge();
        // A browser forgets cookies by its own clock.
        if (onPort) lodge.Time.Now = DateTimeOffset.UtcNow;
        lodge.store = on ?? new SqliteStore(Path.Combine(lodge.folder, "b.db"));
        await lodge.Build(isDemo, onPort);
        await lodge.Furnish();
        return lodge;
    }

    async Task Build(bool isDemo, bool onPort)
    {
        var stories = new Stories(new([typeof(PeopleFeature).Assembly]), PeopleFeature.Stories);
        var vault = new Vault(new byte[32]);
        await store.Migrate(Stop);
        await PostedLedgers.BringUpToDate(store, stories, vault, Stop);
        writer = new(store, stories, vault, new());
        await writer.Open(Stop);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Production", WebRootPath = Path.Combine(House.Tree.Root, "src/Bihuan/wwwroot"),
        });
        if (onPort) builder.WebHost.UseUrls("http://127.0.0.1:0");
        else builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(store).AddSingleton(writer).AddSingleton(vault).AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(new PeopleSettings(Scene.District, new("崂山区", "Laoshan"), isDemo)
        {
            DemoPassword = isDemo ? Scene.Good : null,
            Demo = isDemo ? [new("ana", new("安娜", "Ana"), new("承办人", "Handler"), new("把事办完", "Finishes the work"))] : [],
        });
        builder.Services.AddPeople().AddShell();
        // The house's own reader counts to-dos, which this lodge does not keep.
        builder.Services.AddSingleton<ReaderOf>(Reader);
        app = builder.Build();
        app.MapShell();
        app.UseProblems();
        app.UsePeople();
        app.MapPeople();
        app.MapGet("/who", (Clerk clerk) => $"{clerk.Caller.Account} {clerk.Caller.Post}");
        app.MapPost("/anything", (Clerk clerk) => $"{clerk.Caller.Account}").RequireForm();
        app.MapGet("/form", (HttpContext http, Forms forms) => forms.Token(http));
        await app.StartAsync(Stop);
    }

    static ValueTask<Reader> Reader(HttpContext http)
    {
        var (services, reader) = (http.RequestServices, Bihuan.Parts.Reader.Of(http, Scene.Nine));
        return ValueTask.FromResult(reader with
        {
            Now = services.GetRequiredService<TimeProvider>().GetUtcNow(),
            Token = new(Forms.Field, services.GetRequiredService<Forms>().Token(http)),
            Name = services.GetRequiredService<SignedIn>().Person?.Name.Zh,
        });
    }

    public Clerk Setup => new(writer, Time, new(Scene.District, "setup", new("setup", "")));

    async Task Furnish()
    {
        foreach (var code in (string[])["LS", "LS.ZH", "LS.ZJ", "LS.ZJ.WY"])
            Assert.True((await OpenUnit.Run(new(code, code, code, "office"), Setup, Stop)).IsYes);
        await Person("sys", ("LS", "system-admin"));
        await Person("sec", ("LS", "security-admin"));
        await Person("aud", ("LS", "audit-admin"));
        await Person("ana", ("LS.ZH", "handler"), ("LS", "verifier"));
        await Person("ben", ("LS.ZJ", "handler"));
        var wrapped = Convert.ToBase64String(Of<Vault>().Wrap(Secret));
        foreach (var name in (string[])["sys", "sec", "aud"])
            await Setup.For(new(Scene.District, name, new("setup", ""))).Record<Account>(
                Account.StreamOf(name), (a, now) => SetUpSecondFactor.Decide(a, wrapped, 1, now), Stop);
    }

    public async Task Person(string name, params (string Unit, string Role)[] posts)
    {
        Assert.True((await OpenAccount.Run(new(name, name, name, MustChange: false), Scene.Kept, Setup, Stop)).IsYes);
        foreach (var (unit, role) in posts)
            Assert.True((await AppointPost.Run(name, new(unit, role), Setup, Stop)).IsYes);
    }

    public HttpClient Visitor() => app.GetTestClient();

    /// <summary>Where a browser finds it.</summary>
    public string Address => app.Urls.First();

    /// <summary>A client that keeps cookies as a browser does.</summary>
    public Browser Browser() => new(Visitor());

    /// <summary>A client that carries the person's bearer token.</summary>
    public async Task<HttpClient> As(string account)
    {
        var client = Visitor();
        var answer = await client.PostAsJsonAsync("/api/sessions", new { account, password = Scene.Good, code = Code() }, Stop);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Json()).GetProperty("token").GetString());
        return client;
    }

    /// <summary>The code of a fresh step, so that none is used twice.</summary>
    public string Code()
    {
        Time.Now += TimeSpan.FromSeconds(30);
        return Totp.Code(Secret, Totp.StepOf(Time.Now));
    }

    public async Task<long> Entries()
    {
        await using var connection = await store.Read(Stop);
        return await connection.ExecuteScalarAsync<long>("select count(*) from journal where stream not like 'session-%'");
    }

    public async Task<T> Ask<T>(string sql)
    {
        await using var connection = await store.Read(Stop);
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await writer.DisposeAsync();
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A clock that moves when it is told to.</summary>
sealed class Hands : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Scene.Nine;

    public override DateTimeOffset GetUtcNow() => Now;
}

static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    /// <summary>Asserts a refusal: its status and its stable code.</summary>
    public static async Task Refuses(this Task<HttpResponseMessage> asked, int status, string code)
    {
        var answer = await asked;
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == status && body.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal), $"{(int)answer.StatusCode} {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    public static async Task<HttpResponseMessage> Is(this Task<HttpResponseMessage> asked, int status)
    {
        var answer = await asked;
        Assert.True((int)answer.StatusCode == status,
            $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return answer;
    }

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object? body = null) =>
        client.PostAsJsonAsync(path, body ?? new { }, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> Put(this HttpClient client, string path, object body) =>
        client.PutAsJsonAsync(path, body, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) => client.GetAsync(path, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> Delete(this HttpClient client, string path) => client.DeleteAsync(path, TestContext.Current.CancellationToken);

    public static Task<string> Text(this HttpClient client, string path) => client.GetStringAsync(path, TestContext.Current.CancellationToken);
}
