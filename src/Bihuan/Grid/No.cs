namespace Bihuan.Grid;

/// <summary>What the map refuses.</summary>
public static class No
{
    public static readonly Refusal SuchArea = new(RefusalKind.Missing, "area.missing",
        "没有编码为“{0}”的区域。请从 /api/areas 一级一级往下找。", "There is no area “{0}”. Walk down from /api/areas.");

    public static readonly Refusal DistrictCode = new(RefusalKind.Invalid, "area.no-district-code",
        "“{0}”不是区的行政区划代码。请写六位数字。", "“{0}” is not a district's division code. Write six digits.");
}
