using System.Globalization;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>How a matter stands for the one who said it. Nobody is named: neither who asked nor who works on it.</summary>
/// <param name="Stage">In the playbook's public words.</param>
/// <param name="Due">By when what is promised next; null when nothing is.</param>
/// <param name="Points">Every point with its answer.</param>
/// <param name="Reply">The whole answer as it was written; it may repeat what the points say.</param>
/// <param name="IsEarlier">The answer is that of an earlier round: it is being done again.</param>
/// <param name="Elsewhere">Why it was not taken on, and where to go instead.</param>
/// <param name="Paused">Until when it is set aside, and why; null while it runs.</param>
/// <param name="Into">The matter with which it is handled together, and whose progress and end it shares.</param>
/// <param name="MayJudge">Whether a verdict is asked for now.</param>
/// <param name="Again">The last request to do it again, and what came of it.</param>
/// <param name="Files">What the requester has sent.</param>
public sealed record PublicProgress(
    string Number, string Title, Words Stage, bool IsClosed, DateTimeOffset Received, Words? Unit, PublicProgress.Promise? Due, PublicProgress.Pause? Paused,
    ImmutableArray<PublicProgress.Delay> Delays, ImmutableArray<PublicProgress.Point> Points, string? Reply, bool IsChecked, bool IsEarlier,
    PublicProgress.Reason? Elsewhere, ImmutableArray<PublicProgress.Step> Track, ImmutableArray<PublicProgress.Happening> Timeline, PublicProgress? Into,
    bool MayJudge, bool MayAskReopening, DateTimeOffset? ReopenUntil, PublicProgress.Second? Again, PublicProgress.Verdict? Judged,
    bool MaySupplement, ImmutableArray<PublicProgress.Sent> Files)
{
    /// <summary>What the requester may do by the playbook's own moves, and what they could have done.</summary>
    public ImmutableArray<Right> Rights { get; init; } = [];

    /// <summary>Who acts for the requester, or did.</summary>
    public ImmutableArray<Agent> Agents { get; init; } = [];

    /// <summary>The move by which the requester takes a mandate back; null where there is none to take back.</summary>
    public string? EndsMandate { get; init; }

    /// <summary>By which mandate the reader reads; null where it is the requester.</summary>
    public Agent? Acting { get; init; }

    /// <param name="Until">By when; null where no time is set.</param>
    /// <param name="Closed">Why it cannot be done; null while it can.</param>
    public sealed record Right(string Move, Words Title, DateTimeOffset? Until, Words? Closed);

    /// <param name="Code">The agent's own query code; for the requester only, and as long as the mandate holds.</param>
    public sealed record Agent(int Number, string Name, ImmutableArray<Words> May, DateOnly Until, bool IsOpen, string? Code);

    public sealed record Promise(Words What, DateTimeOffset At, string? Calendar, string? CalendarEn, bool IsProvisional);

    public sealed record Pause(DateOnly Until, string Why);

    public sealed record Delay(Words What, string Why, DateTimeOffset At);

    public sealed record Point(string Asked, string? Answer);

    public sealed record Step(Words Title, bool IsDone, bool IsNow);

    public sealed record Happening(DateTimeOffset At, Words Title, string? Words);

    public sealed record Verdict(bool Resolved, string Satisfied, string Attitude, string Words)
    {
        /// <summary>It was said in the call-back, not written here.</summary>
        public bool IsByCall { get; init; }
    }

    /// <param name="Basis">The article of law; null where the list names none.</param>
    /// <param name="Channel">Where to go instead; null where the answer says it.</param>
    public sealed record Reason(Words Why, Words? Basis, string? Channel);

    /// <param name="Granted">Null as long as nobody has decided.</param>
    /// <param name="Decided">When somebody decided; null as long as nobody has.</param>
    /// <param name="Until">By when somebody decides; null once it is decided.</param>
    public sealed record Second(bool? Granted, string Asked, string? Answer, DateTimeOffset At, DateTimeOffset? Decided, DateTimeOffset? Until);

    public sealed record Sent(string Hash, string Name, string Media, long Size, DateTimeOffset At);

    /// <summary>Reads it from the story.</summary>
    /// <param name="into">The matter it was merged into, read the same way.</param>
    public static PublicProgress Of(Matter matter, Rulebook rules, IReadOnlyList<Entry> entries, Units units, PublicProgress? into, DateTimeOffset now)
    {
        string? Cover(string? text) => Covered.Text(text, matter.Said) is { Length: > 0 } covered ? covered : null;
        var replies = matter.Result?.Replies ?? [];
        ImmutableArray<Point> points = [.. matter.Said.Points.Select((point, n) => new Point(Cover(point) ?? "", n < replies.Length ? Cover(replies[n]) : null))];
        var whole = Cover(into is not null ? Ends(entries).LastOrDefault() : matter.Reply.Length > 0 && matter.IsClosed ? matter.Reply : matter.Result?.Reply ?? matter.Reply);
        // What was merged stands where the other matter stands now: reopened there, it is being done again here.
        var isEnded = into is null ? matter.IsClosed : matter.HasSharedEnd && into.IsClosed;
        var isEarlier = into is null ? IsAgain(entries) : !isEnded && entries.Any(entry => IsEnd(entry.Fact));
        var isOpen = isEnded && matter.ClosedAt is { } closed && now <= closed.AddDays(Reopening.WithinDays);
        return new(matter.Number, Cover(matter.Said.Title) ?? "", Stands(matter, rules, into, isEnded, isEarlier), isEnded, matter.ReceivedAt,
            into is null ? matter.Lead is { } lead ? units.Name(lead.Unit) : null : into.Unit, into is null ? Next(matter, rules) : into.Due,
            into is null ? Aside(entries, matter) : into.Paused, [.. PublicDelays.Of(entries, matter)],
            points, whole, into?.IsChecked ?? matter.VerifiedAt is not null, isEarlier, Refused(entries, rules, matter), into?.Track ?? [.. Steps(matter)],
            Told(entries, matter, units, whole), into,
            Offers(matter, rules, "judge") && (into is null ? matter.ClosedAt is null || isOpen : isOpen && into.MayJudge),
            isOpen && matter.ReopeningAsked is null && Offers(matter, rules, "ask-reopening"),
            isOpen ? matter.ClosedAt!.Value.AddDays(Reopening.WithinDays) : null, Round(entries, matter, rules),
            matter.Verdict is { } verdict ? new(verdict.Resolved, verdict.Satisfied, verdict.Attitude, Cover(verdict.Words) ?? "")
                // What was said at the telephone is a verdict too. The note beside it is the caller's, and stays inside.
                : matter.Callback is { Reached: true, Resolved: { } resolved, Satisfied: { } satisfied, Attitude: { } attitude } ? new(resolved, satisfied, attitude, "") { IsByCall = true } : null,
            Offers(matter, rules, Supplement.Act.Name),
            [.. entries.Where(entry => entry is { Fact: EvidenceAdded, Stamp.Role: "resident" }).Select(entry => ((EvidenceAdded)entry.Fact, entry.Stamp.At))
                .Select(sent => new Sent(sent.Item1.Hash, sent.Item1.Name, sent.Item1.Media, sent.Item1.Size, sent.At))]);
    }

    static Words Stands(Matter matter, Rulebook rules, PublicProgress? into, bool isEnded, bool isEarlier)
    {
        if (into is not null && isEnded) return into.Stage;
        if (into is not null && isEarlier) return new("正在重新办理", "Being done again");
        if (matter.SuspendedUntil is { } until)
            return new($"暂停办理，到 {until:yyyy年M月d日}", $"Paused until {until.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}");
        return rules.Playbook.Stage(matter.Stage)?.Public ?? new(matter.Stage, matter.Stage);
    }

    static Pause? Aside(IReadOnlyList<Entry> entries, Matter matter) =>
        matter.SuspendedUntil is not null && entries.Select(entry => entry.Fact).OfType<Suspended>().LastOrDefault() is { } aside
            ? new(aside.ReviewOn, Covered.Text(aside.Why, matter.Said)) : null;

    /// <summary>Without the name and the telephone of somebody else whose matter it shares: an answer to them may speak to them.</summary>
    public PublicProgress Covering(Said other)
    {
        var named = new Said("", "", []) { Name = other.Name, Phone = other.Phone };
        string? Cover(string? text) => text is null ? null : Covered.Text(text, named);
        return this with
        {
            Reply = Cover(Reply),
            Again = Again is null ? null : Again with { Answer = Cover(Again.Answer) },
            Timeline = [.. Timeline.Select(step => step with { Words = Cover(step.Words) })],
        };
    }

    /// <summary>The answer, said once: by the points where they say all of it, by the letter alone where it holds every answer.</summary>
    public (ImmutableArray<Point> Points, string? Letter) Answer()
    {
        ImmutableArray<Point> answered = [.. Points.Where(point => point.Answer is not null)];
        if (Reply is not { } letter) return (answered, null);
        var rest = answered.Aggregate(letter, (left, point) => left.Replace(point.Answer!, "", StringComparison.Ordinal));
        if (!rest.Any(char.IsLetterOrDigit)) return (answered, null);
        return (answered.All(point => letter.Contains(point.Answer!, StringComparison.Ordinal)) ? [] : answered, letter);
    }

    static bool IsEnd(Fact fact) => fact is Closed or Answered or Declined or Redirected or SelfHandled;

    static IEnumerable<string> Ends(IReadOnlyList<Entry> entries) => entries.Select(entry => entry.Fact switch
    {
        Closed f => f.Reply,
        Answered f => f.Reply,
        Declined f => f.Reply,
        Redirected f => f.Reply,
        SelfHandled f => f.Result,
        _ => null,
    }).OfType<string>();

    static ImmutableArray<Happening> Told(IReadOnlyList<Entry> entries, Matter matter, Units units, string? whole)
    {
        var orders = matter.Orders.ToDictionary(order => order.Number, order => order.Unit);
        var said = entries.Where(entry => entry.Fact is not ReopeningRefused || IsAnswer(entries, entry))
            // It is accepted once; a category that is corrected later is the house's own affair.
            .Where(entry => entry.Fact is not Accepted || entry == entries.First(one => one.Fact is Accepted)).Select(entry => (entry, Words: PublicWords.Of(entry, matter, units, orders))).Where(pair => pair.Words is not null)
            .Select(pair => new Happening(pair.entry.Stamp.At, For(Mandate.Of(matter, pair.entry.Stamp), pair.Words!.Value.Title),
                pair.Words.Value.Words is { Length: > 0 } words && (whole is null || !words.EndsWith(whole, StringComparison.Ordinal)) ? words : null)).ToList();
        // Nine pictures sent at once are one step.
        return [.. said.Where((step, n) => n == 0 || step.Words is not null || step.Title != said[n - 1].Title || step.At - said[n - 1].At > TimeSpan.FromMinutes(5))];
    }

    static Words For(Mandate? mandate, Words title) => mandate is null ? title : new($"代理人{mandate.Agent}代办：{title.Zh}", $"By the agent {mandate.Agent}: {title.En}");

    /// <summary>Whether work goes on after a result was handed in: then what was answered is not the last word.</summary>
    static bool IsAgain(IReadOnlyList<Entry> entries) =>
        entries.LastOrDefault(entry => entry.Fact is ResultHandedIn or Answered or Declined or Redirected or SelfHandled or WorkSentBack or Reworked or Reopened)?.Fact
            is WorkSentBack or Reworked or Reopened;

    static Reason? Refused(IReadOnlyList<Entry> entries, Rulebook rules, Matter matter) =>
        !matter.IsClosed ? null : entries.LastOrDefault(entry => entry.Fact is Declined or Redirected or Closed)?.Fact switch
        {
            Declined f => Why(rules, f.Reason, null),
            Redirected f => Why(rules, f.Reason, Covered.Text(f.Channel, matter.Said)),
            _ => null,
        };

    static Reason Why(Rulebook rules, string code, string? channel) =>
        rules.Playbook.Choice("decline-reasons", code) is { } choice ? new(choice.Title, choice.Basis, channel) : new(new(code, code), null, channel);

    /// <summary>Whether a refusal answers this requester: what those asked who were merged into it is not their affair.</summary>
    static bool IsAnswer(IReadOnlyList<Entry> entries, Entry refusal) =>
        entries.LastOrDefault(entry => entry.Version < refusal.Version && entry.Fact is ReopeningAsked or ReopeningRefused or Reopened or Closed)?.Fact is ReopeningAsked;

    static Second? Round(IReadOnlyList<Entry> entries, Matter matter, Rulebook rules)
    {
        if (entries.LastOrDefault(entry => entry.Fact is ReopeningAsked) is not { Fact: ReopeningAsked asked } entry) return null;
        string Cover(string text) => Covered.Text(text, matter.Said);
        Second Decided(bool granted, string why, DateTimeOffset at) => new(granted, Cover(asked.Why), Cover(why), entry.Stamp.At, at, null);
        var decided = entries.FirstOrDefault(later => later.Version > entry.Version && later.Fact is Reopened or ReopeningRefused);
        return decided?.Fact switch
        {
            Reopened f => Decided(true, f.Why, decided.Stamp.At),
            ReopeningRefused f => Decided(false, f.Why, decided.Stamp.At),
            _ => new(null, Cover(asked.Why), null, entry.Stamp.At, null, matter.Clocks.GetValueOrDefault("reopening")?.Due(rules.Calendar).At),
        };
    }

    static bool Offers(Matter matter, Rulebook rules, string act) =>
        rules.Playbook.MovesAt(matter.Stage).Any(move => move.Act == act && move.By.Any(by => by.Role == "resident"))
        && (act != "judge" || matter.HasSharedEnd || matter.MergedInto is null && (matter.Result is not null || matter.ClosedAt is not null));

    static Promise? Next(Matter matter, Rulebook rules)
    {
        if (matter.IsClosed) return null;
        var handle = matter.Clocks.Values.FirstOrDefault(clock => clock is { Name: "rework" or "handle", Stopped: null });
        if (handle is not null && matter.SuspendedUntil is null && handle.Due(rules.Calendar) is { At: { } done } due)
            return new(new("预计办完", "Expected to be done by"), done, handle.Chinese(), handle.English(), due.Provisional);

        var step = Matters.Next.StageClock(matter, rules.Playbook);
        // A right of the requester's own is nobody's promise to them.
        return step is not null && rules.Playbook.Clock(step.Name) is not { IsRight: true } && matter.SuspendedUntil is null && step.Due(rules.Calendar) is { At: { } at } next
            ? new(new("最迟下一步", "Next step by"), at, step.Chinese(), step.English(), next.Provisional)
            : null;
    }

    // Five steps that every resident understands, read from what has happened and not from a pack's stages.
    static IEnumerable<Step> Steps(Matter matter)
    {
        if (matter.IsClosed && matter.Lead is null) yield break;
        var isWorked = matter.Result is not null && matter.Lead is { Stage: OrderStage.Done };
        // What is under way is said as under way: a unit is not found before it is.
        (Words Done, Words Now, bool IsDone)[] steps =
        [
            (new("收到", "Received"), new("收到", "Received"), true),
            (new("找到该办的单位", "Unit found"), new("正在找该办的单位", "Finding the unit"), matter.Lead is not null),
            (new("办理", "Handled"), new("正在办理", "Being handled"), isWorked),
            (new("别人核查", "Checked by others"), new("别人正在核查", "Being checked by others"), matter.VerifiedAt is not null),
            (new("办结", "Closed"), new("准备办结", "About to close"), matter.IsClosed),
        ];
        var now = Array.FindIndex(steps, step => !step.IsDone);
        for (var n = 0; n < steps.Length; n++) yield return new(n == now ? steps[n].Now : steps[n].Done, now < 0 || n < now, n == now);
    }
}
