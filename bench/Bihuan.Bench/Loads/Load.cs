using System.Diagnostics;

namespace Bihuan.Bench.Loads;

/// <summary>A fixed number of kept-alive connections, each with its next turn as soon as the last is answered: little work of its own, so that the server is measured.</summary>
static class Load
{
    /// <summary>Runs until the time is over, each connection once at least; what has begun is ended.</summary>
    public static async Task<Outcome> Run(int port, int connections, TimeSpan time, Turn turn, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var tracks = await Task.WhenAll(Enumerable.Range(0, connections).Select(c => Alone.Run(() =>
        {
            using var wire = new Wire(port);
            var track = new Track();
            for (var n = 0; (n == 0 || watch.Elapsed < time) && !stop.IsCancellationRequested; n++)
            {
                var began = Stopwatch.GetTimestamp();
                track.Note(began, turn(wire, c, n));
            }

            return track;
        })));
        stop.ThrowIfCancellationRequested();
        return Outcome.Of(tracks, watch.Elapsed);
    }

    /// <summary>The measured rounds; what they count before them is the caller's.</summary>
    public static async Task<IReadOnlyList<Outcome>> Rounds(int port, int connections, TimeSpan time, Turn turn, CancellationToken stop)
    {
        var rounds = new List<Outcome>();
        for (var n = 0; n < Repetition.Count; n++) rounds.Add(await Run(port, connections, time, turn, stop));
        return rounds;
    }
}
