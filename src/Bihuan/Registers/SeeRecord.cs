using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>Uncovers the personal answers of a restricted record, once, for a stated purpose; the look itself is recorded.</summary>
public static class SeeRecord
{
    public sealed record Command(string Purpose);

    public static Decision Decide(Record record, Register register, RecordScope scope, Command command, Stamp now)
    {
        if (!record.Exists || !scope.Allows(record.Area(register), RecordScope.OfficeOf(record.Unit))) return No.SuchRecord;
        if (!now.Is([.. register.Read, .. register.Write])) return Hosting.No.NotYours;
        if (!register.IsRestricted || !record.Answers.Any(pair => pair.Value.IsPersonal)) return No.Nothing;
        if (string.IsNullOrWhiteSpace(command.Purpose)) return No.Purpose.On("purpose");

        return new RecordSeen(command.Purpose.Trim());
    }
}
