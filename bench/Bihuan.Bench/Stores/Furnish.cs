using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Matters;

namespace Bihuan.Bench.Stores;

/// <summary>
/// Fills a store with the matters that stand there before a bench begins: what a district has after years. Most have come to their end, over three
/// years; what is open came in these hours, and a few of it is late. One unit has as many open ones as a page 1,000 needs. Of a hundred that have ended,
/// 59 were answered by the agent at once, as in Beijing from 2019 to 2021: see S47 in docs/sources.md.
/// </summary>
sealed class Furnish(IServiceProvider services)
{
    /// <summary>Changes when other matters are loaded, so that a kept store is not taken for one of these.</summary>
    public const int Edition = 3;

    const int MeasuredAtMost = 60_000;
    const int OthersAtMost = 10_000;
    const int Years = 3;

    /// <summary>Which life a matter has, where and since when.</summary>
    readonly record struct Planned(Lives.Kind Kind, DateTimeOffset At, string Area);

    /// <summary>Loads so many.</summary>
    public async Task Load(int matters, CancellationToken stop)
    {
        if (matters == 0) return;
        var lives = await Lived(Plan(matters).Select(planned => planned.Kind).Distinct(), stop);
        await new Copies(services).Write(Plan(matters).Select(planned => new Copies.Again(lives[planned.Kind], planned.At, planned.Area)), stop);
        // What is late was found late long ago: the clock does not begin with it while something else is measured.
        await ActivatorUtilities.CreateInstance<Ticker>(services).Tick(stop);
    }

    /// <summary>The lives that are copied, lived in a house of their own: what is loaded is what was asked for and no more.</summary>
    static async Task<IReadOnlyDictionary<Lives.Kind, Copies.Life>> Lived(IEnumerable<Lives.Kind> kinds, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("bihuan-lives-").FullName;
        try
        {
            await using var apart = await Commands.Where.Open(new(folder, Settings.FindPacks()), stop);
            await Crew.Open(apart, stop);
            var (lives, lived) = (new Lives(apart), new Dictionary<Lives.Kind, Copies.Life>());
            foreach (var kind in kinds) lived[kind] = await lives.Live(kind, stop);
            return lived;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    IEnumerable<Planned> Plan(int matters)
    {
        var areas = services.GetRequiredService<AreaMap>().Below(Crew.District, AreaLevel.Community).Select(area => area.Code).ToList();
        var measured = Math.Min(matters / 4, MeasuredAtMost);
        var others = Math.Min(matters / 20, OthersAtMost);
        var ended = matters - measured - others;
        var now = Whole(DateTimeOffset.UtcNow);
        var (from, to) = (now.AddDays(-365 * Years), now.AddDays(-30));
        for (var n = 0; n < ended; n++)
        {
            var end = Mixed(n) switch { < 59 => Lives.End.Answered, < 63 => Lives.End.Late, _ => Lives.End.InTime };
            yield return new(new(n % Crew.Units.Length, end), from.AddMilliseconds(Math.Floor((to - from).TotalMilliseconds * n / ended)), areas[n * 31 % areas.Count]);
        }

        for (var n = 0; n < measured + others; n++)
        {
            // The measured unit's wait to be signed for, to be assigned, or are in hand.
            var kind = n < measured ? new Lives.Kind(0, Lives.End.Dispatched + (n % 3)) : new(n % Crew.Units.Length, Lives.End.Received + (n % 6));
            var at = n % 33 == 0 ? now.AddDays(-8 - (n % 12)) : now.AddSeconds(-7200 - (n % 7200));
            yield return new(kind, at, areas[n * 17 % areas.Count]);
        }
    }

    // 0 to 99, each as often, in no step with the units.
    static int Mixed(int n) => (int)((unchecked((uint)n * 2654435761) >> 16) % 100);

    static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
