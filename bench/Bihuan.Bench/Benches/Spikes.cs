namespace Bihuan.Bench.Benches;

/// <summary>Lifecycles at a rate that jumps, whether or not the last are answered: what fails, how long it takes, and how soon it is as before.</summary>
static class Spikes
{
    const double Fold = 20;

    /// <summary>The pattern of the published measurement, in lifecycles a second before it is multiplied.</summary>
    static readonly int[] Rates = [1, 15, 1, 25, 2, 35, 10];

    public static async Task<int> Measure(Run run, CancellationToken stop)
    {
        var connections = run.Connections ?? 128;
        var length = run.Round(600).TotalSeconds / Rates.Length;
        var due = Due(length);
        await using var store = await LoadedStore.Open(run, run.Matters[0], writes: true, Lifecycle.People, stop);
        await using var server = await Server.Serve(store.Settings, stop);
        var lives = Enumerable.Range(0, connections).Select(c => new Life(store.Tokens, c)).ToList();
        string? Turn(Wire wire, int c, int n) => lives[c].Turn(wire, n);
        await Load.Run(server.Port, 16, TimeSpan.FromSeconds(Math.Min(10, length)), Turn, stop);
        lives.ForEach(life => life.Numbers.Clear());
        var since = await Moment.Now(stop);
        var notes = await Pace.Run(server.Port, connections, due, Turn, stop);
        if (await Found.Fault(store, server, store.Tokens[Crew.Agent], [.. lives.SelectMany(life => life.Numbers)], since, null, stop) is { } missing) return run.Refuse(missing);

        var faults = notes.Where(n => n.Fault is not null).ToList();
        if (faults.Count > 0) run.Fault.WriteLine($"{run.Bench}: {faults[0].Fault}");
        run.Say(store, new("errors", faults.Count / (double)notes.Count, "of 1") { Times = new(notes.Select(n => n.Millis)) });
        var phases = Rates.Select((_, p) => notes.Where(n => (int)(n.Due / length) == p).ToList()).ToList();
        foreach (var (phase, p) in phases.Select((notes, p) => (notes, p)))
        {
            var times = new Figures.Times(phase.Select(n => n.Millis));
            run.Say(store, new($"phase {p + 1}: {Rates[p] * Fold:0} lifecycles/s, p95", times.At(0.95), "ms") { Times = times });
        }

        var usual = Usual(phases[0]);
        foreach (var spike in (int[])[1, 3, 5])
            run.Say(store, new($"back to base after spike {spike / 2 + 1}", Back(phases[spike + 1], (spike + 1) * length, usual), "s"));
        return 0;
    }

    /// <summary>When each is due, in seconds.</summary>
    static List<double> Due(double length)
    {
        var due = new List<double>();
        for (var p = 0; p < Rates.Length; p++)
            for (var n = 0; n < Rates[p] * Fold * length; n++) due.Add(p * length + n / (Rates[p] * Fold));
        return due;
    }

    /// <summary>What 95 of 100 seconds of the calm beginning keep to.</summary>
    static double Usual(IEnumerable<Pace.Noted> calm) => new Figures.Times(BySecond(calm, 0).Select(second => second.P95)).At(0.95);

    /// <summary>Seconds after a spike until two seconds in a row are as in the calm.</summary>
    static double Back(List<Pace.Noted> after, double from, double usual)
    {
        var seconds = BySecond(after, from).ToList();
        for (var n = 0; n < seconds.Count; n++)
            if (seconds[n].P95 <= usual && (n + 1 == seconds.Count || seconds[n + 1].P95 <= usual)) return seconds[n].Second;
        return seconds.Count;
    }

    static IEnumerable<(int Second, double P95)> BySecond(IEnumerable<Pace.Noted> notes, double from) =>
        notes.GroupBy(n => (int)(n.Due - from)).OrderBy(g => g.Key).Select(g => (g.Key, new Figures.Times(g.Select(n => n.Millis)).At(0.95)));
}
