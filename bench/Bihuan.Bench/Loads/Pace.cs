using System.Diagnostics;

namespace Bihuan.Bench.Loads;

/// <summary>Turns that are due whether or not the last are answered, as people come: who has to wait for a free connection has waited.</summary>
static class Pace
{
    /// <summary>A turn that was due.</summary>
    /// <param name="Due">Seconds after the beginning.</param>
    public readonly record struct Noted(double Due, double Millis, string? Fault);

    /// <summary>Turns in the order in which they are due, each taken by the next free connection.</summary>
    public static async Task<IReadOnlyList<Noted>> Run(int port, int connections, IReadOnlyList<double> due, Turn turn, CancellationToken stop)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(c => Alone.Run(() =>
        {
            using var wire = new Wire(port);
            var notes = new List<Noted>();
            for (int n; (n = Interlocked.Increment(ref next)) < due.Count && !stop.IsCancellationRequested;) notes.Add(One(watch, due[n], turn, wire, c, n));
            return notes;
        })));
        stop.ThrowIfCancellationRequested();
        return [.. all.SelectMany(notes => notes)];
    }

    /// <summary>A connection that takes its own turns, one every so often.</summary>
    public static Task<List<Noted>> Every(int port, TimeSpan first, TimeSpan every, TimeSpan time, Turn turn, CancellationToken stop) => Alone.Run(() =>
    {
        using var wire = new Wire(port);
        var watch = Stopwatch.StartNew();
        var notes = new List<Noted>();
        for (var (due, n) = (first, 0); due < time && !stop.IsCancellationRequested; due += every, n++) notes.Add(One(watch, due.TotalSeconds, turn, wire, 0, n));
        return notes;
    });

    static Noted One(Stopwatch watch, double due, Turn turn, Wire wire, int c, int n)
    {
        var left = TimeSpan.FromSeconds(due) - watch.Elapsed;
        var began = due;
        if (left > TimeSpan.Zero)
        {
            Thread.Sleep(left);
            // A timer that rings late is not the server's delay.
            began = watch.Elapsed.TotalSeconds;
        }

        var fault = turn(wire, c, n);
        return new(due, (watch.Elapsed.TotalSeconds - began) * 1000, fault);
    }
}
