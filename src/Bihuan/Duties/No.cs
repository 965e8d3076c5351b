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

    public static readonly Refusal RowCategory = new(RefusalKind.Invalid, "duties.row-category",
        "第 {0} 条没有类别，请填类别代码。", "Row {0} has no category; enter its code.");

    public static readonly Refusal RowLimit = new(RefusalKind.Invalid, "duties.row-limit",
        "第 {0} 条的时限“{1}”读不懂，请写成 5 working-days、24 hours 这样。", "The limit “{1}” of row {0} cannot be read; write it like 5 working-days or 24 hours.");

    public static readonly Refusal SuchRow = new(RefusalKind.Missing, "duties.no-row",
        "没有第 {0} 条。", "There is no row {0}.");

    public static readonly Refusal NoDraft = new(RefusalKind.Missing, "duties.no-draft",
        "现在没有目录草稿，请先起稿。", "There is no draft of the catalogue; begin one first.");

    public static readonly Refusal DraftChanged = new(RefusalKind.Conflict, "duties.draft-changed",
        "草稿在试算以后改过，请再试算一次再发布。", "The draft has changed since it was replayed; replay it again before publishing.");

    public static readonly Refusal EditionChanged = new(RefusalKind.Conflict, "duties.edition-changed",
        "目录现在是第 {0} 版，草稿是从第 {1} 版起的：请先把新条目并入草稿，再试算。", "Edition {0} is in force and the draft was begun from edition {1}: take the new rows into the draft and replay it first.");

    public static readonly Refusal Sheet = new(RefusalKind.Invalid, "duties.sheet",
        "这份表读不了：要 .xlsx，第一行是“{0}”这些列。可以先导出目录，在表里改好再传上来。", "This sheet cannot be read: it must be an .xlsx whose first row has the columns {0}. Export the catalogue, change it there and send it back.");

    public static readonly Refusal SheetUnit = new(RefusalKind.Invalid, "duties.sheet-unit",
        "表里第 {0} 行写的“{1}”不是本区的单位，请写单位代码或全称。", "Line {0} of the sheet says “{1}”, which is no unit here; write a code or the full name.");

    public static readonly Refusal SheetArea = new(RefusalKind.Invalid, "duties.sheet-area",
        "表里第 {0} 行写的“{1}”不是本区的区域，请写区划代码或全称，全区就空着。", "Line {0} of the sheet says “{1}”, which is no area here; write a code or the full name, and leave it empty for anywhere.");

    public static readonly Refusal SheetNumber = new(RefusalKind.Invalid, "duties.sheet-number",
        "表里第 {0} 行的条号“{1}”不是数字。", "Line {0} of the sheet has “{1}” for a row number, which is no number.");
}
