using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>The books of matters: one row a matter, who is party to it, and who must do what next.</summary>
public sealed class MatterLedger(Shelf shelf) : Ledger<Matter>
{
    /// <summary>One row a matter. Moments are Unix milliseconds.</summary>
    public static Table Matters { get; } = new("matters", 1,
    [
        new("id", Holds.Text), new("number", Holds.Text), new("class", Holds.Text), new("stage", Holds.Text), new("is_open", Holds.Whole),
        new("source", Holds.Text), new("demand", Holds.Text), new("category", Holds.Text), new("area", Holds.Text),
        new("street", Holds.Text), new("community", Holds.Text), new("lon", Holds.Real, true), new("lat", Holds.Real, true), new("title", Holds.Text), new("text", Holds.Text),
        new("urgency", Holds.Text), new("sensitivity", Holds.Whole), new("person", Holds.Text, true), new("outside", Holds.Text, true),
        new("lead", Holds.Text, true), new("handler", Holds.Text, true), new("row", Holds.Whole, true),
        new("received", Holds.Whole), new("stage_since", Holds.Whole), new("due", Holds.Whole), new("due_clock", Holds.Text, true),
        new("near", Holds.Whole, true), new("is_provisional", Holds.Whole), new("is_paused", Holds.Whole), new("handle_due", Holds.Whole, true),
        new("closed", Holds.Whole, true), new("outcome", Holds.Text, true), new("is_late", Holds.Whole),
        new("yellow", Holds.Whole), new("red", Holds.Whole), new("supervisions", Holds.Whole), new("reopenings", Holds.Whole),
        new("reached", Holds.Whole, true), new("resolved", Holds.Whole, true), new("satisfied", Holds.Text, true), new("attitude", Holds.Text, true),
        new("contacted", Holds.Whole), new("dispatches", Holds.Whole), new("returns", Holds.Whole), new("extensions", Holds.Whole), new("reworks", Holds.Whole),
        new("merged_into", Holds.Text, true), new("is_unverified", Holds.Whole), new("timer", Holds.Whole, true), new("version", Holds.Whole),
        // The version of its playbook: what a migration counts by.
        new("pinned", Holds.Whole), new("exempt", Holds.Whole),
        // The units from whom it is kept: see KeptFrom.
        new("kept_from", Holds.Text, true),
        // Who alone knows of it: see SeenBy.
        new("seen_by", Holds.Text, true),
        // How what another system ended stood to its limit there; empty where that system does not say.
        new("adopted", Holds.Text, true),
    ])
    {
        // Every one is paid for by every write: each says what asks for it, and what is rare or short-lived is held by a partial one. Filters that
        // have none look through a window of the order they stand in: see ListMatters.Window.
        Indexes =
        [
            // A matter by its number: every page of one, the search, imports.
            new("number", "number"),
            // The district's open matters by due time: lists, what is overdue, the counts of the map, the areas and the shelf. With what decides who sees it and by
            // what is counted, so that a count needs no row.
            new("open", "due, id, sensitivity, kept_from, seen_by, is_paused, area, class", "is_open = 1"),
            // A grid member's open matters by due time; what else is open where something is being said.
            new("open_community", "community, due, id", "is_open = 1"),
            // Open matters of one category; what else of it is open while something is being said.
            new("open_category", "category, due, id", "is_open = 1"),
            // Two short lists of leaders and supervisors, counted on their first page: as above.
            new("open_red", "due, id, sensitivity, kept_from, seen_by, area, class", "is_open = 1 and red > 0"),
            new("open_pressed", "due, id, sensitivity, kept_from, seen_by, area, class", "is_open = 1 and supervisions > 0"),
            // The district's list of whatever was received; the portal's and the playbooks' figures of a period.
            new("received", "received, id"),
            // The same of one street, and of a community within it.
            new("street", "street, received, id"),
            // The same of a playbook other than that of requests, which nearly all follow: rounds of the day, batches, figures.
            new("others", "class, received, id", "class <> 'request'"),
            // What ended in a period: the three rates, the portal; the latest endings while something is being said.
            new("closed", "closed, id", "is_open = 0") { HoldsMost = true },
            // A requester's other matters.
            new("person", "person, received", "person is not null") { HoldsMost = true },
            // The clock's hand.
            new("timer", "timer, id", "timer is not null"),
            // Broken loops.
            new("unverified", "received, id", "is_open = 0 and is_unverified = 1"),
            // An import that finds what it brought before.
            new("outside", "outside", "outside is not null"),
            // What was taken over, by everything.
            new("adopted", "street, lead, sensitivity", "adopted is not null"),
        ],
    };

    /// <summary>
    /// Which units a matter concerns: the lead, those that cooperate, the receiving office, and every unit above one of them but the
    /// district itself. What a unit and all below it are party to is then one equality, in the order of its clocks.
    /// </summary>
    public static Table Parties { get; } = new("matter_parties", 2,
    [
        new("matter", Holds.Text), new("unit", Holds.Text), new("part", Holds.Text), new("is_open", Holds.Whole), new("due", Holds.Whole),
        new("received", Holds.Whole),
    ])
    {
        // A unit's lists: what is open by due time, everything by receipt.
        Indexes = [new("open", "unit, due, matter", "is_open = 1"), new("received", "unit, received, matter")],
    };

    /// <summary>What must be done next, by whom, by when: the loop is broken where an open matter has no such line.</summary>
    public static Table Todos { get; } = new("todos", 4,
    [
        new("matter", Holds.Text), new("n", Holds.Whole), new("role", Holds.Text), new("unit", Holds.Text), new("person", Holds.Text, true),
        new("what", Holds.Text), new("due", Holds.Whole), new("clock", Holds.Text), new("is_paused", Holds.Whole), new("area", Holds.Text),
        new("class", Holds.Text), new("sensitivity", Holds.Whole),
        // Whose people do not do it, and who must stay out of those who would: accounts with @ before them, and offices.
        new("besides", Holds.Text, true), new("recused", Holds.Text), new("kept_from", Holds.Text, true), new("seen_by", Holds.Text, true),
    ])
    {
        Indexes =
        [
            // The steps of one role in one office by due time, with everything that decides whose a step is and with what it is, so that counting needs no row.
            new("office", "role, unit, due, matter, is_paused, person, sensitivity, besides, kept_from, seen_by, what"),
            // Broken loops: a step without a due time.
            new("never", "matter", $"due = {Never}"),
        ],
    };

    /// <summary>What the indicators of a matter's own playbook count by: its coded answers, and how its clocks ended or when they are due.</summary>
    public static Table Counts { get; } = new("matter_counts", 2, [new("matter", Holds.Text), new("word", Holds.Text), new("value", Holds.Text), new("due", Holds.Whole, true)]);

    /// <summary>Which records of registers a matter names.</summary>
    public static Table Records { get; } = new("matter_records", 2,
    [
        new("matter", Holds.Text), new("field", Holds.Text), new("register", Holds.Text), new("record", Holds.Text), new("received", Holds.Whole),
    ])
    {
        Indexes = [new("record", "register, record, received, matter")],
    };

    /// <summary>What "no due time" sorts as: behind every other.</summary>
    public const long Never = long.MaxValue;

    /// <inheritdoc/>
    public override ImmutableArray<Table> Tables => [Matters, Parties, Todos, Counts, Records];

    /// <inheritdoc/>
    public override int Edition => 16;

    // Another calendar means other due times: start-up reposts them.
    /// <inheritdoc/>
    public override string Depends => $"/{shelf.Calendar.Version}";

    /// <inheritdoc/>
    public override IEnumerable<Row> Rows(Matter matter)
    {
        if (!matter.Exists) yield break;
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        var calendar = shelf.Calendar;
        var row = Row(matter, playbook, calendar);
        yield return row;
        foreach (var (unit, part) in PartiesOf(matter).DistinctBy(p => p.Unit))
            yield return new(Parties, matter.Id, unit, part, matter.IsClosed ? 0L : 1L, row.Values[Due], row.Values[Received]);
        foreach (var word in playbook.Indicators.SelectMany(indicator => indicator.Own).Distinct())
            if (Counted(matter, playbook, word, calendar) is { } counted) yield return counted;
        foreach (var field in playbook.Fields.Where(field => field is { Type: FieldType.Record, Register: not null } && matter.Coded.ContainsKey(field.Id)))
            yield return new(Records, matter.Id, field.Id, field.Register, matter.Coded[field.Id], row.Values[Received]);
        if (matter is { IsClosed: true, IsReopeningAsked: false, ExemptionAsked: null }) yield break;
        var n = 0L;
        var seen = SeenBy.Column(Onlookers.Of(matter, playbook, calendar));
        foreach (var next in Next.Of(matter, playbook, calendar))
            yield return new(Todos, matter.Id, n++, next.Role, next.Unit, next.Person, next.What, Millis(next.Due) ?? Never, next.Clock,
                next.IsPaused ? 1L : 0L, matter.Area, matter.Playbook, (long)matter.Sensitivity,
                next.Besides, string.Join(' ', next.Recusal.Accounts.Select(account => "@" + account).Concat(next.Recusal.Units)), People.KeptFrom.Column(matter.KeptFrom), seen);
    }

    static Row? Counted(Matter matter, Playbook playbook, string word, WorkCalendar calendar)
    {
        if (word.StartsWith(Indicator.Given, StringComparison.Ordinal))
            return word[Indicator.Given.Length..] is var asked && (matter.Coded.ContainsKey(asked) || matter.Written.ContainsKey(asked)) ? new(Counts, matter.Id, word, "yes", null) : null;
        if (!word.StartsWith(Indicator.Clock, StringComparison.Ordinal))
            return matter.Coded.TryGetValue(word, out var code) ? new(Counts, matter.Id, word, code, null) : null;
        if (playbook.Clock(word[Indicator.Clock.Length..]) is not { } rule) return null;
        // Of the orders' clocks, that of the unit that leads: those who cooperate are told by other figures.
        if (matter.Clocks.GetValueOrDefault(Matter.Key(rule.Id, rule.PerOrder ? matter.Lead?.Number : null)) is not { } clock) return null;
        var due = clock.Due(calendar).At;
        var value = clock.Stopped is not { } at ? "open" : due is { } limit && at > limit && !matter.IsExempt ? "late" : "in-time";
        return new(Counts, matter.Id, word, value, clock.Stopped is null ? Millis(due) : null);
    }

    static readonly int Due = Place("due");
    static readonly int Received = Place("received");

    static int Place(string column) => Matters.Columns.Select(c => c.Name).ToList().IndexOf(column);

    static Row Row(Matter m, Playbook playbook, WorkCalendar calendar)
    {
        var clock = Next.StageClock(m, playbook);
        var due = clock?.Due(calendar);
        var handle = m.Clocks.GetValueOrDefault("handle");
        var handleDue = handle?.Due(calendar).At;
        var verdict = m.Verdict;
        var isLate = handleDue is { } limit && (handle!.Stopped ?? DateTimeOffset.MaxValue) > limit && handle.Stopped is not null;
        return new(Matters,
            m.Id, m.Number, m.Playbook, m.Stage, m.IsClosed ? 0L : 1L,
            m.Source, m.Demand, m.Category, m.Area,
            m.Area.Length >= 9 ? m.Area[..9] : "", m.Area.Length >= 12 ? m.Area[..12] : "", m.Lon, m.Lat, m.Said.Title, m.Said.Text,
            m.Urgency, (long)m.Sensitivity, m.Person, m.Outside,
            m.Lead?.Unit ?? m.Adopted?.Unit, m.Lead?.Handler, (long?)m.Lead?.Row,
            Millis(m.ReceivedAt), Millis(m.StageSince), m.IsClosed ? Never : Millis(due?.At) ?? Never, clock?.Name,
            m.IsClosed ? null : Millis(clock?.Warns(calendar)), due is { Provisional: true } ? 1L : 0L, m.SuspendedUntil is null && clock is not { IsPaused: true } ? 0L : 1L, Millis(handleDue),
            Millis(m.ClosedAt), m.Outcome, isLate || m.Adopted is { IsLate: true } ? 1L : 0L,
            (long)m.Cards.Count(c => c.Colour == "yellow"), (long)m.Cards.Count(c => c.Colour == "red"), (long)m.Supervisions, (long)m.Reopenings,
            Flag(m.Callback?.Reached ?? (verdict is null ? null : true)), Flag(m.Callback?.Resolved ?? verdict?.Resolved),
            m.Callback?.Satisfied ?? verdict?.Satisfied, m.Callback?.Attitude ?? verdict?.Attitude,
            m.Orders.Any(o => o.IsLead && o.ContactedAt is not null) ? 1L : 0L, (long)m.Orders.Count(o => o.IsLead),
            (long)m.Orders.Count(o => o is { IsLead: true, HasObjected: true, Stage: OrderStage.Withdrawn }), (long)m.Extensions, (long)(m.Reworks + m.SentBack),
            m.MergedInto, IsUnverifiedEnd(m) ? 1L : 0L, Millis(Timers.Next(m, playbook, calendar)), m.Version, (long)m.PlaybookVersion, m.IsExempt ? 1L : 0L,
            KeptFrom.Column(m.KeptFrom), SeenBy.Column(Onlookers.Of(m, playbook, calendar)), m.Adopted is { } adopted ? adopted.Standing ?? "" : null);
    }

    /// <summary>Handled, ended, and never checked by anybody else: what no playbook on the shelf allows, and what is looked for all the same.</summary>
    static bool IsUnverifiedEnd(Matter m) => m is { ClosedAt: not null, MergedInto: null } && m.Result is not null && m.VerifiedAt is null;

    static IEnumerable<(string Unit, string Part)> PartiesOf(Matter matter)
    {
        IEnumerable<(string, string)> From(string unit, string part) => Unit.Above(unit).Select(above => (above, part));
        return ((matter.Lead?.Unit ?? matter.Adopted?.Unit) is { } lead ? From(lead, "lead") : [])
            .Concat(matter.CoOrders.SelectMany(order => From(order.Unit, "co")))
            .Concat(matter.Centre.Length > 0 ? From(matter.Centre, "centre") : [])
            .Concat(matter.Territory is { } place ? From(place, "place") : [])
            .Concat(matter.Above is { } above ? From(above, "above") : [])
            .Concat(matter.Offices.SelectMany(office => From(office, "office")));
    }

    static long? Millis(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    static long? Flag(bool? flag) => flag is null ? null : flag.Value ? 1L : 0L;
}
