namespace Bihuan.Matters;

public static partial class No
{
    public static readonly Refusal NothingToAppeal = new(RefusalKind.Conflict, "matter.nothing-to-appeal",
        "还没有作出处理意见，没有可以复查的。", "Nothing has been answered yet, so there is nothing to review.");

    public static readonly Refusal EndOfLine = new(RefusalKind.Conflict, "matter.end-of-line",
        "{0}的上一级机关已经作出意见，再没有上一级可以申请；同一事实和理由不再受理。", "The organ above {0} has decided already, and none stands above it: the same facts and reasons are not accepted again.");

    public static readonly Refusal MandateAgent = new(RefusalKind.Invalid, "matter.mandate-nameless",
        "请写明代理人姓名，一人一次，不超过 {0} 字。", "Name the agent, one at a time, in at most {0} characters.");

    public static readonly Refusal MandateNothing = new(RefusalKind.Invalid, "matter.mandate-nothing",
        "请选定代理人可以代办哪些事；没有选的，代理人只能看、不能办。", "Choose what the agent may do; what is not chosen they may only read about.");

    public static readonly Refusal MandateScope = new(RefusalKind.Invalid, "matter.mandate-scope",
        "“{0}”不能委托。可以委托：{1}。", "“{0}” cannot be put into a mandate. What can be: {1}.");

    public static readonly Refusal MandateUntil = new(RefusalKind.Invalid, "matter.mandate-until",
        "请写明委托到哪一天：今天起 {0} 天以内。", "Say until which day the mandate lasts: within {0} days from today.");

    public static readonly Refusal MandatePaper = new(RefusalKind.Invalid, "matter.mandate-paperless",
        "代理要凭书面委托：请看过委托书和身份证明以后再登记。", "An agent acts by a written mandate: see the paper and who they are before writing it down.");

    public static readonly Refusal MandatesEnough = new(RefusalKind.Conflict, "matter.mandates-enough",
        "已有 {0} 名代理人，要换人请先结束一个委托。", "There are {0} agents already; end a mandate before giving another.");

    public static readonly Refusal SuchMandate = new(RefusalKind.Missing, "matter.no-such-mandate",
        "没有这个有效的委托。", "There is no such mandate in force.");

    public static readonly Refusal MandateOver = new(RefusalKind.Forbidden, "matter.mandate-over",
        "您的代理委托到 {0} 为止，已经到期，不能再查看或代办。需要继续的，请信访人重新委托。", "Your mandate lasted until {0} and is over; nothing can be read or done by it any more. The requester may give another.");

    public static readonly Refusal MandateEnded = new(RefusalKind.Forbidden, "matter.mandate-ended",
        "您的代理委托已于 {0} 收回，不能再查看或代办。", "Your mandate was taken back on {0}; nothing can be read or done by it any more.");

    public static readonly Refusal NotInMandate = new(RefusalKind.Forbidden, "matter.not-in-mandate",
        "“{0}”不在您的委托权限内，请信访人自己办，或者补充委托。", "“{0}” is not within your mandate; the requester does it, or gives a wider mandate.");
}
