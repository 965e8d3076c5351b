using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Registers;
using Bihuan.Rounds;

namespace Bihuan.Demo;

/// <summary>Makes a district that works: furnished, with ninety days of matters in all stages, every one of them by its verbs.</summary>
/// <param name="Matters">How many residents speak.</param>
/// <param name="Until">The demo's present.</param>
sealed record DemoOrder(int Matters, int Seed, DateTimeOffset Until);

/// <summary>What was made.</summary>
/// <param name="Refused">Moves that the kernel refused, with how often; empty is how it should be.</param>
sealed record DemoMade(int Units, int Accounts, int Matters, IReadOnlyDictionary<string, int> Refused);

/// <summary>Puts the demo on the stage.</summary>
static class DemoMaker
{
    const int AtOnce = 64;

    /// <summary>Makes the demo; null when the district is furnished already.</summary>
    public static async Task<DemoMade?> Make(IServiceProvider services, DemoOrder order, Action<long>? tell, CancellationToken stop)
    {
        var settings = services.GetRequiredService<Settings>();
        var tree = services.GetRequiredService<UnitTree>();
        if ((await tree.Of(settings.District, stop)).All.Length > 0) return null;

        var clerk = new Clerk(services.GetRequiredService<Writer>(), services.GetRequiredService<TimeProvider>(), Caller.Clock(settings.District));
        var words = DemoWords.Read(settings.DistrictFolder);
        var people = await new DemoDistrict(clerk, settings, words.Odd, order.Until.AddDays(-Planner.Days - 10), stop).Furnish();
        var units = await tree.Of(settings.District, stop);
        await new DemoRegisters(services.GetRequiredService<RecordDesk>(), services.GetRequiredService<RegisterShelf>(), services.GetRequiredService<AreaMap>(), clerk, settings, words.Odd, people, units, order, stop).Fill();
        await new DemoZones(services.GetRequiredService<ZoneDesk>(), services.GetRequiredService<AreaMap>(), clerk, settings, words.Odd, units, order.Until.AddDays(-Planner.Days - 9), stop).Draw();
        var shelf = services.GetRequiredService<Shelf>();
        var clock = new DemoClock(order.Until, AtOnce);
        var play = new Play(services.GetRequiredService<MatterDesk>(), clerk, shelf, services.GetRequiredService<Reading>(), words,
            new(settings.District, people), clock, units, settings.District, stop)
        { Tell = tell, Pictures = await DemoPictures.Read(settings.DistrictFolder, stop), Evidence = services.GetRequiredService<EvidenceDesk>() };
        var planner = new Planner(words, services.GetRequiredService<AreaMap>(), services.GetRequiredService<PlaceFinder>(), shelf.Calendar, order.Until);

        var featured = Featured.Plans(planner, order).ToList();
        foreach (var plan in featured) clock.Add(() => new Life(play, plan, new(HashCode(order.Seed, 1_000_000 + plan.Index))).Live());
        for (var n = 0; n < order.Matters - featured.Count; n++)
        {
            var plan = planner.Draw(n, new(HashCode(order.Seed, n)));
            clock.Add(() => new Life(play, plan, new(HashCode(order.Seed, -n - 1))).Live());
        }

        await clock.Run();
        await new DemoStories(play, shelf, order).Tell(Path.Combine(settings.DistrictFolder, "stories.yaml"));
        await new DemoRounds(play, services.GetRequiredService<RoundDesk>(), services.GetRequiredService<AreaMap>(), order).Walk(Path.Combine(settings.DistrictFolder, "stories.yaml"));
        File.WriteAllText(Path.Combine(settings.Data, "demo"), $"{order.Seed}\n");
        return new(units.All.Length, people.Count, play.Count, play.Refused);
    }

    // Not System.HashCode: that one is salted by the process.
    static int HashCode(int seed, int n) => unchecked((seed * 486_187_739) ^ (n * 16_777_619) ^ (n << 13));
}
