using System.CommandLine;
using Bihuan.Hosting;

namespace Bihuan.Commands;

/// <summary>The options that every verb shares: where the installation is.</summary>
static class Where
{
    public static readonly Option<string> Data = new("--data") { Description = "Folder of the installation / 数据目录", DefaultValueFactory = _ => "data", Recursive = true };

    public static readonly Option<string?> Postgres = new("--postgres")
    {
        Description = "PostgreSQL connection string; without it everything is kept in the folder / PostgreSQL 连接串",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("BIHUAN_POSTGRES"),
        Recursive = true,
    };

    public static readonly Option<string?> District = new("--district") { Description = "Division code, six digits; the installation's first district when left out / 区的行政区划代码" };

    public static Settings Settings(ParseResult words)
    {
        var house = new Settings(Path.GetFullPath(words.GetValue(Data)!), Hosting.Settings.FindPacks(), Postgres: words.GetValue(Postgres));
        return words.GetValue(District) is { } district ? house.Of(district) : house;
    }

    /// <summary>The rooms of an installation that must be there already: a mistyped folder is neither proven nor made.</summary>
    /// <returns>Null, and the sentence said, when there is none.</returns>
    public static async Task<ServiceProvider?> OpenExisting(Settings settings, CancellationToken stop)
    {
        if (settings.Postgres is not null || File.Exists(settings.Database)) return await Open(settings, stop);

        Console.Error.WriteLine($"{settings.Data} 里没有闭环的数据。请检查 --data。/ There is no installation in {settings.Data}. Check --data.");
        return null;
    }

    /// <summary>The rooms without the web, opened: those of the district that the settings name.</summary>
    /// <exception cref="InvalidDataException">There is no such district.</exception>
    public static async Task<ServiceProvider> Open(Settings settings, CancellationToken stop)
    {
        var first = new Settings(settings.Data, settings.Packs, Postgres: settings.Postgres);
        var house = new ServiceCollection().AddLogging().AddBihuan(first).BuildServiceProvider();
        await house.OpenBihuan(stop);
        if (settings.District == first.District) return house;
        if ((await Installation.Others(house, stop)).Contains(settings.District)) return await Wing(house, settings, stop);

        await house.DisposeAsync();
        throw new InvalidDataException($"没有代码为 {settings.District} 的区。/ There is no district {settings.District}.");
    }

    /// <summary>The rooms of a further district; with them the house is closed.</summary>
    public static async Task<ServiceProvider> Wing(ServiceProvider house, Settings settings, CancellationToken stop)
    {
        var wing = new ServiceCollection().AddLogging().AddBihuan(settings, await Beside.Of(house, settings.District, stop))
            .AddSingleton(_ => new Behind(house)).BuildServiceProvider();
        _ = wing.GetRequiredService<Behind>();
        await wing.Furnish(house.GetRequiredService<Stories>(), stop);
        return wing;
    }

    sealed class Behind(ServiceProvider house) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => house.DisposeAsync();
    }
}
