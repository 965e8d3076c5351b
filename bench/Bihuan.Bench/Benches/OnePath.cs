namespace Bihuan.Bench.Benches;

/// <summary>One kind of request over one connection, as one person's screen sends it.</summary>
static class OnePath
{
    /// <returns>The p95 in milliseconds; null when something failed and no figure was printed.</returns>
    public static async Task<double?> Say(Run run, LoadedStore store, Server server, string figure, Turn turn, TimeSpan time, double? ceiling, CancellationToken stop)
    {
        await Load.Run(server.Port, 1, TimeSpan.FromSeconds(Math.Min(2, time.TotalSeconds)), turn, stop);
        var rounds = await Load.Rounds(server.Port, 1, time, turn, stop);
        if (Outcome.FaultOf(rounds, "requests") is { } fault)
        {
            run.Refuse($"{figure}: {fault}");
            return null;
        }

        var told = Figure.Of(figure, [.. rounds.Select(r => r.Times.At(0.95))], "ms") with { Ceiling = ceiling, Times = Times.Of(rounds.Select(r => r.Times)) };
        run.Say(store, told);
        return told.Value;
    }
}
