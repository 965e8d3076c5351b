using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Bench.Stores;

/// <summary>Who works in the district that is measured: forty units and their people, opened by the verbs, signed in by the verb.</summary>
static class Crew
{
    public const string District = "370212";

    /// <summary>The unit whose list is measured.</summary>
    public const string Unit = "LS.ZJ";

    /// <summary>The one row of the catalogue that everything is dispatched by.</summary>
    public const int Row = 1;

    public const string Agent = "agent1";
    public const string Dispatcher = "dispatcher1";
    public const string Coordinator = "zj-liaison";
    public const string Searcher = "supervisor1";
    public const string Leader = "leader1";

    const string Agents = "LS.RX.SL";
    const string Dispatchers = "LS.RX.PD";

    /// <summary>Somebody with an account.</summary>
    public readonly record struct One(string Account, string Unit, string Role);

    /// <summary>The units that work is sent to, the measured one first.</summary>
    public static ImmutableArray<string> Units { get; } = [Unit, .. Enumerable.Range(1, 39).Select(n => $"LS.B{n:00}")];

    /// <summary>Everybody.</summary>
    public static ImmutableArray<One> All { get; } =
    [
        new(Coordinator, Unit, "coordinator"), new(Searcher, "LS", "supervisor"), new(Leader, "LS", "leader"),
        .. Many("agent", 30, Agents, "agent"), .. Many("dispatcher", 15, Dispatchers, "dispatcher"),
        .. Many("verifier", 8, "LS.RX", "verifier"), .. Many("callback", 8, "LS.RX", "callback"),
        .. Units.SelectMany((unit, n) => (One[])
        [
            new($"liaison{n}", unit, "coordinator"),
            .. Enumerable.Range(1, 5).Select(h => new One($"handler{n}-{h}", unit, "handler")),
        ]),
    ];

    static IEnumerable<One> Many(string name, int count, string unit, string role) => Enumerable.Range(1, count).Select(n => new One($"{name}{n}", unit, role));

    /// <summary>The caller of somebody's verbs.</summary>
    public static Caller Of(string account)
    {
        var one = All.First(one => one.Account == account);
        return new(District, account, new(one.Role, one.Unit));
    }

    /// <summary>Opens the units, the accounts and the catalogue.</summary>
    public static async Task Open(IServiceProvider services, CancellationToken stop)
    {
        var setup = Clerk(services, new(District, "setup", new(Roles.Setup, "")));
        foreach (var units in (IEnumerable<string>[])[["LS"], ["LS.RX", .. Units], [Agents, Dispatchers]])
            await Task.WhenAll(units.Select(async unit => Yes(await OpenUnit.Run(new(unit, unit, unit, unit.Length == 2 ? "district" : "office"), setup, stop))));
        var hash = Passwords.Hash(DemoAccounts.Password);
        await Task.WhenAll(All.Select(async one =>
        {
            Yes(await OpenAccount.Run(new(one.Account, one.Account, one.Account, MustChange: false), hash, setup, stop));
            Yes(await AppointPost.Run(one.Account, new(one.Unit, one.Role), setup, stop));
        }));
        Yes(await setup.Record<Catalogue>(PublishCatalogue.Stream, (catalogue, now) =>
            PublishCatalogue.Decide(catalogue, new([new(Row, "CJ", null, null, Unit, [], null, null, new("职责", "Duty"), "basic")]), _ => true, now), stop));
    }

    /// <summary>Begins a session for each: by the verb, without the password's long computation, because signing in is not what is measured.</summary>
    /// <returns>Their tokens.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> SignIn(IServiceProvider services, IEnumerable<string> accounts, CancellationToken stop)
    {
        var tokens = await Task.WhenAll(accounts.Distinct().Select(async account =>
        {
            var token = Tokens.New();
            var clerk = Clerk(services, new(District, account, new("visitor", "")));
            Yes(await clerk.Record<Account>(Account.StreamOf(account), async (a, desk) => People.SignIn.Decide(
                a, new(Session.StreamOf(Tokens.Id(token)), new Where("127.0.0.1", "bench"), true, a.Password, false, null), await desk.Live(a), desk.Now), stop));
            return (account, token);
        }));
        return tokens.ToDictionary(pair => pair.account, pair => pair.token);
    }

    public static Clerk Clerk(IServiceProvider services, Caller caller) => new(services.GetRequiredService<Writer>(), TimeProvider.System, caller);

    static void Yes<T>(Answer<T> answer)
    {
        if (answer.Refusal is { } no) throw new InvalidOperationException($"The bench could not be furnished: {no.Code} {no.En}");
    }
}
