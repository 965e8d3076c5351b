using System.Globalization;
using Bihuan.Grid;
using Bihuan.Library;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>What one fact says in a plain sentence.</summary>
/// <param name="Why">The words of whoever did it; in the language in which they wrote.</param>
/// <param name="Picture">An icon's name.</param>
/// <param name="IsAside">Follows from the move and is told small: a stage reached, a clock started.</param>
public sealed record Told(Words Did, string? Why = null, string Picture = "circle-dot", Tone Tone = Tone.Plain, bool IsAside = false);

/// <summary>Turns the codes of facts into names that people know.</summary>
/// <param name="People">Names by account; whoever is missing is called by the account.</param>
public sealed record Names(Playbook Playbook, Units Units, Categories Categories, AreaMap Areas, IReadOnlyDictionary<string, Words> People)
{
    public Words Unit(string code) => Units.Name(code);

    public Words Person(string account) => People.TryGetValue(account, out var name) ? name : Roles.Of(account)?.Title ?? new(account, account);

    public Words Code(string list, string? code) => Playbook.Choice(list, code)?.Title ?? (list == Outcomes.List ? Outcomes.Own(code) : null) ?? new(code ?? "", code ?? "");

    /// <summary>The versions that the matter followed before; empty for one that was never migrated.</summary>
    public ImmutableArray<Playbook> Before { get; init; } = [];

    public Words Stage(string id) => Among(playbook => playbook.Stage(id)?.Title) ?? new(id, id);

    public Words Clock(string id) => Among(playbook => playbook.Clock(id)?.Title) ?? new(id, id);

    // What an earlier version called something is in the history still, whatever the present one has.
    Words? Among(Func<Playbook, Words?> said) => Before.Insert(0, Playbook).Select(said).FirstOrDefault(words => words is not null);

    public Words Area(string code) => Areas.ByCode(code) is { } area ? new(area.Path("zh"), area.Path("en")) : new("地点待定", "Place not known yet");

    public static Words Limit(string limit)
    {
        var read = Engine.Clocks.Limit.Parse(limit);
        return new(read.Chinese, read.English);
    }

    /// <summary>What the playbook's own forms held, field by field in the playbook's order.</summary>
    public IEnumerable<(Bihuan.Engine.Playbooks.Field Field, Words Said)> Said(IReadOnlyDictionary<string, string> coded, IReadOnlyDictionary<string, string> written) =>
        from field in Playbook.Fields
        let said = coded.GetValueOrDefault(field.Id) ?? written.GetValueOrDefault(field.Id)
        where said is not null
        select (field, Answer(field, said));

    /// <summary>An answer as people read it.</summary>
    public Words Answer(Bihuan.Engine.Playbooks.Field field, string said) => field.Type switch
    {
        FieldType.Choice => Code(field.List ?? "", said),
        FieldType.YesNo => said == "yes" ? new("是", "yes") : new("否", "no"),
        FieldType.Unit => Unit(said),
        FieldType.Units => new(string.Join("、", said.Split(' ').Select(unit => Unit(unit).Zh)), string.Join(", ", said.Split(' ').Select(unit => Unit(unit).En))),
        FieldType.Person => Person(said),
        FieldType.Area => Area(said),
        _ => new(said, said),
    };

    /// <summary>A post as people say it: unit and role.</summary>
    public Words Post(Post post) => post.Unit.Length == 0
        ? Roles.Title(post.Role)
        : new($"{Unit(post.Unit).Zh} · {Roles.Title(post.Role).Zh}", $"{Unit(post.Unit).En} · {Roles.Title(post.Role).En}");
}

/// <summary>Every fact of a matter as a sentence for staff; what the resident reads of it is the portal's.</summary>
/// <param name="story">The entries of the matter, by which each fact is told as its playbook calls the move; none where nobody knows them.</param>
public sealed partial class FactWords(Names names, IReadOnlyList<Entry>? story = null)
{
    /// <summary>What staff read, in the house's own words. Null for a fact of which nobody has said anything: a test allows none.</summary>
    public Told? Of(Fact fact) => Beginning(fact) ?? Handling(fact) ?? Ending(fact) ?? Beside(fact) ?? Timing(fact);

    Told? Beginning(Fact fact) => fact switch
    {
        Received f when names.Playbook.Begins is not null => Say($"登记{names.Playbook.Title.Zh}，来源：{names.Code("sources", f.Source).Zh}", $"Written down, {names.Playbook.Title.En}, source: {names.Code("sources", f.Source).En}", null, "inbox"),
        Received f => Say($"登记诉求，来源：{names.Code("sources", f.Source).Zh}", $"Request written down, source: {names.Code("sources", f.Source).En}", null, "inbox"),
        Accepted f => Say(
            $"受理：{names.Categories.Path(f.Category).Zh}{(f.Area.Length == 0 ? "" : $"（{names.Area(f.Area).Zh}）")}",
            $"Accepted: {names.Categories.Path(f.Category).En}{(f.Area.Length == 0 ? "" : $" ({names.Area(f.Area).En})")}", null, "check"),
        Answered f => Say("当场答复，办结", "Answered at once and closed", f.Reply, "message", Tone.Green),
        EndingAdopted f => Say("沿用原系统的答复归档，本系统没有核查", "Filed with the former system's reply; not verified here", f.Reply, "inbox"),
        SelfHandled f => Say("当场办好", "Solved on the spot", f.Result, "circle-check", Tone.Green),
        Declined f => Say($"不予派单：{names.Code("decline-reasons", f.Reason).Zh}", $"Declined: {names.Code("decline-reasons", f.Reason).En}", f.Reply, "circle-x"),
        Redirected f => Say($"引导到：{f.Channel}（{names.Code("decline-reasons", f.Reason).Zh}）", $"Pointed to: {f.Channel} ({names.Code("decline-reasons", f.Reason).En})", f.Reply, "external-link"),
        Dispatched f => Say(
            $"派给{names.Unit(f.Unit).Zh}{Row(f, "（目录第 ", " 版第 ", " 条）")}{List("，协办：", f.Co, zh: true)}",
            $"Dispatched to {names.Unit(f.Unit).En}{Row(f, " (catalogue edition ", ", row ", ")")}{List("; with ", f.Co, zh: false)}", f.Basis, "send"),
        Signed => Say("签收", "Signed for it", null, "check"),
        Objected f => Say($"提出异议：{names.Code("objection-reasons", f.Reason).Zh}", $"Objected: {names.Code("objection-reasons", f.Reason).En}", f.Basis, "arrow-back-up", Tone.Amber),
        ObjectionUpheld f => Say("异议成立，重新派单", "Objection upheld; to be dispatched again", f.Finding, "gavel"),
        ObjectionRejected f => Say("异议驳回，仍由原单位办理", "Objection rejected; the unit keeps it", f.Finding, "gavel"),
        Adjudicated f => Say(
            $"裁定由{names.Unit(f.Unit).Zh}办理{(f.BecomesRow ? "，并写入派单目录" : "")}",
            $"Adjudicated: {names.Unit(f.Unit).En} handles it{(f.BecomesRow ? ", and it becomes a row of the catalogue" : "")}", f.Finding, "gavel"),
        _ => null,
    };

    Told? Handling(Fact fact) => fact switch
    {
        Contacted f => Say("联系了诉求人", "Spoke with the requester", f.Note, "phone"),
        Assigned f => Say($"分给{names.Person(f.Person).Zh}办理", $"Assigned to {names.Person(f.Person).En}", null, "user-check"),
        AssignmentRevoked f => Say("收回分办", "Took the assignment back", f.Why, "arrow-back-up"),
        ExtensionAsked f => Say($"申请延期 {Names.Limit(f.Limit).Zh}", $"Asked for {Names.Limit(f.Limit).En} more", f.Why, "hourglass"),
        ExtensionGranted f => Say($"同意延期 {Names.Limit(f.Limit).Zh}", $"Extended by {Names.Limit(f.Limit).En}", f.Why, "hourglass"),
        ExtensionEndorsed f => Say("签意见：同意延期申请", "Endorsed the request for more time", f.Why, "hourglass"),
        ExemptionAsked f => Say("申请免责：超期不计入", "Asked that the delay be not counted", f.Why, "scale"),
        ExemptionEndorsed f => Say("签意见：同意免责申请", "Endorsed the request for an exemption", f.Why, "scale"),
        Exempted f => Say("准予免责：统计按期，超期另计", "Exempted: counted as in time, and apart as exempt", f.Why, "scale"),
        ExemptionRefused f => Say("不予免责", "Exemption refused", f.Why, "circle-x"),
        ExtensionRefused f => Say("不同意延期", "Extension refused", f.Why, "circle-x"),
        SuspensionAsked f => Say($"申请挂账到 {Day(f.ReviewOn)}", $"Asked to set it aside until {Day(f.ReviewOn)}", f.Why, "player-pause"),
        Suspended f => Say($"挂账，{Day(f.ReviewOn)} 复核，期间停表", $"Set aside until a review on {Day(f.ReviewOn)}; the clocks are paused", f.Why, "player-pause"),
        SuspensionRefused f => Say("不同意挂账", "Suspension refused", f.Why, "circle-x"),
        RequestLapsed { Request: "extension" } => Say("延期申请未批先失效", "The request for more time lapsed undecided", null, "hourglass"),
        RequestLapsed => Say("挂账申请未批先失效", "The request to set it aside lapsed undecided", null, "player-pause"),
        ClockPaused f => Aside($"“{names.Clock(f.Clock).Zh}”停止计时", $"The clock “{names.Clock(f.Clock).En}” stands still", "player-pause"),
        ClockResumed f => Aside($"“{names.Clock(f.Clock).Zh}”继续计时", $"The clock “{names.Clock(f.Clock).En}” runs again", "refresh"),
        Resumed f => Say("恢复办理，时限继续计算", "Resumed; the clocks run again", f.Why, "refresh"),
        Whistled f => Say($"吹哨，请{names.Unit(f.Unit).Zh}报到", $"Whistled for {names.Unit(f.Unit).En}", f.Ask, "speakerphone"),
        ReportedIn f => Say("报到", "Reported in", f.Note, "map-pin"),
        TaskFinished f => Say("协办任务完成", "Finished the cooperating task", f.Result, "circle-check"),
        ResultHandedIn f => Say($"报送办理结果：{names.Code("outcomes", f.Outcome).Zh}", $"Handed in the result: {names.Code("outcomes", f.Outcome).En}", f.Reply, "clipboard-check"),
        _ => null,
    };

    Told? Ending(Fact fact) => fact switch
    {
        WorkVerified f => Say("核查通过", "Verified: it holds", f.Finding, "shield-check", Tone.Green),
        WorkSentBack f => Say("核查不通过，退回重办", "It does not hold; sent back", f.Finding, "arrow-back-up", Tone.Amber),
        CalledBack { Reached: false } f => Say("回访未接通", "Called back; not reached", Kept(f.Note), "phone"),
        CalledBack f => Say(
            $"回访：{(f.Resolved is true ? "已解决" : "未解决")}，{names.Code("satisfaction", f.Satisfied).Zh}，态度{names.Code("attitude", f.Attitude).Zh}",
            $"Called back: {(f.Resolved is true ? "resolved" : "not resolved")}; {names.Code("satisfaction", f.Satisfied).En}; treated: {names.Code("attitude", f.Attitude).En}",
            Kept(f.Note), "phone-call", f.Resolved is true ? Tone.Plain : Tone.Amber),
        Judged f => Say(
            $"诉求人评价：{(f.Resolved ? "已解决" : "未解决")}，{names.Code("satisfaction", f.Satisfied).Zh}",
            $"The requester judged: {(f.Resolved ? "resolved" : "not resolved")}; {names.Code("satisfaction", f.Satisfied).En}", Kept(f.Words), "star"),
        Reworked f => Say("退回再办一轮", "Sent back for another round", f.Why, "refresh", Tone.Amber),
        Closed f => Say($"销号办结：{names.Code("outcomes", f.Outcome).Zh}", $"Closed: {names.Code("outcomes", f.Outcome).En}", f.Reply, "circle-check", Tone.Green),
        ReopeningAsked f => Say("要求重办", "Asked to reopen it", Kept(f.Why), "arrow-back-up", Tone.Amber),
        ReopeningPassedOn f => Say($"并入本件的 {f.Digits} 要求重办", $"{f.Digits}, merged into this, asks for it to be reopened", null, "arrow-back-up", Tone.Amber),
        ReopeningRefused f => Say("不予重开", "Not reopened", f.Why, "circle-x"),
        Reopened f => Say("重开", "Reopened", f.Why, "refresh", Tone.Amber),
        Merged f => Say($"并入 {f.Digits}，与其同办同结", $"Merged into {f.Digits}; it ends when that one does", null, "arrow-merge"),
        Absorbed f => Say($"{f.Digits} 并入本件，期限取较早的", $"{f.Digits} was merged into this; the earlier deadline stays", null, "arrow-merge"),
        PointsNamed f => Say($"写明 {f.Count} 个诉求点", $"Named {f.Count} points", Kept(f.Words), "list-details"),
        SplitUp f => Say($"拆分出 {string.Join("、", f.Into)}", $"Split into {string.Join(", ", f.Into)}", null, "arrows-split"),
        _ => null,
    };

    Told? Beside(Fact fact) => fact switch
    {
        Linked f => Say($"关联 {f.Digits}", $"Linked to {f.Digits}", Kept(f.Why), "link"),
        CasesGathered f => Say($"归集 {f.Matters.Length} 件同类事项", f.Matters.Length == 1 ? "Tied 1 case of the same kind" : $"Tied {f.Matters.Length} cases of the same kind", Kept(f.Why), "link"),
        Instructed f => Say("批示", "Instruction", f.Words, "edit", Tone.Pine),
        Supervised f => Say("督办", "Supervised", f.Why, "flag", Tone.Amber),
        Noted f => Say("内部备注", "Internal note", f.Text, "notebook"),
        Supplemented f => Say("诉求人补充", "The requester added", Kept(f.Words), "message"),
        DocumentIssued { Template: > 0 } f => Say($"出具{Paper(f).Zh}（{f.Digits}，按模板第 {f.Template} 版）", $"Issued: {Paper(f).En} ({f.Digits}, by version {f.Template} of its template)", null, "file-text"),
        DocumentIssued f => Say($"出具{Paper(f).Zh}（{f.Digits}）", $"Issued: {Paper(f).En} ({f.Digits})", null, "file-text"),
        EvidenceAdded f => Say($"添加附件：{f.Name}", $"Added evidence: {f.Name}", null, "paperclip"),
        InterestDeclared f => Say($"{names.Person(f.Account).Zh}声明利害关系，回避", $"{names.Person(f.Account).En} declared an interest and stands aside", f.Why, "user"),
        RequesterSeen f => Say($"查看诉求人联系方式，用途：{Purpose(f.Purpose).Zh}", $"Looked at the requester's contact details, for: {Purpose(f.Purpose).En}", null, "eye"),
        Shared f => Say($"与{f.Partner}共享，到 {Day(f.Until)} 为止：{string.Join("、", f.Parts.Select(part => ShareParts.Title(names.Playbook, part).Zh))}", $"Shared with {f.Partner} until {Day(f.Until)}: {string.Join(", ", f.Parts.Select(part => ShareParts.Title(names.Playbook, part).En))}", f.Ask.Length == 0 ? null : f.Ask, "external-link"),
        ShareRevoked f => Say($"收回与{f.Partner}的共享", $"Took back what was shared with {f.Partner}", f.Why, "lock"),
        ShareSeen f => Aside($"{f.Partner}看了共享的内容", $"{f.Partner} looked at what was shared", "eye"),
        ShareConfirmed f => Say($"{f.Partner}确认收到共享内容", $"{f.Partner} confirmed what was shared", null, "check"),
        PartnerWrote f => Say(f.What == "support" ? $"{f.Partner}支援记录" : $"{f.Partner}反馈", f.What == "support" ? $"Support by {f.Partner}" : $"From {f.Partner}", Kept(f.Words), "message"),
        Appealed { IsBeyond: true } f => Say($"提交区以上的上一级机关，由{names.Unit(f.To).Zh}转报并登记结果", $"Brought before the organ above the district; {names.Unit(f.To).En} passes it on and records the result", null, "scale", Tone.Amber),
        Appealed f => Say($"提交上一级机关：{names.Unit(f.To).Zh}（原办理：{names.Unit(f.From).Zh}）", $"Brought before the organ above: {names.Unit(f.To).En} (answered by {names.Unit(f.From).En})", null, "scale", Tone.Amber),
        MandateGiven f => Say($"登记代理人{f.Name}，可以：{May(f).Zh}，到 {Day(f.Until)} 为止", $"Agent written down: {f.Name}, who may {May(f).En}, until {Day(f.Until)}", null, "user-check"),
        MandateEnded f => Say($"结束第 {f.Mandate} 个代理委托", $"Mandate {f.Mandate} was ended", Kept(f.Why), "user"),
        RequesterErased f => Say("诉求人信息已删除", "The requester's details were erased", f.Why, "eye-off"),
        _ => null,
    };

    Told? Timing(Fact fact) => fact switch
    {
        Moved { Form: not null } or Moved { Written.Length: > 0 } => Form((Moved)fact),
        Moved f => Aside($"进入“{names.Stage(f.To).Zh}”", $"Now “{names.Stage(f.To).En}”", "arrow-right"),
        ClockStarted f => Aside($"{names.Clock(f.Clock).AsLimit().Zh}开始：{Names.Limit(f.Limit).Zh}", $"{names.Clock(f.Clock).AsLimit().En} started: {Names.Limit(f.Limit).En}", "clock"),
        ClockStopped f => Aside($"{names.Clock(f.Clock).AsLimit().Zh}停止", $"{names.Clock(f.Clock).AsLimit().En} stopped", "clock-check"),
        Migrated f => Say($"改按第 {f.To} 版流程办理（原第 {f.From} 版）", $"Goes on by version {f.To} of its playbook (version {f.From} until now)", Kept(f.Why), "refresh"),
        CardFell { Colour: "red" } f => Say($"红牌：{names.Clock(f.Clock).Zh}超期", $"Red card: {names.Clock(f.Clock).En} is overdue", null, "flag", Tone.Red),
        CardFell f => Say($"黄牌：{names.Clock(f.Clock).Zh}即将到期", $"Yellow card: {names.Clock(f.Clock).En} is nearly due", null, "alert-triangle", Tone.Amber),
        _ => null,
    };

    Words May(MandateGiven f)
    {
        var moves = GiveMandate.Grantable(names.Playbook).Where(move => f.May.Contains(move.Id)).Select(move => move.Title).ToList();
        return new(string.Join("、", moves.Select(title => title.Zh)), string.Join(", ", moves.Select(title => title.En.ToLowerInvariant())));
    }

    Words Paper(DocumentIssued f) => names.Playbook.Documents.FirstOrDefault(d => d.Id == f.Document)?.Title ?? new(f.Document, f.Document);

    Told Form(Moved f)
    {
        var move = Named(f.Move);
        var title = move?.Title ?? names.Stage(f.To);
        var said = names.Said(f.Form ?? FormAnswers.None.Coded, f.Words()).ToList();
        var answers = new Words(string.Join("；", said.Select(one => $"{one.Field.Title.Zh}：{one.Said.Zh}")), string.Join("; ", said.Select(one => $"{one.Field.Title.En}: {one.Said.En}")));
        // What the act recorded bears the move's name already.
        return move?.Act is not null ? new(answers, null, "clipboard-list") : Say($"{title.Zh}（{answers.Zh}）", $"{title.En} ({answers.En})", null, "clipboard-list");
    }

    /// <summary>The purposes that the page offers; others stand as they were written.</summary>
    public static Words Purpose(string purpose) => purpose switch
    {
        "contact" => new("联系诉求人", "to contact the requester"),
        "verify" => new("核对身份", "to check who they are"),
        "callback" => new("回访", "to call back"),
        _ => new(purpose, purpose),
    };

    string List(string before, ImmutableArray<string> units, bool zh) => units.IsDefaultOrEmpty ? ""
        : before + string.Join(zh ? "、" : ", ", units.Select(unit => zh ? names.Unit(unit).Zh : names.Unit(unit).En));

    static string Row(Dispatched f, string open, string between, string close) => f is { Row: { } row, Catalogue: { } edition }
        ? string.Create(CultureInfo.InvariantCulture, $"{open}{edition}{between}{row}{close}") : "";

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string? Kept(string text) => text.Length == 0 ? null : text;

    static Told Say(string zh, string en, string? why, string picture, Tone tone = Tone.Plain) => new(new(zh, en), why, picture, tone);

    static Told Aside(string zh, string en, string picture) => new(new(zh, en), null, picture, IsAside: true);
}
