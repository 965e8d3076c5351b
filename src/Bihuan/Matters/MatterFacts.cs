namespace Bihuan.Matters;

// Every fact of a matter's story. Kinds are permanent; a fact whose shape must change gets a new kind and an upcast.

/// <summary>A fact about one work order: clocks of that order, and of no other, stop with it.</summary>
public interface IAboutOrder
{
    int Order { get; }
}

/// <summary>A demand was written down. What was said and by whom stands beside the journal, under the person's own key.</summary>
/// <param name="Digits">The public number, for example <c>RX2026112200017</c>.</param>
/// <param name="Points">How many numbered points the request has; a result answers each.</param>
[Kind("matter.received")]
public sealed record Received(
    string Playbook, int PlaybookVersion, string Digits, string Stage, string Centre, string Source, string Demand, string Category,
    string Area, double? Lon, double? Lat, string Urgency, int Sensitivity, bool IsAnonymous, int Points, Seal? Seal) : Fact, ISealed
{
    /// <summary>The number another platform gave it; null when it came to us first.</summary>
    public string? Outside { get; init; }

    /// <summary>Split from this matter; null when it came by itself.</summary>
    public string? SplitFrom { get; init; }

    /// <summary>The unit in whose territory it lies; null where the playbook gives that unit no step.</summary>
    public string? Territory { get; init; }

    /// <summary>The codes, numbers and days that the playbook's first form held; its words are sealed with the rest.</summary>
    public ImmutableDictionary<string, string>? Form { get; init; }

    /// <summary>The units it is about, from whom it is kept; null where there are none.</summary>
    public ImmutableArray<string>? KeptFrom { get; init; }

    /// <summary>The batch in whose sheet it came; null where it came by itself.</summary>
    public string? Batch { get; init; }

    /// <summary>Its row there, the head being 1.</summary>
    public int? Row { get; init; }

    /// <summary>The earlier matter that has come back with it; null where there is none.</summary>
    public string? Again { get; init; }
}

/// <summary>A move of the playbook was taken: the stage it led to, and what the pack's own form fields held.</summary>
[Kind("matter.moved")]
public sealed record Moved(string Move, string To) : Fact, ISpoken
{
    /// <summary>Codes, numbers and days by field.</summary>
    public ImmutableDictionary<string, string>? Form { get; init; }

    /// <summary>The units it is about, from whom it is kept from now on, instead of those named before; null where none was named.</summary>
    public ImmutableArray<string>? KeptFrom { get; init; }

    /// <summary>JSON of what was written in words, by field; kept under seal.</summary>
    public string? Written { get; init; }

    public Seal? Seal { get; init; }

    string ISpoken.Spoken => Written ?? "";

    Fact ISpoken.Saying(string words, Seal? seal) => this with { Written = words, Seal = seal };

    /// <summary>What was written, by field; nothing once it has been erased.</summary>
    public ImmutableDictionary<string, string> Words() => string.IsNullOrEmpty(Written)
        ? ImmutableDictionary<string, string>.Empty
        : System.Text.Json.JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(Written, Facts.Json)!;
}

[Kind("matter.accepted")]
public sealed record Accepted(string Category, string Area, string Urgency) : Fact
{
    /// <summary>The unit in whose territory the corrected place lies; null where it stays as it was.</summary>
    public string? Territory { get; init; }
}

[Kind("matter.declined")]
public sealed record Declined(string Reason, string Reply) : Fact;

[Kind("matter.redirected")]
public sealed record Redirected(string Reason, string Channel, string Reply) : Fact;

[Kind("matter.answered")]
public sealed record Answered(string Reply) : Fact;

[Kind("matter.self-handled")]
public sealed record SelfHandled(string Result) : Fact;

/// <summary>Sent to the unit whose duty it is, with the catalogue row or the reason that justifies it.</summary>
[Kind("matter.dispatched")]
public sealed record Dispatched(int Order, string Unit, ImmutableArray<string> Co, int? Row, int? Catalogue, string Basis) : Fact;

[Kind("matter.signed")]
public sealed record Signed(int Order) : Fact, IAboutOrder;

[Kind("matter.objected")]
public sealed record Objected(int Order, string Reason, string Basis) : Fact, IAboutOrder;

[Kind("matter.objection-upheld")]
public sealed record ObjectionUpheld(int Order, string Finding) : Fact, IAboutOrder;

[Kind("matter.objection-rejected")]
public sealed record ObjectionRejected(int Order, string Finding) : Fact, IAboutOrder;

[Kind("matter.adjudicated")]
public sealed record Adjudicated(int Order, string Unit, string Finding, bool BecomesRow) : Fact;

[Kind("matter.contacted")]
public sealed record Contacted(int Order, string Note) : Fact, IAboutOrder;

[Kind("matter.assigned")]
public sealed record Assigned(int Order, string Person) : Fact
{
    /// <summary>The office in which the person works; null when the order's own unit is all that is known.</summary>
    public string? Office { get; init; }
}

[Kind("matter.assignment-revoked")]
public sealed record AssignmentRevoked(int Order, string Why) : Fact;

[Kind("matter.extension-asked")]
public sealed record ExtensionAsked(string Limit, string Why) : Fact;

/// <summary>Those above the unit stand behind its request for more time.</summary>
[Kind("matter.extension-endorsed")]
public sealed record ExtensionEndorsed(string Why) : Fact;

[Kind("matter.extension-granted")]
public sealed record ExtensionGranted(string Clock, string Limit, string Why) : Fact;

[Kind("matter.extension-refused")]
public sealed record ExtensionRefused(string Why) : Fact;

/// <summary>The unit asks that being late be not counted against it; once a matter, after its end.</summary>
[Kind("matter.exemption-asked")]
public sealed record ExemptionAsked(string Why) : Fact;

/// <summary>Those above the unit stand behind what it asks.</summary>
[Kind("matter.exemption-endorsed")]
public sealed record ExemptionEndorsed(string Why) : Fact;

/// <summary>The delay counts as in time; that it was one stays in the history, and is counted beside.</summary>
[Kind("matter.exempted")]
public sealed record Exempted(string Why) : Fact;

[Kind("matter.exemption-refused")]
public sealed record ExemptionRefused(string Why) : Fact;

[Kind("matter.suspension-asked")]
public sealed record SuspensionAsked(string Why, DateOnly ReviewOn) : Fact;

[Kind("matter.suspended")]
public sealed record Suspended(string Why, DateOnly ReviewOn, ImmutableArray<string> Clocks) : Fact;

[Kind("matter.suspension-refused")]
public sealed record SuspensionRefused(string Why) : Fact;

[Kind("matter.resumed")]
public sealed record Resumed(string Why, ImmutableArray<string> Clocks) : Fact;

/// <summary>A move of the playbook made a clock stand still, a hearing for example.</summary>
[Kind("matter.clock-paused")]
public sealed record ClockPaused(string Clock, int? Order, string Move) : Fact;

/// <summary>It runs again.</summary>
[Kind("matter.clock-resumed")]
public sealed record ClockResumed(string Clock, int? Order) : Fact;

/// <summary>A request for more time or for setting aside that nobody decided on: what happened beside it left nothing to decide.</summary>
/// <param name="Request">extension or suspension.</param>
[Kind("matter.request-lapsed")]
public sealed record RequestLapsed(string Request) : Fact;

[Kind("matter.whistled")]
public sealed record Whistled(int Order, string Unit, string Ask) : Fact;

[Kind("matter.reported-in")]
public sealed record ReportedIn(int Order, string Note) : Fact, IAboutOrder;

[Kind("matter.task-finished")]
public sealed record TaskFinished(int Order, string Result) : Fact, IAboutOrder;

/// <summary>The handling unit says it is done: one reply to every point.</summary>
[Kind("matter.result-handed-in")]
public sealed record ResultHandedIn(int Order, string Outcome, string Reply, ImmutableArray<string> Replies) : Fact, IAboutOrder
{
    /// <summary>Why tasks of cooperating units were still open; null when none was.</summary>
    public string? Unfinished { get; init; }

    /// <summary>Why nobody spoke with the requester first; null when somebody did, or nobody could be spoken to.</summary>
    public string? Uncontacted { get; init; }
}

[Kind("matter.work-verified")]
public sealed record WorkVerified(string Finding) : Fact;

[Kind("matter.work-sent-back")]
public sealed record WorkSentBack(string Finding) : Fact;

/// <summary>A callback: reached or not, and the three questions asked separately.</summary>
[Kind("matter.called-back")]
public sealed record CalledBack(bool Reached, bool? Resolved, string? Satisfied, string? Attitude, string Note) : Fact;

[Kind("matter.judged")]
public sealed record Judged(bool Resolved, string Satisfied, string Attitude, string Words) : Fact, ISpoken
{
    public Seal? Seal { get; init; }

    string ISpoken.Spoken => Words;

    Fact ISpoken.Saying(string words, Seal? seal) => this with { Words = words, Seal = seal };
}

[Kind("matter.reworked")]
public sealed record Reworked(string Why) : Fact;

[Kind("matter.closed")]
public sealed record Closed(string Outcome, string Reply) : Fact;

[Kind("matter.reopening-asked")]
public sealed record ReopeningAsked(string Why) : Fact, ISpoken
{
    public Seal? Seal { get; init; }

    string ISpoken.Spoken => Why;

    Fact ISpoken.Saying(string words, Seal? seal) => this with { Why = words, Seal = seal };
}

/// <summary>A requester whose matter was merged into this one asks for it to be done again. What they say stays with their own matter.</summary>
[Kind("matter.reopening-passed-on")]
public sealed record ReopeningPassedOn(string Matter, string Digits) : Fact;

[Kind("matter.reopening-refused")]
public sealed record ReopeningRefused(string Why) : Fact;

[Kind("matter.reopened")]
public sealed record Reopened(string Why) : Fact;

/// <summary>It ended in another system before it came here: its reply is kept, and nothing here was verified.</summary>
[Kind("matter.ending-adopted")]
public sealed record EndingAdopted(string Reply) : Fact
{
    /// <summary>How it stood to its time limit there: a code of the playbook's outcomes; null where that system does not say.</summary>
    public string? Standing { get; init; }

    /// <summary>The unit that handled it there; null where that system does not say.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether it ended there after its time limit.</summary>
    public bool IsLate => Standing == AdoptEnding.Late;
}

[Kind("matter.merged")]
public sealed record Merged(string Into, string Digits) : Fact;

/// <summary>Another matter was merged into this one; the earlier of the two deadlines stays.</summary>
[Kind("matter.absorbed")]
public sealed record Absorbed(string Matter, string Digits, DateTimeOffset? HandleStart, string? HandleLimit) : Fact;

[Kind("matter.split")]
public sealed record SplitUp(ImmutableArray<string> Into) : Fact
{
    /// <summary>Which points were taken out, from 1: they are not answered here any more.</summary>
    public ImmutableArray<int> Points { get; init; } = [];
}

[Kind("matter.linked")]
public sealed record Linked(string Matter, string Digits, string Why) : Fact;

[Kind("matter.instructed")]
public sealed record Instructed(string Words) : Fact;

[Kind("matter.supervised")]
public sealed record Supervised(string Why) : Fact;

[Kind("matter.noted")]
public sealed record Noted(string Text) : Fact;

[Kind("matter.evidence-added")]
public sealed record EvidenceAdded(string Hash, string Name, string Media, long Size, string Phase) : Fact;

[Kind("matter.interest-declared")]
public sealed record InterestDeclared(string Account, string Why) : Fact;

/// <summary>Somebody looked at who the requester is, and said what for.</summary>
[Kind("matter.requester-seen")]
public sealed record RequesterSeen(string Purpose) : Fact;

[Kind("matter.clock-started")]
public sealed record ClockStarted(string Clock, int? Order, string Limit) : Fact
{
    /// <summary>When it started, if that was not when the fact was recorded: a merge keeps the earlier start.</summary>
    public DateTimeOffset? From { get; init; }
}

[Kind("matter.clock-stopped")]
public sealed record ClockStopped(string Clock, int? Order) : Fact;

/// <summary>A yellow card before the deadline, a red one after it: facts, never edited.</summary>
[Kind("matter.card-fell")]
public sealed record CardFell(string Clock, string Colour) : Fact;

/// <summary>It goes on by another version of its playbook, at a stage of that one; the clocks that run keep their start.</summary>
/// <param name="From">The version until now.</param>
/// <param name="To">The version from now on.</param>
/// <param name="Stage">Where it stands in the new one.</param>
[Kind("matter.migrated")]
public sealed record Migrated(int From, int To, string Stage, string Why) : Fact
{
    /// <summary>Clocks that run on under another key, by the one they had; null when each keeps its own.</summary>
    public ImmutableSortedDictionary<string, string>? Clocks { get; init; }

    /// <summary>Limits that became shorter, by the clock's new key; null when none did.</summary>
    public ImmutableSortedDictionary<string, string>? Limits { get; init; }
}

[Kind("matter.requester-erased")]
public sealed record RequesterErased(string Why) : Fact, IErasing;
