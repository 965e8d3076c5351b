namespace Bihuan.Insight.Hot;

/// <summary>What hot issues refuse.</summary>
public static class No
{
    public static readonly Refusal SuchIssue = new(RefusalKind.Missing, "hot.no-issue",
        "没有这个热点，或者它已不在所看的时间里。", "There is no such hot issue, or it lies outside the window by now.");

    public static readonly Refusal HasRoot = new(RefusalKind.Conflict, "hot.has-root",
        "这一类问题已经立项：{0}。新来的事项请归集到那一件。", "Its cause is being dealt with already: {0}. Tie new cases to that matter.");

    public static readonly Refusal NoneChosen = new(RefusalKind.Invalid, "hot.none-chosen",
        "请至少选一件。", "Choose at least one matter.");
}
