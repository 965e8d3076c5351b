namespace Bihuan.Tests.Matters;

public class DispatchTests
{
    [Fact]
    public void refuses_without_a_row_and_without_a_reason() =>
        Scene.Accepted.Take(Cast.Dan, "dispatch", new { unit = Cast.Bureau }).Refuses("matter.no-basis");

    [Theory]
    [InlineData("LS.GONE"), InlineData("XX")]
    public void refuses_a_unit_that_is_not_there(string unit) =>
        Scene.Accepted.Take(Cast.Dan, "dispatch", new { unit, basis = "职责" }).Refuses("matter.unknown-unit");

    [Fact]
    public void refuses_a_cooperating_unit_that_is_not_there() =>
        Scene.Accepted.Take(Cast.Dan, "dispatch", new { unit = Cast.Bureau, co = new[] { "LS.GONE" }, basis = "职责" }).Refuses("matter.unknown-unit");

    [Fact]
    public void never_goes_back_to_a_unit_whose_objection_was_upheld() =>
        Scene.Disputed.Then(Cast.Dan, "uphold", new { finding = "确非其职责" })
            .Take(Cast.Dan, "dispatch", new { unit = Cast.Bureau, basis = "还是它" }).Refuses("matter.objection-was-upheld");

    [Fact]
    public void a_second_dispatch_does_not_give_the_handling_more_time()
    {
        var again = Scene.Disputed.At("2026-03-10 16:00").Then(Cast.Dan, "uphold", new { finding = "确非其职责" })
            .Then(Cast.Dan, "dispatch", new { unit = Cast.Housing, basis = "物业" }).Matter;
        Assert.Equal(Scene.Dispatched.Matter.Clocks["handle"], again.Clocks["handle"]);
        Assert.Equal("LS.ZJ", again.Lead!.Unit);
    }

    [Fact]
    public void row_11_each_cooperating_unit_gets_an_order_and_a_clock_of_its_own()
    {
        var matter = Scene.Accepted.Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, co = new[] { Cast.Transport, Cast.Bureau }, basis = "职责" }).Matter;
        Assert.Equal([(1, Cast.Bureau, true), (2, Cast.Transport, false)], matter.Orders.Select(o => (o.Number, o.Unit, o.IsLead)));
        Assert.Equal(["accept", "contact/1", "dispatch", "handle", "return/1", "sign/1", "sign/2"], matter.Clocks.Keys);
    }

    [Fact]
    public void an_incident_is_due_in_two_hours()
    {
        var matter = Scene.Said(urgency: "incident").Then(Cast.Eva, "accept", new { category = "CJ-01-03" })
            .Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, basis = "职责" }).Matter;
        Assert.Equal(Scene.Time("2026-03-09 11:00"), matter.Clocks["handle"].Due(Scene.Calendar).At);
    }
}
