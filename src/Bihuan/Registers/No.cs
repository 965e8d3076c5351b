namespace Bihuan.Registers;

/// <summary>What the registers refuse.</summary>
public static class No
{
    public static readonly Refusal SuchRegister = new(RefusalKind.Missing, "registers.no-such-register",
        "没有“{0}”这本底册，或者您的岗位不能看。", "There is no register “{0}”, or none that your post may read.");

    public static readonly Refusal SuchRecord = new(RefusalKind.Missing, "registers.no-such-record",
        "没有这条记录，或者不在您的范围里。", "There is no such record, or none inside your scope.");

    public static readonly Refusal Known = new(RefusalKind.Conflict, "registers.known",
        "底册里已有这一条：{0}。请打开它核对、修改，不要再登记一遍。", "The register knows it already: {0}. Open that record and correct it instead of entering it again.");

    public static readonly Refusal SuchField = new(RefusalKind.Invalid, "registers.no-such-field",
        "这本底册没有“{0}”这一栏。", "This register has no field “{0}”.");

    public static readonly Refusal Parts = new(RefusalKind.Invalid, "registers.parts",
        "“{0}”要是 {2}；“{1}”不是。", "“{0}” has {2}; “{1}” is not made so.");

    public static readonly Refusal Required = new(RefusalKind.Invalid, "registers.required",
        "“{0}”要填。", "“{0}” must be filled in.");

    public static readonly Refusal TooLong = new(RefusalKind.Invalid, "registers.too-long",
        "“{0}”太长，最多 {1} 个字。", "“{0}” is too long: at most {1} characters.");

    public static readonly Refusal Number = new(RefusalKind.Invalid, "registers.number",
        "“{0}”要填数字，“{1}”不是。", "“{0}” takes a number; “{1}” is none.");

    public static readonly Refusal Date = new(RefusalKind.Invalid, "registers.date",
        "“{0}”要填日期，如 2026-03-01；“{1}”不是。", "“{0}” takes a date such as 2026-03-01; “{1}” is none.");

    public static readonly Refusal Choice = new(RefusalKind.Invalid, "registers.choice",
        "“{0}”没有“{1}”这一项，可以填：{2}。", "“{0}” has no “{1}”; it may be {2}.");

    public static readonly Refusal Area = new(RefusalKind.Invalid, "registers.area",
        "“{0}”里找不到“{1}”这个地方，请写街道、社区的全称或区划代码。", "“{0}”: no place is called “{1}”. Write a street or community by its full name or its division code.");

    public static readonly Refusal Unit = new(RefusalKind.Invalid, "registers.unit",
        "“{0}”里的单位“{1}”不存在，请写单位全称或代码。", "“{0}”: there is no unit “{1}”. Write its full name or its code.");

    public static readonly Refusal Phone = new(RefusalKind.Invalid, "registers.phone",
        "“{0}”要填电话号码，“{1}”不是。", "“{0}” takes a telephone number; “{1}” is none.");

    public static readonly Refusal Place = new(RefusalKind.Invalid, "registers.place",
        "这个点不在本区。请在地图上重新点一下。", "That point lies outside the district. Choose it on the map again.");

    public static readonly Refusal Outside = new(RefusalKind.Forbidden, "registers.outside",
        "这个地方不归您的岗位管，请选自己范围里的街道、社区或网格。", "That place lies outside your post's scope. Choose a street, community or grid inside it.");

    public static readonly Refusal Ended = new(RefusalKind.Conflict, "registers.ended",
        "这条记录已经停用，不能再改。", "This record is no longer in use and cannot be changed.");

    public static readonly Refusal Merged = new(RefusalKind.Conflict, "registers.merged",
        "这条记录已并入 {0}，请到那一条上办。", "This record was merged into {0}: act on that one.");

    public static readonly Refusal Itself = new(RefusalKind.Invalid, "registers.itself",
        "要并入的是同一条记录，请换一个编号。", "That is the record itself. Give another number.");

    public static readonly Refusal Into = new(RefusalKind.Invalid, "registers.into",
        "同一本底册里没有在用的“{0}”，请核对编号。", "There is no “{0}” in use in the same register. Check the number.");

    public static readonly Refusal Why = new(RefusalKind.Invalid, "registers.why",
        "请写明理由。", "Say why.");

    public static readonly Refusal NotVisited = new(RefusalKind.Missing, "registers.not-visited",
        "底册“{0}”不算上门覆盖。", "The register “{0}” counts no visits.");

    public static readonly Refusal UnitKind = new(RefusalKind.Invalid, "registers.unit-kind",
        "没有“{0}”这类单位，可以填：{1}。", "There is no kind of unit “{0}”; it may be {1}.");

    public static readonly Refusal Ground = new(RefusalKind.Invalid, "registers.ground",
        "请选删除的依据：{0} 之一。", "Say on which ground it is erased: one of {0}.");

    public static readonly Refusal Purpose = new(RefusalKind.Invalid, "registers.purpose",
        "请写明为什么要看。", "Say why you need to see it.");

    public static readonly Refusal Nothing = new(RefusalKind.Conflict, "registers.nothing-covered",
        "这条记录没有要遮住的个人信息。", "Nothing personal is covered in this record.");

    public static readonly Refusal Sheet = new(RefusalKind.Invalid, "registers.sheet",
        "读不懂这个文件。请用 .xlsx，最大 {0} MB，第一行是栏名；可以先下载模板。", "This file cannot be read. Use .xlsx of at most {0} MB whose first row holds the column names; download the template first.");

    public static readonly Refusal Head = new(RefusalKind.Invalid, "registers.sheet-head",
        "表里缺这几栏：{0}。请照模板改好第一行。", "The sheet lacks these columns: {0}. Correct its first row by the template.");

    public static readonly Refusal Rows = new(RefusalKind.Invalid, "registers.sheet-rows",
        "表里有 {0} 行，一次最多导入 {1} 行。请分几次。", "The sheet has {0} rows; at most {1} are imported at once. Split it.");

    public static readonly Refusal Twice = new(RefusalKind.Invalid, "registers.sheet-twice",
        "与第 {0} 行重复。", "The same as row {0}.");
}
