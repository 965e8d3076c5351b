namespace Bihuan.Bench.Benches;

/// <summary>Posts every ledger anew from the journal and compares it row by row: the verb as one types it, its start included.</summary>
static class Rebuild
{
    public static async Task<int> Measure(Run run, CancellationToken stop)
    {
        foreach (var matters in run.Matters)
        {
            await using var store = await LoadedStore.Open(run, matters, writes: true, [Crew.Agent], stop);
            var entries = await store.Ask("select sum(length(kind) - length(replace(kind, ' ', '')) + 1) from journal where district = @district", new { district = Crew.District }, stop);
            var took = new List<TimeSpan>();
            while (took.Count == 0 || (took.Count < Repetition.Count && took[0] < TimeSpan.FromSeconds(20)))
            {
                var (code, said, time) = await Server.Do(store.Settings, "rebuild", stop);
                if (code != 0) return run.Refuse($"The ledgers were not equal, or the rebuild did not end: exit code {code}. {said}");
                took.Add(time);
            }

            run.Say(store, Figure.Of("entries per second", [.. took.Select(t => entries / t.TotalSeconds)], "1/s") with { Times = new(took.Select(t => t.TotalMilliseconds)) });
        }

        return 0;
    }
}
