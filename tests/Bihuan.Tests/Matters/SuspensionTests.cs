using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class SuspensionTests
{
    static Scene Aside(Scene scene, string reviewOn = "2026-06-01") => scene
        .Then(Cast.Coco, "ask-suspension", new { why = "等管网改造", reviewOn }).Then(Cast.Dan, "grant-suspension", new { why = "同意" });

    static readonly Scene Suspended = Aside(Scene.Handling);

    [Theory]
    [InlineData("2026-03-09"), InlineData("2026-03-01"), InlineData("2027-03-10")]
    public void refuses_a_review_that_is_not_between_tomorrow_and_a_year(string reviewOn) =>
        Scene.Handling.Take(Cast.Coco, "ask-suspension", new { why = "等", reviewOn }).Refuses("matter.review-date");

    [Theory]
    [InlineData("2026-03-10"), InlineData("2027-03-09")]
    public void takes_the_first_and_the_last_day(string reviewOn) =>
        Assert.Null(Scene.Handling.Take(Cast.Coco, "ask-suspension", new { why = "等", reviewOn }).Decision.Refusal);

    [Fact]
    public void a_suspended_clock_is_not_due() => Assert.Null(Suspended.Matter.Clocks["handle"].Due(Scene.Calendar).At);

    [Fact]
    public void nothing_is_handed_in_while_it_is_set_aside() => Suspended.Take(Cast.Ana, "hand-in", Scene.Result()).Refuses("matter.still-suspended");

    [Fact]
    public void resuming_shifts_the_due_time_by_the_pause()
    {
        // Five working days after Monday, of which Tuesday passed while it was set aside.
        var resumed = Suspended.At("2026-03-11 09:00").Then(Cast.Coco, "resume", new { why = "已通" });
        Assert.Equal(Scene.Time("2026-03-17 18:00"), resumed.Matter.Clocks["handle"].Due(Scene.Calendar).At);
    }

    [Fact]
    public void a_matter_is_set_aside_once() => Suspended.Then(Cast.Coco, "resume", new { why = "已通" })
        .Take(Cast.Coco, "ask-suspension", new { why = "又等", reviewOn = "2026-06-01" }).Refuses("matter.second-suspension");

    [Fact]
    public void a_matter_is_set_aside_once_even_after_a_new_round_has_a_new_clock()
    {
        var first = Aside(Scene.Finished.Then(Cast.Ben, "send-back", new { finding = "还有一半" })).Then(Cast.Coco, "resume", new { why = "已通" });
        var second = first.Then(Cast.Ana, "hand-in", Scene.Result()).Then(Cast.Ben, "send-back", new { finding = "还是一半" });
        second.Take(Cast.Coco, "ask-suspension", new { why = "又等", reviewOn = "2026-06-01" }).Refuses("matter.second-suspension");
    }

    [Fact]
    public void a_unit_does_not_grant_its_own_request()
    {
        var asked = Scene.Handling.Then(Cast.Coco, "ask-suspension", new { why = "等", reviewOn = "2026-06-01" });
        Assert.Equal("matter.own-request", Suspension.DecideGrant(asked.Matter, new(true, "同意"), Scene.Rules, asked.Stamp(Cast.Coco.As("dispatcher", Cast.Bureau))).Refusal?.Code);
    }

    [Fact]
    public void the_review_date_resumes_it_by_itself()
    {
        Suspended.At("2026-05-31 23:59").Tick().DoesNothing();
        var resumed = Suspended.At("2026-06-01 00:00").Tick().After.Matter;
        Assert.Null(resumed.SuspendedUntil);
        Assert.NotNull(resumed.Clocks["handle"].Due(Scene.Calendar).At);
    }
}
