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

    // What is now dear and now not would be counted before somebody's eyes whenever it had just been cheap.
    const int Cheaper = 4;

    /// <summary>What takes less to count is counted each time; what was dear twice is kept until it takes less than a quarter of that.</summary>
    public TimeSpan Dear { get; init; } = TimeSpan.FromMilliseconds(10);

    sealed class Kept(object sheet, DateTimeOffset at, TimeSpan took, bool isSure)
    {
        /// <summary>Whether it was dear twice: what is counted for the first time after a start may only have been slow to begin.</summary>
        public bool IsSure => isSure;
        public object Sheet => sheet;
        public DateTimeOffset At => at;
        public TimeSpan Took => took;
        public int IsCounted;
    }

    readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);
    readonly SemaphoreSlim one = new(1, 1);

    /// <summary>The figures inside a scope, counted now or a while ago: <see cref="FigureSheet.At"/> says when.</summary>
    public Task<FigureSheet> Of(Scope scope, string? word, IReadOnlyList<DateTime> months, CancellationToken stop) =>
        Of(Key(scope, "figures", word ?? "", months[^1].ToString("yyyy-MM", CultureInfo.InvariantCulture)), turn => figures.Of(scope, word, months, turn), stop);

    /// <summary>What was closed inside a scope in the last thirty days: <see cref="Lately.At"/> says when it was counted.</summary>
    public Task<Lately> Lately(Scope scope, CancellationToken stop) => Of(Key(scope, "lately"), turn => figures.Lately(scope, turn), stop);

    async Task<T> Of<T>(string key, Func<CancellationToken, Task<T>> count, CancellationToken stop)
        where T : class
    {
        if (!kept.TryGetValue(key, out var known) || !known.IsSure || time.GetUtcNow() - known.At is var age && age > Oldest && age > known.Took * Rests * 2)
            return (T)(await Count(key, count, stop)).Sheet;

        if (age > known.Took * Rests && Interlocked.Exchange(ref known.IsCounted, 1) == 0) _ = Beside(key, known, count);
        return (T)known.Sheet;
    }

    async Task Beside<T>(string key, Kept known, Func<CancellationToken, Task<T>> count)
        where T : class
    {
        // Not in the time of whoever came by.
        await Task.Yield();
        try
        {
            await one.WaitAsync(house.ApplicationStopping);
            try
            {
                await Count(key, count, house.ApplicationStopping);
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

    async Task<Kept> Count<T>(string key, Func<CancellationToken, Task<T>> count, CancellationToken stop)
        where T : class
    {
        var (at, began) = (time.GetUtcNow(), Stopwatch.GetTimestamp());
        var was = kept.GetValueOrDefault(key);
        var counted = new Kept(await count(stop), at, Stopwatch.GetElapsedTime(began), was is not null);
        if (counted.Took < (was is { IsSure: true } ? Dear / Cheaper : Dear)) kept.TryRemove(key, out _);
        else kept[key] = counted;
        if (kept.Count > MostSheets)
            foreach (var old in kept.OrderBy(pair => pair.Value.At).Take(MostSheets / 2).ToList()) kept.TryRemove(old.Key, out _);
        return counted;
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    /// <summary>Who may see the same is told the same.</summary>
    static string Key(Scope scope, params string[] words)
    {
        var (sql, parameters) = scope.Where("m");
        return string.Join('\n', [
            .. words, sql,
            .. parameters.ParameterNames.Order(StringComparer.Ordinal).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}={parameters.Get<object?>(name)}")),
        ]);
    }
}
