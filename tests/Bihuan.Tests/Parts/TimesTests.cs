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
