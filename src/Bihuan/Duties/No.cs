namespace Bihuan.Duties;

/// <summary>What the duty lists refuse.</summary>
public static class No
{
    public static readonly Refusal Rows = new(RefusalKind.Invalid, "duties.no-rows",
        "派单目录至少要有一条。", "A dispatch catalogue needs at least one row.");

    public static readonly Refusal RowTwice = new(RefusalKind.Invalid, "duties.row-twice",
        "第 {0} 条出现了两次，请改号。", "Row {0} stands there twice; give one another number.");

    public static readonly Refusal SuchUnit = new(RefusalKind.Invalid, "duties.unknown-unit",
        "第 {0} 条的单位“{1}”不存在。", "Row {0} names the unit “{1}”, which does not exist.");

    public static readonly Refusal SuchPlaybook = new(RefusalKind.Missing, "duties.no-playbook",
        "没有名为“{0}”的流程，请从流程库里选一个。", "There is no playbook “{0}”; choose one from the library.");

    public static readonly Refusal SuchOffice = new(RefusalKind.Invalid, "duties.unknown-office",
        "单位“{0}”不存在或已撤销，请选一个在用的单位。", "The unit “{0}” does not exist or is closed; choose one that is open.");
}
