namespace Bihuan.Matters;

/// <summary>What must be done next on a matter: a pure function of how it stands and of its playbook.</summary>
/// <param name="Role">Who, by role.</param>
/// <param name="Unit">In whose office.</param>
/// <param name="Person">The very person, where the work was assigned.</param>
/// <param name="What">The stage, or the act that is waited for.</param>
/// <param name="Clock">By which clock; empty where none runs.</param>
public sealed record Next(string Role, string Unit, string? Person, string What, string Clock, DateTimeOffset? Due, bool IsPaused)
{
    /// <summary>An office whose people do not do it, because its own part in the work keeps it out; null when none is kept out.</summary>
    public string? Besides { get; init; }

    /// <summary>Who of those who hold the role must stay out all the same.</summary>
    public Recusal Recusal { get; init; } = Recusal.None;

    /// <summary>Everything that is waited for, the stage's own step first. Empty at an end; empty in an open stage is a broken loop.</summary>
    public static IEnumerable<Next> Of(Matter matter, Playbook playbook, WorkCalendar calendar)
    {
        // A request of those who were merged is decided where the work is, once for all of them.
        if (matter.IsReopeningAsked && matter.MergedInto is null)
            yield return Step("refuse-reopening", "dispatcher", Party.Centre, matter.Centre, null, "decide-reopening", Running(matter, "reopening"));
        // What is asked after the end.
        if (matter.ExemptionAsked is not null && Asked(Exemption.Endorse.Name, Exemption.Decide.Name, matter.IsExemptionEndorsed) is { } appeal) yield return appeal;
        if (matter.IsClosed) yield break;

        var clock = StageClock(matter, playbook);
        if (playbook.Stage(matter.Stage) is { Owner: { } owner } stage && Office(owner.Party, matter) is { } office)
        {
            var handler = owner.Party == Party.Assigned ? matter.Lead?.Handler : null;
            // Whoever declared an interest after it was assigned cannot go on: it is with those who assign.
            var giver = handler is not null && matter.Interested.Contains(handler)
                ? playbook.MovesAt(matter.Stage).Where(move => move.Act == Assignment.Assign.Name).SelectMany(move => move.By).FirstOrDefault().Role : null;
            yield return Step(stage.Act, giver ?? owner.Role, owner.Party, office, giver is null ? handler : null, stage.Id, clock);
        }

        if (matter.ExtensionAsked is not null && Asked(Extension.Endorse.Name, Extension.Decide.Name, matter.IsExtensionEndorsed) is { } longer) yield return longer;
        if (matter.SuspensionAsked is not null && Asked(null, Suspension.Decide.Name, true) is { } aside) yield return aside;
        foreach (var order in matter.CoOrders.Where(order => order.IsAwaited))
        {
            var (what, limit) = order is { Whistle: not null, ReportedInAt: null } ? ("report-in", Running(matter, Matter.Key("report-in", order.Number)))
                : order.SignedAt is null && Running(matter, Matter.Key("sign", order.Number)) is { } signing ? ("sign-task", signing)
                : ("finish-task", null);
            yield return Step(null, "coordinator", Party.Co, order.Unit, null, what, limit ?? Running(matter, "handle") ?? Running(matter, "rework"));
        }

        // Whoever the playbook lets decide; first those above the unit, where it wants their word.
        Next? Asked(string? endorse, string decide, bool isEndorsed)
        {
            var moves = playbook.MovesAt(matter.Stage).ToList();
            var act = !isEndorsed && moves.Exists(move => move.Act == endorse) ? endorse! : decide;
            var by = moves.Find(move => move.Act == act)?.By.FirstOrDefault() ?? new("dispatcher", Party.Centre);
            // A role in whatever office: whoever of the district holds it.
            return (by.Party == Party.Any ? matter.Centre.Split('.')[0] : Office(by.Party, matter)) is { } office ? Step(act, by.Role, by.Party, office, null, act, matter.IsClosed ? Running(matter, "exemption") : StageClock(matter, playbook)) : null;
        }

        Next Step(string? act, string role, Party party, string unit, string? person, string what, Clock? limit)
        {
            var recusal = Recusal.Of(act, matter).For(role);
            var next = new Next(role, unit, person, what, limit?.Name ?? "", limit?.Due(calendar).At, limit?.IsPaused ?? false)
            {
                Recusal = recusal with { Accounts = recusal.Accounts.Union(matter.Interested) },
            };
            // Below the organ above sits the one whose answer it reviews.
            if (party == Party.Above && matter.Appeals is [.., var appeal] && People.Unit.IsWithin(appeal.From, unit) && appeal.From != unit) return next with { Besides = appeal.From };
            if (party != Party.Centre || !IsCentreRecused(act, matter)) return next;

            var outside = playbook.MovesAt(matter.Stage).Where(move => move.Act == act).SelectMany(move => move.By).FirstOrDefault(by => by.Party == Party.Outside);
            return outside.Role is null ? next : next with
            {
                Role = outside.Role,
                Unit = matter.Centre.Split('.')[0],
                Besides = matter.Centre,
                Recusal = next.Recusal with { Units = next.Recusal.Units.Add(matter.Centre) },
            };
        }
    }

    /// <summary>Whether the centre, or an office of it, had such a part in the work that the act is not the centre's to do.</summary>
    public static bool IsCentreRecused(string? act, Matter matter) => Recusal.Of(act, matter).Covers(matter.Centre);

    /// <summary>The clock that the stage's owner works against; null when it does not run.</summary>
    public static Clock? StageClock(Matter matter, Playbook playbook) =>
        playbook.Stage(matter.Stage)?.Clocks
            .Select(playbook.Clock).OfType<ClockRule>()
            .Select(rule => Running(matter, Matter.Key(rule.Id, rule.PerOrder ? matter.Lead?.Number : null)))
            .FirstOrDefault(clock => clock is not null);

    static Clock? Running(Matter matter, string key) => matter.Clocks.GetValueOrDefault(key) is { Stopped: null } clock ? clock : null;

    static string? Office(Party party, Matter matter) => party switch
    {
        Party.Centre or Party.Any or Party.Outside => matter.Centre,
        Party.Place => matter.Territory ?? matter.Centre,
        Party.Above => matter.Above ?? matter.Centre,
        _ => matter.Lead?.Unit,
    };
}
