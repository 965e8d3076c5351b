using System.Collections.Immutable;
using Bihuan.Engine.Clocks;

namespace Bihuan.Engine.Playbooks;

/// <summary>
/// Everything about one way of closing a matter: stages, moves, clocks, forms and words. Data: a district changes it without a
/// programmer. A matter keeps the version it started with.
/// </summary>
/// <param name="Name">ASCII, lower case: <c>request</c>.</param>
/// <param name="Version">Raised with every publication; from 1.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Number">The pattern of public numbers: text, <c>{yyyyMMdd}</c> and a run of zeros in braces, <c>RX{yyyyMMdd}{00000}</c>.</param>
/// <param name="Starts">The stage of a new matter.</param>
public sealed record Playbook(string Name, int Version, Words Title, string Number, string Starts)
{
    /// <summary>Who writes such a matter down by hand, and what is asked then; null where matters come another way.</summary>
    public Beginning? Begins { get; init; }

    /// <summary>Whether only its parties know of a matter: the office that received it, the units that have a part in it, and who is named to it. Otherwise whoever's post covers it.</summary>
    public bool IsForParties { get; init; }

    /// <summary>As long as it holds, the receiving office alone knows of it; null where that is never so.</summary>
    public Condition? OfficeAlone { get; init; }

    /// <summary>In the order in which the loop runs.</summary>
    public ImmutableArray<Stage> Stages { get; init; } = [];

    /// <summary>Moves that several stages offer: each says at which.</summary>
    public ImmutableArray<Move> Anywhere { get; init; } = [];

    /// <summary>By when.</summary>
    public ImmutableArray<ClockRule> Clocks { get; init; } = [];

    /// <summary>What forms may ask.</summary>
    public ImmutableArray<Field> Fields { get; init; } = [];

    /// <summary>Coded lists: reasons, outcomes, kinds.</summary>
    public ImmutableArray<CodeList> Lists { get; init; } = [];

    /// <summary>The papers that are issued on the way.</summary>
    public ImmutableArray<Document> Documents { get; init; } = [];

    /// <summary>What the district wants to know of all matters of this kind.</summary>
    public ImmutableArray<Indicator> Indicators { get; init; } = [];

    /// <summary>The stage of that name; null when there is none.</summary>
    public Stage? Stage(string id) => PlaybookPlaces.Of(this).Stages.GetValueOrDefault(id);

    /// <summary>The clock of that name; null when there is none.</summary>
    public ClockRule? Clock(string id) => PlaybookPlaces.Of(this).Clocks.GetValueOrDefault(id);

    /// <summary>The field of that name; null when there is none.</summary>
    public Field? Field(string id) => PlaybookPlaces.Of(this).Fields.GetValueOrDefault(id);

    /// <summary>What a coded list offers; nothing when there is none of that name.</summary>
    public ImmutableArray<Choice> Choices(string? list) => list is not null && PlaybookPlaces.Of(this).Lists.TryGetValue(list, out var found) ? found.Choices : [];

    /// <summary>A coded choice; null when the list or the code is unknown.</summary>
    public Choice? Choice(string list, string? code) =>
        code is not null && PlaybookPlaces.Of(this).Choices.TryGetValue(list, out var choices) ? choices.GetValueOrDefault(code) : null;

    /// <summary>What a choice field offers a matter with these answers.</summary>
    public IEnumerable<Choice> Offered(Field field, IReadOnlyDictionary<string, string> answers)
    {
        var all = Choices(field.List);
        return field.Under is { } above && answers.TryGetValue(above, out var code) && code.Length > 0 ? all.Where(choice => choice.Under == code) : all;
    }

    /// <summary>What must be so before the matter may be closed, as the codes chosen for it say.</summary>
    public IEnumerable<Words> Closes(IReadOnlyDictionary<string, string> answers) =>
        Fields.Where(field => field.Type == FieldType.Choice && answers.ContainsKey(field.Id))
            .Select(field => Choice(field.List ?? "", answers[field.Id])?.Closes).OfType<Words>();

    /// <summary>Whether any of its moves does that act.</summary>
    public bool Offers(string act) => Stages.Any(stage => stage.Moves.Any(move => move.Act == act)) || Anywhere.Any(move => move.Act == act);

    /// <summary>Whether any step of it belongs to that party.</summary>
    public bool Names(Party party) => Stages.Any(stage => stage.Owner?.Party == party || stage.Moves.Any(move => move.By.Any(by => by.Party == party)))
        || Anywhere.Any(move => move.By.Any(by => by.Party == party));

    /// <summary>What may be done at a stage: its own moves first, then those offered anywhere.</summary>
    public IReadOnlyList<Move> MovesAt(string stage) => PlaybookPlaces.Of(this).Moves.GetValueOrDefault(stage) ?? [.. Anywhere.Where(move => move.At.Contains(stage))];
}

/// <summary>How a matter begins where somebody writes it down.</summary>
/// <param name="By">Who may; in whatever office.</param>
/// <param name="Form">What is asked beside what happened, where, and what kind of thing it is.</param>
public sealed record Beginning(ImmutableArray<Whose> By, ImmutableArray<Asked> Form)
{
    /// <summary>Whether somebody asks for it, whose name, telephone and address are written down; false where it is found by whoever writes it down.</summary>
    public bool HasRequester { get; init; }

    /// <summary>How residents begin one themselves, without an account; null where they do not.</summary>
    public PublicBeginning? Public { get; init; }

    /// <summary>When a new one is the same trouble again; null where nobody looks.</summary>
    public Recurrence? Recurs { get; init; }

    /// <summary>What the clock begins by the day's grade; null where it begins nothing.</summary>
    public Schedule? Every { get; init; }

    /// <summary>What is begun everywhere at once when a sweep is planned; null where none is.</summary>
    public Sweeping? Sweep { get; init; }

    /// <summary>Whether the clock writes such matters down.</summary>
    public bool BeginsByItself => Every is not null || Sweep is not null;

    /// <summary>When a new one may have been written down already; null where nobody looks.</summary>
    public Repetition? Repeats { get; init; }

    /// <summary>When many matters that speak of one thing become one of these; null where they never do.</summary>
    public Gathering? Gathers { get; init; }
}

/// <summary>How residents begin a matter on the public pages.</summary>
/// <param name="Title">The invitation: a verb and what it makes.</param>
/// <param name="Source">The code of the source that stands for it.</param>
/// <param name="Form">What they are asked beside what happened, where, and who they are.</param>
public sealed record PublicBeginning(Words Title, string Source, ImmutableArray<Asked> Form);

/// <summary>When a new matter is an earlier one come back: at the same community, with the same answers, not long after.</summary>
/// <param name="By">The fields whose answers must be the same.</param>
/// <param name="Within">Since the earlier one began.</param>
public sealed record Recurrence(ImmutableArray<string> By, Limit Within);

/// <summary>Where a matter is in its loop.</summary>
/// <param name="Id">ASCII: <c>handling</c>.</param>
/// <param name="Title">What staff call it.</param>
/// <param name="Public">What the resident is told.</param>
public sealed record Stage(string Id, Words Title, Words Public)
{
    /// <summary>Who must do the next thing; null only at an end.</summary>
    public Whose? Owner { get; init; }

    /// <summary>The clocks that the owner works against, the first that runs; empty only at an end.</summary>
    public ImmutableArray<string> Clocks { get; init; } = [];

    /// <summary>A verified or reasoned end: nothing is open any more.</summary>
    public bool IsEnd { get; init; }

    /// <summary>What may be done.</summary>
    public ImmutableArray<Move> Moves { get; init; } = [];

    /// <summary>The act that the stage waits for: its primary move's; null when that has none.</summary>
    public string? Act => Moves.FirstOrDefault(move => move.IsPrimary)?.Act;
}

/// <summary>A role, and the party of the matter in which it must be held.</summary>
/// <param name="Role">A role key; <c>resident</c> and <c>clock</c> are roles too.</param>
/// <param name="Party">In whose office.</param>
public readonly record struct Whose(string Role, Party Party)
{
    /// <summary><c>role@party</c>.</summary>
    public override string ToString() => Party == Party.Any ? Role : $"{Role}@{Party.ToString().ToLowerInvariant()}";
}

/// <summary>Whose office a role must be held in.</summary>
public enum Party
{
    /// <summary>Any office: the role's own scope decides.</summary>
    Any,

    /// <summary>The office that received the matter.</summary>
    Centre,

    /// <summary>An office outside the centre, and only where the centre's own part in the work keeps it out of the step.</summary>
    Outside,

    /// <summary>The unit that leads the handling.</summary>
    Lead,

    /// <summary>A unit that cooperates or was whistled for.</summary>
    Co,

    /// <summary>The very person to whom the work was assigned.</summary>
    Assigned,

    /// <summary>The unit in whose territory it lies; the receiving office where nobody knows whose that is.</summary>
    Place,

    /// <summary>The unit above the one that answered, since somebody appealed to it; the receiving office where that is the district itself, or an organ above it.</summary>
    Above,
}

/// <summary>What a playbook offers at a stage, and the act that it does.</summary>
/// <param name="Id">ASCII, unique at its stage.</param>
/// <param name="Title">A verb on a button.</param>
/// <param name="By">Who may take it; any one of them is enough.</param>
/// <param name="Act">What the kernel does; null when the move only changes the stage and records the form.</param>
/// <param name="To">Where it leads; null stays.</param>
public sealed record Move(string Id, Words Title, ImmutableArray<Whose> By, string? Act, string? To)
{
    /// <summary>The stages that offer a move from <see cref="Playbook.Anywhere"/>; empty for a stage's own move.</summary>
    public ImmutableArray<string> At { get; init; } = [];

    /// <summary>What the form asks.</summary>
    public ImmutableArray<Asked> Form { get; init; } = [];

    /// <summary>Words of the act that the move fixes, so that the form does not ask them; <c>{field}</c> is what was answered to that field before.</summary>
    public ImmutableDictionary<string, string> With { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Clocks that start.</summary>
    public ImmutableArray<string> Starts { get; init; } = [];

    /// <summary>Clocks that stop.</summary>
    public ImmutableArray<string> Stops { get; init; } = [];

    /// <summary>Running clocks that stand still from now on.</summary>
    public ImmutableArray<string> Pauses { get; init; } = [];

    /// <summary>Clocks that stood still and run again.</summary>
    public ImmutableArray<string> Resumes { get; init; } = [];

    /// <summary>Clocks that begin anew, by the limit that holds from now on; one that does not run is started.</summary>
    public ImmutableArray<string> Restarts { get; init; } = [];

    /// <summary>Pictures that must be there before it is taken: <c>before</c>, <c>after</c>, <c>other</c>.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>Clocks whose lateness it gives a reason for: the first answer of its form.</summary>
    public ImmutableArray<string> Explains { get; init; } = [];

    /// <summary>Taken by nobody: the clock takes it when a right that it stops has lapsed.</summary>
    public bool IsLapse => !By.IsEmpty && By.All(by => by.Role == "clock");

    /// <summary>The playbook of another matter that is written down here and tied to this one; null where the move is an act or a step of its own.</summary>
    public string? Begins { get; init; }

    /// <summary>When the move is offered at all; null is always.</summary>
    public Condition? When { get; init; }

    /// <summary>The move a person at this stage most probably wants.</summary>
    public bool IsPrimary { get; init; }
}

/// <summary>One question of a form.</summary>
public readonly record struct Asked(string Field, bool Required);

/// <summary>By when something must have happened, and what happens around that moment.</summary>
/// <param name="Id">ASCII: <c>handle</c>.</param>
/// <param name="Title">What is limited.</param>
/// <param name="Limit">How long.</param>
/// <param name="Basis">A key of docs/sources.md: says who.</param>
public sealed record ClockRule(string Id, Words Title, Limit Limit, string Basis)
{
    /// <summary>Other limits under conditions; the first that holds wins.</summary>
    public ImmutableArray<LimitCase> Cases { get; init; } = [];

    /// <summary>How long before the due time the yellow card falls; null means none.</summary>
    public Limit? Near { get; init; }

    /// <summary>How long after the due time the red card falls; null means at once.</summary>
    public Limit? Breach { get; init; }

    /// <summary>One for every work order instead of one for the matter.</summary>
    public bool PerOrder { get; init; }

    /// <summary>Of orders, only the one that leads has it: what it limits is nobody else's to do.</summary>
    public bool LeadOnly { get; init; }

    /// <summary>A right that lapses when its time is over, such as to send an order back; nobody is late by not using it.</summary>
    public bool IsRight { get; init; }

    /// <summary>Whether cards are recorded when it is near or breached.</summary>
    public bool Cards { get; init; }

    /// <summary>The most that all extensions together may add; null when none is allowed.</summary>
    public Limit? ExtensionAtMost { get; init; }

    /// <summary>Whether every extension adds the clock's own limit once more, so that nobody is asked how much.</summary>
    public bool ExtendsByItself { get; init; }

    /// <summary>How many extensions; 0 when none is allowed.</summary>
    public int ExtensionTimes { get; init; }

    /// <summary>Whether an approved suspension pauses it.</summary>
    public bool Pausable { get; init; }

    /// <summary>The choice field whose chosen code has a limit of its own; null when none has.</summary>
    public string? LimitOf { get; init; }

    /// <summary>Those limits, by code.</summary>
    public ImmutableDictionary<string, Limit> LimitByCode { get; init; } = ImmutableDictionary<string, Limit>.Empty;

    /// <summary>The date field whose day is the clock's last; null where people do not name one.</summary>
    public string? Until { get; init; }

    /// <summary>The limit for a matter with these answers: to the day that was named, else a case that holds, then what the chosen code says, then the clock's own.</summary>
    /// <param name="answers">What the matter holds.</param>
    /// <param name="start">When the clock starts: a day that is named is told by its distance from there, the day of the start when it has gone by.</param>
    public Limit LimitFor(IReadOnlyDictionary<string, string> answers, DateTimeOffset start) =>
        (Until is { } day && answers.TryGetValue(day, out var named) ? NamedDay.To(named, start) : null)
        ?? Cases.FirstOrDefault(c => c.When.Holds(answers))?.Limit
        ?? (LimitOf is { } field && answers.TryGetValue(field, out var code) && LimitByCode.TryGetValue(code, out var limit) ? limit : Limit);
}

/// <summary>A limit that applies when a condition holds.</summary>
public sealed record LimitCase(Condition When, Limit Limit);
