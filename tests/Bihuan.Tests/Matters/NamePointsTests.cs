using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class NamePointsTests
{
    static readonly Scene Named = Scene.Received.Then(Cast.Eva, "name-points", new { demands = " 清运垃圾 \n\n换掉破桶" });

    [Fact]
    public void one_point_a_line()
    {
        Assert.Equal(["清运垃圾", "换掉破桶"], Named.Matter.Said.Points);
        Assert.Equal(2, Named.Matter.Points);
    }

    [Fact]
    public void row_46_every_named_point_must_be_answered() => Named.Then(Cast.Eva, "accept", new { category = "CJ-01-03" })
        .Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, basis = "职责" }).Then(Cast.Coco, "sign")
        .Take(Cast.Ana, "hand-in", Scene.Result(points: 1)).Refuses("matter.unanswered-point");

    [Fact]
    public void row_81_what_was_one_point_can_be_split_once_its_points_are_named()
    {
        Scene.Received.Take(Cast.Eva, "split", new { points = new[] { 1 } }).Refuses("matter.split-only");

        Assert.Equal(["清运垃圾"], Named.Then(Cast.Eva, "split", new { points = new[] { 2 } }).Matter.Said.Points);
    }

    [Theory]
    [InlineData(" \n ", "matter.points-count")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10", "matter.points-count")]
    public void refuses_none_and_too_many(string demands, string code) =>
        Assert.Equal(code, NamePoints.Decide(Scene.Received.Matter, new(demands), Scene.Rules, Scene.Received.Stamp(Cast.Eva)).Refusal?.Code);

    [Fact]
    public void refuses_where_the_answers_stand_already() =>
        Assert.Equal("matter.already-handed-in", NamePoints.Decide(Scene.Finished.Matter, new("一"), Scene.Rules, Scene.Finished.Stamp(Cast.Eva)).Refusal?.Code);
}
