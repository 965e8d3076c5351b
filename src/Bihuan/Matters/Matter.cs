namespace Bihuan.Matters;

/// <summary>One thing a resident said, until its verified end: with its work orders, clocks and evidence, in one stream.</summary>
public sealed partial record Matter : IStory<Matter>
{
    public const string Noun = "matter";

    public static Matter Empty { get; } = new();

    long version;

    public string Id { get; init; } = "";
    public long Version { get => version; init => version = value; }
    public bool Exists => Version > 0;

    public string Playbook { get; init; } = "";
    public int PlaybookVersion { get; init; }
    public string Number { get; init; } = "";
    public string Stage { get; init; } = "";
    public DateTimeOffset StageSince { get; init; }
    public string Centre { get; init; } = "";
    public string Source { get; init; } = "";
    public string Demand { get; init; } = "";
    public string Category { get; init; } = "";
    public string Area { get; init; } = "";

    /// <summary>The unit in whose territory it lies; null where the playbook gives that unit no step.</summary>
    public string? Territory { get; init; }
    public double? Lon { get; init; }
    public double? Lat { get; init; }
    public string Urgency { get; init; } = "normal";
    public int Sensitivity { get; init; }
    public bool IsAnonymous { get; init; }
    public int Points { get; init; }
    public string? Outside { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public string ReceivedBy { get; init; } = "";

    /// <summary>The batch in whose sheet it came; null where it came by itself.</summary>
    public string? Batch { get; init; }
    public int BatchRow { get; init; }

    /// <summary>Whether it is an earlier matter once more.</summary>
    public bool HasRecurred { get; init; }

    /// <summary>Whose words these are, as a pseudonym.</summary>
    public string? Person { get; init; }

    /// <summary>The words; <see cref="Matters.Said.Erased"/> once they are gone.</summary>
    public Said Said { get; init; } = Matters.Said.Erased;

    /// <summary>What the playbook's own forms held, by field: codes, numbers and days.</summary>
    public ImmutableDictionary<string, string> Coded { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What they held in words; nothing once it has been erased.</summary>
    public ImmutableDictionary<string, string> Written { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What was written on it since it was received; nothing once it has been erased.</summary>
    public ImmutableArray<Passage> Passages { get; init; } = [];

    /// <summary>The units it is about, from whom it is kept.</summary>
    public ImmutableArray<string> KeptFrom { get; init; } = [];

    public ImmutableArray<WorkOrder> Orders { get; init; } = [];

    /// <summary>By clock id, or <c>id/order</c> for a clock of one order.</summary>
    public ImmutableSortedDictionary<string, Clock> Clocks { get; init; } = ImmutableSortedDictionary<string, Clock>.Empty;

    public ImmutableArray<CardFell> Cards { get; init; } = [];

    /// <summary>The cards of the clocks that run now, as <c>clock colour</c>: each falls once a run.</summary>
    public ImmutableSortedSet<string> Fallen { get; init; } = ImmutableSortedSet<string>.Empty;

    public ExtensionAsked? ExtensionAsked { get; init; }
    public string? ExtensionAskedBy { get; init; }
    public SuspensionAsked? SuspensionAsked { get; init; }
    public string? SuspensionAskedBy { get; init; }
    public bool IsExtensionEndorsed { get; init; }
    public int Extensions { get; init; }
    public ExemptionAsked? ExemptionAsked { get; init; }
    public string? ExemptionAskedBy { get; init; }
    public bool IsExemptionEndorsed { get; init; }

    /// <summary>True when being late is not counted against the unit.</summary>
    public bool IsExempt { get; init; }

    /// <summary>How often an exemption was asked for.</summary>
    public int ExemptionsAsked { get; init; }
    public DateOnly? SuspendedUntil { get; init; }
    public int Suspensions { get; init; }
    public ResultHandedIn? Result { get; init; }
    public DateTimeOffset? VerifiedAt { get; init; }
    public int SentBack { get; init; }
    public int Reworks { get; init; }
    public CalledBack? Callback { get; init; }
    public int CallbackTries { get; init; }
    public Judged? Verdict { get; init; }
    public ReopeningAsked? ReopeningAsked { get; init; }

    /// <summary>Those merged into it, at whatever depth, whose requesters ask for it to be done again.</summary>
    public ImmutableArray<string> ReopeningAskedBeside { get; init; } = [];

    public int Reopenings { get; init; }
    public string? Outcome { get; init; }

    /// <summary>How another system ended it; null for what was handled here.</summary>
    public EndingAdopted? Adopted { get; init; }

    public string Reply { get; init; } = "";
    public DateTimeOffset? ClosedAt { get; init; }
    public string? MergedInto { get; init; }
    public ImmutableArray<string> Absorbed { get; init; } = [];
    public ImmutableArray<string> Links { get; init; } = [];
    public int Supervisions { get; init; }
    public int Instructions { get; init; }
    public ImmutableArray<EvidenceAdded> Evidence { get; init; } = [];

    /// <summary>How many of them speak for work that did not hold: see <see cref="Shows"/>.</summary>
    public int EvidenceJudged { get; init; }
    public ImmutableArray<DocumentIssued> Documents { get; init; } = [];
    public ImmutableArray<Share> Shares { get; init; } = [];

    /// <summary>Accounts that had a hand in the work: none of them may verify it.</summary>
    public ImmutableSortedSet<string> Workers { get; init; } = ImmutableSortedSet<string>.Empty;

    /// <summary>Accounts with a declared interest: none of them may act.</summary>
    public ImmutableSortedSet<string> Interested { get; init; } = ImmutableSortedSet<string>.Empty;

    /// <summary>True once what was said has been erased, or cannot be read any more.</summary>
    public bool IsErased => ReferenceEquals(Said, Said.Erased);

    /// <summary>True while it was merged and the matter it went into has ended: then it has that end and that answer.</summary>
    public bool HasSharedEnd => MergedInto is not null && Outcome is not "merged";

    /// <summary>True while somebody's request to do it again waits for a decision.</summary>
    public bool IsReopeningAsked => ReopeningAsked is not null || !ReopeningAskedBeside.IsEmpty;

    public bool IsClosed => ClosedAt is not null || MergedInto is not null;
    public Stream Stream => Stream.Of(Noun, Id);

    /// <summary>The order that leads; null before the first dispatch or after an upheld objection.</summary>
    public WorkOrder? Lead => Orders.LastOrDefault(order => order.IsLead && order.Stage != OrderStage.Withdrawn);

    public IEnumerable<WorkOrder> CoOrders => Orders.Where(order => !order.IsLead && order.Stage != OrderStage.Withdrawn);

    /// <summary>The offices of those to whom it is assigned: a unit's order is often done by an office below it.</summary>
    public IEnumerable<string> Offices => Orders.Where(order => order.Stage != OrderStage.Withdrawn).Select(order => order.Office).OfType<string>();

    /// <summary>Whether somebody who can be reached has not been spoken to by the unit that leads.</summary>
    public bool IsContactOwed => Lead is { ContactedAt: null } && !IsErased && Said.Phone is { Length: > 0 };

    /// <summary>Every unit that has to do with it.</summary>
    public IEnumerable<string> Parties => [Centre, Territory ?? Centre, Adopted?.Unit ?? Centre, Above ?? Centre, .. Orders.Where(order => order.Stage != OrderStage.Withdrawn).Select(order => order.Unit), .. Offices];

    /// <summary>Whether it is kept from those who sit in a unit.</summary>
    public bool IsKeptFrom(string unit) => People.KeptFrom.Holds(KeptFrom, unit);

    /// <inheritdoc/>
    public Matter Apply(Entry entry)
    {
        var at = entry.Stamp.At;
        var next = entry.Fact switch
        {
            Received f => (this with
            {
                Id = entry.Stream.Id,
                Playbook = f.Playbook,
                PlaybookVersion = f.PlaybookVersion,
                Number = f.Digits,
                Stage = f.Stage,
                StageSince = at,
                Centre = f.Centre,
                Territory = f.Territory,
                Source = f.Source,
                Demand = f.Demand,
                Category = f.Category,
                Area = f.Area,
                Lon = f.Lon,
                Lat = f.Lat,
                Urgency = f.Urgency,
                Sensitivity = Kept(f.KeptFrom, f.Sensitivity),
                KeptFrom = f.KeptFrom ?? KeptFrom,
                IsAnonymous = f.IsAnonymous,
                Points = f.Points,
                Outside = f.Outside,
                Batch = f.Batch,
                BatchRow = f.Row ?? 0,
                HasRecurred = f.Again is not null,
                ReceivedAt = at,
                ReceivedBy = entry.Stamp.By,
                Person = f.Seal?.Person,
                Said = entry.Personal?.Read<Said>() ?? Said.Erased,
                Coded = f.Form ?? Coded,
                Written = entry.Personal?.Read<Said>().Form ?? Written,
            }),
            Moved f => this with
            {
                Stage = f.To,
                StageSince = f.To == Stage ? StageSince : at,
                Coded = f.Form is { } coded ? Coded.SetItems(coded) : Coded,
                KeptFrom = f.KeptFrom ?? KeptFrom,
                Sensitivity = Kept(f.KeptFrom, Sensitivity),
                Written = string.IsNullOrEmpty(f.Written) ? Written : Written.SetItems(f.Words()),
            },
            Migrated f => Migrate(f, at),
            RequesterErased => this with { Said = Said.Erased, Written = Written.Clear() },
            Linked f => this with { Links = Links.Add(f.Matter) },
            CasesGathered f => this with { Links = Links.AddRange(f.Matters) },
            Instructed => this with { Instructions = Instructions + 1 },
            Supervised => this with { Supervisions = Supervisions + 1 },
            DocumentIssued f => this with { Documents = Documents.Add(f) },
            EvidenceAdded f => this with { Evidence = Evidence.Add(f) },
            InterestDeclared f => this with { Interested = Interested.Add(f.Account) },
            CardFell f => this with { Cards = Cards.Add(f), Fallen = Fallen.Add($"{f.Clock} {f.Colour}") },
            SplitUp f => this with
            {
                Points = Points - f.Points.Length,
                Said = Said with { Points = [.. Said.Points.Where((_, n) => !f.Points.Contains(n + 1))] },
            },
            _ when Matters.Shares.After(Shares, entry) is { } shares => this with { Shares = shares },
            _ => Handling(entry, at) ?? Ending(entry, at) ?? Timing(entry, at) ?? Standing(entry) ?? this,
        };
        var passages = Passage.After(Passages, entry.Fact);
        if (ReferenceEquals(next, this) || passages != Passages) next = next with { Passages = passages };
        // Nobody else holds yet what the fact has made: numbered where it stands, its hundred members are not copied once more for that.
        next.version = entry.Version;
        return next;
    }

    Matter? Handling(Entry entry, DateTimeOffset at) => entry.Fact switch
    {
        PointsNamed f => this with { Points = f.Count, Said = IsErased ? Said : Said with { Points = f.Lines() } },
        Accepted f => this with { Territory = f.Territory ?? Territory, Category = f.Category, Area = f.Area, Urgency = f.Urgency },
        Dispatched f => this with
        {
            Orders = Orders.Add(new(f.Order, f.Unit, true, at) { Basis = f.Basis, Row = f.Row })
                .AddRange(f.Co.Select((unit, n) => new WorkOrder(f.Order + 1 + n, unit, false, at) { Basis = f.Basis })),
        },
        Signed f => Order(f.Order, o => o with { Stage = OrderStage.Signed, SignedAt = at }),
        Objected f => Lapsed() with { Orders = Change(f.Order, o => o with { Stage = OrderStage.Disputed, HasObjected = true }) },
        ObjectionUpheld f => Lapsed() with
        {
            Orders = [.. Orders.Select(o => o.Number == f.Order || !o.IsLead && o.IsOpen ? o with { Stage = OrderStage.Withdrawn } : o)],
        },
        ObjectionRejected f => Order(f.Order, o => o with { Stage = o.SignedAt is null ? OrderStage.Dispatched : OrderStage.Signed }),
        Adjudicated f => Lapsed() with
        {
            Orders = [.. Orders.Select(o => o.IsLead ? o with { Stage = OrderStage.Withdrawn } : o),
                new(f.Order, f.Unit, true, at) { Basis = f.Finding, HasObjected = true }],
        },
        Contacted f => Worked(entry) with { Orders = Change(f.Order, o => o with { ContactedAt = o.ContactedAt ?? at }) },
        Assigned f => this with { Orders = Change(f.Order, o => o with { Handler = f.Person, Office = f.Office, Stage = OrderStage.Working }) },
        AssignmentRevoked f => this with { Orders = Change(f.Order, o => o with { Handler = null, Office = null, Stage = OrderStage.Signed }) },
        Whistled f => this with { Orders = Orders.Add(new(f.Order, f.Unit, false, at) { Whistle = f.Ask, Basis = f.Ask }) },
        ReportedIn f => Order(f.Order, o => o with { Stage = OrderStage.Working, ReportedInAt = at }),
        TaskFinished f => Worked(entry) with { Orders = Change(f.Order, o => o with { Stage = OrderStage.Done, DoneAt = at, Result = f.Result }) },
        ResultHandedIn f => Worked(entry) with
        {
            Result = f,
            Appeals = [],
            // Tasks that were still open are explained with the result; nobody waits for them any more.
            Orders = [.. Change(f.Order, o => o with { Stage = OrderStage.Done, DoneAt = at })
                .Select(o => !o.IsLead && o.IsAwaited ? o with { Unfinished = f.Unfinished ?? "" } : o)],
        },
        _ => null,
    };

    Matter? Ending(Entry entry, DateTimeOffset at) => entry.Fact switch
    {
        Answered f => this with { Outcome = "explained", Reply = f.Reply, ClosedAt = at },
        Declined f => this with { Outcome = "declined", Reply = f.Reply, ClosedAt = at },
        Redirected f => this with { Outcome = "referred", Reply = f.Reply, ClosedAt = at },
        EndingAdopted f => this with { Adopted = f, Outcome = f.Standing ?? "adopted", Reply = f.Reply, ClosedAt = at },
        SelfHandled f => this with { Outcome = "resolved", Reply = f.Result, ClosedAt = at },
        WorkVerified => this with { VerifiedAt = at },
        WorkSentBack => Again() with { SentBack = SentBack + 1 },
        CalledBack f => this with { Callback = f, CallbackTries = CallbackTries + 1 },
        Judged f => this with { Verdict = f },
        Reworked => Again() with { Reworks = Reworks + 1 },
        Closed f => Lapsed() with { Outcome = f.Outcome, Reply = f.Reply, ClosedAt = at, ReopeningAsked = null, ReopeningAskedBeside = [], SuspendedUntil = null },
        ReopeningAsked f => this with { ReopeningAsked = f },
        ReopeningPassedOn f => this with { ReopeningAskedBeside = ReopeningAskedBeside.Add(f.Matter) },
        ReopeningRefused => this with { ReopeningAsked = null, ReopeningAskedBeside = [] },
        // What was merged stays off the ledger: the work, and its clocks, are with the matter it went into.
        Reopened when MergedInto is not null => this with { ReopeningAsked = null, Verdict = null, Outcome = "merged", Reply = "", Reopenings = Reopenings + 1 },
        Reopened => Again() with { ReopeningAsked = null, ReopeningAskedBeside = [], ClosedAt = null, Outcome = null, Reply = "", Reopenings = Reopenings + 1 },
        Merged f => Lapsed() with { MergedInto = f.Into, ClosedAt = at, Outcome = "merged", SuspendedUntil = null },
        Absorbed f => this with { Absorbed = Absorbed.Add(f.Matter) },
        _ => null,
    };

    Matter? Timing(Entry entry, DateTimeOffset at) => entry.Fact switch
    {
        ClockStarted f => this with
        {
            Clocks = Clocks.SetItem(Key(f.Clock, f.Order), new(f.Clock, f.From ?? at, Limit.Parse(f.Limit))),
            // Another run has cards of its own; a clock that only got an earlier start has not.
            Fallen = f.From is null ? Fallen.Except([$"{f.Clock} yellow", $"{f.Clock} red"]) : Fallen,
        },
        ClockStopped f => Clock(Key(f.Clock, f.Order), clock => clock.Stop(at)),
        ClockPaused f => Clock(Key(f.Clock, f.Order), clock => clock.Pause(at, f.Move)),
        ClockResumed f => Clock(Key(f.Clock, f.Order), clock => clock.Resume(at)),
        ExtensionAsked f => this with { ExtensionAsked = f, ExtensionAskedBy = entry.Stamp.By, IsExtensionEndorsed = false },
        ExtensionEndorsed => this with { IsExtensionEndorsed = true },
        ExtensionRefused => this with { ExtensionAsked = null, IsExtensionEndorsed = false },
        ExtensionGranted f => Clock(f.Clock, clock => clock.Extend(Limit.Parse(f.Limit), at, f.Why)) with
        {
            ExtensionAsked = null,
            IsExtensionEndorsed = false,
            Extensions = Extensions + 1,
        },
        ExemptionAsked f => this with { ExemptionAsked = f, ExemptionAskedBy = entry.Stamp.By, ExemptionsAsked = ExemptionsAsked + 1 },
        ExemptionEndorsed => this with { IsExemptionEndorsed = true },
        ExemptionRefused => this with { ExemptionAsked = null, IsExemptionEndorsed = false },
        Exempted => this with { ExemptionAsked = null, IsExemptionEndorsed = false, IsExempt = true },
        SuspensionAsked f => this with { SuspensionAsked = f, SuspensionAskedBy = entry.Stamp.By },
        RequestLapsed { Request: "extension" } => this with { ExtensionAsked = null, IsExtensionEndorsed = false },
        RequestLapsed => this with { SuspensionAsked = null },
        SuspensionRefused => this with { SuspensionAsked = null },
        Suspended f => f.Clocks.Aggregate(this with { SuspensionAsked = null, SuspendedUntil = f.ReviewOn, Suspensions = Suspensions + 1 },
            (matter, key) => matter.Clock(key, clock => clock.Pause(at, f.Why))),
        Resumed f => f.Clocks.Aggregate(this with { SuspendedUntil = null },
            (matter, key) => matter.Clock(key, clock => clock.Resume(at))),
        _ => null,
    };

    /// <summary>Clocks run on under the names of the new version, with their start, pauses and extensions; so do the cards that have fallen.</summary>
    Matter Migrate(Migrated f, DateTimeOffset at)
    {
        var renamed = f.Clocks ?? ImmutableSortedDictionary<string, string>.Empty;
        var clocks = Clocks.RemoveRange(renamed.Keys)
            .SetItems(renamed.Where(pair => Clocks.ContainsKey(pair.Key)).Select(pair => KeyValuePair.Create(pair.Value, Clocks[pair.Key] with { Name = NameOf(pair.Value) })));
        foreach (var (key, limit) in f.Limits ?? ImmutableSortedDictionary<string, string>.Empty)
            if (clocks.TryGetValue(key, out var clock)) clocks = clocks.SetItem(key, clock with { Limit = Limit.Parse(limit) });
        var names = renamed.GroupBy(pair => NameOf(pair.Key)).ToDictionary(group => group.Key, group => NameOf(group.First().Value));
        return this with
        {
            PlaybookVersion = f.To,
            Stage = f.Stage,
            StageSince = f.Stage == Stage ? StageSince : at,
            Clocks = clocks,
            Fallen = [.. Fallen.Select(card => card.Split(' ') is [var clock, var colour] && names.TryGetValue(clock, out var name) ? $"{name} {colour}" : card)],
        };
    }

    /// <summary>The clock of a key: what stands before the order.</summary>
    public static string NameOf(string key) => key.Split('/')[0];

    /// <summary>The order of a key: what stands behind the clock; null for a clock of the whole matter.</summary>
    public static int? OrderOf(string key) =>
        key.IndexOf('/', StringComparison.Ordinal) is var at and > 0 ? int.Parse(key[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>How a clock is found: its id, or its id and order.</summary>
    public static string Key(string clock, int? order) => order is null ? clock : $"{clock}/{order}";

    Matter Clock(string key, Func<Clock, Clock> change) =>
        Clocks.TryGetValue(key, out var clock) ? this with { Clocks = Clocks.SetItem(key, change(clock)) } : this;

    Matter Order(int number, Func<WorkOrder, WorkOrder> change) => this with { Orders = Change(number, change) };

    ImmutableArray<WorkOrder> Change(int number, Func<WorkOrder, WorkOrder> change) =>
        [.. Orders.Select(order => order.Number == number ? change(order) : order)];

    // What is kept from somebody is confidential to everybody else as well.
    static int Kept(ImmutableArray<string>? from, int sensitivity) => from is null ? sensitivity : Math.Max(sensitivity, 1);

    Matter Worked(Entry entry) => this with { Workers = Workers.Add(entry.Stamp.By) };

    /// <summary>What the unit asked for is not decided any more: the order went elsewhere, ended, or begins another round.</summary>
    Matter Lapsed() => this with { ExtensionAsked = null, IsExtensionEndorsed = false, SuspensionAsked = null, ExemptionAsked = null, IsExemptionEndorsed = false };

    /// <summary>Back to work for the same unit, everything kept but what was said of the result that did not hold.</summary>
    Matter Again() => Lapsed() with
    {
        Verdict = null,
        VerifiedAt = null,
        Callback = null,
        CallbackTries = 0,
        EvidenceJudged = Evidence.Length,
        Orders = [.. Orders.Select(o => o == Lead
            ? o with { Stage = o.Handler is null ? OrderStage.Signed : OrderStage.Working, DoneAt = null }
            : o with { Unfinished = null })],
    };
}
