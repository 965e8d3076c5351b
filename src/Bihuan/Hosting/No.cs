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

    public static readonly Refusal Address = new(RefusalKind.Missing, "desk.no-address",
        "没有这个地址：{0}。接口都列在 /api/openapi.json。", "There is no such address: {0}. All of them are listed in /api/openapi.json.");

    public static readonly Refusal Method = new(RefusalKind.Invalid, "desk.method",
        "这个地址不能用 {0}，可以用：{1}。", "This address does not know {0}; it knows {1}.");

    public static readonly Refusal MediaType = new(RefusalKind.Invalid, "desk.media-type",
        "这里读不了 {0}。请用 application/json；上传文件用 multipart/form-data。", "{0} cannot be read here. Send application/json, or multipart/form-data for files.");

    public static readonly Refusal TooLarge = new(RefusalKind.Invalid, "desk.too-large",
        "提交的内容太大：一次最多 {0} MB。请分几次提交。", "That is too much at once: at most {0} MB. Send it in parts.");

    public static readonly Refusal Failed = new(RefusalKind.Conflict, "desk.failed",
        "系统出错，这一步没有办成。请稍后再试；还不行，请把编号 {0} 告诉管理员。", "The house has failed, and this was not done. Try again later; if it still fails, tell an administrator the number {0}.");

    public static readonly Refusal SignedOut = new(RefusalKind.Forbidden, "desk.signed-out",
        "请先登录。", "Sign in first.");

    public static readonly Refusal NotYours = new(RefusalKind.Forbidden, "desk.not-yours",
        "您现在的岗位不能做这一步。请换岗位，或找有权限的同事。", "Your present post may not do this. Change post, or ask a colleague who may.");
}
