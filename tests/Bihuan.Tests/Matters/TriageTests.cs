using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class AcceptTests
{
    [Fact]
    public void refuses_without_a_category() => Scene.Received.Take(Cast.Eva, "accept").Refuses("matter.category");

    [Fact]
    public void refuses_an_urgency_that_is_not_on_the_list() =>
        Scene.Received.Take(Cast.Eva, "accept", new { category = "CJ-01-03", urgency = "soon" }).Refuses("library.unknown-code");

    [Fact]
    public void urgent_gets_the_short_clock() =>
        Assert.Equal("30 minutes", Scene.Received.Then(Cast.Eva, "accept", new { category = "CJ-01-03", urgency = "urgent" }).Matter.Clocks["dispatch"].Limit.ToString());
}

public class DeclineTests
{
    [Fact]
    public void refuses_a_reason_that_the_law_does_not_have() =>
        Scene.Received.Take(Cast.Eva, "decline", new { reason = "busy", reply = "请谅解" }).Refuses("library.unknown-code");

    [Fact]
    public void refuses_once_a_unit_is_at_work() =>
        Assert.Equal("matter.already-dispatched", Decline.Decide(Scene.Handling.Matter, new("emergency", "已转119"), Scene.Rules, Scene.Handling.Stamp(Cast.Eva)).Refusal?.Code);
}

public class RedirectTests
{
    [Fact]
    public void refuses_once_a_unit_is_at_work() => Assert.Equal("matter.already-dispatched",
        Redirect.Decide(Scene.Handling.Matter, new("statutory-channel", "法院", "请起诉"), Scene.Rules, Scene.Handling.Stamp(Cast.Eva)).Refusal?.Code);
}

public class AnswerDirectlyTests
{
    [Fact]
    public void an_answer_closes_as_explained() =>
        Assert.Equal(("explained", "周一至周五九点开门", true), (Scene.Answered.Matter.Outcome, Scene.Answered.Matter.Reply, Scene.Answered.Matter.IsClosed));

    [Fact]
    public void refuses_once_a_unit_is_at_work() =>
        Assert.Equal("matter.already-dispatched", AnswerDirectly.Decide(Scene.Handling.Matter, new("好"), Scene.Rules, Scene.Handling.Stamp(Cast.Eva)).Refusal?.Code);
}

public class SelfHandleTests
{
    [Fact]
    public void refuses_what_somebody_else_reported() =>
        Scene.Received.Take(Cast.Gus, "self-handle", new { result = "好了" }).Refuses("matter.not-your-finding");
}
