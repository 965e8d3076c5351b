using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;

namespace Bihuan.Rounds;

/// <summary>
/// Begins what the day's grade asks for and what a sweep covers, each once: every one has a stream of its own, named by its day, time and area, so that
/// neither a second node nor a restart begins it again. Of times that went by while nobody looked only the last is begun, as long as it would not be
/// over already; the others are written down as missed.
/// </summary>
public sealed class BeginRounds(
    MatterDesk desk, Shelf shelf, AreaMap areas, KeptStories<RoundBook> books, Writer writer, Settings settings, Store store, TimeProvider time, ILogger<BeginRounds> log)
{
    /// <summary>How many past days are looked over for rounds that were not begun.</summary>
    public const int LooksBack = 7;

    // What this process knows to be there today; whatever it has forgotten is found in the store by its stream.
    readonly ConcurrentDictionary<string, DateOnly> there = new(StringComparer.Ordinal);
    DateOnly looked;

    sealed record Round(Stream Stream, Playbook Playbook, string Area, string Title, JsonObject Form);

    /// <summary>Begins everything whose time has come, and once a day looks over the days before.</summary>
    /// <returns>How many were begun.</returns>
    public async Task<int> Run(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var day = RoundDesk.DayOf(now);
        foreach (var past in there.Where(pair => pair.Value != day).Select(pair => pair.Key)) there.TryRemove(past, out _);
        var book = await books.Of(settings.District, stop);
        var wanted = Rounds(book, day, now).Concat(Sweeps(book, day)).Where(round => !there.ContainsKey(round.Stream.Id)).ToList();
        var known = await Known(wanted.Select(round => round.Stream.Id), stop);
        var begun = 0;
        foreach (var round in wanted)
        {
            if (!known.Contains(round.Stream.Id) && !await Begin(round, stop)) continue;
            if (!known.Contains(round.Stream.Id)) begun++;
            there[round.Stream.Id] = day;
        }

        if (looked != day && await LookBack(book, day, now, stop)) looked = day;
        return begun;
    }

    /// <summary>The one stream of a round.</summary>
    public static Stream StreamOf(string playbook, DateOnly day, TimeOnly at, string area) =>
        Named(string.Create(CultureInfo.InvariantCulture, $"round\n{playbook}\n{day:yyyy-MM-dd}\n{at:HH:mm}\n{area}"));

    /// <summary>The one stream of an area of a sweep.</summary>
    public static Stream StreamOf(Sweep sweep, string area) => Named($"sweep\n{sweep.Id}\n{area}");

    static Stream Named(string name) => Stream.Of(Matter.Noun, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)));

    IEnumerable<Playbook> Playbooks(RoundBook book) => shelf.Current.Where(playbook => playbook.Begins?.Every is not null && book.Since.ContainsKey(playbook.Name));

    IEnumerable<Round> Rounds(RoundBook book, DateOnly day, DateTimeOffset now)
    {
        var local = TimeOnly.FromDateTime(now.ToOffset(WorkCalendar.Offset).DateTime);
        foreach (var playbook in Playbooks(book))
        {
            var every = playbook.Begins!.Every!;
            var over = new Dictionary<(string, TimeOnly), bool>();
            foreach (var area in RoundDesk.AreasOf(areas, every.Areas, book.GroundOf(playbook.Name)))
            {
                var grade = book.GradeOf(playbook, day, area.Code).Grade;
                // Who was not sent at nine and at noon is not sent twice at three: one walk would be written down as two.
                if (every.On(day, grade).Where(at => at <= local).Cast<TimeOnly?>().LastOrDefault() is not { } at) continue;
                if (!over.TryGetValue((grade, at), out var isOver)) over[(grade, at)] = isOver = IsOver(playbook, grade, day, at, now);
                if (isOver) continue;
                yield return new(StreamOf(playbook.Name, day, at, area.Code), playbook, area.Code,
                    string.Create(CultureInfo.InvariantCulture, $"{every.Text.Zh}：{area.Name} {day:M月d日} {at:HH:mm}"), new() { [every.Grade] = grade });
            }
        }
    }

    /// <summary>Whether the round would be late at once, had it begun in its time: then it is not begun any more.</summary>
    bool IsOver(Playbook playbook, string grade, DateOnly day, TimeOnly at, DateTimeOffset now)
    {
        var start = new DateTimeOffset(day.ToDateTime(at), WorkCalendar.Offset).ToUniversalTime();
        return playbook.Stage(playbook.Starts)?.Clocks.Select(playbook.Clock).OfType<ClockRule>().FirstOrDefault() is { } rule
            && new Clock(rule.Id, start, rule.LimitFor(new Dictionary<string, string> { [playbook.Begins!.Every!.Grade] = grade }, start)).Due(shelf.Calendar).At <= now;
    }

    IEnumerable<Round> Sweeps(RoundBook book, DateOnly day)
    {
        foreach (var sweep in book.Sweeps.Where(sweep => sweep.CalledOff is null && sweep.Day <= day && day <= sweep.Day.AddDays(PlanSweep.Ahead)))
        {
            if (shelf.Newest(sweep.Playbook) is not { Begins.Sweep: { } planned } playbook) continue;
            foreach (var area in sweep.Cells)
                yield return new(StreamOf(sweep, area), playbook, area, $"{planned.Text.Zh}（{sweep.Name}）：{areas.ByCode(area)?.Name ?? area}", Form(playbook, sweep));
        }
    }

    static JsonObject Form(Playbook playbook, Sweep sweep) =>
        new(sweep.Form.Select(word => KeyValuePair.Create(word.Key, TryExample.Typed(playbook.Field(word.Key)?.Type, JsonValue.Create(word.Value)))));

    async Task<bool> Begin(Round round, CancellationToken stop)
    {
        try
        {
            var clerk = new Clerk(writer, time, Caller.Clock(settings.District));
            var answer = await desk.Receive(clerk, new(round.Title, round.Title, Anonymous: true, Area: round.Area, Playbook: round.Playbook.Name, Form: round.Form), stop, round: round.Stream);
            if (answer.Refusal is not { } no) return true;
            log.LogError("A round of {Playbook} in {Area} could not be begun: {Code} {Why}", round.Playbook.Name, round.Area, no.Code, no.En);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One area that cannot be helped must not keep the others from being begun; the next look tries it again.
            log.LogError(failure, "A round of {Playbook} in {Area} could not be begun.", round.Playbook.Name, round.Area);
        }

        return false;
    }

    /// <summary>Which of them are there.</summary>
    async Task<HashSet<string>> Known(IEnumerable<string> ids, CancellationToken stop)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        await using var connection = await store.Read(stop);
        foreach (var some in ids.Chunk(500))
        {
            var parameters = new DynamicParameters(new { district = settings.District });
            known.UnionWith(await connection.QueryAsync<string>($"select id from matters where district = @district and id in {parameters.AddAll("id", some)}", parameters));
        }

        return known;
    }

    /// <summary>Writes down what had its time on a past day and was not begun, once a day and playbook.</summary>
    async Task<bool> LookBack(RoundBook book, DateOnly today, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var playbook in Playbooks(book))
            for (var day = today.AddDays(-LooksBack); day < today; day = day.AddDays(1))
            {
                if (book.MissedOn(playbook.Name, day) is not null) continue;
                var due = Due(book, playbook, day).ToList();
                var known = await Known(due.Select(one => one.Id), stop);
                var missed = due.Where(one => !known.Contains(one.Id)).ToList();
                if (missed.Count == 0) continue;
                var fact = new RoundsMissed(playbook.Name, day, missed.Count, [.. missed.Select(one => one.Area).Distinct().Order(StringComparer.Ordinal)]);
                var answer = await new Clerk(writer, time, Caller.Clock(settings.District))
                    .Record<RoundBook>(RoundBook.Stream, (latest, _) => latest.MissedOn(playbook.Name, day) is null ? fact : Decision.Nothing, stop);
                if (!answer.IsYes) return false;
            }

        return true;
    }

    /// <summary>What had its time on a day, by what was known at each time.</summary>
    IEnumerable<(string Id, string Area)> Due(RoundBook book, Playbook playbook, DateOnly day)
    {
        var every = playbook.Begins!.Every!;
        foreach (var at in every.Rounds.Values.SelectMany(round => round.At).Distinct().Order())
        {
            var moment = new DateTimeOffset(day.ToDateTime(at), WorkCalendar.Offset);
            if (moment < book.Since[playbook.Name]) continue;
            foreach (var area in RoundDesk.AreasOf(areas, every.Areas, book.GroundOf(playbook.Name, moment)))
                if (every.On(day, book.GradeOf(playbook, day, area.Code, moment).Grade).Contains(at))
                    yield return (StreamOf(playbook.Name, day, at, area.Code).Id, area.Code);
        }
    }
}
