using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class ExtensionTests
{
    static readonly object Three = new { days = 3, why = "等吊车" };
    static readonly Scene Asked = Scene.Handling.Then(Cast.Ana, "ask-extension", Three);
    static readonly Scene Granted = Asked.Then(Cast.Dan, "grant-extension", new { why = "同意" });

    [Fact]
    public void three_days_more_are_three_working_days_more()
    {
        Assert.Equal(Scene.Time("2026-03-16 18:00"), Scene.Handling.Matter.Clocks["handle"].Due(Scene.Calendar).At);
        Assert.Equal(Scene.Time("2026-03-19 18:00"), Granted.Matter.Clocks["handle"].Due(Scene.Calendar).At);
    }

    [Fact]
    public void refuses_after_the_deadline() => Scene.Handling.At("2026-03-16 18:01").Take(Cast.Ana, "ask-extension", Three).Refuses("matter.extension-too-late");

    [Theory]
    [InlineData(0), InlineData(11), InlineData(-3)]
    public void refuses_more_than_ten_days_and_less_than_one(int days) =>
        Scene.Handling.Take(Cast.Ana, "ask-extension", new { days, why = "等吊车" }).Refuses("matter.extension-too-long");

    [Fact]
    public void how_many_are_left_is_said_in_the_days_that_count()
    {
        var refusal = Scene.Handling.Take(Cast.Ana, "ask-extension", new { days = 11, why = "等吊车" }).Decision.Refusal!;
        Assert.Equal(("最多还能延长 10 个工作日。", "At most 10 working days more can be granted."), (refusal.Zh, refusal.En));
    }

    [Fact]
    public void one_extension_and_no_more() => Granted.Take(Cast.Ana, "ask-extension", Three).Refuses("matter.extension-quota");

    [Fact]
    public void a_refused_request_does_not_use_the_quota() =>
        Asked.Then(Cast.Dan, "refuse-extension", new { why = "理由不足" }).Take(Cast.Ana, "ask-extension", Three).Records(new ExtensionAsked("3 working-days", "等吊车"));

    [Fact]
    public void a_unit_does_not_grant_its_own_request() =>
        Assert.Equal("matter.own-request", Extension.DecideGrant(Asked.Matter, new(true, "同意"), Scene.Rules, Asked.Stamp(Cast.Coco.As("dispatcher", Cast.Bureau))).Refusal?.Code);

    [Fact]
    public void nothing_is_granted_that_was_not_asked() =>
        Assert.Equal("matter.no-extension-asked", Extension.DecideGrant(Scene.Handling.Matter, new(true, "同意"), Scene.Rules, Asked.Stamp(Cast.Dan)).Refusal?.Code);

    [Fact]
    public void there_is_no_more_time_for_rework() =>
        Scene.Finished.Then(Cast.Ben, "send-back", new { finding = "还有一半" }).Take(Cast.Ana, "ask-extension", Three).Refuses("matter.no-running-clock");

    [Fact]
    public void only_the_one_it_was_assigned_to_asks_among_the_handlers() =>
        Scene.Handling.Take(Cast.Ana with { Account = "abe" }, "ask-extension", Three).Refuses("matter.not-your-move");

    [Fact]
    public void no_result_is_handed_in_while_it_is_undecided() => Asked.Take(Cast.Ana, "hand-in", Scene.Result()).Refuses("matter.still-asking");
}
