namespace Bihuan.Bench.Benches;

/// <summary>A district at work: 300 people who look at their queue every five seconds, one wall, fifty registrations a second.</summary>
static class Office
{
    const int Staff = 300;
    const double PerSecond = 50;
    const int Writers = 16;
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public static Task<int> Measure(Run run, CancellationToken stop) => Work(run, (store, notes, server) =>
    {
        foreach (var (page, times) in notes) run.Say(store, new($"{page}, p95", times.At(0.95), "ms") { Times = times });
        Memory.Say(run, store, server);
    }, stop);

    /// <summary>Lets everybody work and hands over what each page took.</summary>
    public static async Task<int> Work(Run run, Action<LoadedStore, IReadOnlyList<(string Page, Times Times)>, Server> say, CancellationToken stop)
    {
        var time = run.Round(60);
        var people = Crew.All.Take(Staff).ToList();
        await using var store = await LoadedStore.Open(run, run.Matters[0], writes: true, people.Select(one => one.Account), stop);
        await using var server = await Server.Serve(store.Settings, stop);
        var wall = Wall(server, store.Tokens[Crew.Leader]);
        await Once(run, store, server, people, wall, TimeSpan.FromSeconds(Math.Clamp(time.TotalSeconds / 2, 2, 15)), stop);
        var since = await Moment.Now(stop);
        var (notes, numbers) = await Once(run, store, server, people, wall, time, stop);
        if (notes.FirstOrDefault(n => n.Noted.Fault is not null) is { Page: not null } failed) return run.Refuse($"{failed.Page}: {failed.Noted.Fault}");
        if (await Found.Fault(store, server, store.Tokens[Crew.Agent], numbers, since, null, stop) is { } missing) return run.Refuse(missing);

        say(store, [.. notes.GroupBy(n => n.Page).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, new Times(g.Select(n => n.Noted.Millis))))], server);
        return 0;
    }

    static async Task<(List<(string Page, Pace.Noted Noted)> Notes, List<string> Numbers)> Once(
        Run run, LoadedStore store, Server server, List<Crew.One> people, string wall, TimeSpan time, CancellationToken stop)
    {
        var looking = people.Select((one, n) => Looks($"{one.Role} {Queue(one.Role)}", Queue(one.Role), store.Tokens[one.Account], n))
            .Append(Looks($"wall {wall}", wall, store.Tokens[Crew.Leader], 0)).ToList();
        var (forms, numbers) = (new List<Registration>(), new List<List<string>>());
        for (var c = 0; c < Writers; c++)
        {
            forms.Add(new("/api/matters", store.Tokens[Crew.Agent], c));
            numbers.Add([]);
        }

        var due = Enumerable.Range(0, (int)(time.TotalSeconds * PerSecond)).Select(n => n / PerSecond).ToList();
        var written = await Pace.Run(server.Port, Writers, due, (wire, c, n) =>
        {
            var fault = wire.Ask(forms[c].Turn(n));
            if (fault is null) numbers[c].Add(wire.Field("\"number\":\""u8)!);
            return fault;
        }, stop);
        var looked = await Task.WhenAll(looking);
        return ([.. looked.SelectMany(l => l), .. written.Select(n => ("registration", n))], [.. numbers.SelectMany(list => list)]);

        async Task<List<(string Page, Pace.Noted Noted)>> Looks(string page, string path, string token, int n)
        {
            var asked = Request.Page(path, token);
            var notes = await Pace.Every(server.Port, Look * (n / (double)Staff), Look, time, (wire, _, _) => wire.Ask(asked), stop);
            return [.. notes.Select(noted => (page, noted))];
        }
    }

    /// <summary>The page on which each role finds its work.</summary>
    static string Queue(string role) => role switch
    {
        "dispatcher" => "/dispatch",
        "coordinator" => "/matters?state=open",
        "handler" => "/matters?mine=1",
        _ => "/",
    };

    /// <summary>The wall; the figures where the house has none.</summary>
    static string Wall(Server server, string token)
    {
        using var wire = new Wire(server.Port);
        wire.Ask(Request.Page("/wall", token));
        return wire.Status == 404 ? "/figures" : "/wall";
    }
}
