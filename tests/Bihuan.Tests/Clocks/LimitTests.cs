using System.Text.Json;
using Bihuan.Engine.Clocks;

namespace Bihuan.Tests.Clocks;

public sealed class LimitTests
{
    [Theory]
    [InlineData("5 working-days", "5 个工作日", "5 working days")]
    [InlineData("60 natural-days", "60 个自然日", "60 natural days")]
    [InlineData("24 hours", "24 小时", "24 hours")]
    [InlineData("4 working-hours", "4 个工作小时", "4 working hours")]
    [InlineData("30 working-minutes", "30 个工作分钟", "30 working minutes")]
    [InlineData("2 months", "2 个月", "2 months")]
    [InlineData("1 years", "1 年", "1 year")]
    [InlineData("15 seconds", "15 秒", "15 seconds")]
    [InlineData("30 minutes", "30 分钟", "30 minutes")]
    [InlineData("30 natural-days after-holiday", "30 个自然日", "30 natural days")]
    [InlineData("1 months after-rest-day", "1 个月", "1 month")]
    [InlineData("same-day", "当日 24:00 前", "by 24:00 the same day")]
    [InlineData("1 working-days to-midnight", "1 个工作日", "1 working day")]
    public void a_limit_reads_back_as_written(string text, string chinese, string english)
    {
        Assert.True(Limit.TryParse(text, out var limit));
        Assert.Equal((text, chinese, english), (limit.ToString(), limit.Chinese, limit.English));
        Assert.Equal(limit, Limit.Parse(limit.ToString()));
    }

    [Theory]
    [InlineData("1 working-day", "1 working-days")]
    [InlineData("  1   hour ", "1 hours")]
    [InlineData("1 year", "1 years")]
    public void singular_words_are_understood(string text, string plural) => Assert.Equal(Limit.Parse(plural), Limit.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("working-days")]
    [InlineData("0 hours")]
    [InlineData("-1 hours")]
    [InlineData("1.5 hours")]
    [InlineData("５ hours")]
    [InlineData("5 fortnights")]
    [InlineData("101 years")]
    [InlineData("99999999999 seconds")]
    [InlineData("5 working-days after-holiday")]
    [InlineData("5 natural-days to-midnight")]
    [InlineData("5 natural-days soon")]
    [InlineData("1 same-day")]
    [InlineData("same-day after-holiday")]
    public void other_texts_are_no_limits(string? text) => Assert.False(Limit.TryParse(text, out _));

    [Fact]
    public void an_amount_below_one_is_a_bug() => Assert.Throws<ArgumentOutOfRangeException>(() => Limit.Hours(0));

    [Fact]
    public void a_limit_is_stored_as_its_text()
    {
        Assert.Equal("\"5 working-days\"", JsonSerializer.Serialize(Limit.WorkingDays(5)));
        Assert.Equal(Limit.WorkingDays(5), JsonSerializer.Deserialize<Limit>("\"5 working-days\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Limit>("\"soon\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Limit>("5"));
    }

    [Fact]
    public void pauses_and_extensions_are_stored_and_read_back()
    {
        var pause = new Pause(Cn.At("2026-03-09 10:00"), null, "等待鉴定");
        var extension = new Extension(Limit.WorkingDays(5), Cn.At("2026-03-09 10:00"), "案情复杂");

        Assert.Equal(pause, JsonSerializer.Deserialize<Pause>(JsonSerializer.Serialize(pause)));
        Assert.Equal(extension, JsonSerializer.Deserialize<Extension>(JsonSerializer.Serialize(extension)));
    }
}
