namespace Bihuan.Matters;

public static partial class No
{
    public static readonly Refusal ShareKept = new(RefusalKind.Conflict, "matter.share-kept",
        "这件事保密，不能与外单位共享。", "This matter is confidential and is not shared with anybody outside.");

    public static readonly Refusal SharePartner = new(RefusalKind.Invalid, "matter.share-partner",
        "请写明与哪个单位共享，不超过 {0} 字。", "Name the partner, in at most {0} characters.");

    public static readonly Refusal ShareUntil = new(RefusalKind.Invalid, "matter.share-until",
        "请写明共享到哪一天：今天起 {0} 天以内。", "Say until which day: within {0} days from today.");

    public static readonly Refusal ShareNothing = new(RefusalKind.Invalid, "matter.share-nothing",
        "请选定共享哪些内容；没有选的，对方看不到。", "Choose what is shared; what is not chosen is not seen.");

    public static readonly Refusal SharePart = new(RefusalKind.Invalid, "matter.share-part",
        "“{0}”不能共享。可以共享：{1}。", "“{0}” cannot be shared. What can be: {1}.");

    public static readonly Refusal ShareFile = new(RefusalKind.Invalid, "matter.share-file",
        "这个附件不在本件里，或写有诉求人信息，不能共享。请另选。", "This file is not one of the matter, or names the requester. Choose another.");

    public static readonly Refusal SuchShare = new(RefusalKind.Missing, "matter.no-such-share",
        "没有这次共享。", "There is no such share.");

    public static readonly Refusal ShareWords = new(RefusalKind.Invalid, "matter.share-wordless",
        "请写明情况，不超过 {0} 字。", "Say what it is, in at most {0} characters.");

    public static readonly Refusal ShareEnough = new(RefusalKind.Conflict, "matter.share-enough",
        "这次共享的反馈已有 {0} 条，不再接收。请与共享的单位联系。", "This share has {0} entries already and takes no more. Speak with the office that shared it.");
}
