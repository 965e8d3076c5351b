using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>Opens a matter to whoever knows its number and its code, and lets them judge it.</summary>
public sealed class PublicDesk(
    MatterDesk desk, EvidenceDesk evidence, Reading reading, Store store, Shelf shelf, UnitTree units, Clerk clerk, PeopleSettings settings, Turns turns, TimeProvider time)
{
    /// <summary>How many pictures a resident sends at once.</summary>
    public const int FilesAtOnce = 9;

    /// <summary>How many files a matter takes from whoever has its code: whoever has more to show is visited.</summary>
    public const int FilesInAll = 36;

    /// <summary>By which mandate the reader has come; 0 for the requester.</summary>
    public int Mandate { get; set; }

    /// <summary>The identifier behind a number and its code, with the mandate whose code it is; a refusal that does not tell which of them was wrong.</summary>
    public async Task<(Refusal? Refusal, string Id, int Mandate)> Open(string address, string? number, string? code, CancellationToken stop)
    {
        number = Plain(number);
        if (!turns.MayLookUp(address, number)) return (No.TooOften, "", 0);
        var id = number.Length == 0 ? null : await desk.IdOf(settings.District, number, stop);
        // Compared even where there is no such number, so that the time it takes tells nothing.
        var right = desk.QueryCode(settings.District, id ?? "none");
        var isRight = IsSame(right, code);
        if (id is not null && isRight) return (null, id, 0);
        foreach (var mandate in id is null ? [] : (await Story(id, stop)).Mandates)
            if (IsSame(desk.AgentCode(settings.District, id!, mandate.Number), code)) return (Matters.Mandate.Over(mandate, time.GetUtcNow()), id!, mandate.Number);

        turns.WasWrong(number);
        return (Matters.No.QueryCode, "", 0);
    }

    /// <summary>Why whoever has come by a mandate may read no more; null while it holds, and for the requester.</summary>
    public async Task<Refusal?> Over(string id, CancellationToken stop) => Mandate == 0 ? null
        : (await Story(id, stop)).Mandates.FirstOrDefault(mandate => mandate.Number == Mandate) is { } held ? Matters.Mandate.Over(held, time.GetUtcNow()) : Matters.No.SuchMandate;

    async Task<Matter> Story(string id, CancellationToken stop) => (await reading.Story<Matter>(settings.District, Stream.Of(Matter.Noun, id), stop)).Story;

    static bool IsSame(string right, string? code) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(right), System.Text.Encoding.UTF8.GetBytes(Plain(code)));

    /// <summary>How it stands.</summary>
    public async Task<PublicProgress?> Read(string id, CancellationToken stop)
    {
        var entries = await reading.Entries(settings.District, Stream.Of(Matter.Noun, id), stop);
        if (entries.Count == 0) return null;
        var matter = entries.Aggregate(Matter.Empty, (m, entry) => m.Apply(entry));
        var rules = await Rules(matter, stop);
        var tree = await units.Of(settings.District, stop);
        if (matter.MergedInto is null) return Standing(PublicProgress.Of(matter, rules, entries, tree, null, time.GetUtcNow()), matter, rules);

        // It may have been merged more than once: it stands where the last of them stands.
        var other = matter;
        IReadOnlyList<Entry> theirs = [];
        while (other.MergedInto is { } next)
        {
            theirs = await reading.Entries(settings.District, Stream.Of(Matter.Noun, next), stop);
            other = theirs.Aggregate(Matter.Empty, (m, entry) => m.Apply(entry));
        }

        var into = Bare(PublicProgress.Of(other, await Rules(other, stop), theirs, tree, null, time.GetUtcNow()));
        return Standing(PublicProgress.Of(matter, rules, entries, tree, into, time.GetUtcNow()).Covering(other.Said) with { Into = into with { MayJudge = false } }, matter, rules);
    }

    /// <summary>With what the requester may do beside, and as the one who reads may know it.</summary>
    PublicProgress Standing(PublicProgress progress, Matter matter, Rulebook rules)
    {
        var now = time.GetUtcNow();
        var ends = matter.Mandates.Any(mandate => mandate.IsOpen(now)) ? rules.Playbook.MovesAt(matter.Stage).FirstOrDefault(move => move.Act == "end-mandate" && move.By.Any(by => by.Role == "resident"))?.Id : null;
        return (progress with
        {
            Rights = PublicRights.Of(matter, rules, now),
            EndsMandate = ends,
            Agents = PublicRights.Agents(matter, rules.Playbook, now, Mandate == 0 ? n => desk.AgentCode(settings.District, matter.Id, n) : null),
        }).By(matter.Mandates.FirstOrDefault(mandate => mandate.Number == Mandate), rules.Playbook, matter.Stage);
    }

    /// <summary>A move that is the requester's own.</summary>
    public async Task<Answer<Matter>> Take(string id, string? key, string move, System.Text.Json.Nodes.JsonObject words, CancellationToken stop)
    {
        var (matter, rules) = (await Story(id, stop), await Rules(id, stop));
        // A move of another stage is let through to its refusal, which says why it is too late.
        return rules.Playbook.Stages.SelectMany(stage => stage.Moves).Concat(rules.Playbook.Anywhere).Any(m => m.Id == move && (PublicRights.IsOwn(m) || m.Act == "end-mandate" && Mandate == 0))
            ? await desk.Take(Resident(key), id, move, words, stop) : new(Matters.No.UnknownMove.With(move, ""), Stream.Of(Matter.Noun, id), matter, matter.Version);
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

    /// <summary>A move that the matter's stage offers residents, by name or by act, with its playbook; null where it offers none.</summary>
    public async Task<(Move Move, Playbook Playbook)?> Asked(string id, string move, CancellationToken stop)
    {
        var (matter, rules) = (await Story(id, stop), await Rules(id, stop));
        return rules.Playbook.MovesAt(matter.Stage).FirstOrDefault(m => (m.Id == move || m.Act == move) && m.By.Any(by => by.Role == "resident")) is { } found ? (found, rules.Playbook) : null;
    }

    /// <summary>Words and pictures that come later; or with the first words, where there are none.</summary>
    public async Task<Refusal?> Add(string id, string? key, string? words, IReadOnlyList<EvidenceDesk.Taken> files, CancellationToken stop, string phase = "other")
    {
        var said = words?.Trim() ?? "";
        if (said.Length == 0 && files.Count == 0) return Matters.No.Supplement.On("words");
        if (said.Length > 0 && (await desk.Take(Resident(Step("words")), id, Supplement.Act.Name, new() { ["words"] = said }, stop)).Refusal is { } refusal) return refusal;
        foreach (var (file, n) in files.Select((file, n) => (file, n)))
        {
            var answer = await evidence.Add(Resident(Step($"file {n}")), id, file, phase, stop,
                matter => matter.Evidence.Length >= FilesInAll ? Matters.No.FilesTooMany.With(FilesInAll).On("photos") : null);
            if (answer.Refusal is { } no) return no;
        }

        return null;

        string? Step(string which) => key is { Length: > 0 } ? $"{key} {which}" : null;
    }

    /// <summary>A file that the requester sent; null for every other, whoever knows its hash.</summary>
    public async Task<(KeptFile File, string Name)?> File(string id, string hash, CancellationToken stop)
    {
        var entries = await reading.Entries(settings.District, Stream.Of(Matter.Noun, id), stop);
        var sent = entries.Where(entry => entry.Stamp.Role == "resident").Select(entry => entry.Fact).OfType<EvidenceAdded>().FirstOrDefault(f => f.Hash == hash);
        return sent is not null && await KeptFile.Read(store, settings.District, hash, stop) is { } file ? (file, sent.Name) : null;
    }

    // An agent's acts bear the mandate's name, so that nobody takes them for the requester's.
    Caller Hand => Mandate == 0 ? Caller.Resident(settings.District) : Caller.Resident(settings.District) with { Account = new Mandate(Mandate, "", [], default, default).By };

    /// <summary>The public's own hand, also where a colleague happens to be signed in.</summary>
    public Clerk Resident(string? key) => clerk.For(Hand with { CommandKey = key is { Length: > 0 and <= 200 } ? $"public {key}" : null });

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
        Judged = null,
        MayAskReopening = false,
        MaySupplement = false,
        Again = null,
        Elsewhere = null,
        Files = [],
        Timeline = [.. other.Timeline.Where(step => step.Words is null)],
    };
}
