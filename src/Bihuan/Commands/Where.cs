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

    public static Settings Settings(ParseResult words) =>
        new(Path.GetFullPath(words.GetValue(Data)!), Hosting.Settings.FindPacks(), Postgres: words.GetValue(Postgres));

    /// <summary>The rooms of an installation that must be there already: a mistyped folder is neither proven nor made.</summary>
    /// <returns>Null, and the sentence said, when there is none.</returns>
    public static async Task<ServiceProvider?> OpenExisting(Settings settings, CancellationToken stop)
    {
        if (settings.Postgres is not null || File.Exists(settings.Database)) return await Open(settings, stop);

        Console.Error.WriteLine($"{settings.Data} 里没有闭环的数据。请检查 --data。/ There is no installation in {settings.Data}. Check --data.");
        return null;
    }

    /// <summary>The rooms without the web, opened.</summary>
    public static async Task<ServiceProvider> Open(Settings settings, CancellationToken stop)
    {
        var services = new ServiceCollection().AddLogging().AddBihuan(settings).BuildServiceProvider();
        await services.OpenBihuan(stop);
        return services;
    }
}
