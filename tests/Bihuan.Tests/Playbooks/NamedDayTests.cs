using Bihuan.Engine.Clocks;
using Bihuan.Tests.Clocks;

namespace Bihuan.Tests.Playbooks;

/// <summary>A clock that runs to a day that people name: the day stands, and nothing but a pause or an extension moves it.</summary>
public sealed class NamedDayTests
{
    static Due Due(string playbook, string clock, string start, params (string Field, string Said)[] said)
    {
        var rule = Scene.Shelf.Newest(playbook)!.Clock(clock)!;
        return new Clock(clock, Cn.At(start), rule.LimitFor(said.ToDictionary(pair => pair.Field, pair => pair.Said), Cn.At(start))).Due(Scene.Calendar);
    }

    [Theory]
    [InlineData("2026-05-27 09:00", "2026-05-28", "2026-05-29 00:00")]
    [InlineData("2026-05-27 09:00", "2026-05-27", "2026-05-28 00:00")]
    [InlineData("2026-05-27 23:59", "2026-05-28", "2026-05-29 00:00")]
    [InlineData("2026-05-29 17:00", "2026-05-31", "2026-06-01 00:00")] // a Sunday
    [InlineData("2026-02-10 09:00", "2026-02-17", "2026-02-18 00:00")] // Spring Festival
    [InlineData("2026-09-28 09:00", "2026-10-03", "2026-10-04 00:00")] // National Day
    [InlineData("2028-02-01 09:00", "2028-02-29", "2028-03-01 00:00")] // a leap day
    [InlineData("2026-05-27 09:00", "2026-05-20", "2026-05-28 00:00")] // gone by: that very day
    public void the_day_stands_whatever_kind_of_day_it_is(string start, string until, string due) =>
        Assert.Equal(Cn.At(due), Due("sweep", "look", start, ("until", until)).At);

    [Fact]
    public void without_a_day_the_limit_holds_and_with_one_no_case_does()
    {
        // Five working days from a Wednesday: the fifth is the Wednesday after, at the close of the office.
        Assert.Equal(Due("sweep", "look", "2026-05-27 09:00"), Due("sweep", "look", "2026-05-27 09:00", ("until", "31 May")));
        Assert.Equal(new DateTime(2026, 6, 3), Due("sweep", "look", "2026-05-27 09:00").At!.Value.ToOffset(WorkCalendar.Offset).Date);
        Assert.Equal(Cn.At("2026-06-27 00:00"), Due("inspection", "handle", "2026-05-27 09:00", ("pace", "hard")).At);
        Assert.Equal(Cn.At("2026-06-11 00:00"), Due("inspection", "handle", "2026-05-27 09:00", ("pace", "hard"), ("doneBy", "2026-06-10")).At);
        Assert.Equal(Cn.At("2026-05-28 00:00"), Due("inspection", "handle", "2026-05-27 09:00", ("pace", "today")).At);
    }

    [Fact]
    public void a_pause_moves_it_by_natural_days()
    {
        var rule = Scene.Shelf.Newest("sweep")!.Clock("look")!;
        var clock = new Clock("look", Cn.At("2026-05-27 09:00"), rule.LimitFor(new Dictionary<string, string> { ["until"] = "2026-06-10" }, Cn.At("2026-05-27 09:00")))
            .Pause(Cn.At("2026-06-01 09:00")).Resume(Cn.At("2026-06-04 09:00"));
        Assert.Equal(Cn.At("2026-06-14 00:00"), clock.Due(Scene.Calendar).At);
    }
}
