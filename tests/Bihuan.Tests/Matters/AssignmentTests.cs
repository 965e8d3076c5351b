using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class AssignmentTests
{
    [Fact]
    public void refuses_somebody_with_a_declared_interest() =>
        Scene.Signed.Add(Cast.Ana, new InterestDeclared("ana", "亲戚")).Take(Cast.Coco, "assign", new { person = "ana" }).Refuses("matter.interested-person");

    [Fact]
    public void a_handler_does_not_assign() => Scene.Signed.Take(Cast.Ana, "assign", new { person = "ana" }).Refuses("matter.not-your-move");

    [Fact]
    public void another_person_takes_over_at_the_same_stage() =>
        Scene.Handling.Take(Cast.Coco, "assign", new { person = "abe" }).Records(new Assigned(1, "abe") { Office = Cast.Bureau });

    [Fact]
    public void refuses_an_account_that_does_not_handle_in_the_unit()
    {
        Scene.Signed.Take(Cast.Coco, "assign", new { person = "nobody" }).Refuses("matter.not-a-handler");
        Scene.Signed.Take(Cast.Coco, "assign", new { person = "ben" }).Refuses("matter.not-a-handler");
        Scene.Signed.Take(Cast.Coco, "assign", new { person = "coco" }).Refuses("matter.not-a-handler");
    }

    [Theory]
    [InlineData("LS.JT"), InlineData("LS"), InlineData("LS.CGX"), InlineData("LS.CG.HW")]
    public void only_offices_below_the_unit_count(string unit)
    {
        var rules = Scene.Rules with { PostsOf = _ => [new("verifier", Cast.Bureau), new("handler", unit)] };
        var decision = Assignment.DecideAssign(Scene.Signed.Matter, new("ana", null), rules, Scene.Signed.Stamp(Cast.Coco));
        Assert.Equal(unit == "LS.CG.HW" ? null : "matter.not-a-handler", decision.Refusal?.Code);
    }

    [Fact]
    public void the_office_is_looked_up_and_nobodys_word_is_taken_for_it() => Scene.Signed.Take(Cast.Coco, "assign", new { person = "ana", office = "LS.JT" })
        .Records(new Assigned(1, "ana") { Office = "LS.CG.HW" }, new Moved("assign", "handling"));

    [Fact]
    public void refuses_what_is_not_signed() =>
        Assert.Equal("matter.not-signed", Assignment.DecideAssign(Scene.Dispatched.Matter, new("ana", null), Scene.Rules, Scene.Dispatched.Stamp(Cast.Coco)).Refusal?.Code);

    [Fact]
    public void nothing_is_taken_back_that_was_not_given() =>
        Assert.Equal("matter.not-assigned", Assignment.DecideRevoke(Scene.Signed.Matter, new("休假", null), Scene.Rules, Scene.Signed.Stamp(Cast.Coco)).Refusal?.Code);

    [Fact]
    public void the_coordinator_of_another_unit_does_not_assign() => Scene.Signed.Take(Cast.Tom, "assign", new { person = "tim" }).Refuses("matter.not-your-move");
}

public class ContactTests
{
    [Fact]
    public void refuses_what_is_not_signed() =>
        Assert.Equal("matter.not-signed", Contact.Decide(Scene.Dispatched.Matter, new("已联系", null), Scene.Rules, Scene.Dispatched.Stamp(Cast.Ana)).Refusal?.Code);

    [Fact]
    public void the_first_contact_is_the_one_that_counts()
    {
        var first = Scene.Handling.At("2026-03-09 10:00").Then(Cast.Ana, "contact", new { note = "已联系" });
        var again = first.At("2026-03-10 10:00").Then(Cast.Ana, "contact", new { note = "再联系" });
        Assert.Equal(Scene.Time("2026-03-09 10:00"), again.Matter.Lead!.ContactedAt);
        Assert.Equal(Scene.Time("2026-03-09 10:00"), again.Matter.Clocks["contact/1"].Stopped);
    }

    [Fact]
    public void contact_starts_nothing() => Assert.Equal(Scene.Signed.Matter.Clocks["handle"], Scene.Signed.Then(Cast.Ana, "contact", new { note = "已联系" }).Matter.Clocks["handle"]);
}
