namespace Bihuan.Matters;

public static partial class No
{
    public static readonly Refusal OldPicture = new(RefusalKind.Invalid, "matter.old-picture",
        "“{0}”的照片是上一次的，那一次已经退回重办。请拍这一次的，加在“照片和附件”里，再办这一步。", "The pictures taken “{0}” are of the work that was sent back. Take new ones, add them under evidence, then take this step.");

    public static readonly Refusal BeginsAnother = new(RefusalKind.Invalid, "matter.begins-another",
        "“{0}”要登记另一事项：请打开“登记：{1}”，写上这件的编号，登记后两件自动关联。", "“{0}” writes another matter down: begin one of {1} with this number as where it comes from, and both are tied.");

    public static readonly Refusal DayGone = new(RefusalKind.Invalid, "matter.day-gone",
        "“{0}”已经过去了，请写今天或以后的日期。", "“{0}” has gone by; write today or a day to come.");

    public static readonly Refusal NotHolding = new(RefusalKind.Invalid, "matter.not-holding",
        "{0}没有{1}的岗位，请从清单里选一位。", "{0} holds no post of this kind: {1}. Choose somebody of the list.");
}
