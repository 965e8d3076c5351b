using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Matters.Pages;

/// <summary>
/// The whole site on a fresh file with the units, the people and the catalogue of 崂山区. Everybody signs in as they would, and every matter is
/// told by the verbs. A request about refuse in 中韩街道: agent1 writes it down, dispatcher1 sends it, the street handles it.
/// </summary>
public sealed partial class Office : IAsyncLifetime
{
    public const string District = "370212";

    readonly string folder = Directory.CreateTempSubdirectory("bihuan-office-").FullName;
    readonly ConcurrentDictionary<string, string> tokens = new();
    readonly Dictionary<string, DemoPerson> people = [];
    WebApplication app = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string Address { get; private set; } = "";

    public T Of<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        app = Site.Build(new Settings(folder, Settings.FindPacks()), "http://127.0.0.1:0");
        await app.Services.OpenBihuan(CancellationToken.None);
        await app.StartAsync();
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await Furnish();
    }

    async Task Furnish()
    {
        var district = Of<Settings>().DistrictFolder;
        var setup = In(Roles.Setup, new(Roles.Setup, ""));
        foreach (Match unit in Unit().Matches(await File.ReadAllTextAsync(Path.Combine(district, "units.yaml"))))
            Yes(await OpenUnit.Run(new(unit.Groups["code"].Value, unit.Groups["zh"].Value, unit.Groups["en"].Value, unit.Groups["kind"].Value,
                unit.Groups["area"].Value is { Length: > 0 } area ? area : null), setup, default));
        Yes(await setup.Record<Catalogue>(PublishCatalogue.Stream, (c, now) =>
            PublishCatalogue.Decide(c, Catalogues.Read(Path.Combine(district, "catalogue.yaml")), _ => true, now), default));
        foreach (Match office in Regex.Matches(await File.ReadAllTextAsync(Path.Combine(district, "units.yaml")), @"code: (?<unit>[A-Z.]+),.*receives: \[(?<of>[^\]]+)\]"))
            foreach (var playbook in office.Groups["of"].Value.Split(", "))
                Yes(await setup.Record<Offices>(Offices.Stream, (o, now) => NameOffice.Decide(o, new(playbook, office.Groups["unit"].Value), _ => true, _ => true, now), default));
        var hash = Passwords.Hash(DemoAccounts.Password);
        foreach (var person in DemoAccounts.All(Path.Combine(district, "people.yaml")))
        {
            people[person.Account] = person;
            if (person.Posts.Any(post => post.Role.EndsWith("admin", StringComparison.Ordinal))) continue;
            Yes(await OpenAccount.Run(new(person.Account, person.Name, person.NameEn, MustChange: false), hash, setup, default));
            foreach (var post in person.Posts)
                Yes(await AppointPost.Run(person.Account, new(post.Unit, post.Role, post.Title, post.TitleEn, post.Area), setup, default));
        }
    }

    Clerk In(string account, Bihuan.Engine.Journal.Post post, DateTimeOffset? at = null) =>
        new(Of<Writer>(), TimeProvider.System, new(District, account, post) { At = at });

    public Clerk As(string account, DateTimeOffset? at = null, int post = 0) => account is "resident"
        ? In("resident", new("resident", ""), at)
        : In(account, new Bihuan.Engine.Journal.Post(people[account].Posts[post].Role, people[account].Posts[post].Unit), at);

    /// <summary>Writes down a request about refuse in 中韩社区.</summary>
    public async Task<Matter> Receive(DateTimeOffset? at = null, string? phone = null) => Yes(await Of<MatterDesk>().Receive(As("agent1", at), new(
        "我住中韩社区3号楼。楼下的垃圾桶三天没人清了，夏天味道很大，苍蝇到处飞，孩子都不敢开窗。我上个星期打过一次电话，当时说马上处理，到现在没有人来。请尽快安排清运，另外希望以后固定每天清一次，最好在楼下贴个时间表。",
        "楼下垃圾桶三天没人清运", ["尽快清运3号楼下的垃圾", "固定每天清运一次，并贴出时间表"], "王建华", phone ?? $"138{Random.Shared.Next(10000000, 99999999)}", "3号楼2单元501",
        Area: "370212001001", Lon: 120.4290, Lat: 36.1170, Category: "CJ-02-02", Demand: "help"), Stop)).Story;

    /// <summary>Takes a move and insists on a yes.</summary>
    public async Task<Matter> Take(Matter matter, string account, string move, object words, DateTimeOffset? at = null, int post = 0) =>
        Yes(await Of<MatterDesk>().Take(As(account, at, post), matter.Id, move, (JsonObject)JsonSerializer.SerializeToNode(words)!, Stop)).Story;

    /// <summary>A matter at a stage of the usual way, an hour between the steps.</summary>
    public async Task<Matter> At(string stage, DateTimeOffset? from = null, string? handler = null)
    {
        var at = from ?? DateTimeOffset.UtcNow.AddHours(-20);
        DateTimeOffset Next() => at = at.AddMinutes(50);
        var m = await Receive(at);
        if (stage == "received") return m;
        m = await Take(m, "agent1", "accept", new { category = "CJ-02-02" }, Next());
        if (stage == "accepted") return m;
        m = await Take(m, "dispatcher1", "dispatch", new { unit = "LS.ZH", co = new[] { "LS.CG" }, basis = "市容环卫责任区：属地街道负责垃圾清运" }, Next());
        if (stage == "dispatched") return m;
        m = await Take(m, Street, "sign", new { }, Next());
        if (stage == "signed") return m;
        m = await Take(m, Street, "contact", new { note = "电话联系诉求人，约定当天到现场。" }, Next());
        m = await Take(m, Street, "assign", new { person = handler ?? Handler }, Next());
        if (stage == "handling") return m;
        m = await Take(m, handler ?? Handler, "hand-in", new
        {
            outcome = "resolved", unfinished = "区综合执法局巡查另行反馈。",
            replies = new[] { "今天上午已清运3号楼下全部垃圾，并冲洗了桶位。", "自明日起每天7点前清运一次，时间表已贴在单元门口。" },
        }, Next());
        if (stage == "finished") return m;
        m = await Take(m, "verifier1", "verify", new { finding = "现场查看，垃圾已清，时间表已贴。" }, Next());
        if (stage == "verified") return m;
        m = await Take(m, "callback1", "call-back", new { resolved = true, satisfied = "very", attitude = "good", note = "诉求人表示感谢。" }, Next());
        return stage == "called-back" ? m : await Take(m, "dispatcher1", "close", new { outcome = "resolved" }, Next());
    }

    public const string Street = "zh-liaison", Handler = "zh-cj1";

    /// <summary>Somebody's own way to the site, as a program or a browser without scripts goes it.</summary>
    public async Task<HttpClient> SignIn(string account, string language = "zh", int post = 0)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(Address) };
        client.DefaultRequestHeaders.Add("Cookie", $"lang={language}");
        client.DefaultRequestHeaders.Authorization = new("Bearer", await Token(account, post));
        return client;
    }

    public async Task<string> Token(string account, int post = 0)
    {
        if (tokens.TryGetValue($"{account} {post}", out var known)) return known;
        using var client = new HttpClient { BaseAddress = new(Address) };
        using var answer = await client.PostAsJsonAsync("/api/sessions", new { account, password = DemoAccounts.Password }, Stop);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("token").GetString()!;
        if (post > 0)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var taken = await client.PutAsJsonAsync("/api/me/post", new { post = $"{post + 1}" }, Stop);
            Assert.True(taken.IsSuccessStatusCode);
        }

        return tokens[$"{account} {post}"] = token;
    }

    public static async Task<IHtmlDocument> Page(HttpResponseMessage answer) =>
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Stop));

    public static Answer<T> Yes<T>(Answer<T> answer)
    {
        Assert.True(answer.IsYes, answer.Refusal?.En);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex("""\{ code: (?<code>[A-Z.]+), name: (?<zh>[^,]+), name_en: "(?<en>[^"]+)", kind: (?<kind>\w+)(, parent: [A-Z.]+)?(, area: "(?<area>\d+)")?""", RegexOptions.ExplicitCapture)]
    private static partial Regex Unit();
}
