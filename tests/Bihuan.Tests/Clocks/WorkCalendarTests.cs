using Bihuan.Engine.Clocks;

namespace Bihuan.Tests.Clocks;

public sealed class WorkCalendarTests
{
    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void a_year_has_its_published_working_days(int year, int workdays)
    {
        Assert.Equal(workdays, Cn.Calendar.WorkdaysBetween(new(year - 1, 12, 31), new(year, 12, 31)));
        Assert.Equal(workdays, Enumerable.Range(0, 366).Select(new DateOnly(year, 1, 1).AddDays).Count(day => day.Year == year && Cn.Calendar.IsWorkday(day)));
    }

    [Theory]
    [InlineData("2026-01-04")]
    [InlineData("2026-02-14")]
    [InlineData("2026-02-28")]
    [InlineData("2026-05-09")]
    [InlineData("2026-09-20")]
    [InlineData("2026-10-10")]
    public void transferred_weekend_days_are_working_days(string day)
    {
        Assert.True(Cn.Calendar.IsWorkday(Cn.Day(day)));
        Assert.Equal(DayKind.TransferWorkday, Cn.Calendar.Day(Cn.Day(day)).Kind);
    }

    [Fact]
    public void a_day_says_why_it_is_what_it_is()
    {
        Assert.Equal("春节放假", Cn.Calendar.Day(Cn.Day("2026-02-17")).WhyChinese);
        Assert.Equal("春节调休放假", Cn.Calendar.Day(Cn.Day("2026-02-20")).WhyChinese);
        Assert.Equal("春节调休上班", Cn.Calendar.Day(Cn.Day("2026-02-14")).WhyChinese);
        Assert.Equal("周末", Cn.Calendar.Day(Cn.Day("2026-03-07")).WhyChinese);
        Assert.Equal("working day", Cn.Calendar.Day(Cn.Day("2026-03-09")).WhyEnglish);
        Assert.Equal("day off in lieu for Spring Festival", Cn.Calendar.Day(Cn.Day("2026-02-20")).WhyEnglish);
    }

    [Fact]
    public void covers_2004_to_2026_and_is_named_by_its_contents()
    {
        Assert.Equal(2026, Cn.Calendar.LastYear);
        Assert.Equal(Cn.Day("2026-12-28"), Cn.Calendar.Horizon);
        Assert.Equal(2004, Cn.Calendar.Published.First().Date.Year);
        Assert.Matches("^cn-2026-[0-9a-f]{8}$", Cn.Calendar.Version);
        Assert.Equal(Cn.Calendar.Version, WorkCalendar.From(Cn.Json).Calendar!.Version);
    }

    [Fact]
    public void importing_a_year_makes_a_new_calendar_and_leaves_the_old_one()
    {
        var (next, faults) = Cn.Calendar.WithYear(2027, Cn.Notice2027);

        Assert.Empty(faults);
        Assert.Equal(2027, next!.LastYear);
        Assert.NotEqual(Cn.Calendar.Version, next.Version);
        Assert.True(next.IsWorkday(Cn.Day("2027-01-02")));
        Assert.False(next.IsWorkday(Cn.Day("2027-02-10")));
        Assert.Equal(2026, Cn.Calendar.LastYear);
        Assert.True(Cn.Calendar.IsWorkday(Cn.Day("2027-02-10")));
    }

    [Fact]
    public void replacing_a_year_drops_its_old_days_and_keeps_the_new_year_days_of_the_next()
    {
        var days = Cn.Calendar.Published.Where(day => day.Date.Year == 2018 && day.Date.Month < 12 && day.Date != Cn.Day("2018-10-07"));
        var next = Cn.Calendar.WithYear(2018, days).Calendar!;

        Assert.Equal(DayKind.Weekend, next.Day(Cn.Day("2018-10-07")).Kind);
        Assert.True(next.IsWorkday(Cn.Day("2018-12-29")));
        Assert.False(next.IsWorkday(Cn.Day("2018-12-31")));
        Assert.Equal(2026, next.LastYear);
    }

    [Fact]
    public void replacing_a_year_by_itself_changes_nothing()
    {
        var same = Cn.Calendar.WithYear(2026, Cn.Calendar.Published.Where(day => day.Date.Year == 2026)).Calendar!;

        Assert.Equal(Cn.Calendar.Version, same.Version);
    }

    [Theory]
    [InlineData("not json", "calendar.not-json")]
    [InlineData("[]", "calendar.no-holidays")]
    [InlineData("{}", "calendar.no-holidays")]
    [InlineData("""{"holidays":[]}""", "calendar.not-a-map")]
    [InlineData("""{"holidays":{}}""", "calendar.empty")]
    [InlineData("""{"holidays":{"2026-02-30":"Spring Festival,春节,4"}}""", "calendar.bad-date")]
    [InlineData("""{"holidays":{"2026-01-01":"New Year"}}""", "calendar.bad-name")]
    [InlineData("""{"holidays":{"2026-01-01":1}}""", "calendar.bad-name")]
    [InlineData("""{"holidays":{"2026-01-01":"New Year's Day,元旦,1"}}""", "calendar.missing-day")]
    [InlineData("""{"holidays":{"2026-01-01":"N,元旦,1","2026-05-01":"L,劳动节,2","2026-10-01":"N,国庆节,3"},"workdays":{"2026-01-05":"N,元旦,1"}}""", "calendar.already-workday")]
    [InlineData("""{"holidays":{"2026-01-01":"N,元旦,1","2026-05-01":"L,劳动节,2","2026-10-01":"N,国庆节,3","2026-01-04":"N,元旦,1"},"workdays":{"2026-01-04":"N,元旦,1"}}""", "calendar.both")]
    public void a_bad_file_is_answered_in_sentences(string json, string code)
    {
        var (calendar, faults) = WorkCalendar.From(json);

        Assert.Null(calendar);
        Assert.Contains(faults, fault => fault.Code == code);
        Assert.All(faults, fault => Assert.True(fault.Chinese.EndsWith('。') && fault.English.EndsWith('.')));
    }

    [Theory]
    [InlineData(2028, "calendar.gap")]
    [InlineData(2026, "calendar.wrong-year")]
    [InlineData(0, "calendar.not-a-year")]
    public void a_notice_for_the_wrong_year_is_refused(int year, string code)
    {
        var (calendar, faults) = Cn.Calendar.WithYear(year, Cn.Notice2027);

        Assert.Null(calendar);
        Assert.Contains(faults, fault => fault.Code == code);
    }

    [Fact]
    public void office_hours_hold_from_their_day_on()
    {
        var summer = Cn.Calendar.WithHours(new(new(2026, 6, 1), new(new(9, 0), new(12, 0)), new(new(14, 30), new(17, 30))));

        Assert.Equal(TimeSpan.FromHours(8), summer.HoursOn(Cn.Day("2026-05-29")).PerDay);
        Assert.Equal(TimeSpan.FromHours(6), summer.HoursOn(Cn.Day("2026-06-01")).PerDay);
        Assert.NotEqual(Cn.Calendar.Version, summer.Version);
        Assert.Equal("2026-06-01 17:30", Cn.Local(Cn.Clock("2026-05-29 09:00", "1 working-days").Due(summer).At!.Value));
        Assert.Equal("2026-06-01 11:00", Cn.Local(Cn.Clock("2026-05-29 16:00", "4 working-hours").Due(summer).At!.Value));
        Assert.Equal("2026-06-02 09:30", Cn.Local(Cn.Clock("2026-05-29 17:30", "7 working-hours").Due(summer).At!.Value));
    }

    [Theory]
    [InlineData("2026-03-09 08:00", "2026-03-09 08:00")]
    [InlineData("2026-03-09 12:00", "2026-03-09 14:00")]
    [InlineData("2026-03-09 18:00", "2026-03-10 08:00")]
    [InlineData("2026-02-13 23:59", "2026-02-14 08:00")]
    [InlineData("2026-02-14 18:01", "2026-02-24 08:00")]
    public void the_next_opening_is_when_a_notice_may_be_sent(string at, string opening) =>
        Assert.Equal(opening, Cn.Local(Cn.Calendar.NextOpening(Cn.At(at))));

    [Fact]
    public void offices_are_open_from_the_opening_up_to_the_closing_moment()
    {
        Assert.True(Cn.Calendar.IsOpen(Cn.At("2026-03-09 08:00")));
        Assert.True(Cn.Calendar.IsOpen(Cn.At("2026-03-09 17:59")));
        Assert.False(Cn.Calendar.IsOpen(Cn.At("2026-03-09 18:00")));
        Assert.False(Cn.Calendar.IsOpen(Cn.At("2026-02-17 10:00")));
    }
}
