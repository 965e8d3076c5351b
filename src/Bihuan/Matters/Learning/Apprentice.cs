using System.Collections.Concurrent;
using System.Threading.Channels;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.Library;
using Bihuan.Registers;

namespace Bihuan.Matters.Learning;

/// <summary>
/// Looks over people's shoulders while the house serves: what they decided on a matter changes the next suggestion. It never stands in a verb's
/// way: it hears of a commit, and learns beside it. What it knows beyond the kept model is in the book of matters, so a restart finds it again.
/// </summary>
public sealed class Apprentice(
    CategoryMemory categories, UnitMemory units, PlaceFinder places, Categories tree, LessonBook book, NamedPlaces registers, Shelf shelf,
    Store store, Writer writer, KeptTales kept, Reading reading, Settings settings, ILogger<Apprentice> log) : BackgroundService
{
    /// <summary>So many that ended, and so many under way, are remembered when the house opens.</summary>
    const int Remembered = 4000;

    // Whatever waits beyond that is passed over: it stands in the book, and is learned from there.
    const int Waiting = 2000;
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    readonly Channel<Matter> heard = Channel.CreateBounded<Matter>(new BoundedChannelOptions(Waiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
    readonly ConcurrentDictionary<string, (string Category, string Area, string? Unit, long Version)> told = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Likely> doubts = new(StringComparer.Ordinal);
    readonly SemaphoreSlim alone = new(1);
    long modelSeen = -1;
    long position = -1;
    bool hasRemembered;
    int added;
    volatile bool areNamesOld = true;

    /// <summary>The category that the words of a matter surely spoke for before it was learned, where it was filed under another one; null where nothing spoke against it.</summary>
    public Likely? DoubtOf(string id) => doubts.GetValueOrDefault(id);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        writer.After(Matter.Noun, Hear);
        writer.After(Record.Noun, (district, _) => areNamesOld |= district == settings.District);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Turn(stoppingToken);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                pause.CancelAfter(Pace);
                while (await heard.Reader.WaitToReadAsync(pause.Token)) await Learn(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // The pause is over, or the house closes.
            }
            catch (Exception failure)
            {
                log.LogError(failure, "What was decided could not be learned.");
                await Task.Delay(Pace, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Looks once at everything: another model, other names, what others decided and what was heard.</summary>
    public async Task Turn(CancellationToken stop)
    {
        await alone.WaitAsync(stop);
        try
        {
            var isOther = await IsOtherModel(stop);
            if (isOther || !hasRemembered) await Remember(stop);
            if (areNamesOld || store.IsShared)
            {
                areNamesOld = false;
                places.Know(await registers.Read(stop));
            }

            if (store.IsShared) await Follow(stop);
        }
        finally
        {
            alone.Release();
        }

        await Learn(stop);
    }

    /// <summary>In the lane's thread, after the commit: only looks whether there is news in it, and lays it aside.</summary>
    void Hear(string district, Stream stream)
    {
        if (district != settings.District || kept.Find(district, stream)?.Story is not Matter { Category.Length: > 0 } matter) return;
        if (matter.Stage == Starts(matter)) return;
        if (told.TryGetValue(matter.Id, out var known) && (known.Category, known.Area, known.Unit) == (matter.Category, matter.Area, matter.Lead?.Unit)) return;
        heard.Writer.TryWrite(matter);
    }

    async Task Learn(CancellationToken stop)
    {
        await alone.WaitAsync(stop);
        try
        {
            while (heard.Reader.TryRead(out var matter))
                if (Lesson.Of(matter, SeenByFew(matter)) is { } lesson) Learn(lesson);
        }
        finally
        {
            alone.Release();
        }
    }

    void Learn(Lesson lesson)
    {
        // What was read from the book a moment ago may be ahead of what is still waiting to be heard: learned twice it would count twice.
        if (told.TryGetValue(lesson.Id, out var before) && before.Version >= lesson.Version) return;
        if (lesson.Category != before.Category) LearnCategory(lesson);
        if (lesson.Area != before.Area && lesson.IsOpenToAll) places.Learn(lesson.Words, lesson.Area);
        if (lesson.Decided is { } decided && (decided.Unit != before.Unit || lesson.Category != before.Category)) units.Learn(decided);
        Tell(lesson);
    }

    // Asked before it is told: afterwards it would only repeat what it has heard.
    void LearnCategory(Lesson lesson)
    {
        if (tree.Of(lesson.Category) is null) return;
        var waits = lesson is { Unit: null, ClosedAt: null };
        if (waits && categories.Tell(lesson.Words, why: false) is { IsSure: true, Best: [var best, ..] } && best.Code != lesson.Category && !lesson.Category.StartsWith(best.Code + "-", StringComparison.Ordinal))
            doubts[lesson.Id] = best;
        else doubts.TryRemove(lesson.Id, out _);
        categories.Learn(lesson.Words, lesson.Category);
    }

    void Tell(Lesson lesson)
    {
        if (lesson.Unit is not null) doubts.TryRemove(lesson.Id, out _);
        var known = (lesson.Category, lesson.Area, lesson.Unit, lesson.Version);
        if (!told.TryAdd(lesson.Id, known)) told[lesson.Id] = known;
        // Only now and then: to be counted, all of it has to stand still.
        else if (++added % 100 == 0 && told.Count > 10 * Remembered) told.Clear();
    }

    async Task<bool> IsOtherModel(CancellationToken stop)
    {
        var (models, version) = await reading.Story<LearnedModels>(settings.District, LearnedModels.Stream, stop);
        if (version == modelSeen) return false;
        modelSeen = version;
        if (models.Last is not { } last) return false;
        var file = await KeptFile.Read(store, settings.District, last.Hash, stop);
        if (categories.Begin(file?.Bytes, last.Marks, models.At) is { } no) log.LogWarning("{Code}: {Zh} / {En}", no.Code, no.Zh, no.En);
        return true;
    }

    /// <summary>Reads what was decided from the book. The model has learned what had ended when it was made: only what came after is added to it.</summary>
    async Task Remember(CancellationToken stop)
    {
        if (store.IsShared && position < 0)
        {
            await using var connection = await store.Read(stop);
            position = await connection.ExecuteScalarAsync<long?>("select max(position) from journal where district = @district", new { district = settings.District }) ?? 0;
        }

        var since = categories.InUse?.At;
        Lesson[] lessons = [.. (await book.Closed(Remembered, stop)).Concat(await book.Open(Remembered, Starts, stop)).OrderBy(lesson => lesson.At)];
        if (!hasRemembered) units.Begin([.. lessons.Select(lesson => lesson.Decided).OfType<Decided>()]);
        foreach (var lesson in lessons)
        {
            if (!hasRemembered && lesson.IsOpenToAll) places.Learn(lesson.Words, lesson.Area);
            if (lesson.ClosedAt is not { } closed || closed > since) LearnCategory(lesson);
            Tell(lesson);
        }

        hasRemembered = true;
    }

    // What another node decided. Positions of one moment may come to light in another order, so the last few hundred are looked at again.
    async Task Follow(CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var rows = (await connection.QueryAsync<(long Position, string Stream)>("""
            select position, stream from journal where district = @district and position > @after
              and (kind like '%matter.accepted%' or kind like '%matter.dispatched%' or kind like '%matter.adjudicated%')
            order by position limit 500
            """, new { district = settings.District, after = position - 300 })).AsList();
        if (rows.Count == 0) return;
        position = Math.Max(position, rows[^1].Position);
        foreach (var lesson in await book.Of(rows.Select(row => new Stream(row.Stream).Id), Starts, stop))
            Learn(lesson);
    }

    bool SeenByFew(Matter matter) => shelf.Find(matter.Playbook, matter.PlaybookVersion).IsForParties;

    string? Starts(Matter matter) => shelf.Exactly(matter.Playbook, matter.PlaybookVersion)?.Starts;

    string? Starts(string playbook) => shelf.Newest(playbook)?.Starts;

    /// <inheritdoc/>
    public override void Dispose()
    {
        alone.Dispose();
        base.Dispose();
    }
}
