namespace Bihuan.Intake;

/// <summary>What is refused while somebody still speaks.</summary>
public static class No
{
    public static readonly Refusal Place = new(RefusalKind.Invalid, "intake.placeless",
        "还不知道在哪里。请选一个建议的地点，或自己选社区。", "The place is not known yet. Choose a suggested place, or a community from the list.");

    public static readonly Refusal SameForm = new(RefusalKind.Conflict, "intake.same-form",
        "这张表已经登记过一件，您又改了内容。如要另外登记一件，请再按一次。", "This form has registered one request already, and the words were changed since. Press once more to register another.");
}
