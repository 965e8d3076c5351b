using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class MergeTests
{
    const string Parent = "0190a0000000700080000000000000b2";
    static readonly object Into = new { into = Parent };

    static Scene Monday => Scene.Handling;

    static Scene On(string local)
    {
        var scene = Scene.Accepted.At(local).Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, basis = "职责" });
        return scene.Then(Cast.Coco, "sign").Then(Cast.Coco, "assign", new { person = "ana" });
    }

    [Fact]
    public void the_parent_takes_over_the_earlier_deadline() => Monday.Beside(On("2026-03-11 10:00"), Parent).Take(Cast.Dan, "merge", Into).AndElsewhere(
        (Parent, new Absorbed(Scene.Id, "RX2026030900001", Scene.Time("2026-03-09 09:00"), "5 working-days")),
        (Parent, new ClockStarted("handle", null, "5 working-days") { From = Scene.Time("2026-03-09 09:00") }));

    [Fact]
    public void the_parent_keeps_its_own_deadline_when_that_is_earlier() => On("2026-03-11 10:00").Beside(Monday, Parent).Take(Cast.Dan, "merge", Into)
        .AndElsewhere((Parent, new Absorbed(Scene.Id, "RX2026030900001", null, null)));

    [Fact]
    public void a_parent_that_waits_for_dispatch_takes_over_the_running_deadline()
    {
        var merged = Monday.Beside(Scene.Accepted, Parent).Then(Cast.Dan, "merge", Into);
        Assert.Equal(Scene.Time("2026-03-16 18:00"), merged.Other(Parent).Clocks["handle"].Due(Scene.Calendar).At);
    }

    [Fact]
    public void refuses_itself() => Monday.Take(Cast.Dan, "merge", new { into = Scene.Id }).Refuses("matter.merged-self");

    [Fact]
    public void refuses_what_is_not_there() => Monday.Take(Cast.Dan, "merge", Into).Refuses("matter.missing");

    [Fact]
    public void refuses_a_closed_one() => Monday.Beside(Scene.Closed, Parent).Take(Cast.Dan, "merge", Into).Refuses("matter.merged-into-closed");

    [Fact]
    public void a_merged_matter_waits_for_nobody()
    {
        var merged = Monday.Beside(Scene.Accepted, Parent).Then(Cast.Dan, "merge", Into).Matter;
        Assert.Empty(Next.Of(merged, Scene.Playbook, Scene.Calendar));
        Assert.Null(Timers.Next(merged, Scene.Playbook, Scene.Calendar));
    }
}

public class SplitTests
{
    static readonly Scene Three = Scene.Said(points: 3);

    [Theory]
    [InlineData(0), InlineData(4), InlineData(-1)]
    public void refuses_a_point_that_is_not_there(int point) => Three.Take(Cast.Eva, "split", new { points = new[] { point } }).Refuses("matter.split-points");

    [Fact]
    public void at_least_one_point_stays() => Three.Take(Cast.Eva, "split", new { points = new[] { 1, 2, 3 } }).Refuses("matter.split-all");

    [Fact]
    public void row_81_each_point_gets_a_number_an_owner_and_a_clock_of_its_own()
    {
        var told = Three.Take(Cast.Eva, "split", new { points = new[] { 3 } });
        var id = told.Decision.Elsewhere[0].Stream.Id;
        var apart = told.After.Other(id);

        Assert.Equal(("RX2026030900101", "received", "第3点", 1), (apart.Number, apart.Stage, apart.Said.Title, apart.Points));
        var todo = Assert.Single(Next.Of(apart, Scene.Playbook, Scene.Calendar));
        Assert.Equal(("agent", "LS.RX", "accept", Scene.Time("2026-03-09 11:00")), (todo.Role, todo.Unit, todo.Clock, todo.Due));
    }

    [Fact]
    public void what_was_taken_out_is_not_answered_here_any_more()
    {
        var rest = Three.Then(Cast.Eva, "split", new { points = new[] { 2, 3 } }).Matter;
        Assert.Equal(1, rest.Points);
        Assert.Equal(["第1点"], rest.Said.Points);
    }

    [Fact]
    public void nothing_is_split_once_the_words_are_gone() =>
        Three.Add(Cast.Eva, new RequesterErased("本人申请")).Take(Cast.Eva, "split", new { points = new[] { 1 } }).Refuses("matter.split-erased");
}

public class LinkTests
{
    [Fact]
    public void refuses_itself() => Scene.Handling.Take(Cast.Dan, "link", new { matter = Scene.Id }).Refuses("matter.linked-self");

    [Fact]
    public void refuses_what_is_not_there() => Scene.Handling.Take(Cast.Dan, "link", new { matter = "0190a0000000700080000000000000b2" }).Refuses("matter.missing");
}
