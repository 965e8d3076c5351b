namespace Bihuan.Registers;

/// <summary>Merges a duplicate into the record that is kept: the duplicate points to it, and what only the duplicate knew is carried over.</summary>
public static class MergeRecords
{
    /// <param name="Into">The number of the record that is kept.</param>
    public sealed record Command(string Into, string Why);

    public static Decision Decide(Record duplicate, Record kept, Register register, RecordScope scope, Command command, string salt, Stamp now)
    {
        if (ChangeRecord.Closed(duplicate, register, scope, now) is { } closed) return closed;
        if (kept.Id == duplicate.Id) return No.Itself.On("into");
        if (kept.Register != duplicate.Register || !kept.IsInUse || ChangeRecord.Closed(kept, register, scope, now) is not null) return No.Into.With(command.Into ?? "").On("into");
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        var lacking = duplicate.Answers.Where(pair => pair.Value.Value is { Length: > 0 } && !kept.Answers.ContainsKey(pair.Key))
            .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Value!, StringComparer.Ordinal);
        var (open, hidden, personal) = AddRecord.Part(register, lacking, kept.Id, salt);
        Decision decision = new RecordMerged(kept.Id, kept.Number, command.Why.Trim());
        if (personal is not null) decision = decision.Keeping(personal);
        return decision.Also(kept.Stream, new RecordTookIn(duplicate.Id, duplicate.Number, open, hidden, personal?.Seal))
            // Whoever enters the duplicate again is shown the record that is kept.
            .Also(KeyClaim.StreamOf(duplicate.Key), new KeyClaimed(kept.Id, kept.Number));
    }
}
