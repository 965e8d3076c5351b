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
        Reopening.DecideAsk(Scene.Handling.Add(Cast.Dan, new Merged("x", "LS2")).Matter, new("又"), Scene.Rules, Scene.Handling.Stamp(Cast.Rita)).Refusal?.Code);

    [Fact]
    public void a_reopened_matter_must_be_verified_again()
    {
        var again = Scene.Closed.Then(Cast.Dan, "reopen-assigned", Why);
        Assert.Equal((null, null, null, false), (again.Matter.VerifiedAt, again.Matter.Outcome, again.Matter.ClosedAt, again.Matter.IsClosed));
        again.Take(Cast.Dan, "close", new { outcome = "resolved" }).Refuses("matter.not-now");
    }

    [Fact]
    public void an_answer_that_did_not_help_is_reopened_for_dispatch() => Scene.Answered.Take(Cast.Dan, "reopen-answered", Why).Records(
        new Reopened("又堆了"), new ClockStarted("dispatch", null, "4 working-hours"), new Moved("reopen-answered", "accepted"));
}

public class JudgeTests
{
    [Fact]
    public void there_is_nothing_to_judge_before_a_result() =>
        Assert.Equal("matter.nothing-to-judge", Judge.Decide(Scene.Handling.Matter, new(true, "very", "good", null), Scene.Rules, Scene.Handling.Stamp(Cast.Rita)).Refusal?.Code);

    [Fact]
    public void the_requester_judges_all_three() => Scene.Closed.Take(Cast.Rita, "judge", new { resolved = false, satisfied = "dissatisfied", attitude = "good", words = "慢" })
        .Records(new Judged(false, "dissatisfied", "good", "慢"));
}
