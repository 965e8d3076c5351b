using System.Text.Json;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;

namespace Bihuan.Bench.Stores;

/// <summary>Fills a store with the matters that stand there before a bench begins, all through the Clerk.</summary>
sealed class Furnish(IServiceProvider services)
{
    /// <summary>Changes when other matters are loaded, so that a kept store is not taken for one of these.</summary>
    public const int Edition = 1;

    /// <summary>Loads so many: every second accepted, every fourth with the measured unit.</summary>
    public async Task Load(int matters, CancellationToken stop)
    {
        var desk = services.GetRequiredService<MatterDesk>();
        var (agent, dispatcher) = (Crew.Clerk(services, Crew.Of(Crew.Agent)), Crew.Clerk(services, Crew.Of(Crew.Dispatcher)));
        await Parallel.ForAsync(0, matters, new ParallelOptions { MaxDegreeOfParallelism = 128, CancellationToken = stop }, async (n, token) =>
        {
            var command = JsonSerializer.Deserialize<ReceiveMatter.Command>(Registration.Body(n), Facts.Json)!;
            var answer = await desk.Receive(agent.For(agent.Caller with { At = DateTimeOffset.UtcNow.AddMinutes(-1 - n % 100_000) }), command, token);
            if (n % 2 == 0) Yes(await desk.Take(agent, answer.Story.Id, "accept", [], token));
            if (n % 4 == 0) Yes(await desk.Take(dispatcher, answer.Story.Id, "dispatch", new JsonObject { ["unit"] = Crew.Unit, ["row"] = Crew.Row }, token));
        });
    }

    static void Yes(Answer<Matter> answer)
    {
        if (answer.Refusal is { } no) throw new InvalidOperationException($"A matter could not be loaded: {no.Code} {no.En}");
    }
}
