namespace Bihuan.Intake;

/// <summary>What is refused while somebody still speaks, and why a row of a file is not taken in.</summary>
public static class No
{
    public static readonly Refusal Place = new(RefusalKind.Invalid, "intake.placeless",
        "还不知道在哪里。请选一个建议的地点，或自己选社区。", "The place is not known yet. Choose a suggested place, or a community from the list.");

    public static readonly Refusal SameForm = new(RefusalKind.Conflict, "intake.same-form",
        "这张表已经登记过一件，您又改了内容。如要另外登记一件，请再按一次。", "This form has registered one request already, and the words were changed since. Press once more to register another.");

    public static readonly Refusal Time = new(RefusalKind.Invalid, "intake.unreadable-time",
        "时间“{0}”读不出来，请改成对照表里的格式。", "The time “{0}” cannot be read; write it as the map says.");

    public static readonly Refusal Order = new(RefusalKind.Invalid, "intake.replied-before",
        "答复时间早于留言时间，请核对。", "The reply is earlier than the message; check both.");

    public static readonly Refusal Future = new(RefusalKind.Invalid, "intake.future",
        "时间“{0}”还没有到，请核对。", "The time “{0}” has not come yet; check it.");

    public static readonly Refusal Category = new(RefusalKind.Invalid, "intake.unknown-category",
        "类别“{0}”不在类别表里，请在对照表里写明对应的编码。", "The category “{0}” is unknown; say in the map which code it is.");

    public static readonly Refusal Twice = new(RefusalKind.Conflict, "intake.other-content",
        "编号“{0}”已经用过，但内容不同，请核对。", "The number “{0}” was used for other content; check it.");
}
