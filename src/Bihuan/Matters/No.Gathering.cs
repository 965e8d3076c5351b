namespace Bihuan.Matters;

public static partial class No
{
    public static readonly Refusal NoCases = new(RefusalKind.Invalid, "matter.no-cases",
        "请选定要归集的事项。", "Choose the matters to be tied.");

    public static readonly Refusal ManyCases = new(RefusalKind.Invalid, "matter.many-cases",
        "一次最多归集 {0} 件，请分几次。", "At most {0} matters are tied at once; do it in several turns.");
}
