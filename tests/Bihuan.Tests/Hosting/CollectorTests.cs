using System.Text.Json;

namespace Bihuan.Tests.Hosting;

/// <summary>What the server is started with, as its own process reads it.</summary>
public sealed class CollectorTests
{
    [Fact]
    public void every_core_collects() => Assert.True(Started("System.GC.Server").GetBoolean());

    [Fact]
    public void heaps_that_are_a_third_empty_are_made_dense() => Assert.Equal(7, Started("System.GC.ConserveMemory").GetInt32());

    static JsonElement Started(string setting)
    {
        using var started = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "bihuan.runtimeconfig.json")));
        return started.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty(setting).Clone();
    }
}
