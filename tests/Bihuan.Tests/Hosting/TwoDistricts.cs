using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Bihuan.Duties;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Registers;
using Bihuan.Rounds;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Hosting;

/// <summary>One house with two districts, each full of things that carry its own mark in every field that a person can write in.</summary>
sealed class TwoDistricts : IAsyncDisposable
{
    public const string First = "370212";
    public const string Second = "440310";

    public static readonly string[] Roles = ["system-admin", "security-admin", "audit-admin", "leader", "dispatcher", "agent", "handler", "grid-member"];

    readonly string folder = Directory.CreateTempSubdirectory("bihuan-two-").FullName;
    WebApplication app = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What can be asked for by name, and the mark that must not be answered to the other district.</summary>
    public sealed record Filled(string Code, string Mark, Dictionary<string, string[]> Ids, Dictionary<string, string> Tokens);

    public Filled One { get; private set; } = null!;

    public Filled Two { get; private set; } = null!;

    public string Address { get; private set; } = "";

    public IReadOnlyList<RouteEndpoint> Endpoints => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public static async Task<TwoDistricts> Open(string? postgres)
    {
        var two = new TwoDistricts();
        var settings = new Settings(two.folder, Settings.FindPacks(), Postgres: postgres);
        two.app = Site.Build(settings, "http://127.0.0.1:0");
        var house = two.app.Services;
        await house.OpenBihuan(Stop);
        var founder = new Clerk(house.GetRequiredService<Writer>(), TimeProvider.System, new(Second, "setup", new("setup", "")));
        Yes(await EnterAreas.Run(new(Second, new("乙区 ZQXBKVWJ", "ZQXBKVWJ"), [new("440310100", new("街道 ZQXBKVWJ", "ZQXBKVWJ"), "1"), new("440310100001", new("社区 ZQXBKVWJ", "ZQXBKVWJ"), "2")]), founder, Stop));
        Yes(await EnterCategories.Run(new([new("6", new("类别 ZQXBKVWJ", "ZQXBKVWJ"))]), founder, Stop));
        two.One = await new Filling(house, First, "ZQXAKVWJ", "a", "370212001001", "CJ-02-02").Fill();
        await using (var wing = new ServiceCollection().AddLogging().AddBihuan(settings.Of(Second), await Beside.Of(house, Second, Stop)).BuildServiceProvider())
        {
            await wing.Furnish(house.GetRequiredService<Stories>(), Stop);
            two.Two = await new Filling(wing, Second, "ZQXBKVWJ", "b", "440310100001", "6").Fill();
        }

        await two.app.StartAsync(Stop);
        two.Address = house.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return two;
    }

    /// <summary>Every end and every page of the roll of a district, with the files and the personal data beside it.</summary>
    public async Task<IReadOnlyList<string>> Kept(string district)
    {
        await using var connection = await app.Services.GetRequiredService<Store>().Read(Stop);
        var heads = await connection.QueryAsync<(string Stream, long Version, byte[] Hash)>("select stream, version, hash from heads where district = @district order by stream", new { district });
        var roll = await connection.QueryAsync<(string Lane, long Number, byte[] Hash)>("select lane, number, hash from roll where district = @district order by lane, number", new { district });
        var beside = await connection.QueryAsync<string>("""
            select 'file ' || hash from files where district = @district union all select 'personal ' || digest from personal where district = @district
            union all select 'command ' || key from commands where district = @district order by 1
            """, new { district });
        return [.. heads.Select(h => $"{h.Stream} {h.Version} {Convert.ToHexString(h.Hash)}"), .. roll.Select(r => $"{r.Lane} {r.Number} {Convert.ToHexString(r.Hash)}"), .. beside];
    }

    /// <summary>A session of an account, begun without the door: the walk ends many.</summary>
    public async Task<string> SignIn(string district, string account)
    {
        var token = Tokens.New();
        var clerk = new Clerk(app.Services.GetRequiredService<Writer>(), TimeProvider.System, new(district, account, new("visitor", "")));
        Yes(await clerk.Record<Session>(Session.StreamOf(Tokens.Id(token)), (_, _) => new SessionOpened(account, "1", "", ""), Stop));
        return token;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    static Answer<T> Yes<T>(Answer<T> answer)
    {
        Assert.Null(answer.Refusal?.Zh);
        return answer;
    }

    /// <summary>Fills one district through its own verbs.</summary>
    sealed class Filling(IServiceProvider rooms, string district, string mark, string letter, string area, string category)
    {
        readonly string top = district == First ? "LS" : district;

        Clerk As(string account, string role, string unit) => new(Of<Writer>(), TimeProvider.System, new(district, account, new(role, unit)));

        T Of<T>() where T : notnull => rooms.GetRequiredService<T>();

        public async Task<Filled> Fill()
        {
            var setup = As("setup", "setup", "");
            foreach (var (code, kind, of) in ((string, string, string?)[])[(top, "district", null), ($"{top}.RX", "centre", null), ($"{top}.U{letter.ToUpperInvariant()}1", "street", area[..9])])
                Yes(await OpenUnit.Run(new(code, $"单位 {mark}", $"Unit {mark}", kind, of), setup, Stop));
            var street = $"{top}.U{letter.ToUpperInvariant()}1";
            await People(setup, street);
            Yes(await setup.Record<Catalogue>(PublishCatalogue.Stream, (catalogue, now) => PublishCatalogue.Decide(
                catalogue, new([new(1, category, null, null, street, [], null, null, new($"依据 {mark}", mark), "basic")]), _ => true, now), Stop));
            var version = await Publish(setup);
            List<Matter> matters = [];
            for (var n = 0; n < 3; n++) matters.Add(await Matter(n));
            var hash = await Evidence(matters[0]);
            var sweep = (await Of<RoundDesk>().Plan(As($"supervisor-{letter}", "supervisor", top), "sweep", new($"督查 {mark}", Areas: [area], Form: new() { ["until"] = "2099-12-31" }), Stop)).Sweep;
            // Its matter begins by itself a while later, which nobody of the other district would have done.
            Assert.Equal(1, await Of<BeginRounds>().Run(Stop));
            var record = Yes(await Of<RecordDesk>().Add(As($"handler-{letter}", "handler", top), new(district), Of<RegisterShelf>().Find("stations")!, new(
                new Dictionary<string, string> { ["name"] = $"站 {mark}", ["kind"] = "care", ["area"] = area, ["address"] = mark, ["hours"] = mark, ["does"] = mark }.ToImmutableSortedDictionary()), Stop)).Story;
            return new(district, mark, new()
            {
                ["id"] = [matters[0].Id, matters[1].Number, record.Id, record.Number], ["number"] = [matters[2].Number, record.Number], ["register"] = ["stations"],
                ["playbook"] = ["request", "sweep"], ["sweep"] = [sweep, sweep], ["version"] = [$"{version}"], ["account"] = [$"handler-{letter}", $"leader-{letter}"], ["hash"] = [hash], ["unit"] = [street],
                ["code"] = [street, area[..9], area, Of<MatterDesk>().QueryCode(district, matters[2].Id)], ["area"] = [area], ["category"] = [category],
            }, []);
        }

        async Task People(Clerk setup, string street)
        {
            var hash = Passwords.Hash("Long-enough-7");
            foreach (var role in Roles)
            {
                var account = $"{role}-{letter}";
                Yes(await OpenAccount.Run(new(account, $"员工 {mark}", $"Person {mark}", MustChange: false), hash, setup, Stop));
                Yes(await AppointPost.Run(account, new(role is "handler" ? top : role is "grid-member" ? street : $"{top}.RX", role, $"岗位 {mark}", mark, role is "grid-member" ? area : null), setup, Stop));
                if (!role.EndsWith("admin", StringComparison.Ordinal)) continue;
                var secret = Convert.ToBase64String(Of<Vault>().Wrap(new byte[20]));
                Yes(await As(account, "setup", "").Record<Account>(Account.StreamOf(account), (a, now) => SetUpSecondFactor.Decide(a, secret, 1, now), Stop));
            }
        }

        async Task<int> Publish(Clerk setup)
        {
            var shelf = Of<Shelf>();
            var present = shelf.Newest("request")!;
            var yaml = shelf.OriginOf(present)!.Yaml.Replace($"\nversion: {present.Version}\n", $"\nversion: {present.Version + 1}\n", StringComparison.Ordinal)
                .Replace("en: Hotline request", $"en: Hotline request {mark}", StringComparison.Ordinal);
            Yes(await Of<PlaybookDesk>().Publish(setup, new(yaml), Stop));
            return present.Version + 1;
        }

        async Task<Matter> Matter(int n) => Yes(await Of<MatterDesk>().Receive(As($"agent-{letter}", "agent", $"{top}.RX"), new(
            $"楼下的路灯坏了 {mark} {n}", $"路灯 {mark}", Name: mark, Phone: $"1380532000{n}{(letter == "a" ? 1 : 2)}", Address: mark, Category: category, Area: area, Source: "phone"), Stop)).Story;

        async Task<string> Evidence(Matter matter)
        {
            var (taken, refusal) = await EvidenceDesk.TakeIn($"{mark}.pdf", Encoding.UTF8.GetBytes($"%PDF-1.7 {mark}"), Stop);
            Assert.Null(refusal);
            Yes(await Of<EvidenceDesk>().Add(As($"agent-{letter}", "agent", $"{top}.RX"), matter.Id, taken!, "before", Stop));
            Yes(await Of<MatterDesk>().Take(As($"agent-{letter}", "agent", $"{top}.RX"), matter.Id, "note", new JsonObject { ["text"] = $"备注 {mark}" }, Stop));
            return taken!.File.Hash;
        }
    }
}
