namespace Bihuan.Matters;

/// <summary>What is refused of lists: past days, kept lists, many matters at once.</summary>
public static partial class No
{
    public static readonly Refusal TooManyThen = new(RefusalKind.Invalid, "matter.too-many-then",
        "往日的列表一次最多还原 {0} 件，符合的超过了。请再加流程、来源或受理时间等筛选。", "A past day is told again for at most {0} matters, and more fit. Narrow the list by playbook, source or when they were received.");

    public static readonly Refusal NamelessView = new(RefusalKind.Invalid, "views.nameless",
        "请给视图起个名字。", "Give the view a name.");

    public static readonly Refusal ViewNameTaken = new(RefusalKind.Conflict, "views.name-taken",
        "已经有叫“{0}”的视图。请换一个名字。", "There is a view called “{0}” already. Choose another name.");

    public static readonly Refusal SameView = new(RefusalKind.Conflict, "views.same",
        "这些条件和列已经存为“{0}”，不用再存。", "These filters and columns are kept as “{0}” already; there is no need to keep them again.");

    public static readonly Refusal TooManyViews = new(RefusalKind.Conflict, "views.too-many",
        "最多保存 {0} 个视图。请先删去不用的。", "At most {0} views are kept. Remove one that is not used.");

    public static readonly Refusal SuchView = new(RefusalKind.Missing, "views.missing",
        "没有这个视图，可能已被删除。请刷新列表。", "There is no such view; it may have been removed. Reload the list.");

    public static readonly Refusal SharedView = new(RefusalKind.Forbidden, "views.not-yours",
        "这个视图是同事共享给全单位的，由保存它的人或本单位协调员、领导修改。", "A colleague shares this view with the unit. Whoever kept it, a coordinator or a leader of the unit changes it.");

    public static readonly Refusal ViewOfWords = new(RefusalKind.Invalid, "views.words",
        "视图不保存搜索词：里面可能有人的信息，会一直留在记录里。请去掉搜索词再保存。", "A view keeps no words that were sought: they may speak of somebody, and would stay on record. Take the words away and keep it then.");

    public static readonly Refusal NoneChosen = new(RefusalKind.Invalid, "matter.none-chosen",
        "还没有选事项。请勾选要一起办的。", "No matter is chosen. Tick those to be handled together.");

    public static readonly Refusal TooManyChosen = new(RefusalKind.Invalid, "matter.too-many-chosen",
        "一次最多办 {0} 件，选了 {1} 件。请减少，或分几次办。", "At most {0} are handled at once; {1} were chosen. Choose fewer, or do it in parts.");

    public static readonly Refusal MoveNotChosen = new(RefusalKind.Invalid, "matter.no-move-chosen",
        "请选一个步骤；所选的事项都不能一起办这一步。", "Choose a move; none of these matters can be handled together by this one.");

    public static readonly Refusal OneByOne = new(RefusalKind.Conflict, "matter.one-by-one",
        "“{0}”要一件一件地办，请在事项自己的页面上办。", "“{0}” is done one by one; do it on the matter’s own page.");

    public static readonly Refusal AsksOtherwise = new(RefusalKind.Conflict, "matter.asks-otherwise",
        "这件事的“{0}”问的内容和其他的不一样，请在它自己的页面上办。", "For this matter “{0}” asks something else than for the others; do it on its own page.");
}
