using Bihuan.Engine.Clocks;

namespace Bihuan.Tests.Clocks;

public sealed class ClockTests
{
    static readonly Clock Five = Cn.Clock("2026-03-09 10:00", "5 working-days");    // Monday; due Monday 16 March

    [Theory]
    [InlineData("2026-03-11 09:00", "2026-03-11 17:59", "2026-03-16 18:00")]    // within one day
    [InlineData("2026-03-11 18:00", "2026-03-12 08:00", "2026-03-16 18:00")]    // overnight, from the closing moment
    [InlineData("2026-03-11 17:59", "2026-03-11 18:00", "2026-03-17 18:00")]    // over one closing moment
    [InlineData("2026-03-11 09:00", "2026-03-13 09:00", "2026-03-18 18:00")]    // over two
    [InlineData("2026-03-13 19:00", "2026-03-15 23:00", "2026-03-16 18:00")]    // over a weekend
    [InlineData("2026-03-13 17:00", "2026-03-16 09:00", "2026-03-17 18:00")]    // over Friday's closing
    [InlineData("2026-03-09 11:00", "2026-03-09 19:00", "2026-03-16 18:00")]    // over the closing of the day that is not counted
    [InlineData("2026-03-16 18:00", "2026-03-20 09:00", "2026-03-16 18:00")]    // from the due time on
    [InlineData("2026-03-16 17:59", "2026-03-20 09:00", "2026-03-20 18:00")]
    public void a_pause_shifts_working_days_by_the_closings_it_holds(string from, string to, string due) =>
        Assert.Equal(due, Five.Pause(Cn.At(from)).Resume(Cn.At(to)).Due());

    [Theory]
    [InlineData("2026-03-11 00:00", "2026-03-11 23:59", "2026-03-19 24:00")]
    [InlineData("2026-03-11 00:00", "2026-03-12 00:00", "2026-03-20 24:00")]
    [InlineData("2026-03-11 23:00", "2026-03-13 01:00", "2026-03-21 24:00")]
    public void a_pause_shifts_natural_days_by_the_midnights_it_holds(string from, string to, string due) =>
        Assert.Equal(due, Cn.Clock("2026-03-09 10:00", "10 natural-days").Pause(Cn.At(from)).Resume(Cn.At(to)).Due());

    [Theory]
    [InlineData("2026-03-09 11:00", "2026-03-09 11:30", "2026-03-09 15:30")]
    [InlineData("2026-03-09 11:30", "2026-03-09 14:30", "2026-03-09 16:00")]
    [InlineData("2026-03-09 12:00", "2026-03-09 14:00", "2026-03-09 15:00")]
    [InlineData("2026-03-09 14:00", "2026-03-10 08:00", "2026-03-10 09:00")]
    [InlineData("2026-03-09 15:00", "2026-03-10 08:00", "2026-03-09 15:00")]
    public void a_pause_shifts_working_hours_by_the_office_time_it_holds(string from, string to, string due) =>
        Assert.Equal(due, Cn.Clock("2026-03-09 09:00", "4 working-hours").Pause(Cn.At(from)).Resume(Cn.At(to)).Due());

    [Fact]
    public void a_pause_shifts_hours_by_its_length() =>
        Assert.Equal("2026-03-11 00:30", Cn.Clock("2026-03-09 09:00", "24 hours").Pause(Cn.At("2026-03-09 20:00")).Resume(Cn.At("2026-03-10 11:30")).Due());

    [Fact]
    public void a_pause_shifts_months_by_the_midnights_it_holds() =>
        Assert.Equal("2026-03-02 24:00", Cn.Clock("2026-01-31 09:00", "1 months").Pause(Cn.At("2026-02-10 09:00")).Resume(Cn.At("2026-02-12 09:00")).Due());

    [Fact]
    public void several_pauses_add_up() =>
        Assert.Equal("2026-03-18 18:00", Five.Pause(Cn.At("2026-03-10 09:00")).Resume(Cn.At("2026-03-11 09:00"))
            .Pause(Cn.At("2026-03-12 09:00")).Resume(Cn.At("2026-03-13 09:00")).Due());

    [Fact]
    public void a_pause_that_holds_a_moved_last_day_moves_it_on() =>
        Assert.Equal("2026-10-12 24:00", Cn.Clock("2026-09-01 09:00", "30 natural-days after-holiday")
            .Pause(Cn.At("2026-10-03 09:00")).Resume(Cn.At("2026-10-12 09:00")).Due());

    [Fact]
    public void there_is_no_due_time_while_a_pause_is_open()
    {
        var paused = Five.Pause(Cn.At("2026-03-11 09:00"), "等待鉴定");

        Assert.Equal(new Due(null, false, new(Pace.WorkingDays, 4, TimeSpan.Zero)), paused.Due(Cn.Calendar));
        Assert.Equal("4 个工作日", paused.Due(Cn.Calendar).Left.Chinese);
        Assert.Equal("2026-03-25 18:00", Cn.Local(paused.DueIfResumed(Cn.At("2026-03-20 09:00"), Cn.Calendar).At!.Value));
        Assert.Equal(ClockState.Paused, paused.Standing(Cn.Calendar, Cn.At("2027-03-11 09:00")).State);
    }

    [Fact]
    public void a_pause_opened_after_the_due_time_does_not_hide_that_it_passed() =>
        Assert.Equal(ClockState.Overdue, Five.Pause(Cn.At("2026-03-17 09:00")).Standing(Cn.Calendar, Cn.At("2026-03-18 09:00")).State);

    [Theory]
    [InlineData("5 working-days", "10 working-days", "2026-03-30 18:00")]
    [InlineData("60 natural-days", "30 natural-days", "2026-06-07 24:00")]
    [InlineData("5 working-days", "3 natural-days", "2026-03-19 24:00")]
    [InlineData("3 natural-days", "1 working-days", "2026-03-13 18:00")]
    [InlineData("3 natural-days", "3 natural-days", "2026-03-15 24:00")]
    [InlineData("24 hours", "1 natural-days", "2026-03-11 24:00")]
    [InlineData("1 years", "6 months", "2027-09-09 24:00")]
    public void an_extension_adds_in_its_own_unit(string limit, string more, string due) =>
        Assert.Equal(due, Cn.Clock("2026-03-09 10:00", limit).Extend(Limit.Parse(more), Cn.At("2026-03-10 10:00")).Due());

    [Fact]
    public void an_extension_of_another_unit_starts_where_the_moved_last_day_ends() =>
        Assert.Equal("2026-10-09 02:00", Cn.Clock("2026-09-01 09:00", "30 natural-days after-holiday").Extend(Limit.Hours(2), Cn.At("2026-09-10 10:00")).Due());

    [Fact]
    public void months_are_added_up_before_they_are_counted() =>
        Assert.Equal("2026-03-31 24:00", Cn.Clock("2026-01-31 10:00", "1 months").Extend(Limit.Months(1), Cn.At("2026-02-10 10:00")).Due());

    [Fact]
    public void a_clock_stands_as_its_moment_says()
    {
        Assert.Equal((ClockState.Running, "5 working days"), Stand("2026-03-09 10:00"));
        Assert.Equal((ClockState.Running, "2 working days"), Stand("2026-03-13 17:59"));
        Assert.Equal((ClockState.Near, "1 working day"), Stand("2026-03-13 18:00"));
        Assert.Equal((ClockState.Near, "0 working days"), Stand("2026-03-16 18:00"));
        Assert.Equal((ClockState.Overdue, "0 working days"), Stand("2026-03-16 18:01"));

        static (ClockState, string) Stand(string now)
        {
            var standing = Five.Standing(Cn.Calendar, Cn.At(now));
            return (standing.State, standing.Left.English);
        }
    }

    [Fact]
    public void a_stopped_clock_says_for_ever_how_it_stopped()
    {
        var inTime = Five.Stop(Cn.At("2026-03-16 18:00")).Standing(Cn.Calendar, Cn.At("2030-01-01 00:00"));
        var late = Five.Stop(Cn.At("2026-03-17 09:00")).Standing(Cn.Calendar, Cn.At("2030-01-01 00:00"));

        Assert.Equal((ClockState.StoppedInTime, TimeSpan.Zero), (inTime.State, inTime.Late));
        Assert.Equal((ClockState.StoppedLate, TimeSpan.FromHours(15)), (late.State, late.Late));
    }

    [Fact]
    public void stopping_ends_an_open_pause()
    {
        var stopped = Five.Pause(Cn.At("2026-03-11 09:00")).Stop(Cn.At("2026-03-20 09:00"));

        Assert.False(stopped.IsPaused);
        Assert.Equal(ClockState.StoppedInTime, stopped.Standing(Cn.Calendar, Cn.At("2026-03-21 09:00")).State);
    }

    [Fact]
    public void doing_a_thing_twice_is_doing_it_once()
    {
        var paused = Five.Pause(Cn.At("2026-03-11 09:00"));
        var stopped = Five.Stop(Cn.At("2026-03-11 09:00"));

        Assert.Equal(paused, paused.Pause(Cn.At("2026-03-12 09:00")));
        Assert.Equal(Five, Five.Resume(Cn.At("2026-03-12 09:00")));
        Assert.Equal(stopped, stopped.Stop(Cn.At("2026-03-12 09:00")));
        Assert.Equal(stopped, stopped.Pause(Cn.At("2026-03-12 09:00")).Extend(Limit.WorkingDays(1), Cn.At("2026-03-12 09:00")));
        Assert.Equal(Five, stopped.Reopen());
    }

    [Fact]
    public void equal_histories_make_equal_clocks() =>
        Assert.Equal(
            Five.Pause(Cn.At("2026-03-11 09:00"), "a").Resume(Cn.At("2026-03-12 09:00")).Extend(Limit.WorkingDays(1), Cn.At("2026-03-12 09:00"), "b"),
            Five.Pause(Cn.At("2026-03-11 09:00"), "a").Resume(Cn.At("2026-03-12 09:00")).Extend(Limit.WorkingDays(1), Cn.At("2026-03-12 09:00"), "b"));

    [Theory]
    [InlineData("2026-03-16 18:00", "1 working-days", "2026-03-13 18:00", "2026-03-17 08:00")]
    [InlineData("2026-02-24 18:00", "1 working-days", "2026-02-14 18:00", "2026-02-25 08:00")]
    [InlineData("2026-02-14 18:00", "1 working-days", "2026-02-13 18:00", "2026-02-24 08:00")]
    [InlineData("2026-03-16 00:00", "1 working-days", "2026-03-12 18:00", "2026-03-16 08:00")]    // 24:00 of Sunday
    [InlineData("2026-03-16 00:00", "3 natural-days", "2026-03-12 24:00", "2026-03-17 24:00")]
    [InlineData("2026-03-16 09:00", "2 hours", "2026-03-16 07:00", "2026-03-16 11:00")]
    [InlineData("2026-03-16 09:00", "2 working-hours", "2026-03-13 17:00", "2026-03-16 11:00")]
    [InlineData("2026-04-01 00:00", "1 months", "2026-02-28 24:00", "2026-04-30 24:00")]
    public void cards_fall_before_and_after_the_due_time(string due, string limit, string before, string after)
    {
        Assert.Equal(before, Cn.Local(Cn.Calendar.Before(Cn.At(due), Limit.Parse(limit))));
        Assert.Equal(after, Cn.Local(Cn.Calendar.After(Cn.At(due), Limit.Parse(limit))));
    }

    [Fact]
    public void the_warning_can_be_set_and_never_precedes_the_start()
    {
        Assert.Equal("2026-03-12 18:00", Cn.Local((Five with { Warning = Limit.WorkingDays(2) }).Warns(Cn.Calendar)!.Value));
        Assert.Equal("2026-03-09 10:00", Cn.Local((Five with { Warning = Limit.WorkingDays(20) }).Warns(Cn.Calendar)!.Value));
        Assert.Equal("2026-03-10 04:00", Cn.Local(Cn.Clock("2026-03-09 10:00", "24 hours").Warns(Cn.Calendar)!.Value));
        Assert.Null(Five.Pause(Cn.At("2026-03-10 09:00")).Warns(Cn.Calendar));
    }
}
