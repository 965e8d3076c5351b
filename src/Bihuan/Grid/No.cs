namespace Bihuan.Grid;

/// <summary>What the map refuses.</summary>
public static class No
{
    public static readonly Refusal SuchArea = new(RefusalKind.Missing, "area.missing",
        "没有编码为“{0}”的区域。请从 /api/areas 一级一级往下找。", "There is no area “{0}”. Walk down from /api/areas.");

    public static readonly Refusal DistrictCode = new(RefusalKind.Invalid, "area.no-district-code",
        "“{0}”不是区的行政区划代码。请写六位数字。", "“{0}” is not a district's division code. Write six digits.");

    public static readonly Refusal Datum = new(RefusalKind.Invalid, "areas.no-datum",
        "没有说清坐标是哪一种。请选 WGS-84、GCJ-02 或 CGCS2000；拿不准就问给文件的人。",
        "The file's datum was not said. Choose WGS 84, GCJ-02 or CGCS2000; whoever gave the file knows.");

    public static readonly Refusal BoundaryFile = new(RefusalKind.Invalid, "areas.no-geojson",
        "这个文件读不出边界。要 GeoJSON 的 FeatureCollection，20 MB 以内。", "No boundaries can be read from this file. It must be a GeoJSON FeatureCollection of 20 MB at most.");

    public static readonly Refusal Boundaries = new(RefusalKind.Invalid, "areas.no-good-boundary",
        "没有一条边界能导入：{0}", "None of the boundaries can be taken in: {0}");

    public static readonly Refusal LookAgain = new(RefusalKind.Conflict, "areas.look-again",
        "看过的文件已经不在了，请再选一次。", "The file that was looked at is no longer held. Choose it again.");
}
