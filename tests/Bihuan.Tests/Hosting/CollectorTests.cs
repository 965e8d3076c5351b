using System.Text.Json;

namespace Bihuan.Tests.Hosting;

/// <summary>What the server is started with, as its own process reads it.</summary>
public sealed class CollectorTests
{
    [Fact]
    public void every_core_collects()
    {
        using var started = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "bihuan.runtimeconfig.json")));
        Assert.True(started.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.GC.Server").GetBoolean());
    }
}
