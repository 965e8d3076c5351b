using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Hosting;

/// <summary>The whole house without the web, in a folder of its own, with the units the fixed people work in.</summary>
public sealed class InstalledHouse : IAsyncLifetime
{
    readonly string data = Directory.CreateTempSubdirectory("bihuan-").FullName;
    ServiceProvider rooms = null!;

    internal MovedTime Time { get; } = new();

    public T Room<T>() where T : notnull => rooms.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection().AddLogging().AddBihuan(new(data, Settings.FindPacks()));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<Ticker>();
        rooms = services.BuildServiceProvider();
        await rooms.OpenBihuan(default);
        var setup = Clerk(new("setup", Roles.Setup, ""));
        foreach (var code in (string[])["LS", "LS.RX", Cast.Bureau, Cast.Transport, Cast.Housing])
            Assert.Null((await OpenUnit.Run(new(code, code, code, "office"), setup, default)).Refusal);
    }

    internal Clerk Clerk(Who who) => new(Room<Writer>(), Time, new(Scene.District, who.Account, who.Post));

    internal async Task<Answer<Matter>> Receive(string text = "楼下垃圾堆了三天没人清运") =>
        await Room<MatterDesk>().Receive(Clerk(Cast.Eva), new(text, Phone: "13800000000", Area: "370212001019", Category: "CJ-01-03"), default);

    internal async Task<Answer<Matter>> Take(Who who, string id, string move, object? words = null) =>
        await Room<MatterDesk>().Take(Clerk(who), id, move, Scene.Json(words), default);

    public async ValueTask DisposeAsync()
    {
        await rooms.GetRequiredService<Writer>().DisposeAsync();
        await rooms.GetRequiredService<Store>().DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>A clock that stands where a test puts it.</summary>
    internal sealed class MovedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Scene.Time("2026-03-09 09:00");

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
