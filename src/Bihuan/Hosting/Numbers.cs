using System.Collections.Concurrent;
using System.Globalization;

namespace Bihuan.Hosting;

/// <summary>
/// Series of numbers that never repeat. A lane takes a block in its own transaction and gives the numbers out from memory; what is
/// left of a block when the process ends is a gap.
/// </summary>
public sealed class Numbers(int block)
{
    readonly ConcurrentDictionary<(string Lane, string District, string Series), (long Next, long End)> open = new();

    /// <summary>The next number of a series, from 1.</summary>
    public async ValueTask<long> Next(
        string laneName, Lane lane, List<Statement> statements, string district, string series, CancellationToken stop)
    {
        var at = (laneName, district, series);
        if (!open.TryGetValue(at, out var range) || range.Next >= range.End)
        {
            // The row is read and raised at once, so that two processes can never take the same block.
            var end = Convert.ToInt64(await lane.Ask(new("""
                insert into counters (district, series, taken) values ($1, $2, $3)
                on conflict (district, series) do update set taken = counters.taken + $3 returning taken
                """, district, series, (long)block), stop), CultureInfo.InvariantCulture);
            range = (end - block + 1, end + 1);
        }

        open[at] = (range.Next + 1, range.End);
        return range.Next;
    }

    /// <summary>Forgets what a lane took in a transaction that was rolled back.</summary>
    public void Forget(string laneName)
    {
        foreach (var at in open.Keys.Where(key => key.Lane == laneName)) open.TryRemove(at, out _);
    }
}
