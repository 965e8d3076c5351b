namespace Bihuan.Portal;

/// <summary>What the public is refused, in plain words.</summary>
public static class No
{
    public static readonly Refusal TooOften = new(RefusalKind.Throttled, "portal.too-often",
        "试的次数太多了。请过几分钟再试，或拨打 12345。", "That was tried too often. Please try again in a few minutes, or call 12345.");

    public static readonly Refusal JudgeTooLate = new(RefusalKind.Conflict, "portal.judge-too-late",
        "办结已超过 {0} 天，不能再改评价。如果问题还在，请再说一次。", "It ended more than {0} days ago, so the verdict can no longer be changed. If the trouble is still there, please say it again.");

    public static readonly Refusal Consent = new(RefusalKind.Invalid, "portal.no-consent",
        "请先看说明，再勾选同意。", "Please read the note and tick that you agree.");

    public static readonly Refusal Text = new(RefusalKind.Invalid, "portal.wordless",
        "请写一写是什么事。", "Please say what it is.");

    public static readonly Refusal Place = new(RefusalKind.Invalid, "portal.placeless",
        "请写明在哪里：哪个小区、哪条路、哪个路口。", "Please say where it is: which compound, road or crossing.");

    public static readonly Refusal Outside = new(RefusalKind.Invalid, "portal.outside",
        "这个位置不在本区。请在地图上重新点，或写出地点。", "This place is not in the district. Point at another one, or write the place.");

    public static readonly Refusal WhichPlace = new(RefusalKind.Invalid, "portal.which-place",
        "这个名字有不止一个地方，请选一个。", "There is more than one place of that name. Choose one.");
}
