using System.Globalization;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>Says what happened as one would to a neighbour: which office, never which person; what concerns the requester, nothing internal.</summary>
public static class PublicWords
{
    /// <summary>What the requester is not told: requests between colleagues that nothing has come of, notes, instructions, clocks and stages.</summary>
    public static readonly ImmutableArray<Type> Internal =
    [
        typeof(Moved), typeof(ClockStarted), typeof(ClockStopped), typeof(ClockPaused), typeof(ClockResumed), typeof(CardFell), typeof(Assigned), typeof(AssignmentRevoked), typeof(TaskFinished),
        typeof(ExtensionAsked), typeof(ExtensionEndorsed), typeof(ExtensionRefused), typeof(ExemptionAsked), typeof(ExemptionEndorsed), typeof(Exempted), typeof(ExemptionRefused), typeof(SuspensionAsked), typeof(SuspensionRefused), typeof(Absorbed), typeof(Linked), typeof(CasesGathered), typeof(ReopeningPassedOn),
        typeof(Instructed), typeof(Noted), typeof(InterestDeclared), typeof(RequestLapsed), typeof(DocumentIssued), typeof(Migrated),
        typeof(Shared), typeof(ShareRevoked), typeof(ShareConfirmed), typeof(ShareSeen), typeof(PartnerWrote),
    ];

    /// <summary>The sentence of one entry; null where it is not the requester's affair.</summary>
    /// <param name="orders">The units by number of their order.</param>
    public static (Words Title, string? Words)? Of(Entry entry, Matter matter, Units units, IReadOnlyDictionary<int, string> orders) =>
        entry.Fact is EvidenceAdded && entry.Stamp.Role == "resident" ? (new("您添加了照片、文件", "You added photos or files"), null) : Of(entry.Fact, matter, units, orders);

    static (Words Title, string? Words)? Of(Fact fact, Matter matter, Units units, IReadOnlyDictionary<int, string> orders)
    {
        string Covering(string? text) => Covered.Text(text, matter.Said);
        Words Unit(int order) => orders.TryGetValue(order, out var unit) ? units.Name(unit) : new("承办单位", "the unit");
        return fact switch
        {
            Received f => (new($"收到了，编号 {f.Digits}", $"Received under the number {f.Digits}"), null),
            Accepted => (new("受理了，正在确定由哪个单位办理", "Accepted; we are finding the unit whose duty it is"), null),
            Dispatched f => (new($"转给{units.Name(f.Unit).Zh}办理{With(f.Co, units, "，协办：", "、").Zh}", $"Passed to {units.Name(f.Unit).En}{With(f.Co, units, "、", ", ").En}"), null),
            Signed f => (new($"{Unit(f.Order).Zh}签收了", $"{Unit(f.Order).En} signed for it"), null),
            Objected => (new("正在核实该由哪个单位办理，时限照常计算", "Whose duty it is is being settled; the clock keeps running"), null),
            ObjectionUpheld => (new("重新确定承办单位", "Another unit is to be found"), null),
            ObjectionRejected f => (new($"核实过了，仍由{Unit(f.Order).Zh}办理", $"Settled: {Unit(f.Order).En} keeps it"), null),
            Adjudicated f => (new($"确定由{units.Name(f.Unit).Zh}办理", $"Settled: {units.Name(f.Unit).En} handles it"), null),
            Contacted f => (new($"{Unit(f.Order).Zh}联系了您", $"{Unit(f.Order).En} contacted you"), null),
            Whistled f => (new($"请{units.Name(f.Unit).Zh}一起来办", $"{units.Name(f.Unit).En} was called in"), null),
            ReportedIn f => (new($"{Unit(f.Order).Zh}到场了", $"{Unit(f.Order).En} came"), null),
            ExtensionGranted f => (new($"办理时间延长 {Limit.Parse(f.Limit).Chinese}", $"The time was extended by {Limit.Parse(f.Limit).English}"), Covering(f.Why)),
            Suspended f => (new($"暂时办不了，先挂起；{f.ReviewOn:yyyy年M月d日}再看", $"It cannot be done for now; looked at again on {f.ReviewOn.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}"), Covering(f.Why)),
            Resumed f => (new("恢复办理", "Work goes on"), Covering(f.Why)),
            ResultHandedIn => (new("承办单位说办完了，正由另外的人核查", "The unit says it is done; somebody else is checking"), null),
            WorkVerified => (new("核查通过", "Checked by others: it holds"), null),
            WorkSentBack => (new("核查没有通过，退回重办", "The check failed; it went back to be done again"), null),
            CalledBack { Reached: false } => (new("打电话回访您，没有接通", "We called you back and did not reach you"), null),
            CalledBack f => (new(f.Resolved == true ? "回访了您，您说解决了" : "回访了您，您说没有解决", f.Resolved == true ? "Called back: you said it is resolved" : "Called back: you said it is not resolved"), null),
            Reworked f => (new("再办一轮", "Another round"), Covering(f.Why)),
            Judged f => (new(f.Resolved ? "您评价：解决了" : "您评价：没有解决", f.Resolved ? "You judged: resolved" : "You judged: not resolved"), Covering(f.Words)),
            ReopeningAsked f => (new("您要求重办", "You asked for it to be reopened"), Covering(f.Why)),
            ReopeningRefused f => (new("这次没有重开，理由如下", "Not reopened this time, for this reason"), Covering(f.Why)),
            EndingAdopted f => (new("原系统已答复", "Answered in the former system"), Covering(f.Reply)),
            Reopened f => (new("重新办理", "Reopened"), Covering(f.Why)),
            Answered f => (new("答复您", "Answered"), Covering(f.Reply)),
            Declined f => (new("没有受理", "Not accepted"), Covering(f.Reply)),
            Redirected f => (new("告诉您该找哪里", "Pointed to the right place"), Covering($"{f.Channel}\n{f.Reply}".Trim())),
            SelfHandled f => (new("当场办好了", "Solved on the spot"), Covering(f.Result)),
            Closed f => (new("办结", "Closed"), Covering(f.Reply)),
            Merged f => (new($"与同一问题（{f.Digits}）一起办理", $"Handled together with {f.Digits}, which is about the same thing"), null),
            Supplemented f => (new("您补充了情况", "You added to it"), Covering(f.Words)),
            Appealed { IsBeyond: true } => (new("您申请上一级机关审查；上一级机关在区以外，由受理单位转报", "You asked the organ above; it lies above the district, and the receiving office passes it on"), null),
            Appealed f => (new($"您申请上一级机关审查，由{units.Name(f.To).Zh}办理", $"You asked the organ above: {units.Name(f.To).En} reviews it"), null),
            MandateGiven f => (new($"登记了您的代理人{f.Name}，到 {f.Until:yyyy年M月d日}为止", $"Your agent {f.Name} was written down, until {f.Until.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}"), null),
            MandateEnded => (new("代理委托结束了", "The mandate was ended"), null),
            RequesterSeen => (new("工作人员为办这件事查看了您的联系方式", "A member of staff looked at your contact details for this matter"), null),
            RequesterErased => (new("您的个人信息已经删除", "Your personal data were erased"), null),
            PointsNamed f => (new($"把您说的记成 {f.Count} 点，逐点办理、逐点答复", $"Written down as {f.Count} points; each is handled and answered"), Covering(f.Words)),
            SplitUp => (new("其中一部分另外编号办理", "Part of it is handled under a number of its own"), null),
            Supervised => (new("督查部门催办了一次", "The supervisors pressed for it"), null),
            _ => null,
        };
    }

    static Words With(ImmutableArray<string> co, Units units, string zh, string joint) => co.IsDefaultOrEmpty
        ? new("", "")
        : new(zh + string.Join("、", co.Select(unit => units.Name(unit).Zh)), $", with {string.Join(joint, co.Select(unit => units.Name(unit).En))}");
}
