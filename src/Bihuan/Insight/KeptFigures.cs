using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>
/// Figures that are dear to count are kept for a while and counted again beside whoever reads them, one sheet at a time and with long rests, so that a wall that looks
/// every five seconds costs no more in a large book than in a small one. What is counted in a moment is never kept.
/// </summary>
public sealed class KeptFigures(CountFigures figures, TimeProvider time, IHostApplicationLifetime house, ILogger<KeptFigures> log) : IDisposable
{
    // Rests so many times as long as the counting took: about a thirtieth of one core, however large the book is.
    const int Rests = 30;
    const int MostSheets = 200;

    // Nobody is shown older figures than these where new ones can be waited for.
    static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    /// <summary>What takes less to count is counted each time.</summary>
    public TimeSpan Dear { get; init; } = TimeSpan.FromMilliseconds(200);

    sealed class Kept(FigureSheet sheet, TimeSpan took)
    {
        public FigureSheet Sheet => sheet;
        public TimeSpan Took => took;
        public int IsCounted;
    }

    readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);
    readonly SemaphoreSlim one = new(1, 1);

    /// <summary>The figures inside a scope, counted now or a while ago: <see cref="FigureSheet.At"/> says when.</summary>
    public async Task<FigureSheet> Of(Scope scope, string? word, IReadOnlyList<DateTime> months, CancellationToken stop)
    {
        var key = Key(scope, word, months);
        if (!kept.TryGetValue(key, out var known) || time.GetUtcNow() - known.Sheet.At is var age && age > Oldest && age > known.Took * Rests * 2)
            return (await Count(key, scope, word, months, stop)).Sheet;

        if (age > known.Took * Rests && Interlocked.Exchange(ref known.IsCounted, 1) == 0) _ = Beside(key, known, scope, word, months);
        return known.Sheet;
    }

    async Task Beside(string key, Kept known, Scope scope, string? word, IReadOnlyList<DateTime> months)
    {
        // Not in the time of whoever came by.
        await Task.Yield();
        try
        {
            await one.WaitAsync(house.ApplicationStopping);
            try
            {
                await Count(key, scope, word, months, house.ApplicationStopping);
            }
            finally
            {
                one.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The house closes.
        }
        catch (Exception failure)
        {
            // Whoever comes next asks for them again; when they are too old that one is told.
            known.IsCounted = 0;
            log.LogError(failure, "The figures could not be counted again.");
        }
    }

    async Task<Kept> Count(string key, Scope scope, string? word, IReadOnlyList<DateTime> months, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var counted = new Kept(await figures.Of(scope, word, months, stop), Stopwatch.GetElapsedTime(began));
        if (counted.Took < Dear) kept.TryRemove(key, out _);
        else kept[key] = counted;
        if (kept.Count > MostSheets)
            foreach (var old in kept.OrderBy(pair => pair.Value.Sheet.At).Take(MostSheets / 2).ToList()) kept.TryRemove(old.Key, out _);
        return counted;
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    /// <summary>Who may see the same is told the same.</summary>
    static string Key(Scope scope, string? word, IReadOnlyList<DateTime> months)
    {
        var (sql, parameters) = scope.Where("m");
        return string.Join('\n', [
            word ?? "", months[^1].ToString("yyyy-MM", CultureInfo.InvariantCulture), sql,
            .. parameters.ParameterNames.Order(StringComparer.Ordinal).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}={parameters.Get<object?>(name)}")),
        ]);
    }
}
