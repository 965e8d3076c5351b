using System.Collections.Concurrent;
using System.Globalization;

namespace Bihuan.Hosting;

/// <summary>
/// Series of numbers that never repeat. Where only this process writes, a series has no gaps: it is counted in memory and its end is
/// written once a commit. Where others write too, a lane takes a block at once; what is left of it when the process ends is a gap.
/// </summary>
public sealed class Numbers(bool isShared, int block)
{
    readonly ConcurrentDictionary<(string Lane, string District, string Series), (long Next, long End)> open = new();

    /// <summary>The next number of a series, from 1.</summary>
    public async ValueTask<long> Next(string laneName, Lane lane, string district, string series, CancellationToken stop)
    {
        var at = (laneName, district, series);
        if (!open.TryGetValue(at, out var range) || range.Next >= range.End)
            range = isShared ? await Block(lane, district, series, stop) : (await Taken(lane, district, series, stop) + 1, long.MaxValue);
        open[at] = (range.Next + 1, range.End);
        return range.Next;
    }

    /// <summary>What a commit must write so that the numbers it gave out are never given again.</summary>
    public Statement? Written(string laneName, string district, string series) =>
        isShared || !open.TryGetValue((laneName, district, series), out var range)
            ? null
            : new("""
                insert into counters (district, series, taken) values ($1, $2, $3)
                on conflict (district, series) do update set taken = excluded.taken
                """, district, series, range.Next - 1);

    /// <summary>Forgets what a lane took in a transaction that was rolled back.</summary>
    public void Forget(string laneName)
    {
        foreach (var at in open.Keys.Where(key => key.Lane == laneName)) open.TryRemove(at, out _);
    }

    // The row is read and raised at once, so that two processes can never take the same block.
    async Task<(long Next, long End)> Block(Lane lane, string district, string series, CancellationToken stop)
    {
        var end = Convert.ToInt64(await lane.Ask(new("""
            insert into counters (district, series, taken) values ($1, $2, $3)
            on conflict (district, series) do update set taken = counters.taken + $3 returning taken
            """, district, series, (long)block), stop), CultureInfo.InvariantCulture);
        return (end - block + 1, end + 1);
    }

    static async Task<long> Taken(Lane lane, string district, string series, CancellationToken stop) => Convert.ToInt64(
        await lane.Ask(new("select taken from counters where district = $1 and series = $2", district, series), stop) ?? 0L, CultureInfo.InvariantCulture);
}
