namespace Bihuan.Matters;

public static partial class No
{
    public static readonly Refusal FewWords = new(RefusalKind.Invalid, "matter.few-words",
        "请至少写两个连着的字，或一个完整的数字、英文词。", "Write at least two characters that stand together, or a whole number or word.");
}
