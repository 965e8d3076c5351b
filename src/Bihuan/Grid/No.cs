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

    public static readonly Refusal SuchZone = new(RefusalKind.Missing, "zones.missing",
        "没有编号为“{0}”的责任区。", "There is no zone “{0}”.");

    public static readonly Refusal ZoneCode = new(RefusalKind.Invalid, "zones.no-code",
        "责任区要有编号：字母、数字和横线，最多 20 个。", "A zone needs a code: letters, digits and hyphens, 20 at most.");

    public static readonly Refusal ZoneName = new(RefusalKind.Invalid, "zones.unnamed",
        "请写责任区的名称。", "Give the zone a name.");

    public static readonly Refusal ZoneLeader = new(RefusalKind.Invalid, "zones.no-leader",
        "责任区要有责任领导。", "A zone needs a leader who answers for it.");

    public static readonly Refusal ZoneAccount = new(RefusalKind.Invalid, "zones.no-account",
        "账号“{0}”没有领导岗位，请从清单里选；没有账号的领导只写姓名。", "The account “{0}” holds no leader's post; choose one of the list, or write only the name of a leader without an account.");

    public static readonly Refusal ZoneUnit = new(RefusalKind.Invalid, "zones.no-unit",
        "责任单位“{0}”不存在或已撤销，请选一个在用的单位。", "The unit “{0}” does not exist or is closed; choose one that is open.");

    public static readonly Refusal ZoneOutline = new(RefusalKind.Invalid, "zones.no-outline",
        "这条边线读不出来：要 WGS-84 的 GeoJSON Polygon，首尾相接、不自交。", "The outline cannot be read: a GeoJSON Polygon in WGS 84 that closes and does not cross itself.");

    public static readonly Refusal ZoneGround = new(RefusalKind.Invalid, "zones.no-ground",
        "责任区要么选区域，要么给边线，两样给一样。", "A zone is a set of areas or an outline: give one of the two.");

    public static readonly Refusal ZoneReason = new(RefusalKind.Invalid, "zones.no-reason",
        "请写撤销责任区的理由。", "Say why the zone ends.");

    public static readonly Refusal AreaEnded = new(RefusalKind.Conflict, "areas.ended",
        "区域“{0}”已经撤并。", "The area “{0}” has ended.");

    public static readonly Refusal AreaWent = new(RefusalKind.Invalid, "area.ended",
        "区域“{0}”已经撤并，请改用：{1}。", "The area “{0}” has ended; use instead: {1}.");

    public static readonly Refusal TurnLevel = new(RefusalKind.Invalid, "areas.no-such-turn",
        "只有社区和网格可以在这里拆分、合并；街道以区划调整文件为准。", "Only communities and grids are split and merged here; streets follow the State's own orders.");

    public static readonly Refusal TurnDate = new(RefusalKind.Invalid, "areas.not-yet",
        "还没到生效的那一天。请在生效当天或以后登记。", "That day has not come. Record it on the day from which it holds, or later.");

    public static readonly Refusal TurnDay = new(RefusalKind.Invalid, "areas.no-day",
        "请写从哪一天起，例如 2026-11-22。", "Write from which day, for example 2026-11-22.");

    public static readonly Refusal SplitNothing = new(RefusalKind.Invalid, "areas.nothing-chosen",
        "还没有给下级区域分归属。每一个都选归哪个新区域。", "Nothing below is given to a new area yet. Choose one for each.");

    public static readonly Refusal TurnReason = new(RefusalKind.Invalid, "areas.no-reason",
        "请写拆分或合并的依据。", "Say by what the areas are split or merged.");

    public static readonly Refusal TurnCode = new(RefusalKind.Invalid, "areas.no-new-code",
        "编码“{0}”不能用：要在“{1}”之下、同样长短、从没用过；或者沿用原来的编码。", "The code “{0}” cannot be used: below “{1}”, of the same length and never used before; or one that goes on.");

    public static readonly Refusal TurnName = new(RefusalKind.Invalid, "areas.no-new-name",
        "新区域“{0}”要有名称。", "The new area “{0}” needs a name.");

    public static readonly Refusal SplitInto = new(RefusalKind.Invalid, "areas.split-into-one",
        "拆分要拆成两个以上，编码各不相同。", "A split makes two areas at least, each with a code of its own.");

    public static readonly Refusal SplitOutside = new(RefusalKind.Invalid, "areas.outside",
        "“{0}”的边线超出了原来的区域。", "The outline of “{0}” stands out of the area that is split.");

    public static readonly Refusal MergeTogether = new(RefusalKind.Invalid, "areas.not-together",
        "合并要两个以上、同一上级、同一层级的区域。", "A merger takes two areas at least, of one level below the same area.");

    public static readonly Refusal SplitBelow = new(RefusalKind.Invalid, "areas.below-unsaid",
        "“{0}”没有说归哪一个新区域，或者归了两个。每个下级区域选一个。", "It is not said, or said twice, into which new area “{0}” goes. Choose one for each area below.");

    public static readonly Refusal SplitBare = new(RefusalKind.Invalid, "areas.part-without-ground",
        "“{0}”一个下级区域也没有分到。给它分一些，或者少拆一个。", "“{0}” gets none of the areas below. Give it some, or split into fewer.");

    public static readonly Refusal SplitLine = new(RefusalKind.Invalid, "areas.no-line",
        "这条分界线没有把区域分成两块：要从一边画到另一边，两头画出边界。", "The line does not part the area in two: draw it from one border to another, and end it outside.");

    public static readonly Refusal SplitLineTwo = new(RefusalKind.Invalid, "areas.line-for-two",
        "一条分界线只能一分为二。要拆成更多，请分几次拆，或者上传各块的边界。", "One line makes two areas. For more, split again afterwards, or send the outline of each.");

    public static readonly Refusal SplitStrange = new(RefusalKind.Invalid, "areas.outline-of-none",
        "文件里的“{0}”不是要拆成的区域。文件的 code 要写上面填的编码。", "“{0}” in the file is none of the new areas. Its code must be one of those written above.");

    public static readonly Refusal SplitOverlap = new(RefusalKind.Invalid, "areas.outlines-overlap",
        "“{0}”和“{1}”的边线重叠。", "The outlines of “{0}” and “{1}” overlap.");

    public static readonly Refusal SplitShort = new(RefusalKind.Invalid, "areas.outlines-short",
        "各块边线加起来还差 {0} 平方米，没有盖满原来的区域。", "The outlines leave {0} square metres of the area uncovered.");

    public static readonly Refusal SplitFull = new(RefusalKind.Invalid, "areas.nothing-left",
        "没有边线的“{0}”分不到地方：别的边线已经盖满了。", "Nothing is left for “{0}”, which has no outline: the others cover the whole.");

    public static readonly Refusal MergeFull = new(RefusalKind.Conflict, "areas.no-number-left",
        "“{0}”下面的编码用完了，放不下合并来的下级区域。", "No codes are left below “{0}” for what the merged areas hold.");

    public static readonly Refusal ZoneThere = new(RefusalKind.Conflict, "zones.there-already",
        "编号“{0}”已经有了。要改它，请到它自己的页面。", "There is a zone “{0}” already. Change it on its own page.");

    public static readonly Refusal ZoneTaken = new(RefusalKind.Conflict, "zones.taken",
        "画的这块地方已经全部有责任区。要从别的责任区划过来，请先改小那一个，或不选“贴合”。", "All of this ground is in other zones. Make one of them smaller first, or do not fit the outline to them.");

    public static readonly Refusal ZoneDate = new(RefusalKind.Invalid, "zones.not-yet",
        "还没到撤销的那一天。请在当天或以后登记。", "That day has not come. End the zone on the day, or later.");
}
