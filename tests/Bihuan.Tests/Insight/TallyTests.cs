using Bihuan.Insight;

namespace Bihuan.Tests.Insight;

public class TallyTests
{
    // 50 closed, 45 called back, 40 of them valid; 36 contacted, 30 resolved, 24 satisfied, 10 basically.
    static readonly Tally Month = new(50, 45, 40, 36, 30, 24, 10, 48, 42, 6, 5, 54, 3);

    [Fact]
    public void row_13_takes_the_three_rates_of_valid_callbacks() =>
        Assert.Equal((90.0, 75.0, 82.5), (Month.Response!.Value, Month.Resolution!.Value, Month.Satisfaction!.Value));

    [Fact]
    public void weighs_them_one_five_four() => Assert.Equal(79.5, Month.Composite!.Value, 9);

    [Fact]
    public void row_13_states_coverage_beside_satisfaction() => Assert.Equal((90.0, 88.8889), (Month.Coverage!.Value, Math.Round(Month.Validity!.Value, 4)));

    [Fact]
    public void takes_time_from_what_had_a_clock() => Assert.Equal((87.5, 12.5), (Month.Punctuality!.Value, Month.ExtensionRate!.Value));

    [Fact]
    public void takes_rework_from_the_closed_and_returns_from_the_dispatches() =>
        Assert.Equal((10.0, 5.5556), (Month.ReworkRate!.Value, Math.Round(Month.ReturnRate!.Value, 4)));

    [Fact]
    public void says_nothing_of_nothing()
    {
        double?[] rates = [Tally.Nothing.Response, Tally.Nothing.Resolution, Tally.Nothing.Satisfaction, Tally.Nothing.Composite, Tally.Nothing.Coverage,
            Tally.Nothing.Validity, Tally.Nothing.Punctuality, Tally.Nothing.ExtensionRate, Tally.Nothing.ReworkRate, Tally.Nothing.ReturnRate];
        Assert.All(rates, rate => Assert.Null(rate));
    }

    [Fact]
    public void a_sample_below_thirty_is_small() =>
        Assert.Equal((true, false), ((Month with { Valid = 29 }).IsSmall, (Month with { Valid = 30 }).IsSmall));

    [Fact]
    public void a_month_begins_and_ends_at_midnight_in_china()
    {
        var month = InsightFeature.PeriodOf("2026-11", DateTimeOffset.UnixEpoch);
        Assert.Equal(DateTimeOffset.Parse("2026-10-31T16:00Z", System.Globalization.CultureInfo.InvariantCulture), month.From);
        Assert.Equal(DateTimeOffset.Parse("2026-11-30T16:00Z", System.Globalization.CultureInfo.InvariantCulture), month.Until);
    }
}
