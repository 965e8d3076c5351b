using Bihuan.Commands;
using Bihuan.Duties;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Intake;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Portal;
using Bihuan.Registers;
using Bihuan.Storage;
using Bihuan.Storage.Postgres;
using Bihuan.Storage.Sqlite;

namespace Bihuan;

/// <summary>Puts the house together: the same rooms stand behind the web, the command line and the tests.</summary>
public static class Installation
{
    /// <summary>Every room except the web's own.</summary>
    public static IServiceCollection AddBihuan(this IServiceCollection services, Settings settings)
    {
        var registers = new RegisterShelf(settings.Packs);
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Store>(_ => settings.Postgres is { } postgres ? new PostgresStore(postgres) : new SqliteStore(settings.Database));
        services.AddSingleton(_ => Vault.At(settings.MasterKey));
        services.AddSingleton(new PlaybookProof(playbook => Faults(playbook, registers), TryExample.Run, ReplayStories.Run));
        services.AddSingleton(_ => Closing(new Shelf(settings.Packs, Calendar(settings)), registers));
        services.AddSingleton(_ => Categories.Load(Path.Combine(settings.DistrictFolder, "categories.yaml")));
        services.AddSingleton(s => new Stories(
            new Facts([typeof(Installation).Assembly]),
            [
                .. PeopleFeature.Stories,
                new StoryKind<Catalogue>(Catalogue.Noun),
                new StoryKind<Offices>(Offices.Noun),
                new StoryKind<ImportedYears>(ImportedYears.Noun),
                new StoryKind<PublishedPlaybooks>(PublishedPlaybooks.Noun),
                new StoryKind<TakenOut>(TakenOut.Noun),
                new StoryKind<Record>(Record.Noun, new RecordLedger(s.GetRequiredService<RegisterShelf>())),
                new StoryKind<KeyClaim>(KeyClaim.Noun),
                new StoryKind<Matter>(Matter.Noun, new MatterLedger(s.GetRequiredService<Shelf>())),
            ]));
        services.AddSingleton<Writer>().AddSingleton<Reading>().AddSingleton<Catalogues>()
            .AddSingleton(s => new KeptStories<Offices>(Offices.Stream, s.GetRequiredService<Reading>(), s.GetRequiredService<Store>(), s.GetRequiredService<Writer>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new PeopleSettings(settings.District, s.GetRequiredService<AreaMap>().District is var d ? new(d.Name, d.NameEn) : default, settings.IsDemo)
        {
            Demo = settings.IsDemo ? DemoAccounts.Read(Path.Combine(settings.DistrictFolder, "people.yaml")) : [],
            DemoPassword = settings.IsDemo ? DemoAccounts.Password : null,
        });
        services.AddGrid(settings.DistrictFolder);
        services.AddPeople();
        services.AddLibrary();
        services.AddSingleton(registers).AddRegisters();
        services.AddMatters();
        services.AddIntake();
        services.AddPortal();
        return services;
    }

    /// <summary>Opens what is kept: migrations first, then ledgers whose shape has changed, then the lanes.</summary>
    public static async Task OpenBihuan(this IServiceProvider services, CancellationToken stop)
    {
        var store = services.GetRequiredService<Store>();
        await store.Migrate(stop);
        var (shelf, reading, district) = (services.GetRequiredService<Shelf>(), services.GetRequiredService<Reading>(), services.GetRequiredService<Settings>().District);
        await ImportCalendar.Apply(shelf, reading, district, stop);
        await PublishPlaybook.Apply(shelf, reading, district, stop);
        await PostedLedgers.BringUpToDate(store, services.GetRequiredService<Stories>(), services.GetRequiredService<Vault>(), stop);
        await services.GetRequiredService<Writer>().Open(stop);
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

    static WorkCalendar Calendar(Settings settings)
    {
        var reading = WorkCalendar.From(File.ReadAllText(Path.Combine(settings.Packs, "calendars", "cn.json")));
        return reading.Calendar ?? throw new InvalidDataException(string.Join(' ', reading.Faults.Select(f => f.English)));
    }
}
