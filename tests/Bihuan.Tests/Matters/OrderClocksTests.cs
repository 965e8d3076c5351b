using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

/// <summary>A clock runs while somebody waits for what it limits, and not longer.</summary>
public class OrderClocksTests
{
    const string Parent = "0190a0000000700080000000000000b2";

    static readonly Scene Two = Scene.Accepted.Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, co = new[] { Cast.Transport }, basis = "职责" });
    static readonly Scene Signed = Two.Then(Cast.Coco, "sign");
    static readonly Scene Whistled = Scene.Handling.Then(Cast.Coco, "whistle", new { units = new[] { Cast.Transport, Cast.Housing }, ask = "清障" });
    static readonly object Explained = new { outcome = "resolved", replies = new[] { "已清运" }, unfinished = "下周补做", uncontacted = "没有接通" };

    static string Running(Scene scene) => string.Join(' ', scene.Matter.Clocks.Where(clock => clock.Value.Stopped is null).Select(clock => clock.Key));

    static Next? Waiting(Scene scene, string unit) => Next.Of(scene.Matter, Scene.Playbook, Scene.Calendar).SingleOrDefault(next => next.Unit == unit && next.Role == "coordinator" && next.What != scene.Matter.Stage);

    [Fact]
    public void a_cooperating_unit_has_no_clock_for_what_only_the_lead_does() => Assert.Equal("contact/1 handle return/1 sign/1 sign/2", Running(Two));

    [Fact]
    public void a_cooperating_unit_signs_by_its_own_clock()
    {
        Assert.Equal(("sign-task", "sign", Scene.Time("2026-03-10 18:00")), Waiting(Signed, Cast.Transport) is { } next ? (next.What, next.Clock, next.Due) : default);
        var signed = Signed.Then(Cast.Tom, "sign-task");
        Assert.Equal("contact/1 handle return/1", Running(signed));
        Assert.Equal(("finish-task", "handle"), Waiting(signed, Cast.Transport) is { } then ? (then.What, then.Clock) : default);
    }

    [Fact]
    public void a_finished_task_stops_its_clocks() => Signed.Take(Cast.Tom, "finish-task", new { result = "已清" }).Records(
        new TaskFinished(2, "已清"), new ClockStopped("sign", 2));

    [Fact]
    public void an_upheld_objection_stops_the_clocks_of_every_order_it_takes_back() =>
        Assert.Equal("dispatch handle", Running(Two.Then(Cast.Coco, "object", new { reason = "not-duty", basis = "清单" }).Then(Cast.Dan, "uphold", new { finding = "是" })));

    [Fact]
    public void an_adjudication_leaves_the_clocks_of_those_who_cooperate() => Assert.Equal("contact/3 handle sign/2 sign/3",
        Running(Two.Then(Cast.Coco, "object", new { reason = "not-duty", basis = "清单" }).Then(Cast.Dan, "adjudicate", new { unit = Cast.Housing, finding = "是" })));

    [Fact]
    public void handing_in_with_a_task_unfinished_stops_its_clocks_and_says_why()
    {
        var told = Whistled.Then(Cast.Zoe, "report-in", new { note = "已到" }).Take(Cast.Ana, "hand-in", Explained);
        Assert.Equal("下周补做", told.Decision.Facts.OfType<ResultHandedIn>().Single().Unfinished);
        Assert.Equal("verify", Running(told.After));
        Assert.All(told.After.Matter.CoOrders, order => Assert.Equal("下周补做", order.Unfinished));
        Assert.Equal(["finished"], Next.Of(told.After.Matter, Scene.Playbook, Scene.Calendar).Select(next => next.What));
    }

    [Fact]
    public void what_was_left_unfinished_is_waited_for_again_when_the_result_does_not_hold()
    {
        var back = Whistled.Then(Cast.Zoe, "report-in", new { note = "已到" }).Then(Cast.Ana, "hand-in", Explained).Then(Cast.Ben, "send-back", new { finding = "还堵着" });
        Assert.Equal(("finish-task", "rework"), Waiting(back, Cast.Housing) is { } next ? (next.What, next.Clock) : default);
        Assert.Equal(("report-in", "rework"), Waiting(back, Cast.Transport) is { } other ? (other.What, other.Clock) : default);
    }

    [Fact]
    public void a_merge_stops_every_clock() => Assert.Empty(Running(Whistled.Beside(Scene.Accepted, Parent).Then(Cast.Dan, "merge", new { into = Parent })));

    [Fact]
    public void a_disputed_matter_is_merged_with_its_clocks() => Assert.Empty(Running(Scene.Disputed.Beside(Scene.Accepted, Parent).Then(Cast.Dan, "merge", new { into = Parent })));

    [Fact]
    public void declining_what_came_back_stops_the_handling()
    {
        var declined = Scene.Disputed.Then(Cast.Dan, "uphold", new { finding = "是" }).Then(Cast.Dan, "decline", new { reason = "beyond-duty", reply = "请找物业" });
        Assert.Empty(Running(declined));
        declined.At("2026-06-01 09:00").Tick().DoesNothing();
    }

    [Fact]
    public void row_84_both_sides_of_a_whistle_are_timed_shown_and_stopped()
    {
        var report = Waiting(Whistled, Cast.Transport);
        Assert.Equal(("report-in", "report-in", Scene.Time("2026-03-09 15:00")), report is { } next ? (next.What, next.Clock, next.Due) : default);
        Assert.Contains(Next.Of(Whistled.Matter, Scene.Playbook, Scene.Calendar), own => own is { What: "handling", Person: "ana", Clock: "handle" });
        var reported = Whistled.Then(Cast.Tom, "report-in", new { note = "已到" });
        Assert.Equal("contact/1 handle report-in/3 return/1", Running(reported));
        Assert.Equal(("finish-task", "handle"), Waiting(reported, Cast.Transport) is { } then ? (then.What, then.Clock) : default);
        Assert.Null(Waiting(reported.Then(Cast.Tom, "finish-task", new { result = "已清" }), Cast.Transport));
    }

    [Fact]
    public void a_unit_with_a_task_of_the_dispatch_answers_a_whistle_too()
    {
        var both = Signed.Add(Cast.Coco, new Whistled(3, Cast.Transport, "清障"));
        Assert.Equal(3, both.Take(Cast.Tom, "report-in", new { note = "已到" }).Decision.Facts.OfType<ReportedIn>().Single().Order);
        both.Take(Cast.Tom, "finish-task", new { result = "已清" }).Records(new TaskFinished(2, "已清"), new ClockStopped("sign", 2));
    }
}
