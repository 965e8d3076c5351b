using Bihuan.Engine.Playbooks;

namespace Bihuan.Tests.Playbooks;

/// <summary>What an indicator over a clock counts: a matter of which the clock has said nothing yet counts neither way.</summary>
public class IndicatorTests
{
    static readonly Condition InTime = new IsOneOf("clock-fix", ["in-time"]);

    static Condition Clock(params string[] values) => new IsOneOf("clock-fix", [.. values]);

    static (long Of, long Among) Over(Condition of, Condition? among, params (string Clock, long Count)[] groups) => new Indicator("share", new("率", "Share"), of) { Among = among }
        .Over(groups.Select(group => ((IReadOnlyDictionary<string, string>)group.Clock.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal), group.Count)));

    static readonly (string, long)[] Fair = [("clock-fix=in-time stage=closed", 1), ("clock-fix=open stage=doing", 1), ("clock-fix= stage=registered", 1)];

    [Fact]
    public void one_in_time_one_running_and_one_not_begun_is_all_of_one() => Assert.Equal((1, 1), Over(InTime, null, Fair));

    [Fact]
    public void what_is_overdue_or_ended_late_counts_against() =>
        Assert.Equal((3, 6), Over(InTime, null, [("clock-fix=in-time", 3), ("clock-fix=late", 2), ("clock-fix=overdue", 1), ("clock-fix=open", 9), ("clock-fix=", 4)]));

    [Fact]
    public void among_decides_where_it_asks_for_the_same_clock() => Assert.Equal((1, 2), Over(InTime, Clock("in-time", "late", "open", "overdue"), Fair));

    [Fact]
    public void among_that_asks_for_something_else_leaves_the_clock_to_the_rule() => Assert.Equal((1, 1), Over(InTime, new Not(new IsOneOf("stage", ["merged"])), Fair));

    [Fact]
    public void a_value_that_is_named_is_counted() => Assert.Equal((2, 2), Over(Clock("in-time", "open"), null, Fair));

    [Fact]
    public void what_cannot_turn_any_more_counts_before_the_clock_ends()
    {
        // Not closed: no end of the clock makes it closed in time.
        Assert.Equal((1, 3), Over(new All([new IsOneOf("stage", ["closed"]), InTime]), null, Fair));
        // Closed already: no end of the clock makes it less.
        Assert.Equal((1, 1), Over(new Any([new IsOneOf("stage", ["closed"]), InTime]), null, Fair));
        Assert.Equal((0, 1), Over(new Not(InTime), null, Fair));
    }

    [Fact]
    public void what_asks_for_no_clock_counts_every_matter() => Assert.Equal((1, 3), Over(new IsOneOf("stage", ["closed"]), null, Fair));
}
