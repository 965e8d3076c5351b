using System.Diagnostics;

namespace Bihuan.Bench.Loads;

/// <summary>One turn of a connection: everything it sends and waits for.</summary>
/// <returns>What was wrong; null when nothing was.</returns>
delegate string? Turn(Wire wire, int connection, int n);

/// <summary>What came of a load.</summary>
/// <param name="Fault">The first thing that was wrong.</param>
sealed record Outcome(long Done, long Failed, string? Fault, TimeSpan Took, Times Times)
{
    public double PerSecond => Done / Took.TotalSeconds;

    /// <summary>Why no figure can be made of the rounds; null when one can.</summary>
    public static string? FaultOf(IEnumerable<Outcome> rounds, string what) => rounds.FirstOrDefault(r => r.Failed > 0 || r.Done == 0) is not { } bad ? null
        : bad.Failed > 0 ? $"{bad.Failed} {what} failed: {bad.Fault}" : $"No {what} were answered.";

    public static Outcome Of(IEnumerable<Track> tracks, TimeSpan took)
    {
        var all = tracks.ToList();
        return new(all.Sum(t => t.Millis.Count - t.Failed), all.Sum(t => t.Failed), all.Select(t => t.Fault).FirstOrDefault(f => f is not null), took, new(all.SelectMany(t => t.Millis)));
    }
}

/// <summary>What one connection noted.</summary>
sealed class Track
{
    public List<double> Millis { get; } = [];

    public long Failed { get; private set; }

    public string? Fault { get; private set; }

    /// <summary>Notes a turn that began then and has just ended.</summary>
    public void Note(long began, string? fault)
    {
        Millis.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        if (fault is null) return;
        Failed++;
        Fault ??= fault;
    }
}
