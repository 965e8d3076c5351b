using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;

namespace Bihuan.Insight.Hot;

/// <summary>Ties later cases to the matter that deals with their cause, where what they say leaves no doubt; the others are offered on its page.</summary>
public sealed class TieLater(HotRoots roots, MatterDesk desk, Writer writer, TimeProvider time, Settings settings, ILogger<TieLater> log)
{
    const string Why = "说的是同一处同一件事，自动归集 / tied by itself: it speaks of the same thing in the same place";

    /// <summary>Ties what came since.</summary>
    /// <returns>How many were tied.</returns>
    public async Task<int> Run(Heard heard, CancellationToken stop)
    {
        var groups = heard.Groups.Where(group => group.Known is not null).ToDictionary(group => group.Known!, StringComparer.Ordinal);
        if (groups.Count == 0) return 0;
        var tied = 0;
        foreach (var root in (await roots.Of(heard.Playbook, stop)).Where(root => groups.ContainsKey(root.Id)))
        {
            var group = groups[root.Id];
            // What some may not see is tied by somebody who may, or by nobody.
            string[] fresh = [.. group.Members.Where(said => said.At > root.Matter.ReceivedAt && !root.Cases.Contains(said.Id) && !group.Unsure.Contains(said.Id) && !heard.Kept.Contains(said.Id)).Select(said => said.Id)];
            foreach (var some in fresh.Chunk(GatherCases.Most))
            {
                var words = new JsonObject { ["matters"] = new JsonArray([.. some.Select(id => JsonValue.Create(id))]), ["why"] = Why };
                var answer = await desk.Take(new Clerk(writer, time, Caller.Clock(settings.District)), root.Id, GatherCases.Act.Name, words, stop);
                if (answer.Refusal is { } refusal) log.LogWarning("Cases were not tied to {Matter}: {Refusal}", root.Matter.Number, refusal.En);
                else tied += some.Length;
            }
        }

        return tied;
    }
}
