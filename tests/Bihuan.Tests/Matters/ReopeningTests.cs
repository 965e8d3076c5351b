using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class ReopeningTests
{
    static readonly object Why = new { why = "又堆了" };

    [Fact]
    public void the_window_is_thirty_days_from_the_end()
    {
        Assert.Null(Scene.Closed.At("2026-04-08 09:00").Take(Cast.Rita, "ask-reopening", Why).Decision.Refusal);
        Scene.Closed.At("2026-04-08 09:01").Take(Cast.Rita, "ask-reopening", Why).Refuses("matter.reopen-too-late");
    }

    [Fact]
    public void nothing_that_is_written_after_the_end_opens_the_window_again()
    {
        // DIGIT counts from lastModified, so that a comment restarts it.
        var written = Scene.Closed.At("2026-04-07 09:00").Add(Cast.Dan, new Noted("电话询问")).Add(Cast.Rita, new Judged(true, "very", "good", "")).Add(Cast.Dan, new Linked("x", "LS2", ""));
        written.At("2026-04-09 09:00").Take(Cast.Rita, "ask-reopening", Why).Refuses("matter.reopen-too-late");
    }

    [Fact]
    public void what_is_not_closed_is_not_reopened() =>
        Assert.Equal("matter.not-closed", Reopening.DecideReopen(Scene.Handling.Matter, new("又"), Scene.Rules, Scene.Handling.Stamp(Cast.Dan)).Refusal?.Code);

    [Fact]
    public void what_was_merged_is_reopened_where_it_went() => Assert.Equal("matter.merged-elsewhere",
        Reopening.DecideReopen(Scene.Handling.Add(Cast.Dan, new Merged("x", "LS2")).Matter, new("又"), Scene.Rules, Scene.Handling.Stamp(Cast.Dan)).Refusal?.Code);

    [Fact]
    public void row_101_a_reopened_matter_must_be_verified_again()
    {
        var again = Scene.Closed.Then(Cast.Dan, "reopen-assigned", Why);
        Assert.Equal((null, null, null, false), (again.Matter.VerifiedAt, again.Matter.Outcome, again.Matter.ClosedAt, again.Matter.IsClosed));
        again.Take(Cast.Dan, "close", new { outcome = "resolved" }).Refuses("matter.not-now");
    }

    [Fact]
    public void the_reply_of_the_former_end_is_not_told_as_that_of_the_new_one() =>
        Assert.Equal("", Scene.Closed.Then(Cast.Dan, "reopen-assigned", Why).Matter.Reply);

    [Fact]
    public void the_request_waits_for_the_dispatcher_by_a_clock_of_its_own()
    {
        // Asked on Monday at 9: two working days end on Wednesday at 18:00.
        var asked = Scene.Closed.Then(Cast.Rita, "ask-reopening", Why);
        var todo = Assert.Single(Next.Of(asked.Matter, Scene.Playbook, Scene.Calendar));
        Assert.Equal(("dispatcher", "LS.RX", "decide-reopening", "reopening", Scene.Time("2026-03-11 18:00")), (todo.Role, todo.Unit, todo.What, todo.Clock, todo.Due));
        asked.At("2026-06-01 09:00").Tick().DoesNothing();
        var again = asked.Then(Cast.Dan, "refuse-reopening", Why).At("2026-03-12 09:00").Then(Cast.Rita, "ask-reopening", Why);
        Assert.Equal(Scene.Time("2026-03-16 18:00"), again.Matter.Clocks["reopening"].Due(Scene.Calendar).At);
    }

    [Fact]
    public void an_answer_that_did_not_help_is_reopened_for_dispatch() => Scene.Answered.Take(Cast.Dan, "reopen-answered", Why).Records(
        new Reopened("又堆了"), new ClockStarted("dispatch", null, "4 working-hours"), new Moved("reopen-answered", "accepted"));
}

public class JudgeTests
{
    static readonly object Bad = new { resolved = false, satisfied = "dissatisfied", attitude = "good", words = "慢" };

    [Fact]
    public void a_verdict_does_not_outlive_the_result_it_was_given_on()
    {
        Scene[] again =
        [
            Scene.Finished.Then(Cast.Rita, "judge", Bad).Then(Cast.Ben, "send-back", new { finding = "还有一半" }),
            Scene.CalledBack.Then(Cast.Rita, "judge", Bad).Then(Cast.Dan, "rework", new { why = "异味还在" }),
            Scene.Closed.Then(Cast.Rita, "judge", Bad).Then(Cast.Dan, "reopen-assigned", new { why = "复查属实" }),
        ];
        Assert.All(again, scene => Assert.Null(scene.Matter.Verdict));
        Assert.All(again, scene => Assert.DoesNotContain("dissatisfied", new MatterLedger(Scene.Shelf).Rows(scene.Matter).First().Values));
        Assert.All(again, scene => Assert.False(scene.Then(Cast.Ana, "hand-in", Scene.Result()).Then(Cast.Rita, "judge", Bad).Matter.Verdict!.Resolved));
    }

    [Fact]
    public void there_is_nothing_to_judge_before_a_result() =>
        Assert.Equal("matter.nothing-to-judge", Judge.Decide(Scene.Handling.Matter, new(true, "very", "good", null), Scene.Rules, Scene.Handling.Stamp(Cast.Rita)).Refusal?.Code);

    [Fact]
    public void row_109_the_requester_judges_all_three() => Scene.Closed.Take(Cast.Rita, "judge", new { resolved = false, satisfied = "dissatisfied", attitude = "good", words = "慢" })
        .Records(new Judged(false, "dissatisfied", "good", "慢"));
}
