using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Insight;
using Bihuan.Intake;
using Bihuan.Language;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Matters.Learning;
using Bihuan.People;
using Bihuan.Portal;
using Bihuan.Registers;
using Bihuan.Rounds;
using Bihuan.Shell;

namespace Bihuan;

/// <summary>The web's rooms over the same house.</summary>
public static class Site
{
    /// <summary>Builds the site; <see cref="Installation.OpenBihuan"/> must run before it serves.</summary>
    /// <param name="url">Where it listens; null leaves it to the host.</param>
    /// <param name="furnish">Changes what stands in the rooms: a test's clock.</param>
    public static WebApplication Build(Settings settings, string? url, Action<IServiceCollection>? furnish = null) => Build(settings, url, furnish, null);

    /// <param name="wing">Where the site is not the house's own but a further district's.</param>
    internal static WebApplication Build(Settings settings, string? url, Action<IServiceCollection>? furnish, InWing? wing)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // The caller's folder says nothing about where the program's own files are.
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = FindWebRoot(),
        });
        if (url is not null) builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddBihuan(settings, wing?.Beside);
        builder.Services.AddTicking().AddSingleton<Abreast>().AddHostedService(house => house.GetRequiredService<Abreast>()).AddHostedService<RoundTicker>()
            .AddHostedService(house => house.GetRequiredService<Apprentice>());
        builder.Services.AddMatterLists().AddInsight();
        builder.Services.AddShell();
        builder.Services.AddReaders();
        builder.Services.AddApiDocument().AddMoveDocument();
        builder.Services.ConfigureHttpJsonOptions(options => Copy(options.SerializerOptions));
        furnish?.Invoke(builder.Services);
        if (wing is null) FrontDoor.Hang(builder.Services, furnish);
        else builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.Server.IServer>(wing.Server);
        var app = builder.Build();
        app.MapShell();
        app.UseProblems();
        app.UsePeople();
        // A model that cannot be used stops nobody: the house is ready, and says what it does without.
        app.MapGet("/health", (CategoryMemory memory) => Results.Text(memory.Fault is { } no ? $"ready\n{no.Code}: {no.En} / {no.Zh}" : "ready")).ExcludeFromDescription();
        app.MapOpenApi("/api/openapi.json");
        var ways = app.MapGroup("").OnlyNamedBodies();
        ways.MapGrid();
        ways.MapBoundaries();
        ways.MapPeople();
        ways.MapLibrary();
        ways.MapRegisters();
        ways.MapMatters();
        ways.MapErasing();
        ways.MapMigration();
        ways.MapMatterPages();
        ways.MapMatterLists();
        ways.MapRounds();
        ways.MapInsight();
        ways.MapHome();
        ways.MapIntake();
        ways.MapPortal();
        return app;
    }

    static void Copy(System.Text.Json.JsonSerializerOptions options)
    {
        options.Encoder = Facts.Json.Encoder;
        options.DefaultIgnoreCondition = Facts.Json.DefaultIgnoreCondition;
        foreach (var converter in Facts.Json.Converters) options.Converters.Add(converter);
    }

    static string FindWebRoot()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(beside)) return beside;
        return Path.Combine(Path.GetDirectoryName(Settings.FindPacks())!, "src", "Bihuan", "wwwroot");
    }
}
