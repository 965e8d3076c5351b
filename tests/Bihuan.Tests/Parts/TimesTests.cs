using Bihuan.Parts;

namespace Bihuan.Tests.Parts;

public sealed class TimesTests
{
    // Thursday, 10:30 in Qingdao.
    static readonly DateTimeOffset Now = new(2026, 6, 11, 2, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-0.2, "刚刚", "just now")]
    [InlineData(-12, "12 分钟前", "12 min ago")]
    [InlineData(40, "40 分钟后", "in 40 min")]
    [InlineData(-120, "今天 08:30", "today 08:30")]
    [InlineData(60 * 24, "明天 10:30", "tomorrow 10:30")]
    [InlineData(-60 * 17, "昨天 17:30", "yesterday 17:30")]
    [InlineData(60 * 54, "6月13日 周六 16:30", "Sat 13 Jun, 16:30")]
    [InlineData(-60 * 24 * 30, "5月12日 10:30", "12 May 10:30")]
    [InlineData(-60 * 24 * 300, "2025年8月15日", "15 Aug 2025")]
    public void a_moment_is_relative_when_near_and_absolute_when_far(double minutes, string zh, string en)
    {
        Assert.Equal(zh, Times.When(Now.AddMinutes(minutes), Now, Tongue.Zh));
        Assert.Equal(en, Times.When(Now.AddMinutes(minutes), Now, Tongue.En));
    }

    [Theory]
    [InlineData(59, "11:29 前", "by 11:29")]
    [InlineData(60 * 5, "今天 15:30 前", "by 15:30 today")]
    [InlineData(60 * 13.5, "今天 24:00 前", "by 24:00 today")]
    [InlineData(60 * 37.5, "明天 24:00 前", "by 24:00 tomorrow")]
    [InlineData(60 * 54, "6月13日 周六 16:30 前", "by Sat 13 Jun, 16:30")]
    [InlineData(60 * 24 * 12 + 60 * 13.5, "6月23日 24:00 前", "by 23 Jun, 24:00")]
    [InlineData(60 * 24 * 300 - 630, "2027年4月6日 24:00 前", "by 6 Apr 2027, 24:00")]
    public void a_due_time_says_the_hour_and_midnight_is_the_end_of_the_day_before(double minutes, string zh, string en)
    {
        Assert.Equal(zh, Times.By(Now.AddMinutes(minutes), Now, Tongue.Zh));
        Assert.Equal(en, Times.By(Now.AddMinutes(minutes), Now, Tongue.En));
    }

    [Fact]
    public void what_is_over_and_due_within_the_hour_before_midnight_are_told_by_the_day_that_ends()
    {
        Assert.Equal(("昨天 24:00", "24:00 yesterday"), (Times.Due(Now.AddMinutes(-630), Now, Tongue.Zh), Times.Due(Now.AddMinutes(-630), Now, Tongue.En)));
        Assert.Equal("24:00 前", Times.By(new(2026, 6, 11, 16, 0, 0, TimeSpan.Zero), new(2026, 6, 11, 15, 10, 0, TimeSpan.Zero), Tongue.Zh));
        Assert.Equal(("2026-06-11 24:00", "6月11日 24:00", "11 Jun, 24:00"), (Times.ExactDue(new(2026, 6, 11, 16, 0, 0, TimeSpan.Zero)), Times.DueDay(new(2026, 6, 11, 16, 0, 0, TimeSpan.Zero), true), Times.DueDay(new(2026, 6, 11, 16, 0, 0, TimeSpan.Zero), false)));
        Assert.Equal(new DateOnly(2026, 6, 11), Times.LastDay(new(2026, 6, 11, 16, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void the_day_turns_at_midnight_in_china_and_not_in_greenwich() =>
        Assert.Equal("明天 00:10", Times.When(new(2026, 6, 11, 16, 10, 0, TimeSpan.Zero), Now, Tongue.Zh));

    [Theory]
    [InlineData(180, "还剩 3 小时", "3 h left")]
    [InlineData(96, "还剩 1 小时 36 分钟", "1 h 36 min left")]
    [InlineData(0.4, "还剩 1 分钟", "1 min left")]
    [InlineData(60 * 54, "还剩 2 天 6 小时", "2 d 6 h left")]
    [InlineData(60 * 24, "还剩 1 天", "1 day left")]
    [InlineData(60 * 122, "还剩 5 天", "5 days left")]
    [InlineData(-60 * 28, "超期 1 天 4 小时", "1 d 4 h overdue")]
    public void what_is_left_is_said_in_two_units_at_most(double minutes, string zh, string en)
    {
        Assert.Equal(zh, Times.Left(Now.AddMinutes(minutes), Now, Tongue.Zh));
        Assert.Equal(en, Times.Left(Now.AddMinutes(minutes), Now, Tongue.En));
    }

    [Fact]
    public void figures_are_separated_and_nothing_of_nothing_is_a_dash()
    {
        Assert.Equal("1,204", Figures.Number(1204));
        Assert.Equal("—", Figures.Number((long?)null));
        Assert.Equal("96.2 %", Figures.Percent(327, 340));
        Assert.Equal("—", Figures.Percent(0, 0));
        Assert.Equal("0.0 %", Figures.Percent(0, 340));
    }

    [Theory]
    [InlineData("/matters?late=1&after=xyz", "street", "北宅", "/matters?late=1&street=%E5%8C%97%E5%AE%85")]
    [InlineData("/matters?late=1&street=a", "late", null, "/matters?street=a")]
    [InlineData("/matters?late=1&before=x", "after", "y", "/matters?late=1&after=y")]
    [InlineData("/matters?late=1&after=x", "lang", "en", "/matters?late=1&after=x&lang=en")]
    [InlineData("/matters", "late", "1", "/matters?late=1")]
    public void a_filter_keeps_the_rest_of_the_address_and_starts_at_the_first_page(string address, string key, string? value, string expected) =>
        Assert.Equal(expected, Address.With(address, key, value));
}
