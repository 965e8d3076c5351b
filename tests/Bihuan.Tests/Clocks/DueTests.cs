using Bihuan.Engine.Clocks;

namespace Bihuan.Tests.Clocks;

public sealed class DueTests
{
    [Theory]
    // the vectors computed from chinese-days 1.5.7
    [InlineData("2026-02-13 10:00", "1 working-days", "2026-02-14 18:00")]
    [InlineData("2026-02-13 10:00", "2 working-days", "2026-02-24 18:00")]
    [InlineData("2026-02-13 10:00", "5 working-days", "2026-02-27 18:00")]
    [InlineData("2026-02-13 10:00", "6 working-days", "2026-02-28 18:00")]
    [InlineData("2026-02-13 10:00", "20 working-days", "2026-03-19 18:00")]
    [InlineData("2026-09-30 10:00", "5 working-days", "2026-10-13 18:00")]
    [InlineData("2026-09-18 10:00", "3 working-days", "2026-09-22 18:00")]
    [InlineData("2025-12-31 10:00", "1 working-days", "2026-01-04 18:00")]
    [InlineData("2026-04-30 10:00", "5 working-days", "2026-05-11 18:00")]
    [InlineData("2025-09-30 10:00", "5 working-days", "2025-10-14 18:00")]
    // the hour of the event never matters to a day limit; midnight belongs to the day it begins
    [InlineData("2026-02-13 00:00", "1 working-days", "2026-02-14 18:00")]
    [InlineData("2026-02-13 23:59", "1 working-days", "2026-02-14 18:00")]
    [InlineData("2026-02-14 00:00", "1 working-days", "2026-02-24 18:00")]
    [InlineData("2026-02-14 09:00", "1 working-days", "2026-02-24 18:00")]
    [InlineData("2026-02-18 09:00", "1 working-days", "2026-02-24 18:00")]
    [InlineData("2026-03-07 12:00", "1 working-days to-midnight", "2026-03-09 24:00")]
    // before and beyond the published years
    [InlineData("1999-12-31 10:00", "1 working-days", "2000-01-03 18:00")]
    [InlineData("2003-12-31 10:00", "1 working-days", "2004-01-02 18:00")]
    [InlineData("2030-06-07 10:00", "6 working-days", "2030-06-17 18:00")]
    [InlineData("2026-12-31 10:00", "1 working-days", "2027-01-01 18:00")]
    public void working_days(string start, string limit, string due) => Assert.Equal(due, Cn.Clock(start, limit).Due());

    [Theory]
    [InlineData("2026-02-13 10:00", "15 natural-days", "2026-02-28 24:00")]
    [InlineData("2026-02-13 00:00", "60 natural-days", "2026-04-14 24:00")]
    [InlineData("2024-02-29 23:59", "30 natural-days", "2024-03-30 24:00")]
    [InlineData("2026-09-01 09:00", "30 natural-days", "2026-10-01 24:00")]
    [InlineData("2026-09-01 09:00", "30 natural-days after-holiday", "2026-10-08 24:00")]
    [InlineData("2026-09-01 09:00", "39 natural-days after-holiday", "2026-10-10 24:00")]
    [InlineData("2026-09-01 09:00", "40 natural-days after-holiday", "2026-10-11 24:00")]
    [InlineData("2026-09-01 09:00", "40 natural-days after-rest-day", "2026-10-12 24:00")]
    public void natural_days(string start, string limit, string due) => Assert.Equal(due, Cn.Clock(start, limit).Due());

    [Theory]
    [InlineData("2026-01-31 10:00", "1 months", "2026-02-28 24:00")]
    [InlineData("2024-01-31 10:00", "1 months", "2024-02-29 24:00")]
    [InlineData("2024-02-29 10:00", "1 years", "2025-02-28 24:00")]
    [InlineData("2024-02-29 10:00", "4 years", "2028-02-29 24:00")]
    [InlineData("2024-02-29 10:00", "12 months", "2025-02-28 24:00")]
    [InlineData("2026-03-31 00:00", "6 months", "2026-09-30 24:00")]
    [InlineData("2026-04-01 08:00", "6 months", "2026-10-01 24:00")]
    [InlineData("2026-04-01 08:00", "6 months after-holiday", "2026-10-08 24:00")]
    public void months_and_years(string start, string limit, string due) => Assert.Equal(due, Cn.Clock(start, limit).Due());

    [Theory]
    [InlineData("2026-03-09 09:00", "1 working-hours", "2026-03-09 10:00")]
    [InlineData("2026-03-09 09:00", "4 working-hours", "2026-03-09 15:00")]
    [InlineData("2026-03-09 08:00", "4 working-hours", "2026-03-09 12:00")]
    [InlineData("2026-03-09 08:00", "8 working-hours", "2026-03-09 18:00")]
    [InlineData("2026-03-09 12:30", "1 working-hours", "2026-03-09 15:00")]
    [InlineData("2026-03-09 17:00", "2 working-hours", "2026-03-10 09:00")]
    [InlineData("2026-03-09 00:00", "90 working-minutes", "2026-03-09 09:30")]
    [InlineData("2026-02-13 17:00", "9 working-hours", "2026-02-14 18:00")]
    [InlineData("2026-02-13 17:00", "10 working-hours", "2026-02-24 09:00")]
    [InlineData("2026-02-17 10:00", "1 working-hours", "2026-02-24 09:00")]
    [InlineData("2001-06-01 17:00", "2 working-hours", "2001-06-04 09:00")]
    [InlineData("2030-06-07 17:00", "10 working-hours", "2030-06-11 09:00")]
    public void working_hours(string start, string limit, string due) => Assert.Equal(due, Cn.Clock(start, limit).Due());

    [Theory]
    [InlineData("2026-02-16 23:30", "24 hours", "2026-02-17 23:30")]
    [InlineData("2026-02-16 23:30", "30 minutes", "2026-02-16 24:00")]
    [InlineData("2024-02-28 12:00", "24 hours", "2024-02-29 12:00")]
    [InlineData("2026-03-09 09:00", "15 seconds", "2026-03-09 09:00:15")]
    public void continuous_time(string start, string limit, string due) => Assert.Equal(due, Cn.Clock(start, limit).Due());

    [Theory]
    // HOT.* and general rules of the register of deadlines, around Spring Festival, National Day, a transferred Saturday and a leap day
    [InlineData("HOT.ANSWER", "15 seconds", "2026-10-01 23:59", "2026-10-01 23:59:15")]
    [InlineData("HOT.ONLINE.ACCEPT", "2 hours", "2026-02-16 23:00", "2026-02-17 01:00")]
    [InlineData("HOT.RETURN", "2 working-days", "2026-09-30 17:00", "2026-10-09 18:00")]
    [InlineData("HOT.SIGN", "1 working-days", "2026-10-09 17:59", "2026-10-10 18:00")]
    [InlineData("HOT.INCIDENT", "2 hours", "2024-02-28 23:00", "2024-02-29 01:00")]
    [InlineData("HOT.UTILITY", "24 hours", "2024-02-28 23:00", "2024-02-29 23:00")]
    [InlineData("HOT.GENERAL.BJ", "7 natural-days", "2026-02-15 09:00", "2026-02-22 24:00")]
    [InlineData("HOT.COMPLEX.BJ", "15 natural-days", "2024-02-15 09:00", "2024-03-01 24:00")]
    [InlineData("HOT.GENERAL.SD", "5 working-days", "2026-02-14 09:00", "2026-02-28 18:00")]
    [InlineData("HOT.CONSULT.SH", "1 working-days", "2026-09-18 09:00", "2026-09-20 18:00")]
    [InlineData("HOT.RECHECK.SH", "3 working-days", "2024-02-28 09:00", "2024-03-04 18:00")]
    [InlineData("PET.TRANSFER", "15 natural-days", "2026-09-20 09:00", "2026-10-05 24:00")]
    [InlineData("PET.OBJECT", "5 working-days", "2026-09-24 09:00", "2026-10-09 18:00")]
    [InlineData("PET.HANDLE", "60 natural-days", "2023-12-31 09:00", "2024-02-29 24:00")]
    [InlineData("PET.REVIEW.REQUEST", "30 natural-days", "2026-09-03 09:00", "2026-10-03 24:00")]
    [InlineData("LIC.SUPPLEMENT", "5 working-days", "2026-05-06 09:00", "2026-05-12 18:00")]
    [InlineData("LIC.DECIDE", "20 working-days", "2026-09-18 09:00", "2026-10-22 18:00")]
    [InlineData("LIC.JOINT", "45 working-days", "2026-01-04 09:00", "2026-03-12 18:00")]
    [InlineData("LIC.DELIVER", "10 working-days", "2026-04-24 09:00", "2026-05-12 18:00")]
    [InlineData("INFO.CORRECT", "7 working-days", "2024-02-20 09:00", "2024-02-29 18:00")]
    [InlineData("INFO.REPLY", "20 working-days", "2026-02-13 09:00", "2026-03-19 18:00")]
    [InlineData("INFO.THIRDPARTY", "15 working-days", "2026-09-30 09:00", "2026-10-27 18:00")]
    [InlineData("EMG.REPORT", "1 hours", "2026-02-16 23:30", "2026-02-17 00:30")]
    [InlineData("PARTY.TALK", "1 months", "2024-01-30 09:00", "2024-02-29 24:00")]
    [InlineData("PARTY.APPROVE", "3 months", "2025-11-30 09:00", "2026-02-28 24:00")]
    [InlineData("PARTY.PROBATION", "1 years", "2024-02-29 09:00", "2025-02-28 24:00")]
    [InlineData("LOG.RETAIN", "6 months", "2026-08-31 09:00", "2027-02-28 24:00")]
    [InlineData("PIA.RETAIN", "3 years", "2024-02-29 09:00", "2027-02-28 24:00")]
    public void rules_of_the_register(string rule, string limit, string start, string due) =>
        Assert.Equal((rule, due), (rule, Cn.Clock(start, limit).Due()));

    [Fact]
    public void the_due_time_is_utc()
    {
        var at = Cn.Clock("2026-02-13 10:00", "1 working-days").Due(Cn.Calendar).At!.Value;

        Assert.Equal(TimeSpan.Zero, at.Offset);
        Assert.Equal(new DateTimeOffset(2026, 2, 14, 10, 0, 0, TimeSpan.Zero), at);
    }

    [Fact]
    public void an_event_told_in_another_offset_is_the_same_event() =>
        Assert.Equal("2026-03-10 18:00", new Clock("handle", new(2026, 3, 8, 16, 30, 0, TimeSpan.Zero), Limit.WorkingDays(1)).Due());

    [Theory]
    [InlineData("2026-12-21 10:00", "5 working-days", false)]
    [InlineData("2026-12-21 10:00", "6 working-days", true)]
    [InlineData("2026-12-28 17:00", "2 working-hours", true)]
    [InlineData("2026-12-21 10:00", "60 natural-days", false)]
    [InlineData("2026-12-21 10:00", "60 natural-days after-holiday", true)]
    [InlineData("2026-12-21 10:00", "9000 hours", false)]
    public void a_due_time_beyond_the_horizon_is_provisional_when_the_calendar_matters(string start, string limit, bool provisional) =>
        Assert.Equal(provisional, Cn.Clock(start, limit).Due(Cn.Calendar).Provisional);

    [Fact]
    public void importing_the_next_year_settles_a_provisional_due_time()
    {
        var clock = Cn.Clock("2026-12-31 10:00", "2 working-days");
        var next = Cn.Calendar.WithYear(2027, Cn.Notice2027).Calendar!;

        Assert.Equal(new Due(Cn.At("2027-01-04 18:00"), true, Budget.None(Pace.WorkingDays)), clock.Due(Cn.Calendar));
        Assert.Equal(new Due(Cn.At("2027-01-04 18:00"), false, Budget.None(Pace.WorkingDays)), clock.Due(next));
        Assert.Equal("2027-01-02 18:00", Cn.Local(Cn.Clock("2026-12-31 10:00", "1 working-days").Due(next).At!.Value));
    }
}
