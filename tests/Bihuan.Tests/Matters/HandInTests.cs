using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class HandInTests
{
    static readonly Scene Two = Scene.Said(points: 2).Then(Cast.Eva, "accept", new { category = "CJ-01-03" })
        .Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, co = new[] { Cast.Transport }, basis = "职责" }).Then(Cast.Coco, "sign");

    [Fact]
    public void row_46_refuses_an_unanswered_point() => Two.Then(Cast.Tom, "finish-task", new { result = "已清" })
        .Take(Cast.Ana, "hand-in", Scene.Result(points: 1)).Refuses("matter.unanswered-point");

    [Fact]
    public void refuses_a_point_answered_with_nothing() => Two.Then(Cast.Tom, "finish-task", new { result = "已清" })
        .Take(Cast.Ana, "hand-in", new { outcome = "resolved", replies = new[] { "已清运", " " } }).Refuses("matter.unanswered-point");

    [Fact]
    public void refuses_while_a_task_is_open() => Two.Take(Cast.Ana, "hand-in", Scene.Result(points: 2)).Refuses("matter.open-task");

    [Fact]
    public void an_open_task_can_be_explained_to_colleagues_and_not_in_the_reply() => Assert.Equal(("一\n二", "交通局下周补"),
        Two.Then(Cast.Ana, "hand-in", new { outcome = "resolved", replies = new[] { "一", "二" }, unfinished = "交通局下周补", uncontacted = "没有接通" }).Matter.Result is { } result ? (result.Reply, result.Unfinished) : default);

    [Fact]
    public void refuses_an_outcome_that_is_not_on_the_list() => Scene.Handling.Take(Cast.Ana, "hand-in", Scene.Result("done")).Refuses("library.unknown-code");

    [Fact]
    public void refuses_what_is_not_signed_and_what_is_done()
    {
        static string? Code(Scene scene) => HandIn.Decide(scene.Matter, new("resolved", ["好"], null, null, null), Scene.Rules, scene.Stamp(Cast.Ana)).Refusal?.Code;
        Assert.Equal("matter.not-signed", Code(Scene.Dispatched));
        Assert.Equal("matter.already-handed-in", Code(Scene.Finished));
        Assert.Equal("matter.no-order", Code(Scene.Accepted));
    }

    [Fact]
    public void refuses_while_nobody_has_spoken_with_the_requester_or_said_why()
    {
        var result = new { outcome = "resolved", replies = new[] { "已清运" } };
        Scene.Handling.Take(Cast.Ana, "hand-in", result).Refuses("matter.not-contacted");

        Assert.Null(Scene.Handling.Then(Cast.Ana, "contact", new { note = "约好下午到" }).Then(Cast.Ana, "hand-in", result).Matter.Result!.Uncontacted);
        Assert.Equal("空号", Scene.Handling.Then(Cast.Ana, "hand-in", new { result.outcome, result.replies, uncontacted = " 空号 " }).Matter.Result!.Uncontacted);
    }

    [Fact]
    public void a_requester_who_left_no_number_need_not_be_contacted() => Assert.NotNull(
        Scene.Said(phone: null).Then(Cast.Eva, "accept", new { category = "CJ-01-03" }).Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, basis = "职责" })
            .Then(Cast.Coco, "sign").Then(Cast.Ana, "hand-in", new { outcome = "resolved", replies = new[] { "已清运" } }).Matter.Result);

    [Fact]
    public void a_cooperating_unit_does_not_hand_in_for_the_lead() => Two.Take(Cast.Tom, "hand-in", Scene.Result(points: 2)).Refuses("matter.not-your-move");
}
