namespace Bihuan.Registers;

/// <summary>Takes a record out of use, with the reason: the shop has closed, the team was dissolved. Its story stays.</summary>
public static class RetireRecord
{
    public sealed record Command(string Why);

    public static Decision Decide(Record record, Register register, RecordScope scope, Command command, Stamp now)
    {
        if (ChangeRecord.Closed(record, register, scope, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        Decision decision = new RecordRetired(command.Why.Trim());
        return decision.Also(KeyClaim.StreamOf(record.Key), new KeyReleased(record.Id));
    }
}
