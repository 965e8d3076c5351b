using Bihuan.Engine.Clocks;

namespace Bihuan.Tests.Clocks;

/// <summary>Deadline defects that other systems' users reported, by the number of the report: here none of them can be expressed.</summary>
public sealed class SlaDefectTests
{
    // Monday 2026-03-09 is a plain working day; 2026-02-13 is the Friday before a transferred Saturday and Spring Festival.
    static readonly Clock Day = Cn.Clock("2026-03-09 09:00", "1 working-days");
    static readonly Clock Hours = Cn.Clock("2026-03-09 09:00", "8 working-hours");

    [Theory]
    [InlineData("8 working-hours", "2026-03-09 10:00", "2026-03-09 17:31", "2026-03-10 16:31")]
    [InlineData("16 working-hours", "2026-03-10 16:00", "2026-03-10 17:59", "2026-03-11 10:59")]
    [InlineData("5 working-days", "2026-03-10 10:03", "2026-03-10 13:34", "2026-03-16 18:00")]
    public void glpi_9082_due_time_never_falls_after_office_hours(string limit, string from, string to, string due) =>
        Assert.Equal(due, Cn.Clock("2026-03-09 09:00", limit).Pause(Cn.At(from)).Resume(Cn.At(to)).Due());

    [Fact]
    public void glpi_10594_a_pause_over_the_weekend_does_not_add_the_weekend()
    {
        // "1 day" with a calendar, paused on Friday evening, resumed on Monday morning: exactly nothing was lost.
        var friday = Cn.Clock("2026-03-13 17:50", "1 working-days");

        Assert.Equal("2026-03-16 18:00", friday.Due());
        Assert.Equal("2026-03-16 18:00", friday.Pause(Cn.At("2026-03-13 18:30")).Resume(Cn.At("2026-03-16 08:00")).Due());
        Assert.Equal("2026-03-17 18:00", friday.Pause(Cn.At("2026-03-13 18:30")).Resume(Cn.At("2026-03-16 18:00")).Due());
    }

    [Fact]
    public void glpi_6902_another_limit_while_paused_keeps_the_pause()
    {
        var paused = Hours.Pause(Cn.At("2026-03-09 10:00"));
        var urgent = paused with { Limit = Limit.WorkingHours(2) };

        Assert.Equal(new Due(null, false, new(Pace.WorkingTime, 0, TimeSpan.FromHours(1))), urgent.Due(Cn.Calendar));
        Assert.Equal(ClockState.Paused, urgent.Standing(Cn.Calendar, Cn.At("2026-03-20 10:00")).State);
        Assert.Equal("2026-03-20 11:00", urgent.Resume(Cn.At("2026-03-20 10:00")).Due());
    }

    [Fact]
    public void glpi_1912_pending_time_is_not_counted()
    {
        var clock = Hours.Pause(Cn.At("2026-03-09 11:00")).Resume(Cn.At("2026-03-12 11:00")).Stop(Cn.At("2026-03-12 15:00"));

        Assert.Equal("2026-03-13 09:00", clock.Due());
        Assert.Equal(ClockState.StoppedInTime, clock.Standing(Cn.Calendar, Cn.At("2026-03-12 15:00")).State);
        Assert.Equal("办公时间 4 小时", clock.Standing(Cn.Calendar, Cn.At("2026-03-12 15:00")).Left.Chinese);
    }

    [Fact]
    public void glpi_17186_the_due_time_never_moves_by_itself()
    {
        var paused = Day.Pause(Cn.At("2026-03-09 10:00")).Resume(Cn.At("2026-03-09 10:05"));

        Assert.Equal(Day.Due(Cn.Calendar), paused.Due(Cn.Calendar));
        Assert.Equal(Day.Due(Cn.Calendar), (Day with { Name = "renamed" }).Due(Cn.Calendar));
        Assert.Equal(Day.Due(Cn.Calendar), Day.Due(WorkCalendar.From(Cn.Json).Calendar!));
        foreach (var hour in Enumerable.Range(0, 200)) Assert.Equal(Day.Due(Cn.Calendar), Day.Standing(Cn.Calendar, Day.Start.AddHours(hour)).Due);
    }

    [Fact]
    public void glpi_24481_a_paused_clock_is_never_violated()
    {
        var paused = Day.Pause(Cn.At("2026-03-10 17:59"));

        foreach (var day in Enumerable.Range(0, 400)) Assert.Equal(ClockState.Paused, paused.Standing(Cn.Calendar, paused.Start.AddDays(day)).State);
    }

    [Fact]
    public void glpi_23359_solved_then_reopened_is_not_a_pause()
    {
        var reopened = Hours.Stop(Cn.At("2026-03-09 10:00")).Reopen();

        Assert.Empty(reopened.Pauses);
        Assert.Equal(Hours.Due(Cn.Calendar), reopened.Due(Cn.Calendar));
        Assert.DoesNotContain(reopened.Explain(Cn.Calendar), step => step.Kind is StepKind.Paused);
    }

    [Fact]
    public void glpi_1911_handing_over_restarts_nothing_and_each_unit_has_its_own_clock()
    {
        var whole = Cn.Clock("2026-03-09 09:00", "2 working-hours");
        var second = whole with { Name = "unit two", Start = Cn.At("2026-03-09 10:30"), Limit = Limit.WorkingHours(1) };

        Assert.Equal("2026-03-09 11:00", whole.Due());
        Assert.Equal("2026-03-09 11:30", second.Due());
    }

    [Fact]
    public void zammad_3140_an_answered_clock_does_not_escalate()
    {
        var answered = Hours.Stop(Cn.At("2026-03-09 10:00"));

        foreach (var day in Enumerable.Range(0, 400)) Assert.Equal(ClockState.StoppedInTime, answered.Standing(Cn.Calendar, answered.Start.AddDays(day)).State);
    }

    [Fact]
    public void zammad_5177_a_shorter_clock_does_not_overrule_another()
    {
        var first = Cn.Clock("2026-03-09 09:00", "8 working-hours") with { Name = "first contact" };
        var update = Cn.Clock("2026-03-09 09:00", "1 working-hours") with { Name = "update" };

        Assert.Equal(("2026-03-10 09:00", "2026-03-09 10:00"), (first.Due(), update.Due()));
        Assert.Equal(ClockState.Running, first.Standing(Cn.Calendar, Cn.At("2026-03-09 10:01")).State);
        Assert.Equal(ClockState.Overdue, update.Standing(Cn.Calendar, Cn.At("2026-03-09 10:01")).State);
    }

    [Theory]
    [InlineData("2026-03-13 09:00", "3 natural-days", "2026-03-17 08:00")]
    [InlineData("2026-02-13 09:00", "1 working-days", "2026-02-24 08:00")]
    [InlineData("2026-02-16 23:30", "30 minutes", "2026-02-24 08:00")]
    public void zammad_4432_no_reminder_at_midnight_or_on_a_holiday(string start, string limit, string card)
    {
        var due = Cn.Clock(start, limit).Due(Cn.Calendar).At!.Value;

        Assert.Equal(card, Cn.Local(Cn.Calendar.After(due, Limit.WorkingDays(1))));
        Assert.True(Cn.Calendar.IsOpen(Cn.Calendar.NextOpening(due)));
    }

    [Fact]
    public void osticket_1168_a_weekend_makes_nothing_overdue()
    {
        var clock = Cn.Clock("2026-03-14 02:00", "8 working-hours");

        Assert.Equal("2026-03-16 18:00", clock.Due());
        Assert.Equal(ClockState.Running, clock.Standing(Cn.Calendar, Cn.At("2026-03-15 23:59")).State);
        Assert.Equal("8 hours of office time", clock.Standing(Cn.Calendar, Cn.At("2026-03-15 23:59")).Left.English);
    }

    [Fact]
    public void osticket_4166_hours_are_business_hours_without_nights_and_weekends() =>
        Assert.Equal("2026-03-16 11:00", Cn.Clock("2026-03-13 17:00", "4 working-hours").Due());

    [Fact]
    public void osticket_4969_hours_skip_the_holidays_of_the_calendar() =>
        Assert.Equal("2026-02-24 10:00", Cn.Clock("2026-02-14 17:00", "3 working-hours").Due());

    [Fact]
    public void osticket_4984_the_schedule_knows_the_lunch_break_and_changes_with_the_season()
    {
        // Open report 6847: a lunch break inside the schedule upset the due time that PR 4984 computes.
        var summer = Cn.Calendar.WithHours(new(new(2026, 6, 1), new(new(8, 30), new(12, 0)), new(new(15, 0), new(18, 0))));

        Assert.Equal("2026-03-09 15:00", Cn.Clock("2026-03-09 11:00", "2 working-hours").Due());
        Assert.Equal("2026-06-02 16:00", Cn.Local(Cn.Clock("2026-06-02 11:00", "2 working-hours").Due(summer).At!.Value));
    }

    [Fact]
    public void digit_age_is_counted_from_the_event_and_not_from_the_last_edit()
    {
        var edited = Enumerable.Range(0, 50).Aggregate(Day, (clock, edit) => clock with { Name = $"edit {edit}" });

        Assert.Equal(Day.Due(Cn.Calendar), edited.Due(Cn.Calendar));
        Assert.Equal(ClockState.Overdue, edited.Standing(Cn.Calendar, Cn.At("2026-03-10 18:01")).State);
    }

    [Fact]
    public void digit_unassigned_a_clock_runs_out_whoever_holds_it() =>
        // A clock has no assignee: nothing but its own history can keep it from running.
        Assert.Equal(["Extensions", "IsPaused", "Limit", "Name", "Pauses", "Start", "Stopped", "Warning"],
            typeof(Clock).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void digit_reopen_window_is_not_restarted_by_a_comment()
    {
        var window = Cn.Clock("2026-03-09 09:00", "72 hours") with { Name = "reopen window" };

        Assert.Equal("2026-03-12 09:00", window.Due());
        Assert.Equal("2026-03-12 09:00", (window with { Name = "a comment came" }).Due());
        Assert.Equal(ClockState.Overdue, window.Standing(Cn.Calendar, Cn.At("2026-03-12 09:01")).State);
    }
}
