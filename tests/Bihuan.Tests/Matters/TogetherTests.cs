using Bihuan.Engine.Decisions;
using Bihuan.Engine.Journal;
using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

/// <summary>Whoever was merged shares the end of the other matter, and the end of that end.</summary>
public class TogetherTests
{
    const string Child = "0190a0000000700080000000000000c3";
    const string Grandchild = "0190a0000000700080000000000000d4";
    static readonly object Why = new { why = "又堆了" };

    /// <summary>A closed matter with one merged into it, and one merged into that before.</summary>
    static Scene Closed => With(Scene.CalledBack).Then(Cast.Dan, "close", new { outcome = "resolved" });

    static Scene With(Scene scene)
    {
        var child = Scene.Said().Add(Cast.Dan, Facts(new Absorbed(Grandchild, "LS3", null, null), new Merged(Scene.Id, "LS1"), new Moved("merge", "merged")));
        var grandchild = Scene.Said().Add(Cast.Dan, Facts(new Merged(Child, "LS2"), new Moved("merge", "merged")));
        return scene.Add(Cast.Dan, new Absorbed(Child, "LS2", null, null)).Beside(child, Child).Beside(grandchild, Grandchild);
    }

    static Decision Facts(params Fact[] facts) => facts;

    static Decision Facts(IEnumerable<Entry> entries) => entries.Select(entry => entry.Fact).ToArray();

    [Fact]
    public void they_are_told_at_every_depth_that_it_is_done_again()
    {
        var told = Closed.Take(Cast.Dan, "reopen-assigned", Why);
        told.AndElsewhere((Child, new Reopened("又堆了")), (Grandchild, new Reopened("又堆了")));
        var child = told.After.Other(Child);
        Assert.Equal((false, true, "merged", ""), (child.HasSharedEnd, child.IsClosed, child.Outcome, child.Reply));
        Assert.Empty(Next.Of(child, Scene.Playbook, Scene.Calendar));
    }

    [Fact]
    public void they_are_told_the_new_end()
    {
        var again = Closed.Then(Cast.Dan, "reopen-assigned", Why).Then(Cast.Coco, "contact", new { note = "约好今天去看" }).Then(Cast.Ana, "hand-in", new { outcome = "explained", replies = new[] { "周五再清" } })
            .Then(Cast.Ben, "verify", new { finding = "好" }).Then(Cast.Cal, "call-back", Scene.Judgement()).Then(Cast.Dan, "close", new { outcome = "explained" });
        Assert.Equal((true, "explained", "周五再清"), (again.Other(Grandchild).HasSharedEnd, again.Other(Grandchild).Outcome, again.Other(Grandchild).Reply));
    }

    [Theory]
    [InlineData("answer"), InlineData("decline"), InlineData("redirect")]
    public void an_end_without_work_is_theirs_too(string move)
    {
        object words = move == "answer" ? new { reply = "九点开门" } : move == "decline" ? new { reason = "beyond-duty", reply = "九点开门" } : new { reason = "beyond-duty", channel = "法院", reply = "九点开门" };
        var child = With(Scene.Received).Then(Cast.Eva, move, words).Other(Child);
        Assert.Equal((true, "九点开门"), (child.HasSharedEnd, child.Reply));
    }

    [Fact]
    public void the_requester_of_a_merged_matter_judges_the_end_it_shares()
    {
        object good = new { resolved = false, satisfied = "dissatisfied", attitude = "good" };
        Assert.False(Shared().Then(Cast.Rita, "judge", good).Matter.Verdict!.Resolved);
        Shared(With(Scene.CalledBack)).Take(Cast.Rita, "judge", good).Refuses("matter.nothing-to-judge");
        Shared(Closed.Then(Cast.Dan, "reopen-assigned", Why)).Take(Cast.Rita, "judge", good).Refuses("matter.nothing-to-judge");
    }

    [Fact]
    public void their_request_reaches_the_matter_that_was_worked_on_without_their_words()
    {
        Shared().Take(Cast.Rita, "ask-reopening", Why)
            .Records(new ReopeningAsked("又堆了"), new ClockStarted("reopening", null, "2 working-days"))
            .AndElsewhere((Scene.Id, new ReopeningPassedOn(Child, "RX2026030900001")), (Scene.Id, new ClockStarted("reopening", null, "2 working-days")));
        var asked = Shared().Then(Cast.Rita, "ask-reopening", Why);
        Assert.Empty(Next.Of(asked.Matter, Scene.Playbook, Scene.Calendar));
        var todo = Assert.Single(Next.Of(asked.Other(Scene.Id), Scene.Playbook, Scene.Calendar));
        Assert.Equal(("dispatcher", "LS.RX", "decide-reopening", "reopening", Scene.Time("2026-03-11 18:00")), (todo.Role, todo.Unit, todo.What, todo.Clock, todo.Due));
        Assert.Contains(new MatterLedger(Scene.Shelf).Rows(asked.Other(Scene.Id)), row => row.Table == MatterLedger.Todos);
        Assert.DoesNotContain(new MatterLedger(Scene.Shelf).Rows(asked.Matter), row => row.Table == MatterLedger.Todos);
    }

    [Fact]
    public void nobody_asks_while_the_other_matter_is_open() =>
        Shared(With(Scene.CalledBack)).Take(Cast.Rita, "ask-reopening", Why).Refuses("matter.not-closed");

    [Fact]
    public void the_decision_answers_whoever_asked_and_stops_their_clock()
    {
        var asked = Closed.Add(Cast.Rita, new ReopeningPassedOn(Child, "LS2")).Add(Cast.Rita, new ClockStarted("reopening", null, "2 working-days"));
        var child = asked.Others[$"matter-{Child}"];
        asked = asked.Beside(Scene.Said().Add(Cast.Dan, Facts(child.Skip(1))).Add(Cast.Rita, Facts(new ReopeningAsked("还在"), new ClockStarted("reopening", null, "2 working-days"))), Child);

        asked.Take(Cast.Dan, "refuse-reopening", Why).Records(new ReopeningRefused("又堆了"), new ClockStopped("reopening", null))
            .AndElsewhere((Child, new ReopeningRefused("又堆了")), (Child, new ClockStopped("reopening", null)));
        asked.Take(Cast.Dan, "reopen-assigned", Why)
            .AndElsewhere((Child, new Reopened("又堆了")), (Child, new ClockStopped("reopening", null)), (Grandchild, new Reopened("又堆了")));
        Assert.False(asked.Then(Cast.Dan, "refuse-reopening", Why).Matter.IsReopeningAsked);
    }

    /// <summary>The merged one as it stands beside that parent: its own page.</summary>
    static Scene Shared(Scene? parent = null)
    {
        var whole = parent ?? Closed;
        var child = Scene.Said().Add(Cast.Dan, Facts(whole.Others[$"matter-{Child}"].Skip(1)));
        child = child with { Entries = [.. child.Entries.Select(entry => entry with { Stream = new($"matter-{Child}") })] };
        return child.Beside(whole, Scene.Id);
    }
}
