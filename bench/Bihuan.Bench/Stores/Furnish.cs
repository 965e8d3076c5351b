using Bihuan.Grid;

namespace Bihuan.Bench.Stores;

/// <summary>
/// Fills a store with the matters that stand there before a bench begins: what a district has after years. Most have come to their end, over three
/// years; what is open came in these hours, and a few of it is late. One unit has as many open ones as a page 1,000 needs.
/// </summary>
sealed class Furnish(IServiceProvider services)
{
    /// <summary>Changes when other matters are loaded, so that a kept store is not taken for one of these.</summary>
    public const int Edition = 2;

    const int MeasuredAtMost = 60_000;
    const int OthersAtMost = 10_000;
    const int Years = 3;
    const int Stages = 6;

    /// <summary>Loads so many.</summary>
    public async Task Load(int matters, CancellationToken stop)
    {
        if (matters == 0) return;
        var lives = new Lives(services);
        var (closed, open) = (new List<Copies.Life>(), new List<Copies.Life[]>());
        for (var unit = 0; unit < Crew.Units.Length; unit++)
        {
            closed.AddRange([await lives.Closed(unit, isLate: false, stop), await lives.Closed(unit, isLate: unit % 5 == 0, stop), await lives.Answered(stop)]);
            var stages = new Copies.Life[Stages];
            for (var stage = 0; stage < Stages; stage++) stages[stage] = await lives.Open(unit, stage, stop);
            open.Add(stages);
        }

        var areas = services.GetRequiredService<AreaMap>().Below(Crew.District, AreaLevel.Community).Select(area => area.Code).ToList();
        var lived = closed.Count + open.Count * Stages;
        await new Copies(services).Write(Again(Math.Max(0, matters - lived), closed, open, areas), stop);
    }

    static IEnumerable<Copies.Again> Again(int matters, List<Copies.Life> closed, List<Copies.Life[]> open, List<string> areas)
    {
        var measured = Math.Min(matters / 4, MeasuredAtMost);
        var others = Math.Min(matters / 20, OthersAtMost);
        var ended = matters - measured - others;
        var (from, to) = (Whole(DateTimeOffset.UtcNow.AddDays(-365 * Years)), Whole(DateTimeOffset.UtcNow.AddDays(-30)));
        for (var n = 0; n < ended; n++)
            yield return new(closed[n * 7 % closed.Count], from.AddMilliseconds(Math.Floor((to - from).TotalMilliseconds * n / ended)), areas[n * 31 % areas.Count]);

        var now = Whole(DateTimeOffset.UtcNow);
        for (var n = 0; n < measured + others; n++)
        {
            // The measured unit's wait to be signed for, to be assigned, or are in hand.
            var life = n < measured ? open[0][2 + (n % 3)] : open[n % open.Count][n % Stages];
            var at = n % 33 == 0 ? now.AddDays(-8 - (n % 12)) : now.AddSeconds(-7200 - (n % 7200));
            yield return new(life, at, areas[n * 17 % areas.Count]);
        }
    }

    static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
