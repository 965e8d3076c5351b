using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>What the page of figures says, counted at one moment.</summary>
/// <param name="At">When it was counted.</param>
/// <param name="Former">What was taken over, by everything; nothing under the others where nothing was.</param>
public sealed record FigureSheet(
    DateTimeOffset At, Period Period, Tally Whole, IReadOnlyList<Tallies.Group> ByStreet, IReadOnlyList<Tallies.Group> ByUnit, IReadOnlyList<(DateTime Month, Tally Tally)> ByMonth,
    IReadOnlyDictionary<TakenOver.By, IReadOnlyList<TakenOver.Group>> Former, RepeatRate.Share Repeats, IReadOnlyList<Indicators.Share> Asked,
    IReadOnlyDictionary<string, long> OverdueByStreet, IReadOnlyDictionary<string, long> OverdueByUnit);

/// <summary>What was closed in the last thirty days.</summary>
/// <param name="At">When it was counted.</param>
public sealed record Lately(DateTimeOffset At, Tally Tally);

/// <summary>Counts everything that the page of figures says, and what stands of it on the first pages of those who watch.</summary>
public sealed class CountFigures(Tallies tallies, Indicators indicators, RepeatRate repeats, TakenOver taken, TimeProvider time)
{
    /// <param name="word">The span, as an address names it.</param>
    /// <param name="months">Those that are told one by one, the oldest first.</param>
    public async Task<FigureSheet> Of(Scope scope, string? word, IReadOnlyList<DateTime> months, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var span = InsightFeature.PeriodOf(word, now);
        var byMonth = new List<(DateTime Month, Tally Tally)>();
        foreach (var month in months) byMonth.Add((month, await tallies.Of(scope, InsightFeature.MonthOf(month), stop)));
        return new(
            now, span, await tallies.Of(scope, span, stop), await tallies.Of(scope, span, Tallies.By.Street, stop), await tallies.Of(scope, span, Tallies.By.Unit, stop), byMonth,
            await Former(scope, stop), await repeats.Of(scope, span, stop), await indicators.Of(scope, span, stop),
            await tallies.Overdue(scope, Tallies.By.Street, stop), await tallies.Overdue(scope, Tallies.By.Unit, stop));
    }

    /// <summary>What was closed in the last thirty days.</summary>
    public async Task<Lately> Lately(Scope scope, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        return new(now, await tallies.Of(scope, new(now.AddDays(-30), now), stop));
    }

    async Task<IReadOnlyDictionary<TakenOver.By, IReadOnlyList<TakenOver.Group>>> Former(Scope scope, CancellationToken stop)
    {
        var whole = await taken.Of(scope, TakenOver.By.Nothing, stop);
        Dictionary<TakenOver.By, IReadOnlyList<TakenOver.Group>> groups = new() { [TakenOver.By.Nothing] = whole };
        if (whole.Count > 0)
            foreach (var by in (TakenOver.By[])[TakenOver.By.Street, TakenOver.By.Unit, TakenOver.By.Category, TakenOver.By.Source]) groups[by] = await taken.Of(scope, by, stop);
        return groups;
    }
}
