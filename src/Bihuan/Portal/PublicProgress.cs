using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>How a matter stands for the one who said it. Nobody is named: neither who asked nor who works on it.</summary>
/// <param name="Stage">In the playbook's public words.</param>
/// <param name="Due">By when what is promised next; null when nothing is.</param>
/// <param name="Points">Every point with its answer.</param>
/// <param name="Into">The matter with which it is handled together.</param>
/// <param name="MayJudge">Whether a verdict is asked for now.</param>
public sealed record PublicProgress(
    string Number, string Title, Words Stage, bool IsClosed, DateTimeOffset Received, Words? Unit, PublicProgress.Promise? Due,
    ImmutableArray<PublicProgress.Delay> Delays, ImmutableArray<PublicProgress.Point> Points, string? Reply, bool IsChecked,
    ImmutableArray<PublicProgress.Step> Track, ImmutableArray<PublicProgress.Happening> Timeline, PublicProgress? Into,
    bool MayJudge, bool MayAskReopening, DateTimeOffset? ReopenUntil, bool HasAskedReopening, PublicProgress.Verdict? Judged)
{
    public sealed record Promise(Words What, DateTimeOffset At, string? Calendar, string? CalendarEn, bool IsProvisional);

    public sealed record Delay(Words What, string Why, DateTimeOffset At);

    public sealed record Point(string Asked, string? Answer);

    public sealed record Step(Words Title, bool IsDone, bool IsNow);

    public sealed record Happening(DateTimeOffset At, Words Title, string? Words);

    public sealed record Verdict(bool Resolved, string Satisfied, string Attitude, string Words);

    /// <summary>Reads it from the story.</summary>
    /// <param name="into">The matter it was merged into, read the same way.</param>
    public static PublicProgress Of(Matter matter, Rulebook rules, IReadOnlyList<Entry> entries, Units units, PublicProgress? into, DateTimeOffset now)
    {
        var orders = matter.Orders.ToDictionary(order => order.Number, order => order.Unit);
        var said = entries.Select(entry => (entry, Words: PublicWords.Of(entry.Fact, matter, units, orders)))
            .Where(pair => pair.Words is not null)
            .Select(pair => new Happening(pair.entry.Stamp.At, pair.Words!.Value.Title, pair.Words.Value.Words is { Length: > 0 } words ? words : null)).ToImmutableArray();
        var replies = matter.Result?.Replies ?? [];
        var isOpen = matter.ClosedAt is { } closed && matter.MergedInto is null && now <= closed.AddDays(Reopening.WithinDays);
        return new(matter.Number, Covered.Text(matter.Said.Title, matter.Said),
            rules.Playbook.Stage(matter.Stage)?.Public ?? new(matter.Stage, matter.Stage), matter.IsClosed, matter.ReceivedAt,
            matter.Lead is { } lead ? units.Name(lead.Unit) : null, Next(matter, rules), [.. Reasons(entries, matter)],
            [.. matter.Said.Points.Select((point, n) => new Point(Covered.Text(point, matter.Said), n < replies.Length ? Covered.Text(replies[n], matter.Said) : null))],
            Covered.Text(matter.Reply.Length > 0 ? matter.Reply : matter.Result?.Reply, matter.Said) is { Length: > 0 } reply ? reply : null,
            matter.VerifiedAt is not null, [.. Steps(matter)], said, into,
            Offers(matter, rules, "judge") && (matter.ClosedAt is null || isOpen), isOpen && matter.ReopeningAsked is null && Offers(matter, rules, "ask-reopening"),
            isOpen ? matter.ClosedAt!.Value.AddDays(Reopening.WithinDays) : null, matter.ReopeningAsked is not null,
            matter.Verdict is { } verdict ? new(verdict.Resolved, verdict.Satisfied, verdict.Attitude, Covered.Text(verdict.Words, matter.Said)) : null);
    }

    static bool Offers(Matter matter, Rulebook rules, string act) =>
        rules.Playbook.MovesAt(matter.Stage).Any(move => move.Act == act && move.By.Any(by => by.Role == "resident"))
        && (act != "judge" || matter.Result is not null || matter.ClosedAt is not null);

    static Promise? Next(Matter matter, Rulebook rules)
    {
        if (matter.IsClosed) return null;
        var handle = matter.Clocks.Values.FirstOrDefault(clock => clock is { Name: "rework" or "handle", Stopped: null });
        if (handle is not null && matter.SuspendedUntil is null && handle.Due(rules.Calendar) is { At: { } done } due)
            return new(new("预计办完", "Expected to be done by"), done, handle.Limit.Chinese, handle.Limit.English, due.Provisional);

        var step = Matters.Next.StageClock(matter, rules.Playbook);
        return step is not null && matter.SuspendedUntil is null && step.Due(rules.Calendar) is { At: { } at } next
            ? new(new("最迟下一步", "Next step by"), at, step.Limit.Chinese, step.Limit.English, next.Provisional)
            : null;
    }

    static IEnumerable<Delay> Reasons(IEnumerable<Entry> entries, Matter matter)
    {
        foreach (var entry in entries)
        {
            if (entry.Fact is ExtensionGranted granted)
                yield return new(new($"延长了 {Limit.Parse(granted.Limit).Chinese}", $"Extended by {Limit.Parse(granted.Limit).English}"), Covered.Text(granted.Why, matter.Said), entry.Stamp.At);
            if (entry.Fact is Suspended suspended)
                yield return new(new($"暂时挂起，{suspended.ReviewOn:M月d日}再看", $"Set aside; looked at again on {suspended.ReviewOn:yyyy-MM-dd}"), Covered.Text(suspended.Why, matter.Said), entry.Stamp.At);
            if (entry.Fact is Reworked reworked)
                yield return new(new("重办一轮", "Done again"), Covered.Text(reworked.Why, matter.Said), entry.Stamp.At);
        }
    }

    // Five steps that every resident understands, read from what has happened and not from a pack's stages.
    static IEnumerable<Step> Steps(Matter matter)
    {
        if (matter.IsClosed && matter.Lead is null) yield break;
        var isWorked = matter.Result is not null && matter.Lead is { Stage: OrderStage.Done };
        (Words Title, bool Done)[] steps =
        [
            (new("收到", "Received"), true), (new("找到该办的单位", "Unit found"), matter.Lead is not null), (new("办理", "Handling"), isWorked),
            (new("别人核查", "Checked by others"), matter.VerifiedAt is not null), (new("办结", "Closed"), matter.IsClosed),
        ];
        var now = Array.FindIndex(steps, step => !step.Done);
        for (var n = 0; n < steps.Length; n++) yield return new(steps[n].Title, now < 0 || n < now, n == now);
    }
}

/// <summary>Opens a matter to whoever knows its number and its code, and lets them judge it.</summary>
public sealed class PublicDesk(MatterDesk desk, Reading reading, Shelf shelf, UnitTree units, Clerk clerk, PeopleSettings settings, Turns turns, TimeProvider time)
{
    /// <summary>The identifier behind a number and its code; a refusal that does not tell which of them was wrong.</summary>
    public async Task<(Refusal? Refusal, string Id)> Open(string address, string? number, string? code, CancellationToken stop)
    {
        number = Plain(number);
        if (!turns.MayLookUp(address, number)) return (No.TooOften, "");
        var id = number.Length == 0 ? null : await desk.IdOf(settings.District, number, stop);
        // Compared even where there is no such number, so that the time it takes tells nothing.
        var right = desk.QueryCode(settings.District, id ?? "none");
        var isRight = System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(right), System.Text.Encoding.UTF8.GetBytes(Plain(code)));
        if (id is not null && isRight) return (null, id);

        turns.WasWrong(number);
        return (Matters.No.QueryCode, "");
    }

    /// <summary>How it stands.</summary>
    public async Task<PublicProgress?> Read(string id, CancellationToken stop, bool withParent = true)
    {
        var entries = await reading.Entries(settings.District, Stream.Of(Matter.Noun, id), stop);
        if (entries.Count == 0) return null;
        var matter = entries.Aggregate(Matter.Empty, (m, entry) => m.Apply(entry));
        var rules = await Rules(matter, stop);
        var into = matter.MergedInto is { } parent && withParent ? await Read(parent, stop, withParent: false) : null;
        return PublicProgress.Of(matter, rules, entries, await units.Of(settings.District, stop), into is null ? null : Bare(into), time.GetUtcNow());
    }

    /// <summary>The lists from which a verdict is chosen.</summary>
    public async Task<Rulebook> Rules(string id, CancellationToken stop) =>
        await Rules((await reading.Story<Matter>(settings.District, Stream.Of(Matter.Noun, id), stop)).Story, stop);

    /// <summary>A verdict, or a changed one.</summary>
    public Task<Answer<Matter>> Judge(string id, string? key, System.Text.Json.Nodes.JsonObject words, CancellationToken stop) =>
        desk.Take(Resident(key), id, "judge", words, stop, matter =>
            matter.ClosedAt is { } closed && time.GetUtcNow() > closed.AddDays(Reopening.WithinDays) ? No.JudgeTooLate.With(Reopening.WithinDays) : null);

    /// <summary>Asks for it to be done again.</summary>
    public Task<Answer<Matter>> AskReopening(string id, string? key, string? why, CancellationToken stop) =>
        desk.Take(Resident(key), id, "ask-reopening", new() { ["why"] = why }, stop);

    /// <summary>The public's own hand, also where a colleague happens to be signed in.</summary>
    public Clerk Resident(string? key) => clerk.For(Caller.Resident(settings.District) with { CommandKey = key is { Length: > 0 and <= 200 } ? $"public {key}" : null });

    /// <summary>A number or a code as people type it: any case, spaces and dashes between.</summary>
    public static string Plain(string? typed) =>
        new([.. (typed ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Take(40)]);

    async Task<Rulebook> Rules(Matter matter, CancellationToken stop) =>
        await desk.Rules(settings.District, shelf.Find(matter.Playbook, matter.PlaybookVersion), stop);

    // The other matter was said by somebody else: only how it stands is this reader's affair.
    static PublicProgress Bare(PublicProgress other) => other with
    {
        Title = "",
        Points = [],
        Reply = null,
        Delays = other.Delays,
        Judged = null,
        MayJudge = false,
        MayAskReopening = false,
        Timeline = [.. other.Timeline.Where(step => step.Words is null)],
    };
}
