using Bihuan.Bench.Ceiling;

namespace Bihuan.Bench.Benches;

/// <summary>Writes requests down over HTTP as fast as they are answered, each durable before its answer.</summary>
static class Register
{
    public static async Task<int> Measure(Run run, CancellationToken stop)
    {
        var (connections, time) = (run.Connections ?? 16, run.Round(10));
        var ceiling = await RawCeiling.Inserts(run, connections, time / 2, stop);
        await using var store = await LoadedStore.Open(run, run.Matters[0], writes: true, [Crew.Agent], stop);
        await using var server = await Server.Serve(store.Settings, stop);
        var token = store.Tokens[Crew.Agent];
        var forms = Enumerable.Range(0, connections).Select(c => new Registration("/api/matters", token, c)).ToList();
        var numbers = Enumerable.Range(0, connections).Select(_ => new List<string>()).ToList();
        string? Turn(Wire wire, int c, int n)
        {
            var fault = wire.Ask(forms[c].Turn(n));
            if (fault is null) numbers[c].Add(wire.Field("\"number\":\""u8)!);
            return fault;
        }

        await Load.Run(server.Port, connections, time, Turn, stop);
        numbers.ForEach(list => list.Clear());
        var since = await Moment.Now(stop);
        var rounds = await Load.Rounds(server.Port, connections, time, Turn, stop);
        if (Outcome.FaultOf(rounds, "registrations") is { } why) return run.Refuse(why);
        if (await Found.Fault(store, server, token, [.. numbers.SelectMany(list => list)], since, null, stop) is { } missing) return run.Refuse(missing);

        run.Say(store, Figure.Of("registrations per second", [.. rounds.Select(r => r.PerSecond)], "1/s") with { Ceiling = ceiling, Times = Times.Of(rounds.Select(r => r.Times)) });
        return 0;
    }
}
