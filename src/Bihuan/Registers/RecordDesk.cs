using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>The only way to act on records: every page, API call, import and demo comes through here.</summary>
public sealed class RecordDesk(RegisterShelf shelf, AreaMap areas, UnitTree units, Store store, Vault vault)
{
    /// <summary>Reads words as the registers of a district keep them.</summary>
    public async ValueTask<Answers> Answers(string district, CancellationToken stop) => new(areas, await units.Of(district, stop));

    /// <summary>The scope of somebody who is signed in.</summary>
    public async ValueTask<RecordScope> ScopeOf(Person person, CancellationToken stop) =>
        RecordScope.Of(person.Caller.District, person.Post, await units.Of(person.Caller.District, stop));

    /// <summary>The pseudonym of a key; null when the key says nothing.</summary>
    public string? Mark(string district, Register register, Func<string, string?> answer) =>
        register.KeyOf(answer) is { } key ? vault.Mark(district, $"record {register.Name}\n{key}") : null;

    /// <summary>Enters a record.</summary>
    public async Task<Answer<Record>> Add(Clerk clerk, RecordScope scope, Register register, AddRecord.Command command, CancellationToken stop, Answers? known = null)
    {
        var district = clerk.Caller.District;
        var answers = known ?? await Answers(district, stop);
        var (id, salt) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        return await clerk.Record<Record>(Record.StreamOf(id), async (_, desk) =>
        {
            var (said, refusal) = Placed(register, answers, answers.Read(register, command.Said), command.Lon, command.Lat);
            said = RegisterPart.Told(register, said);
            refusal ??= RegisterPart.Wrong(register, district, field => said.GetValueOrDefault(field)) ?? AddRecord.Refuses(register, scope, said, desk.Now);
            if (refusal is not null) return refusal;

            var key = Mark(district, register, field => said.GetValueOrDefault(field))!;
            var (claim, _) = await desk.Story<KeyClaim>(KeyClaim.StreamOf(key));
            if (claim.Record is not null) return No.Known.With(claim.Number).On(register.Key.First().Id);
            return AddRecord.Decide(register, said, command, key, id, $"{register.Prefix}{await desk.Next($"record {register.Name}"):000000}", salt);
        }, stop, isNew: true, command: command);
    }

    /// <summary>Changes answers of a record, or confirms them.</summary>
    public async Task<Answer<Record>> Change(Clerk clerk, RecordScope scope, Register register, string id, ChangeRecord.Command command, CancellationToken stop)
    {
        var district = clerk.Caller.District;
        var answers = await Answers(district, stop);
        var salt = Guid.NewGuid().ToString("N");
        return await clerk.Record<Record>(Record.StreamOf(id), async (record, desk) =>
        {
            if (record.Register != register.Name) return No.SuchRecord;
            if (ChangeRecord.Closed(record, register, scope, desk.Now) is { } closed) return closed;
            var (said, refusal) = answers.Read(register, command.Said);
            if (refusal is not null) return refusal;
            if (command.Lon is { } lon && (command.Lat is not { } lat || answers.At(lon, lat) is null)) return No.Place.On("place");

            said = ChangeRecord.Differences(record, said);
            if (RegisterPart.Wrong(register, district, field => said.TryGetValue(field, out var other) ? other : record[field]) is { } unmade) return unmade;
            var key = register.Key.Any(field => said.ContainsKey(field.Id))
                ? Mark(district, register, field => said.TryGetValue(field, out var word) ? word : record[field]) ?? record.Key : record.Key;
            if (key != record.Key && (await desk.Story<KeyClaim>(KeyClaim.StreamOf(key))).Story is { Record: { } other } claim && other != id)
                return No.Known.With(claim.Number).On(register.Key.First().Id);
            return ChangeRecord.Decide(record, register, scope, command, said, key, salt, desk.Now);
        }, stop, command: command);
    }

    /// <summary>Merges a duplicate into the record that is kept.</summary>
    public async Task<Answer<Record>> Merge(Clerk clerk, RecordScope scope, Register register, string id, MergeRecords.Command command, CancellationToken stop)
    {
        var kept = await IdOf(clerk.Caller.District, command.Into ?? "", stop) ?? "";
        var salt = Guid.NewGuid().ToString("N");
        return await clerk.Record<Record>(Record.StreamOf(id), async (record, desk) =>
            record.Register != register.Name ? No.SuchRecord
                : MergeRecords.Decide(record, (await desk.Story<Record>(Record.StreamOf(kept))).Story, register, scope, command, salt, desk.Now), stop, command: command);
    }

    /// <summary>Takes a record out of use.</summary>
    public Task<Answer<Record>> Retire(Clerk clerk, RecordScope scope, Register register, string id, RetireRecord.Command command, CancellationToken stop) =>
        clerk.Record<Record>(Record.StreamOf(id), command, (record, now) =>
            record.Register != register.Name ? No.SuchRecord : RetireRecord.Decide(record, register, scope, command, now), stop);

    /// <summary>Uncovers personal answers, and records that somebody looked.</summary>
    public Task<Answer<Record>> See(Clerk clerk, RecordScope scope, Register register, string id, SeeRecord.Command command, CancellationToken stop) =>
        clerk.Record<Record>(Record.StreamOf(id), command, (record, now) =>
            record.Register != register.Name ? No.SuchRecord : SeeRecord.Decide(record, register, scope, command, now), stop);

    /// <summary>Destroys what a record holds of a person.</summary>
    public async Task<Answer<Record>> Erase(Clerk clerk, string id, EraseRecord.Command command, CancellationToken stop)
    {
        var gone = new List<string>();
        var answer = await clerk.Record<Record>(Record.StreamOf(id), async (record, desk) =>
        {
            if (EraseRecord.Refuses(record, command, desk.Now) is { } refusal) return refusal;
            List<Record> all = [record];
            for (var n = 0; n < all.Count; n++)
                foreach (var (other, _) in all[n].TookIn) all.Add((await desk.Story<Record>(Record.StreamOf(other))).Story);
            gone = [.. all.Where(one => !one.IsErased).Select(one => one.Id)];
            foreach (var one in gone) desk.Destroy(one);
            return EraseRecord.Decide(all, shelf.Find(record.Register)!, command);
        }, stop, command: command);
        if (answer.IsYes) gone.ForEach(one => vault.Forget(clerk.Caller.District, one));
        return answer;
    }

    /// <summary>The id of a record by its number; null when there is none.</summary>
    public async Task<string?> IdOf(string district, string number, CancellationToken stop)
    {
        if (number.Length == 32) return number;
        await using var connection = await store.Read(stop);
        return await connection.ExecuteScalarAsync<string?>("select id from records where district = @district and number = @number",
            new { district, number = number.Trim().ToUpperInvariant() });
    }

    // A point on the map says the area too, where nobody wrote it.
    static (ImmutableSortedDictionary<string, string> Said, Refusal? Refusal) Placed(
        Register register, Answers answers, (ImmutableSortedDictionary<string, string> Said, Refusal? Refusal) read, double? lon, double? lat)
    {
        if (read.Refusal is not null || lon is null) return read;
        if (!register.HasPlace || lat is null || answers.At(lon.Value, lat.Value) is not { } area) return (read.Said, No.Place.On("place"));
        var field = register.AreaField!.Id;
        return (read.Said.GetValueOrDefault(field, "").Length > 0 ? read.Said : read.Said.SetItem(field, area.Code), null);
    }
}
