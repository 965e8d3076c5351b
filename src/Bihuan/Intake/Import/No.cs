namespace Bihuan.Intake.Import;

/// <summary>Why a row is not taken in.</summary>
public static class No
{
    public static readonly Refusal Time = new(RefusalKind.Invalid, "intake.unreadable-time",
        "时间“{0}”读不出来，请改成对照表里的格式。", "The time “{0}” cannot be read; write it as the map says.");

    public static readonly Refusal Order = new(RefusalKind.Invalid, "intake.replied-before",
        "答复时间早于留言时间，请核对。", "The reply is earlier than the message; check both.");

    public static readonly Refusal Future = new(RefusalKind.Invalid, "intake.future",
        "时间“{0}”还没有到，请核对。", "The time “{0}” has not come yet; check it.");

    public static readonly Refusal Numberless = new(RefusalKind.Invalid, "intake.numberless",
        "这一行没有编号，无法确认是否已导入。请补上编号。", "The row has no number, so nobody can tell whether it was taken before. Add it.");

    public static readonly Refusal Standing = new(RefusalKind.Invalid, "intake.no-standing",
        "按时和超时写的是“{0}”，看不出是哪一种。请一个写 1、一个写 0。", "In time and overdue say “{0}”, which is neither. Write 1 in one and 0 in the other.");

    public static readonly Refusal Category = new(RefusalKind.Invalid, "intake.unknown-category",
        "类别“{0}”不在类别表里，请在对照表里写明对应的编码。", "The category “{0}” is unknown; say in the map which code it is.");

    public static readonly Refusal Twice = new(RefusalKind.Conflict, "intake.other-content",
        "编号“{0}”已经用过，但内容不同，请核对。", "The number “{0}” was used for other content; check it.");
}
