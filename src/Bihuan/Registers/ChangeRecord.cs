using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>Changes answers of a record, field by field, or confirms that they still hold.</summary>
public static class ChangeRecord
{
    /// <param name="Said">Only the answers that may be other ones; an empty word takes one away.</param>
    /// <param name="Confirmed">Fields that were looked at and still hold; they are fresh again.</param>
    public sealed record Command(ImmutableSortedDictionary<string, string>? Said = null, IReadOnlyList<string>? Confirmed = null, double? Lon = null, double? Lat = null);

    /// <summary>Why the record cannot be acted upon by this person; null when it can.</summary>
    internal static Refusal? Closed(Record record, Register register, RecordScope scope, Stamp now)
    {
        if (!record.Exists || !scope.Allows(record.Area(register), RecordScope.OfficeOf(record.Unit))) return No.SuchRecord;
        if (!now.Is(register.Write.AsSpan())) return Hosting.No.NotYours;
        if (record.MergedInto is { } into) return No.Merged.With(into.Number);
        return record.IsInUse ? null : No.Ended;
    }

    /// <summary>What is really another answer than before.</summary>
    public static ImmutableSortedDictionary<string, string> Differences(Record record, ImmutableSortedDictionary<string, string> said) =>
        said.RemoveRange(said.Where(pair => pair.Value == (record[pair.Key] ?? "")).Select(pair => pair.Key));

    /// <param name="said">Answers as they are kept, those that are the same taken out.</param>
    /// <param name="key">The pseudonym of its key as it would be now.</param>
    public static Decision Decide(
        Record record, Register register, RecordScope scope, Command command, ImmutableSortedDictionary<string, string> said, string key, string salt, Stamp now)
    {
        if (Closed(record, register, scope, now) is { } closed) return closed;
        foreach (var field in register.Fields)
            if (field.IsRequired && said.TryGetValue(field.Id, out var word) && word.Length == 0) return No.Required.With(field.Title).On(field.Id);
        var area = register.AreaField!.Id;
        if (said.TryGetValue(area, out var there) && !scope.Allows(there, RecordScope.OfficeOf(record.Unit))) return No.Outside.On(area);

        ImmutableArray<string> confirmed = [.. (command.Confirmed ?? []).Where(id => record.Answers.ContainsKey(id) && !said.ContainsKey(id)).Distinct()];
        var (lon, lat) = command.Lon is null ? (record.Lon, record.Lat) : (command.Lon, command.Lat);
        if (said.IsEmpty && confirmed.IsEmpty && (lon, lat) == (record.Lon, record.Lat)) return Decision.Nothing;

        var (open, hidden, personal) = AddRecord.Part(register, said, record.Id, salt);
        Decision decision = new RecordChanged(key, open, hidden, confirmed, lon, lat, personal?.Seal);
        if (personal is not null) decision = decision.Keeping(personal);
        return key == record.Key ? decision : decision
            .Also(KeyClaim.StreamOf(record.Key), new KeyReleased(record.Id)).Also(KeyClaim.StreamOf(key), new KeyClaimed(record.Id, record.Number));
    }
}
