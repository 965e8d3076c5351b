using Bihuan.Language;

namespace Bihuan.Tests.Language;

public class UnitMemoryTests
{
    static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-20T01:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    static Decided Once(string unit, int daysAgo, string category = "CJ-04-03", string area = "370212001019") =>
        new(UnitMemory.CaseOf("help", category, "phone", area), unit, Now.AddDays(-daysAgo));

    static UnitMemory Knowing(params Decided[] decisions)
    {
        var memory = new UnitMemory();
        memory.Begin(decisions);
        return memory;
    }

    [Fact]
    public void says_how_many_like_cases_of_the_last_ninety_days_went_there()
    {
        var memory = Knowing([.. Enumerable.Range(0, 12).Select(n => Once("LS.CG", 40 - n)), Once("LS.ZH", 20), Once("LS.ZH", 10), .. Enumerable.Range(0, 5).Select(n => Once("LS.CG", 200 - n))]);
        var habit = memory.Tell(UnitMemory.CaseOf("help", "CJ-04-03", "phone", "370212001019002"), Now, _ => true)[0];

        Assert.Equal(("LS.CG", 12, 14, 90), (habit.Unit, habit.Agreed, habit.Seen, habit.Days));
        Assert.Equal("近 90 天同社区同类别同性质同来源 14 件中 12 件派给城管局", habit.Why(new("城管局", "City Management")).Zh);
        Assert.StartsWith("12 of 14 cases of the same community", habit.Why(new("城管局", "City Management")).En, StringComparison.Ordinal);
    }

    [Fact]
    public void what_was_decided_long_ago_is_said_to_be_so() =>
        Assert.Equal("以往同社区同类别同性质同来源 2 件中 2 件派给城管局",
            Knowing(Once("LS.CG", 300), Once("LS.CG", 310)).Tell(UnitMemory.CaseOf("help", "CJ-04-03", "phone", "370212001019"), Now, _ => true)[0].Why(new("城管局", "x")).Zh);

    [Fact]
    public void a_decision_changes_the_next_answer()
    {
        var memory = Knowing(Once("LS.CG", 5));
        var like = UnitMemory.CaseOf("help", "CJ-04-03", "phone", "370212001019");
        Assert.Equal("LS.CG", memory.Tell(like, Now, _ => true)[0].Unit);

        memory.Learn(Once("LS.ZH", 0));
        memory.Learn(Once("LS.ZH", 0));

        Assert.Equal("LS.ZH", memory.Tell(like, Now, _ => true)[0].Unit);
    }

    [Fact]
    public void one_decision_that_differs_is_no_custom_yet()
    {
        var memory = new UnitMemory();
        foreach (var unit in (string[])["LS.CG", "LS.CG", "LS.CG", "LS.CG", "LS.CG", "LS.ZH"]) memory.Learn(Once(unit, 3));
        var like = UnitMemory.CaseOf("help", "CJ-04-03", "phone", "370212001019");
        Assert.Equal(("LS.CG", 5, 6), memory.Tell(like, Now, _ => true)[0] is var first ? (first.Unit, first.Agreed, first.Seen) : default);

        memory.Learn(Once("LS.ZH", 1));
        Assert.Equal("LS.ZH", memory.Tell(like, Now, _ => true)[0].Unit);
    }

    [Fact]
    public void what_was_lately_is_long_ago_a_while_later()
    {
        var memory = Knowing(Once("LS.CG", 50), Once("LS.ZH", 95), Once("LS.CG", 89));
        memory.Learn(Once("LS.CG", 60));
        var like = UnitMemory.CaseOf("help", "CJ-04-03", "phone", "370212001019");
        Assert.Equal((3, 3, 90), memory.Tell(like, Now, _ => true)[0] is var first ? (first.Agreed, first.Seen, first.Days) : default);
        Assert.Equal((1, 1, 90), memory.Tell(like, Now.AddDays(39), _ => true)[0] is var second ? (second.Agreed, second.Seen, second.Days) : default);
        Assert.Equal((3, 4, 0), memory.Tell(like, Now.AddDays(41), _ => true)[0] is var third ? (third.Agreed, third.Seen, third.Days) : default);
    }

    [Fact]
    public void a_unit_that_is_closed_is_not_named() =>
        Assert.Equal(["LS.ZH"], Knowing(Once("LS.CG", 5), Once("LS.CG", 4), Once("LS.ZH", 3)).Tell(UnitMemory.CaseOf("help", "CJ-04-03", "phone", "370212001019"), Now, unit => unit != "LS.CG").Select(h => h.Unit));

    [Fact]
    public void knows_nothing_before_anything_was_decided() =>
        Assert.Empty(new UnitMemory().Tell(UnitMemory.CaseOf("help", "CJ-04-03", "phone", "370212001019"), Now, _ => true));

    [Fact]
    public void a_code_is_its_path() => Assert.Equal(["CJ", "CJ-04", "CJ-04-03"], LabelTree.PathOf("CJ-04-03"));
}
