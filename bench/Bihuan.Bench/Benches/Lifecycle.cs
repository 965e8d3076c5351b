using Bihuan.Bench.Ceiling;

namespace Bihuan.Bench.Benches;

/// <summary>Create, assign, resolve, search: each call by the right person, without think time, each search finding what was just done.</summary>
static class Lifecycle
{
    public static readonly string[] People = [Crew.Agent, Crew.Dispatcher, Crew.Coordinator, Crew.Searcher];

    public static async Task<int> Measure(Run run, CancellationToken stop)
    {
        var (connections, time) = (run.Connections ?? 16, run.Round(10));
        // A lifecycle cannot be faster than its writes are bare.
        var ceiling = await RawCeiling.Inserts(run, connections, time / 2, stop) / Life.Writes;
        foreach (var matters in run.Matters)
        {
            await using var store = await LoadedStore.Open(run, matters, writes: true, People, stop);
            await using var server = await Server.Serve(store.Settings, stop);
            var lives = Enumerable.Range(0, connections).Select(c => new Life(store.Tokens, c)).ToList();
            string? Turn(Wire wire, int c, int n) => lives[c].Turn(wire, n);
            await Load.Run(server.Port, connections, time, Turn, stop);
            lives.ForEach(life => life.Numbers.Clear());
            var since = await Moment.Now(stop);
            var rounds = await Load.Rounds(server.Port, connections, time, Turn, stop);
            if (Outcome.FaultOf(rounds, "lifecycles") is { } fault) return run.Refuse(fault);
            if (await Found.Fault(store, server, store.Tokens[Crew.Agent], [.. lives.SelectMany(life => life.Numbers)], since, Life.Stage, stop) is { } missing) return run.Refuse(missing);

            run.Say(store, Figure.Of("lifecycles per second", [.. rounds.Select(r => r.PerSecond)], "1/s") with
            {
                Ceiling = ceiling,
                Times = Times.Of(rounds.Select(r => r.Times)),
                More = [("calls", Life.Calls)],
            });
        }

        return 0;
    }
}
