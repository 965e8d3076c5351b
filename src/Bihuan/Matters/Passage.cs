namespace Bihuan.Matters;

/// <summary>By whom and for what a <see cref="Passage"/> was written. The numbers are stored.</summary>
public enum PassageKind
{
    /// <summary>What the requester is answered.</summary>
    Reply = 1,

    /// <summary>What was done, heard or found on the way.</summary>
    Record = 2,

    /// <summary>Between colleagues.</summary>
    Note = 3,

    /// <summary>What somebody was told or asked to do.</summary>
    Instruction = 4,

    /// <summary>Why a step was asked for, granted, refused or taken back.</summary>
    Reason = 5,

    /// <summary>What the requester said afterwards.</summary>
    Later = 6,
}

/// <summary>A piece of what was written on a matter after it was received, as its page shows it to everybody who may open that page.</summary>
/// <param name="Field">The field of a form in which it was written; null where no form asked for it.</param>
public readonly record struct Passage(PassageKind Kind, string Text, string? Field = null)
{
    /// <summary>
    /// The most characters that one matter's passages have together, as they are looked for: twenty full pages of writing. Ten thousand times the usual is kept out of the books and
    /// of memory; what comes behind is read on the matter's page and found by nobody.
    /// </summary>
    public const int Longest = 8000;

    /// <summary>
    /// What a fact says in words. Left out are: what the page keeps from some (the ties between matters), what names persons alone (agents, interests, evidence, who looked at the
    /// requester), what the portal or a migration writes on thousands at once, and the points, which the requester said already.
    /// </summary>
    public static IEnumerable<Passage> Of(Fact fact) => fact switch
    {
        Answered f => [new(PassageKind.Reply, f.Reply)],
        EndingAdopted f => [new(PassageKind.Reply, f.Reply)],
        SelfHandled f => [new(PassageKind.Reply, f.Result)],
        Declined f => [new(PassageKind.Reply, f.Reply)],
        Redirected f => [new(PassageKind.Reply, f.Reply)],
        ResultHandedIn f => f.Replies.Select(reply => new Passage(PassageKind.Reply, reply)).Prepend(new(PassageKind.Reply, f.Reply))
            .Append(new(PassageKind.Record, f.Unfinished ?? "")).Append(new(PassageKind.Record, f.Uncontacted ?? "")),
        Closed f => [new(PassageKind.Reply, f.Reply)],
        Contacted f => [new(PassageKind.Record, f.Note)],
        ReportedIn f => [new(PassageKind.Record, f.Note)],
        TaskFinished f => [new(PassageKind.Record, f.Result)],
        CalledBack f => [new(PassageKind.Record, f.Note)],
        PartnerWrote f => [new(PassageKind.Record, f.Words)],
        Moved { Written.Length: > 0 } f => f.Words().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new Passage(PassageKind.Record, pair.Value, pair.Key)),
        Noted f => [new(PassageKind.Note, f.Text)],
        Instructed f => [new(PassageKind.Instruction, f.Words)],
        Supervised f => [new(PassageKind.Instruction, f.Why)],
        Whistled f => [new(PassageKind.Instruction, f.Ask)],
        Shared f => [new(PassageKind.Instruction, f.Ask)],
        Judged f => [new(PassageKind.Later, f.Words)],
        ReopeningAsked f => [new(PassageKind.Later, f.Why)],
        Supplemented f => [new(PassageKind.Later, f.Words)],
        _ => Reason(fact) is { } why ? [new(PassageKind.Reason, why)] : [],
    };

    static string? Reason(Fact fact) => fact switch
    {
        Dispatched f => f.Basis,
        Objected f => f.Basis,
        ObjectionUpheld f => f.Finding,
        ObjectionRejected f => f.Finding,
        Adjudicated f => f.Finding,
        AssignmentRevoked f => f.Why,
        ExtensionAsked f => f.Why,
        ExtensionEndorsed f => f.Why,
        ExtensionGranted f => f.Why,
        ExtensionRefused f => f.Why,
        ExemptionAsked f => f.Why,
        ExemptionEndorsed f => f.Why,
        Exempted f => f.Why,
        ExemptionRefused f => f.Why,
        SuspensionAsked f => f.Why,
        Suspended f => f.Why,
        SuspensionRefused f => f.Why,
        Resumed f => f.Why,
        WorkVerified f => f.Finding,
        WorkSentBack f => f.Finding,
        Reworked f => f.Why,
        ReopeningRefused f => f.Why,
        Reopened f => f.Why,
        ShareRevoked f => f.Why,
        _ => null,
    };

    /// <summary>The passages after a fact: only ever more of them, until the requester is erased.</summary>
    public static ImmutableArray<Passage> After(ImmutableArray<Passage> passages, Fact fact)
    {
        if (fact is RequesterErased) return [];
        foreach (var passage in Of(fact))
        {
            // The end repeats the result, and one reply to all points is the replies.
            if (string.IsNullOrEmpty(passage.Text) || passages.Any(known => known.Field == passage.Field && known.Text.Contains(passage.Text, StringComparison.Ordinal))) continue;
            var left = Longest - passages.Sum(known => known.Text.Length);
            if (left > 0 && passage.Text.Length > left && char.IsHighSurrogate(passage.Text[left - 1])) left--;
            if (left <= 0) break;
            passages = passages.Add(passage with { Text = passage.Text[..Math.Min(left, passage.Text.Length)] });
        }

        return passages;
    }

    /// <summary>Passages as one text: before each its kind as a control character, which no word holds, so that none is found across two.</summary>
    public static string Write(IEnumerable<Passage> passages) => string.Concat(passages.Select(passage => (char)passage.Kind + string.Create(passage.Text.Length, passage.Text, static (line, text) =>
    {
        for (var n = 0; n < line.Length; n++) line[n] = char.IsControl(text[n]) ? ' ' : text[n];
    })));

    /// <summary>What <see cref="Write"/> has written.</summary>
    public static IReadOnlyList<Passage> Read(string words)
    {
        var passages = new List<Passage>();
        for (var from = 0; from < words.Length;)
        {
            var end = from + 1;
            while (end < words.Length && !char.IsControl(words[end])) end++;
            passages.Add(new((PassageKind)words[from], words[(from + 1)..end]));
            from = end;
        }

        return passages;
    }

    /// <summary>What readers call it.</summary>
    public Words Title => Kind switch
    {
        PassageKind.Reply => new("答复", "Reply"),
        PassageKind.Record => new("办理记录", "Handling record"),
        PassageKind.Note => new("内部备注", "Internal note"),
        PassageKind.Instruction => new("批示、交办", "Instruction"),
        PassageKind.Reason => new("理由、意见", "Reason or finding"),
        _ => new("诉求人补充", "Said later"),
    };
}
