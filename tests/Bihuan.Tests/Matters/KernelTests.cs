using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

/// <summary>The kernel's table of transitions, row by row: from, action, to, actor, guard.</summary>
/// <remarks>
/// Rows that the kernel takes in another way. Draft / submit: there are no drafts, a request is written down whole (ReceiveMatterTests).
/// Intake / pre-verification belongs to the platforms that have it. Closed / reopen on recurrence: the dispatcher reopens, nothing does by itself.
/// </remarks>
public class KernelTests
{
    const string Other = "0190a0000000700080000000000000b2";

    [Fact]
    public void draft_submit_to_received()
    {
        var matter = Scene.Received.Matter;
        Assert.Equal(("received", "RX2026030900001", "LS.RX"), (matter.Stage, matter.Number, matter.Centre));
        Assert.Equal("2 hours", matter.Clocks["accept"].Limit.ToString());
    }

    [Fact]
    public void received_accept_to_accepted() => Scene.Received.Take(Cast.Eva, "accept", new { category = "CJ-01-03" }).Records(
        new Accepted("CJ-01-03", "370212001019", "normal"), new ClockStopped("accept", null),
        new ClockStarted("dispatch", null, "4 working-hours"), new Moved("accept", "accepted"));

    [Fact]
    public void received_decline_to_closed() => Scene.Received.Take(Cast.Eva, "decline", new { reason = "emergency", reply = "已转119" }).Records(
        new Declined("emergency", "已转119"), new ClockStopped("accept", null), new Moved("decline", "declined"));

    [Fact]
    public void received_redirect_to_closed() => Scene.Received.Take(Cast.Eva, "redirect", new { reason = "statutory-channel", channel = "仲裁委", reply = "请申请仲裁" }).Records(
        new Redirected("statutory-channel", "仲裁委", "请申请仲裁"), new ClockStopped("accept", null), new Moved("redirect", "redirected"));

    [Fact]
    public void row_137_received_self_handle_to_closed() => Scene.Said(Cast.Gus).Take(Cast.Gus, "self-handle", new { result = "扶正了路牌" }).Records(
        new SelfHandled("扶正了路牌"), new ClockStopped("accept", null), new Moved("self-handle", "solved"));

    [Fact]
    public void accepted_dispatch_to_dispatched() => Scene.Accepted.Take(Cast.Dan, "dispatch", new { unit = Cast.Bureau, row = 12, catalogue = 3, basis = "第12条" }).Records(
        new Dispatched(1, Cast.Bureau, [], 12, 3, "第12条"), new ClockStopped("dispatch", null),
        new ClockStarted("handle", null, "5 working-days"), new ClockStarted("sign", 1, "1 working-days"),
        new ClockStarted("return", 1, "2 working-days"), new ClockStarted("contact", 1, "24 hours"), new Moved("dispatch", "dispatched"));

    [Fact]
    public void dispatched_sign_to_signed_while_the_clock_runs_on()
    {
        var told = Scene.Dispatched.Take(Cast.Coco, "sign").Records(new Signed(1), new ClockStopped("sign", 1), new Moved("sign", "signed"));
        Assert.Equal(Scene.Dispatched.Matter.Clocks["handle"], told.After.Matter.Clocks["handle"]);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void dispatched_or_signed_object_to_disputed(bool signed) =>
        (signed ? Scene.Signed : Scene.Dispatched).Take(Cast.Coco, "object", new { reason = "not-duty", basis = "清单第3条" }).Records(
            new Objected(1, "not-duty", "清单第3条"), new ClockStarted("adjudicate", null, "1 working-days"), new Moved("object", "disputed"));

    [Fact]
    public void disputed_uphold_to_accepted() => Scene.Disputed.Take(Cast.Dan, "uphold", new { finding = "确非其职责" }).Records(
        new ObjectionUpheld(1, "确非其职责"), new ClockStopped("adjudicate", null), new ClockStopped("sign", 1), new ClockStopped("return", 1),
        new ClockStopped("contact", 1), new ClockStarted("dispatch", null, "4 working-hours"), new Moved("uphold", "accepted"));

    [Fact]
    public void disputed_reject_to_dispatched_and_the_clock_is_not_reset()
    {
        var told = Scene.Disputed.At("2026-03-10 10:00").Take(Cast.Dan, "reject", new { finding = "属其职责" }).Records(
            new ObjectionRejected(1, "属其职责"), new ClockStopped("adjudicate", null), new Moved("reject", "dispatched"));
        Assert.Equal(Scene.Dispatched.Matter.Clocks["handle"], told.After.Matter.Clocks["handle"]);
    }

    [Fact]
    public void disputed_adjudicate_to_dispatched_to_another() => Scene.Disputed.Take(Cast.Dan, "adjudicate", new { unit = Cast.Housing, finding = "物业问题" }).Records(
        new Adjudicated(2, Cast.Housing, "物业问题", false), new ClockStopped("adjudicate", null), new ClockStopped("sign", 1),
        new ClockStopped("return", 1), new ClockStopped("contact", 1), new ClockStarted("sign", 2, "1 working-days"),
        new ClockStarted("contact", 2, "24 hours"), new Moved("adjudicate", "dispatched"));

    [Fact]
    public void signed_contact_stays_signed() => Scene.Signed.Take(Cast.Ana, "contact", new { note = "约明早上门" }).Records(
        new Contacted(1, "约明早上门"), new ClockStopped("contact", 1));

    [Fact]
    public void signed_assign_to_handling() => Scene.Signed.Take(Cast.Coco, "assign", new { person = "ana" }).Records(
        new Assigned(1, "ana") { Office = "LS.CG.HW" }, new Moved("assign", "handling"));

    [Fact]
    public void handling_revoke_to_signed() => Scene.Handling.Take(Cast.Coco, "revoke", new { why = "休假" }).Records(
        new AssignmentRevoked(1, "休假"), new Moved("revoke", "signed"));

    [Fact]
    public void handling_request_extension_and_approve()
    {
        var asked = Scene.Handling.Take(Cast.Ana, "ask-extension", new { days = 10, why = "等吊车" }).Records(new ExtensionAsked("10 working-days", "等吊车"));
        asked.After.Take(Cast.Dan, "grant-extension", new { why = "同意" }).Records(new ExtensionGranted("handle", "10 working-days", "等吊车"));
        asked.After.Take(Cast.Dan, "refuse-extension", new { why = "不够充分" }).Records(new ExtensionRefused("不够充分"));
    }

    [Fact]
    public void handling_request_suspension_and_approve()
    {
        var review = new DateOnly(2026, 6, 1);
        var asked = Scene.Handling.Take(Cast.Coco, "ask-suspension", new { why = "等管网改造", reviewOn = "2026-06-01" }).Records(new SuspensionAsked("等管网改造", review));
        asked.After.Take(Cast.Dan, "grant-suspension", new { why = "同意" }).Records(new Suspended("等管网改造", review, ["handle"]));
        asked.After.Take(Cast.Dan, "refuse-suspension", new { why = "可先清运" }).Records(new SuspensionRefused("可先清运"));
    }

    [Fact]
    public void row_84_handling_whistle_adds_tasks_with_a_clock_of_their_own() => Scene.Handling.Take(Cast.Coco, "whistle", new { units = new[] { Cast.Transport, Cast.Housing }, ask = "联合清障" }).Records(
        new Whistled(2, Cast.Transport, "联合清障"), new Whistled(3, Cast.Housing, "联合清障"),
        new ClockStarted("report-in", 2, "4 working-hours"), new ClockStarted("report-in", 3, "4 working-hours"));

    [Fact]
    public void handling_submit_result_to_pending_verification() => Scene.Handling.Take(Cast.Ana, "hand-in", Scene.Result()).Records(
        new ResultHandedIn(1, "resolved", "已清运并加装垃圾桶", ["已清运并加装垃圾桶"]) { Uncontacted = "打了三次没有接通" }, new ClockStopped("handle", null),
        new ClockStopped("contact", 1), new ClockStopped("return", 1), new ClockStarted("verify", null, "2 working-days"), new Moved("hand-in", "finished"));

    [Fact]
    public void pending_verification_verify_ok_to_verified() => Scene.Finished.Take(Cast.Ben, "verify", new { finding = "现场已清运" }).Records(
        new WorkVerified("现场已清运"), new ClockStopped("verify", null), new ClockStarted("callback", null, "2 working-days"), new Moved("verify", "verified"));

    [Fact]
    public void pending_verification_verify_fail_to_the_same_unit_with_everything_kept()
    {
        var told = Scene.Finished.Take(Cast.Ben, "send-back", new { finding = "还有一半" }).Records(
            new WorkSentBack("还有一半"), new ClockStopped("verify", null), new ClockStarted("rework", null, "3 working-days"), new Moved("send-back", "handling"));
        var matter = told.After.Matter;
        Assert.Equal((Cast.Bureau, "ana", OrderStage.Working), (matter.Lead!.Unit, matter.Lead.Handler, matter.Lead.Stage));
        Assert.Equal("已清运并加装垃圾桶", matter.Result!.Reply);
    }

    [Fact]
    public void verified_callback_to_called_back_with_three_answers() => Scene.Verified.Take(Cast.Cal, "call-back", new { resolved = true, satisfied = "basically", attitude = "fair", note = "慢了点" }).Records(
        new CalledBack(true, true, "basically", "fair", "慢了点"), new ClockStopped("callback", null), new ClockStarted("close", null, "1 working-days"), new Moved("call-back", "called-back"));

    [Fact]
    public void called_back_unsatisfied_to_rework() => Scene.CalledBack.Take(Cast.Dan, "rework", new { why = "异味还在" }).Records(
        new Reworked("异味还在"), new ClockStopped("close", null), new ClockStarted("rework", null, "3 working-days"), new Moved("rework", "handling"));

    [Fact]
    public void called_back_close_to_closed() => Scene.CalledBack.Take(Cast.Dan, "close", new { outcome = "resolved" }).Records(
        new Closed("resolved", "已清运并加装垃圾桶"), new ClockStopped("close", null), new Moved("close", "closed"));

    [Fact]
    public void closed_reopen_to_handling()
    {
        var asked = Scene.Closed.Take(Cast.Rita, "ask-reopening", new { why = "又堆了" }).Records(
            new ReopeningAsked("又堆了"), new ClockStarted("reopening", null, "2 working-days"));
        asked.After.Take(Cast.Dan, "reopen-assigned", new { why = "复查属实" }).Records(
            new Reopened("复查属实"), new ClockStopped("reopening", null), new ClockStarted("rework", null, "3 working-days"), new Moved("reopen-assigned", "handling"));
    }

    [Fact]
    public void any_open_supervise() => Scene.Handling.Take(Cast.Sue, "supervise", new { why = "多次反映" }).Records(new Supervised("多次反映"));

    [Fact]
    public void any_open_card_by_the_timer()
    {
        Scene.Handling.At("2026-03-16 18:01").Tick().Records(new CardFell("handle", "yellow"));
        Scene.Handling.At("2026-03-17 09:00").Tick().Records(new CardFell("handle", "yellow"), new CardFell("handle", "red"));
    }

    [Fact]
    public void any_open_merge() => Scene.Handling.Beside(Scene.Received, Other).Take(Cast.Dan, "merge", new { into = Other }).Records(
        new Merged(Other, "RX2026030900001"), new ClockStopped("contact", 1), new ClockStopped("handle", null), new ClockStopped("return", 1), new Moved("merge", "merged"));

    [Fact]
    public void any_open_split()
    {
        var told = Scene.Said(points: 3).Take(Cast.Eva, "split", new { points = new[] { 2, 3 } });
        Assert.Equal(["RX2026030900101", "RX2026030900102"], told.Decision.Elsewhere.Select(e => e.Fact).OfType<Received>().Select(f => f.Digits));
    }

    [Fact]
    public void any_open_link() => Scene.Handling.Beside(Scene.Received, Other).Take(Cast.Dan, "link", new { matter = Other, why = "同一处" })
        .Records(new Linked(Other, "RX2026030900001", "同一处")).AndElsewhere((Other, new Linked(Scene.Id, "RX2026030900001", "同一处")));
}
