namespace Bihuan.Bench.Benches;

/// <summary>From the start of the process until it says that it is ready.</summary>
static class StartUp
{
    public static async Task<int> Measure(Run run, CancellationToken stop)
    {
        foreach (var matters in run.Matters)
        {
            await using var store = await LoadedStore.Open(run, matters, writes: false, [Crew.Agent], stop);
            var took = new List<double>();
            for (var n = 0; n < 2 * Repetition.Count; n++)
            {
                await using var server = await Server.Serve(store.Settings, stop);
                // The first one finds the program's files cold.
                if (n > 0) took.Add(server.Took.TotalSeconds);
            }

            run.Say(store, Figure.Of("ready after start", took, "s") with { Times = new(took.Select(t => t * 1000)) });
        }

        return 0;
    }
}
