using System.Collections.Concurrent;
using System.Diagnostics;
using Bihuan.Engine.Language.Hot;
using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan.Insight.Hot;

/// <summary>
/// Listens to what is said while it is said: follows what is received, in the background, in small steps with pauses between them, so that nobody who
/// writes something down waits for it. After a start, and once an hour, it hears the whole window again.
/// </summary>
public sealed class HotTalk : Paced
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Anew = TimeSpan.FromHours(1);

    // What was committed late stands before what was heard already.
    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    const int MostTouched = 20_000;
    const int HeardBefore = 3000;

    readonly HotRows rows;
    readonly HotRoots roots;
    readonly TieLater later;
    readonly Shelf shelf;
    readonly ConcurrentDictionary<string, Heard> heard = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> touched = new();
    readonly SemaphoreSlim turn = new(1, 1);
    bool isBehind;

    public HotTalk(HotRows rows, HotRoots roots, TieLater later, Shelf shelf, Settings settings, Writer writer, TimeProvider time, ILogger<HotTalk> log)
        : base(Pace, time, log, "What is said could not be listened to.")
    {
        (this.rows, this.roots, this.later, this.shelf) = (rows, roots, later, shelf);
        // On the way of every registration: a name is put aside and nothing else.
        writer.After(Matters.Matter.Noun, (district, stream) =>
        {
            if (district != settings.District) return;
            if (touched.Count < MostTouched) touched.Enqueue(stream.Id);
            else isBehind = true;
        });
    }

    /// <summary>What has been heard, by playbook, in the order of their names; a playbook that is still being heard for the first time is missing.</summary>
    public IReadOnlyList<Heard> Now => [.. heard.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    /// <summary>How many were heard of the window that is being heard for the first time; null when that has been done.</summary>
    public int? Hearing { get; private set; } = 0;

    /// <summary>Whether the last time failed: what is shown is older than it should be.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The playbooks that gather.</summary>
    public IEnumerable<Playbook> Gathering => shelf.Current.Where(playbook => playbook.Begins?.Gathers is not null);

    /// <inheritdoc/>
    protected override async Task Once(CancellationToken stop)
    {
        try
        {
            await Listen(stop);
            HasFailed = false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            HasFailed = true;
            throw;
        }
    }

    /// <summary>Hears what is new, or everything where it is time; ties what is sure.</summary>
    public async Task Listen(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            await InTurn(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    async Task InTurn(CancellationToken stop)
    {
        var changed = Touched();
        foreach (var playbook in Gathering.ToList())
        {
            var known = heard.GetValueOrDefault(playbook.Name);
            var isNew = known is null || isBehind || known.Playbook.Version != playbook.Version || Time.GetUtcNow() - known.Built >= Anew;
            var now = isNew ? await Hear(playbook, stop) : known!;
            if (!isNew && !await Follow(now, changed, stop)) continue;

            now.Tell();
            heard[playbook.Name] = now;
            await later.Run(now, stop);
        }

        (Hearing, isBehind) = (null, false);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    HashSet<string> Touched()
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        while (touched.TryDequeue(out var id)) changed.Add(id);
        return changed;
    }

    /// <summary>The window from its beginning.</summary>
    async Task<Heard> Hear(Playbook playbook, CancellationToken stop)
    {
        var gathering = playbook.Begins!.Gathers!;
        var now = Time.GetUtcNow();
        var (since, isCut) = await rows.Since(gathering, now, stop);
        var talk = new Talk { Window = TimeSpan.FromDays(gathering.Days), PlaceLength = gathering.Place switch { "community" => 12, "street" => 9, _ => 0 } };
        var pause = new Breath();
        var count = 0;
        // What was said before the window tells which words are common.
        await foreach (var row in rows.After(gathering, (since.AddDays(-gathering.Days).ToUnixTimeMilliseconds(), ""), stop))
        {
            if (row.Said.At >= since || ++count > HeardBefore) break;
            talk.Hear(row.Said.Message);
            await pause.Take(stop);
        }

        var heardNow = new Heard(playbook, talk, since, now) { IsCut = isCut, Last = (since.ToUnixTimeMilliseconds(), "") };
        foreach (var root in await roots.Of(playbook, stop)) heardNow.Pin(root.Id, [.. (await rows.Of(gathering, root.Cases, stop)).Select(row => row.Said)]);
        count = 0;
        await foreach (var row in rows.After(gathering, heardNow.Last, stop))
        {
            heardNow.Add(row.Said, row.IsKept);
            heardNow.Last = (row.Said.At.ToUnixTimeMilliseconds(), row.Said.Id);
            if (heard.IsEmpty) Hearing = ++count;
            await pause.Take(stop);
        }

        return heardNow;
    }

    /// <summary>What came since, and what was changed.</summary>
    /// <returns>Whether there was anything.</returns>
    async Task<bool> Follow(Heard now, HashSet<string> changed, CancellationToken stop)
    {
        var pause = new Breath();
        var before = now.Last;
        var fresh = false;
        // First of all, so that what is new joins the cases of a cause and not those beside them.
        foreach (var root in changed.Count == 0 ? [] : (await roots.Of(now.Playbook, stop)).Where(root => changed.Contains(root.Id)))
        {
            now.Pin(root.Id, [.. (await rows.Of(now.Gathering, root.Cases, stop)).Select(row => row.Said)]);
            fresh = true;
        }

        var from = Math.Max(now.Since.ToUnixTimeMilliseconds(), before.Received - (long)Overlap.TotalMilliseconds);
        await foreach (var row in rows.After(now.Gathering, (from, ""), stop))
        {
            if (row.Said.At.ToUnixTimeMilliseconds() > now.Last.Received) now.Last = (row.Said.At.ToUnixTimeMilliseconds(), row.Said.Id);
            if (now.Holds(row.Said.Id)) continue;
            now.Add(row.Said, row.IsKept);
            fresh = true;
            await pause.Take(stop);
        }

        // What was brought in with an earlier date is new here; what was erased, or is kept from somebody since, goes.
        if (changed.Count > 0)
        {
            var found = (await rows.Of(now.Gathering, changed, stop)).ToDictionary(row => row.Said.Id, StringComparer.Ordinal);
            foreach (var id in changed)
            {
                if (found.GetValueOrDefault(id) is not { } row)
                {
                    fresh |= now.Holds(id);
                    now.Remove(id);
                }
                else if (row.Said.At >= now.Since && now.Add(row.Said, row.IsKept))
                {
                    fresh = true;
                    await pause.Take(stop);
                }
            }
        }

        return fresh;
    }

    /// <summary>Works for a moment, then lets others: never more than about a twentieth of one core.</summary>
    sealed class Breath
    {
        static readonly TimeSpan Work = TimeSpan.FromMilliseconds(10);
        static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(190);
        readonly Stopwatch watch = Stopwatch.StartNew();

        public async ValueTask Take(CancellationToken stop)
        {
            if (watch.Elapsed < Work) return;
            await Task.Delay(Rest, stop);
            watch.Restart();
        }
    }
}
