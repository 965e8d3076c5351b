namespace Bihuan.Hosting;

/// <summary>What the house itself refuses, whatever the verb.</summary>
public static class No
{
    public static readonly Refusal Stale = new(RefusalKind.Stale, "desk.stale",
        "您看到的不是最新情况，别人刚刚办过一步。请刷新后再试。", "You were looking at an old version: somebody has just acted on it. Reload and try again.");

    public static readonly Refusal KeyReused = new(RefusalKind.Invalid, "desk.key-reused",
        "这个 Idempotency-Key 已用于另一条命令，请换一个新的。", "This Idempotency-Key was used for another command. Send a new one.");

    public static readonly Refusal Unreadable = new(RefusalKind.Invalid, "desk.unreadable",
        "读不懂提交的内容：{0}。请检查后再试。", "What was sent cannot be read: {0}. Check it and try again.");

    public static readonly Refusal SignedOut = new(RefusalKind.Forbidden, "desk.signed-out",
        "请先登录。", "Sign in first.");

    public static readonly Refusal NotYours = new(RefusalKind.Forbidden, "desk.not-yours",
        "您现在的岗位不能做这一步。请换岗位，或找有权限的同事。", "Your present post may not do this. Change post, or ask a colleague who may.");
}
