using System.Security.Cryptography;
using System.Text;
using Bihuan.Hosting;

namespace Bihuan.Grid;

/// <summary>The areas as an administrator changes them: a look before, the verb, and the map laid again.</summary>
public sealed class AreaDesk(AreaMap map, Reading reading, Settings settings)
{
    const int MostHeld = 8;

    readonly Lock holding = new();
    readonly List<(string Key, ImportBoundaries.Command Command)> held = [];

    /// <summary>What a file would change; null when nothing can be read from it or its datum is not said.</summary>
    public async Task<BoundaryLook?> Look(ImportBoundaries.Command command, CancellationToken stop) =>
        Look(command, (await reading.Story<KeptAreas>(settings.District, KeptAreas.Stream, stop)).Story);

    BoundaryLook? Look(ImportBoundaries.Command command, KeptAreas kept)
    {
        var now = map.Laid(kept);
        if (Datum.Of(command.Datum) is not { } datum || BoundaryFile.Read(command.Json, datum, now) is not { } read) return null;
        var then = map.Laid(kept with { Turns = kept.Turns.Add((new BoundariesImported(command.File, datum.Key, [.. read.Rows.Select(row => row.Boundary)]), new(DateTimeOffset.UnixEpoch, "", new("", "")))) });
        return BoundaryLook.Of(command.File, datum, read, now, then);
    }

    /// <summary>Takes a file in, while the house is at work.</summary>
    public async Task<(Answer<KeptAreas> Answer, BoundaryLook? Look)> Import(Clerk clerk, ImportBoundaries.Command command, CancellationToken stop)
    {
        BoundaryLook? look = null;
        var answer = await clerk.Record<KeptAreas>(KeptAreas.Stream, command, (kept, now) => ImportBoundaries.Decide(command, look = Look(command, kept), now), stop);
        if (answer.IsYes) map.Lay(answer.Story);
        return (answer, look);
    }

    public Task<Answer<KeptAreas>> Split(Clerk clerk, string code, SplitArea.Command command, CancellationToken stop) =>
        Turn(clerk, command, (plan, now) => SplitArea.Decide(code, command, plan, now), stop);

    public Task<Answer<KeptAreas>> Merge(Clerk clerk, MergeAreas.Command command, CancellationToken stop) =>
        Turn(clerk, command, (plan, now) => MergeAreas.Decide(command, plan, now), stop);

    async Task<Answer<KeptAreas>> Turn(Clerk clerk, object command, Func<AreaPlan, Stamp, Decision> decide, CancellationToken stop)
    {
        var answer = await clerk.Record<KeptAreas>(KeptAreas.Stream, command, (kept, now) => decide(map.Laid(kept), now), stop);
        if (answer.IsYes) map.Lay(answer.Story);
        return answer;
    }

    /// <summary>Lays what was recorded over the pack's areas: at the start of the house.</summary>
    /// <param name="map">Opened only where there is something to lay: many commands need no areas.</param>
    public static async Task Apply(Func<AreaMap> map, Reading reading, string district, CancellationToken stop)
    {
        if ((await reading.Story<KeptAreas>(district, KeptAreas.Stream, stop)).Story is { Turns.IsEmpty: false } kept) map().Lay(kept);
    }

    /// <summary>Holds a file that is looked at until it is taken in; a few, for a page's two steps.</summary>
    public string Hold(ImportBoundaries.Command command)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{command.File}\n{command.Datum}\n{command.Json}")));
        lock (holding)
        {
            held.RemoveAll(h => h.Key == key);
            held.Add((key, command));
            if (held.Count > MostHeld) held.RemoveAt(0);
        }
        return key;
    }

    /// <summary>The file that was looked at; null when it is no longer held.</summary>
    public ImportBoundaries.Command? Held(string key)
    {
        lock (holding) return held.Find(h => h.Key == key).Command;
    }
}
