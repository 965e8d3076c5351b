using System.Security.Cryptography;
using System.Text;
using Bihuan.Hosting;

namespace Bihuan.Grid;

/// <summary>The areas as an administrator changes them: a look before, the verb, and the map laid again.</summary>
public sealed class AreaDesk(AreaMap map, Reading reading, Store store, TimeProvider time, Settings settings)
{
    const string Media = "application/geo+json";

    /// <summary>What a file would change; null when nothing can be read from it or its datum is not said.</summary>
    public async Task<BoundaryLook?> Look(ImportBoundaries.Command command, CancellationToken stop) => Look(command, await Kept(stop));

    BoundaryLook? Look(ImportBoundaries.Command command, KeptAreas kept)
    {
        var now = map.Laid(kept);
        if (Datum.Of(command.Datum) is not { } datum || BoundaryFile.Read(command.Json, datum, now) is not { } read) return null;
        return BoundaryLook.Of(command.File, datum, read, now, Then(kept, new BoundariesImported(command.File, datum.Key, [.. read.Rows.Select(row => row.Boundary)])));
    }

    /// <summary>Takes a file in, while the house is at work; the file is kept with it.</summary>
    public async Task<(Answer<KeptAreas> Answer, BoundaryLook? Look)> Import(Clerk clerk, ImportBoundaries.Command command, CancellationToken stop)
    {
        BoundaryLook? look = null;
        var file = FileOf(command);
        var answer = await clerk.Record<KeptAreas>(KeptAreas.Stream, (kept, desk) =>
        {
            desk.Keep(file.Statement(settings.District));
            return ValueTask.FromResult(ImportBoundaries.Decide(command, look = Look(command, kept), file.Hash, desk.Now));
        }, stop, command: command);
        if (answer.IsYes) map.Lay(answer.Story, answer.Version);
        return (answer, look);
    }

    /// <summary>What a split would do; the refusal when it would be refused.</summary>
    public Task<(TurnLook? Look, Refusal? Refusal)> Look(Clerk clerk, string code, SplitArea.Command command, CancellationToken stop) =>
        Look(clerk, (plan, now) => SplitArea.Decide(code, command, plan, now), stop);

    /// <summary>What a merger would do; the refusal when it would be refused.</summary>
    public Task<(TurnLook? Look, Refusal? Refusal)> Look(Clerk clerk, MergeAreas.Command command, CancellationToken stop) =>
        Look(clerk, (plan, now) => MergeAreas.Decide(command, plan, now), stop);

    async Task<(TurnLook? Look, Refusal? Refusal)> Look(Clerk clerk, Func<AreaPlan, Stamp, Decision> decide, CancellationToken stop)
    {
        var kept = await Kept(stop);
        var now = map.Laid(kept);
        var decision = decide(now, new(time.GetUtcNow(), clerk.Caller.Account, clerk.Caller.Post));
        if (decision.Refusal is { } refusal) return (null, refusal);
        var zones = (await reading.Story<Zones>(settings.District, Zones.Stream, stop)).Story;
        return (TurnLook.Of(decision.Facts[0], now, Then(kept, decision.Facts[0]), zones), null);
    }

    public Task<Answer<KeptAreas>> Split(Clerk clerk, string code, SplitArea.Command command, CancellationToken stop) =>
        Turn(clerk, command, (plan, now) => SplitArea.Decide(code, command, plan, now), stop);

    public Task<Answer<KeptAreas>> Merge(Clerk clerk, MergeAreas.Command command, CancellationToken stop) =>
        Turn(clerk, command, (plan, now) => MergeAreas.Decide(command, plan, now), stop);

    async Task<Answer<KeptAreas>> Turn(Clerk clerk, object command, Func<AreaPlan, Stamp, Decision> decide, CancellationToken stop)
    {
        var answer = await clerk.Record<KeptAreas>(KeptAreas.Stream, async (kept, desk) =>
        {
            var plan = map.Laid(kept);
            var decision = decide(plan, desk.Now);
            if (decision.Facts is not [var turn, ..]) return decision;
            foreach (var zone in AreaTurns.Zones((await desk.Story<Zones>(Zones.Stream)).Story, turn, plan)) decision = decision.Also(Zones.Stream, new ZoneDrawn(zone));
            return decision;
        }, stop, command: command);
        if (answer.IsYes) map.Lay(answer.Story, answer.Version);
        return answer;
    }

    async Task<KeptAreas> Kept(CancellationToken stop) => (await reading.Story<KeptAreas>(settings.District, KeptAreas.Stream, stop)).Story;

    AreaPlan Then(KeptAreas kept, Fact fact) => map.Laid(kept with { Turns = kept.Turns.Add((fact, new(DateTimeOffset.UnixEpoch, "", new("", "")))) });

    /// <summary>Lays what was recorded over the pack's areas: at the start of the house, and when another process has recorded something.</summary>
    /// <param name="map">Opened only where there is something to lay: many commands need no areas.</param>
    public static async Task Apply(Func<AreaMap> map, Reading reading, string district, CancellationToken stop)
    {
        if (await reading.Story<KeptAreas>(district, KeptAreas.Stream, stop) is ({ Turns.IsEmpty: false } kept, var version)) map().Lay(kept, version);
    }

    /// <summary>Keeps a file that is looked at in the database, so that whichever process is asked can take it in.</summary>
    /// <returns>The hash under which it is kept.</returns>
    public async Task<Answer<BoundarySource>> Keep(Clerk clerk, ImportBoundaries.Command command, CancellationToken stop)
    {
        var file = FileOf(command);
        return await clerk.Record<BoundarySource>(BoundarySource.StreamOf(file.Hash), (source, desk) =>
        {
            desk.Keep(file.Statement(settings.District));
            return ValueTask.FromResult(KeepBoundaryFile.Decide(source, command.File, file, desk.Now));
        }, stop);
    }

    /// <summary>The text of a file of boundaries that is kept; null when there is none under that hash.</summary>
    public async Task<(string Name, string Json)?> File(string? hash, CancellationToken stop)
    {
        if (hash is not { Length: 64 } || !hash.All(char.IsAsciiHexDigitLower)) return null;
        var name = (await reading.Story<BoundarySource>(settings.District, BoundarySource.StreamOf(hash), stop)).Story is { Name.Length: > 0 } source ? source.Name
            : (await Kept(stop)).Turns.Select(turn => turn.Fact).OfType<BoundariesImported>().LastOrDefault(import => import.Sha256 == hash)?.File;
        return name is not null && await KeptFile.Read(store, settings.District, hash, stop) is { } file ? (name, Encoding.UTF8.GetString(file.Bytes)) : null;
    }

    static KeptFile FileOf(ImportBoundaries.Command command)
    {
        var bytes = Encoding.UTF8.GetBytes(command.Json ?? "");
        return new(Convert.ToHexStringLower(SHA256.HashData(bytes)), Media, bytes, null);
    }
}
