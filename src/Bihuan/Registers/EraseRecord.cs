using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>Destroys what a record holds of a person, in the duplicates merged into it too: the keys first of all. The chains stay whole.</summary>
public static class EraseRecord
{
    public sealed record Command(string Why);

    public static Refusal? Refuses(Record record, Command command, Stamp now)
    {
        if (now.Role != Roles.SecurityAdmin) return Hosting.No.NotYours;
        if (!record.Exists) return No.SuchRecord;
        return string.IsNullOrWhiteSpace(command.Why) ? No.Why.On("why") : null;
    }

    /// <param name="all">The record and every duplicate that was merged into it.</param>
    public static Decision Decide(IReadOnlyList<Record> all, Register register, Command command)
    {
        if (all[0].IsErased) return Decision.Nothing;
        var why = command.Why.Trim();
        // Who is known by a personal key is nobody any more: the record goes out of use, and its key may be given again.
        var ends = register.Key.Any(field => field.IsPersonal);
        Decision decision = new RecordErased(why);
        if (ends && all[0].IsInUse) decision = decision.And(new RecordRetired(why));
        foreach (var other in all.Skip(1).Where(other => !other.IsErased)) decision = decision.Also(other.Stream, new RecordErased(why));
        if (ends)
            foreach (var record in all) decision = decision.Also(KeyClaim.StreamOf(record.Key), new KeyReleased(all[0].Id));
        return decision;
    }
}
