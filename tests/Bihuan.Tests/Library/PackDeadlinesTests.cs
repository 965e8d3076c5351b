using Bihuan.Engine.Clocks;
using Bihuan.Tests.Clocks;

namespace Bihuan.Tests.Library;

/// <summary>The deadline rules that the packs use, by the packs' own clocks, around Spring Festival, National Day, a transferred Saturday and a leap day.</summary>
public class PackDeadlinesTests
{
    static Clock Started(string playbook, string clock, string answers, string start)
    {
        var said = answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var rule = Scene.Shelf.Newest(playbook)!.Clock(clock)!;
        return new(clock, Cn.At(start), rule.LimitFor(said, Cn.At(start))) { Warning = rule.Near };
    }

    [Theory]
    // HOT.RETURN, 2 working days; 14 February 2026 is a Saturday on which offices work.
    [InlineData("request", "return", "", "2026-02-13 17:00", "2026-02-24 18:00")]
    [InlineData("request", "return", "", "2026-09-30 10:00", "2026-10-09 18:00")]
    [InlineData("request", "return", "", "2028-02-28 09:00", "2028-03-01 18:00")]
    // HOT.SIGN, 1 working day; 20 September 2026 is a Sunday on which offices work.
    [InlineData("request", "sign", "", "2026-09-18 09:00", "2026-09-20 18:00")]
    [InlineData("request", "sign", "", "2026-02-14 09:00", "2026-02-24 18:00")]
    // HOT.GENERAL.SD, 5 working days.
    [InlineData("request", "handle", "urgency=normal", "2026-02-13 09:00", "2026-02-27 18:00")]
    [InlineData("request", "handle", "urgency=normal", "2026-09-30 09:00", "2026-10-13 18:00")]
    // HOT.INCIDENT and HOT.UTILITY, continuous hours.
    [InlineData("request", "handle", "urgency=incident", "2026-02-16 23:00", "2026-02-17 01:00")]
    [InlineData("request", "handle", "urgency=urgent", "2028-02-28 23:00", "2028-02-29 23:00")]
    // HOT.RECHECK.SH, 3 working days.
    [InlineData("request", "rework", "", "2026-02-13 09:00", "2026-02-25 18:00")]
    // GRID.PREVERIFY, 24 urgent hours, and GRID.POSTCHECK, 2: nights and holidays count.
    [InlineData("city-management", "pre-verify", "", "2026-02-16 21:00", "2026-02-17 21:00")]
    [InlineData("city-management", "pre-verify", "", "2028-02-28 23:00", "2028-02-29 23:00")]
    [InlineData("city-management", "check", "", "2026-10-01 23:00", "2026-10-02 01:00")]
    // GRID.HANDLE by the filing condition: urgent hours, office hours, working days, natural days.
    [InlineData("city-management", "handle", "standard=C0101-1", "2026-02-17 22:30", "2026-02-18 00:30")]
    [InlineData("city-management", "handle", "standard=C0101-2", "2026-02-13 17:00", "2026-02-14 11:00")]
    [InlineData("city-management", "handle", "standard=C0101-3", "2026-09-30 10:00", "2026-10-09 18:00")]
    [InlineData("city-management", "handle", "standard=C0101-4", "2026-02-13 09:00", "2026-02-27 18:00")]
    [InlineData("city-management", "handle", "standard=E0101-1", "2028-02-28 09:00", "2028-03-01 24:00")]
    // HAZ.MAJOR.RECHECK, 10 natural days.
    [InlineData("hazard", "verify", "level=major", "2026-02-10 09:00", "2026-02-20 24:00")]
    [InlineData("hazard", "verify", "level=major", "2028-02-19 09:00", "2028-02-29 24:00")]
    [InlineData("hazard", "verify", "level=major", "2026-09-25 09:00", "2026-10-05 24:00")]
    public void a_rule_of_the_register_of_deadlines_falls_where_it_must(string playbook, string clock, string answers, string start, string due) =>
        Assert.Equal(due, Started(playbook, clock, answers, start).Due());

    // GRID.HANDLE: an extension adds the original limit once more, twice at most.
    [Theory]
    [InlineData(1, "2026-03-10 09:00")]
    [InlineData(2, "2026-03-10 15:00")]
    public void an_extension_by_the_same_limit_adds_office_hours(int times, string due)
    {
        var clock = Started("city-management", "handle", "standard=C0101-2", "2026-03-09 09:00");
        Assert.Equal(due, Enumerable.Range(0, times).Aggregate(clock, (c, _) => c.Extend(c.Limit, c.Start)).Due());
        Assert.Equal(2, Scene.Shelf.Newest("city-management")!.Clock("handle")!.ExtensionTimes);
    }

    // CARD.YELLOW: one working day before the deadline.
    [Theory]
    [InlineData("2026-02-11 09:00", "2026-02-24 18:00")]
    [InlineData("2026-09-30 09:00", "2026-10-12 18:00")]
    public void the_yellow_card_falls_one_working_day_before(string start, string card) =>
        Assert.Equal(Cn.At(card), Started("request", "handle", "urgency=normal", start).Warns(Cn.Calendar));
}
