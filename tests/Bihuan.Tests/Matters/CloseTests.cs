using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class CloseTests
{
    const string Child = "0190a0000000700080000000000000c3";
    const string Grandchild = "0190a0000000700080000000000000d4";

    static string? Code(Scene scene, Who who, string outcome = "resolved") => Close.Decide(scene.Matter, new(outcome, null), Scene.Rules, scene.Stamp(who)).Refusal?.Code;

    [Fact]
    public void refuses_before_the_verification_whatever_the_playbook_offers() => Assert.Equal("matter.not-verified", Code(Scene.Finished, Cast.Dan));

    [Fact]
    public void refuses_before_the_callback() => Assert.Equal("matter.not-called-back", Code(Scene.Verified, Cast.Dan));

    [Fact]
    public void a_call_that_nobody_answered_is_no_callback() => Assert.Equal("matter.not-called-back", Code(Scene.Verified.Then(Cast.Cal, "no-answer"), Cast.Dan));

    [Fact]
    public void refuses_as_resolved_when_the_caller_said_no()
    {
        var no = Scene.Verified.Then(Cast.Cal, "call-back", Scene.Judgement(resolved: false, satisfied: "dissatisfied"));
        no.Take(Cast.Dan, "close", new { outcome = "resolved" }).Refuses("matter.not-resolved");
        Assert.Equal("explained", no.Then(Cast.Dan, "close", new { outcome = "explained" }).Matter.Outcome);
    }

    [Fact]
    public void refuses_an_outcome_that_is_not_on_the_list() => Scene.CalledBack.Take(Cast.Dan, "close", new { outcome = "done" }).Refuses("library.unknown-code");

    [Fact]
    public void refuses_whoever_did_the_work_from_their_own_house() => Assert.Equal("matter.own-work", Code(Scene.CalledBack, Cast.Ana));

    [Fact]
    public void those_merged_into_it_end_with_the_same_answer_and_theirs_with_them()
    {
        var child = Scene.Given((Cast.Dan, new Merged(Scene.Id, "LS1")), (Cast.Dan, new Absorbed(Grandchild, "LS3", null, null)));
        var grandchild = Scene.Given((Cast.Dan, new Merged(Child, "LS2")));
        var parent = Scene.CalledBack.Add(Cast.Dan, new Absorbed(Child, "LS2", null, null)).Beside(child, Child).Beside(grandchild, Grandchild);
        var closed = new Closed("resolved", "已清运并加装垃圾桶");

        parent.Take(Cast.Dan, "close", new { outcome = "resolved" }).AndElsewhere((Child, closed), (Grandchild, closed));
    }
}

public class ReworkTests
{
    static Scene Again(Scene scene) => scene.Then(Cast.Dan, "rework", new { why = "异味还在" }).Then(Cast.Ana, "hand-in", Scene.Result())
        .Then(Cast.Ben, "verify", new { finding = "好" }).Then(Cast.Cal, "call-back", Scene.Judgement());

    [Fact]
    public void two_rounds_and_then_supervision()
    {
        var third = Again(Again(Scene.CalledBack));
        third.Take(Cast.Dan, "rework", new { why = "异味还在" }).Refuses("matter.too-many-rounds");
        Assert.Equal(3, third.Then(Cast.Sue, "supervise", new { why = "三轮未解决" }).Then(Cast.Dan, "rework", new { why = "异味还在" }).Matter.Reworks);
    }

    [Fact]
    public void another_round_needs_another_verification()
    {
        var again = Scene.CalledBack.Then(Cast.Dan, "rework", new { why = "异味还在" }).Then(Cast.Ana, "hand-in", Scene.Result());
        Assert.Equal("matter.not-verified", Close.Decide(again.Matter, new("resolved", null), Scene.Rules, again.Stamp(Cast.Dan)).Refusal?.Code);
    }
}
