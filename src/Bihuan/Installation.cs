using Bihuan.Commands;
using Bihuan.Duties;
using Bihuan.Duties.Drafts;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Intake;
using Bihuan.Intake.Batches;
using Bihuan.Language;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Matters.Learning;
using Bihuan.People;
using Bihuan.Portal;
using Bihuan.Registers;
using Bihuan.Rounds;
using Bihuan.Storage;
using Bihuan.Storage.Postgres;
using Bihuan.Storage.Sqlite;

namespace Bihuan;

/// <summary>Puts the house together: the same rooms stand behind the web, the command line and the tests.</summary>
public static class Installation
{
    /// <summary>Every room except the web's own.</summary>
    /// <param name="beside">What this district shares with the one that the house was opened for; null for that one itself.</param>
    public static IServiceCollection AddBihuan(this IServiceCollection services, Settings settings, Beside? beside = null)
    {
        var registers = new RegisterShelf(settings.Packs);
        services.AddSingleton(settings);
        if (beside is null)
        {
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton<Store>(_ => settings.Postgres is { } postgres ? new PostgresStore(postgres) : new SqliteStore(settings.Database));
            services.AddSingleton(_ => Vault.At(settings.MasterKey));
            services.AddSingleton(house => new KeptTales { KeepsRows = !house.GetRequiredService<Store>().IsShared }).AddSingleton<Writer>();
            services.AddSingleton(_ => Categories.Load(Path.Combine(settings.DistrictFolder, "categories.yaml")));
            services.AddGrid(settings.DistrictFolder, settings.Data);
        }
        else
        {
            // As they are: whoever takes a wing down must not close the house's store.
            services.AddSingleton(beside.Time).AddSingleton(beside.Store).AddSingleton(beside.Vault).AddSingleton(beside.Tales).AddSingleton(beside.Writer);
            services.AddSingleton(_ => Categories.Of(beside.Categories));
            services.AddGrid(settings.District, beside.District);
        }

        services.AddSingleton(new PlaybookProof(playbook => Faults(playbook, registers), TryExample.Run, ReplayStories.Run));
        services.AddSingleton(_ => Closing(new Shelf(settings.Packs, Calendar(settings)), registers));
        services.AddSingleton(s => new Stories(
            new Facts([typeof(Installation).Assembly]),
            [
                .. PeopleFeature.Stories,
                new StoryKind<District>(District.Noun),
                new StoryKind<KeptAreas>(KeptAreas.Noun),
                new StoryKind<BoundarySource>(BoundarySource.Noun),
                new StoryKind<Zones>(Zones.Noun),
                new StoryKind<EnteredCategories>(EnteredCategories.Noun),
                new StoryKind<LearnedModels>(LearnedModels.Noun),
                new StoryKind<Catalogue>(Catalogue.Noun),
                new StoryKind<CatalogueDraft>(CatalogueDraft.Noun),
                new StoryKind<Offices>(Offices.Noun),
                new StoryKind<ImportedYears>(ImportedYears.Noun),
                new StoryKind<PublishedPlaybooks>(PublishedPlaybooks.Noun),
                new StoryKind<Templates>(Templates.Noun),
                new StoryKind<TakenOut>(TakenOut.Noun),
                new StoryKind<Record>(Record.Noun, new RecordLedger(s.GetRequiredService<RegisterShelf>())),
                new StoryKind<KeyClaim>(KeyClaim.Noun),
                new StoryKind<ShareLooks>(ShareLooks.Noun),
                new StoryKind<Views>(Views.Noun),
                new StoryKind<RoundBook>(RoundBook.Noun),
                new StoryKind<Matter>(Matter.Noun, new MatterLedger(s.GetRequiredService<Shelf>()), new BesideLedger(s.GetRequiredService<Shelf>()), new PassageLedger(s.GetRequiredService<Shelf>())),
                new StoryKind<MatterBatch>(MatterBatch.Noun, new BatchLedger()),
                new StoryKind<Improvement>(Improvement.Noun, new ImprovementLedger()),
            ]));
        services.AddSingleton<Reading>().AddSingleton<Catalogues>()
            .AddSingleton(s => new KeptStories<Offices>(Offices.Stream, s.GetRequiredService<Reading>(), s.GetRequiredService<Store>(), s.GetRequiredService<Writer>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new PeopleSettings(settings.District, s.GetRequiredService<AreaMap>().District is var d ? new(d.Name, d.NameEn) : default, settings.IsDemo)
        {
            Demo = settings.IsDemo ? DemoAccounts.Read(Path.Combine(settings.DistrictFolder, "people.yaml")) : [],
            IsKnown = s.GetRequiredService<Stories>().IsKnown,
            DemoPassword = settings.IsDemo ? DemoAccounts.Password : null,
        });
        services.AddSingleton<AreaDesk>().AddSingleton<ZoneDesk>();
        services.AddPeople();
        services.AddLanguage(s => Tree(settings, s.GetRequiredService<Categories>()));
        services.AddLibrary();
        services.AddSingleton(registers).AddRegisters();
        services.AddMatters().AddLearning();
        services.AddRounds();
        services.AddIntake();
        services.AddPortal();
        return services;
    }

    /// <summary>Opens what is kept: migrations first, then ledgers whose shape has changed, then the lanes.</summary>
    public static async Task OpenBihuan(this IServiceProvider services, CancellationToken stop)
    {
        var (store, settings, stories) = (services.GetRequiredService<Store>(), services.GetRequiredService<Settings>(), services.GetRequiredService<Stories>());
        await store.Migrate(stop);
        await services.Furnish(stories, stop);
        foreach (var district in await Others(services, stop))
        {
            await using var wing = new ServiceCollection().AddLogging().AddBihuan(settings.Of(district), await Beside.Of(services, district, stop)).BuildServiceProvider();
            await wing.Furnish(stories, stop);
        }

        await WordTables.Create(store, stop);
        await PostedLedgers.BringUpToDate(store, stories, services.GetRequiredService<Vault>(), stop);
        await services.GetRequiredService<Writer>().Open(stop);
    }

    /// <summary>Puts on a district's shelf what it has published, and lets the house post its ledgers by that.</summary>
    /// <param name="house">The stories of the house.</param>
    public static async Task Furnish(this IServiceProvider services, Stories house, CancellationToken stop)
    {
        var (shelf, reading, district) = (services.GetRequiredService<Shelf>(), services.GetRequiredService<Reading>(), services.GetRequiredService<Settings>().District);
        await ImportCalendar.Apply(shelf, reading, district, stop);
        await PublishPlaybook.Apply(shelf, reading, district, stop);
        await AreaDesk.Apply(services.GetRequiredService<AreaMap>, reading, district, stop);
        house.Know(district, services.GetRequiredService<Stories>());
    }

    /// <summary>The districts in the store beside the one that the house was opened for, by code.</summary>
    public static async Task<IReadOnlyList<string>> Others(IServiceProvider services, CancellationToken stop)
    {
        List<string> found = [];
        await using var connection = await services.GetRequiredService<Store>().Read(stop);
        // From one to the next by the key: a district may hold millions of streams.
        for (var last = ""; await connection.ExecuteScalarAsync<string?>("select min(district) from heads where district > @last", new { last }) is { } next; last = next)
            if (next != services.GetRequiredService<Settings>().District) found.Add(next);
        return found;
    }

    /// <summary>No house opens with a playbook whose loop does not close.</summary>
    static Shelf Closing(Shelf shelf, RegisterShelf registers)
    {
        foreach (var playbook in shelf.All)
            if (Faults(playbook, registers) is { Length: > 0 } faults)
                throw new InvalidDataException($"{playbook.Name}: {string.Join(' ', faults.Select(f => f.Sentence.En))}");
        return shelf;
    }

    /// <summary>Everything for which a playbook may not be published: its loop, and what it asks that the registers know.</summary>
    public static ImmutableArray<Fault> Faults(Playbook playbook, RegisterShelf registers) =>
        [.. playbook.Faults(Acts.Needs, Roles.All.Select(role => role.Key).ToHashSet(), Matter.Asked), .. playbook.Bindings(registers.Known, Acts.Needs)];

    static LabelTree Tree(Settings settings, Categories categories) =>
        LabelTree.Of(settings.DistrictPack ?? settings.District, categories.All.Select(category => category.Code), categories.Threshold);

    static WorkCalendar Calendar(Settings settings)
    {
        var reading = WorkCalendar.From(File.ReadAllText(Path.Combine(settings.Packs, "calendars", "cn.json")));
        return reading.Calendar ?? throw new InvalidDataException(string.Join(' ', reading.Faults.Select(f => f.English)));
    }
}
