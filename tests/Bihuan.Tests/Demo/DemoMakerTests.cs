using Bihuan.Demo;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Demo;

/// <summary>The demo is made by verbs, so everything that holds for real matters holds for it.</summary>
public abstract class DemoMakerContract : IAsyncLifetime
{
    static readonly DateTimeOffset Present = new(2026, 11, 19, 6, 0, 0, TimeSpan.Zero);

    readonly string folder = Directory.CreateTempSubdirectory("bihuan-demo").FullName;
    ServiceProvider services = null!;
    Settings settings = null!;

    public async ValueTask InitializeAsync()
    {
        settings = new(folder, Settings.FindPacks(), Postgres: await Database());
        services = new ServiceCollection().AddLogging().AddBihuan(settings).BuildServiceProvider();
        await services.OpenBihuan(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection string; null is a fresh SQLite file.</summary>
    protected abstract Task<string?> Database();

    /// <summary>How many matters are enough to meet every stage.</summary>
    protected abstract int Enough { get; }

    [Fact]
    public async Task a_demo_is_whole_and_no_loop_in_it_is_broken()
    {
        var stop = TestContext.Current.CancellationToken;

        var made = await DemoMaker.Make(services, new(Enough, 7, Present), null, stop);

        Assert.NotNull(made);
        Assert.Empty(made.Refused);
        Assert.True(made.Matters >= Enough);
        Assert.Empty(await services.GetRequiredService<BrokenLoops>().Find(new Scope(settings.District, MaxSensitivity: 2), stop));
        Assert.Empty((await VerifiedJournal.Verify(
            services.GetRequiredService<Store>(), services.GetRequiredService<Stories>(), services.GetRequiredService<Vault>(), _ => { }, stop)).Broken);
        Assert.All(
            await RebuiltLedgers.Rebuild(services.GetRequiredService<Store>(), services.GetRequiredService<Stories>(), services.GetRequiredService<Vault>(), _ => { }, stop),
            table => Assert.True(table.IsEqual, table.Table));
        var playbook = services.GetRequiredService<Bihuan.Library.Shelf>().Newest(MatterDesk.Requests)!;
        Assert.Empty(playbook.Stages.Select(s => s.Id).Except(await Stages(stop)));
        Assert.True(settings.IsDemo);
    }

    [Fact]
    public async Task a_furnished_district_is_left_alone()
    {
        var stop = TestContext.Current.CancellationToken;
        await DemoMaker.Make(services, new(1, 7, Present), null, stop);

        Assert.Null(await DemoMaker.Make(services, new(1, 7, Present), null, stop));
    }

    async Task<IReadOnlyList<string>> Stages(CancellationToken stop)
    {
        await using var connection = await services.GetRequiredService<Store>().Read(stop);
        return [.. await Dapper.SqlMapper.QueryAsync<string>(connection, "select distinct stage from matters")];
    }
}

public sealed class DemoMakerTests : DemoMakerContract
{
    protected override int Enough => 400;

    protected override Task<string?> Database() => Task.FromResult<string?>(null);
}

public sealed class DemoMakerTestsOnPostgres(PostgresHost postgres) : DemoMakerContract, IClassFixture<PostgresHost>
{
    protected override int Enough => 400;

    protected override async Task<string?> Database()
    {
        await using (await PostgresRoom.Empty(postgres)) return postgres.Connection;
    }
}
