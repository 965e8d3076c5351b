namespace Bihuan.Matters;

/// <summary>What must be done next on a matter: a pure function of how it stands and of its playbook.</summary>
/// <param name="Role">Who, by role.</param>
/// <param name="Unit">In whose office.</param>
/// <param name="Person">The very person, where the work was assigned.</param>
/// <param name="What">The stage, or the act that is waited for.</param>
/// <param name="Clock">By which clock; empty where none runs.</param>
public sealed record Next(string Role, string Unit, string? Person, string What, string Clock, DateTimeOffset? Due, bool IsPaused)
{
    /// <summary>Everything that is waited for, the stage's own step first. Empty at an end; empty in an open stage is a broken loop.</summary>
    public static IEnumerable<Next> Of(Matter matter, Playbook playbook, WorkCalendar calendar)
    {
        if (matter.ReopeningAsked is not null)
            yield return Centre("dispatcher", "decide-reopening");
        if (matter.IsClosed) yield break;

        if (playbook.Stage(matter.Stage) is { Owner: { } owner } stage && Office(owner.Party, matter) is { } office)
        {
            var clock = StageClock(matter, playbook);
            yield return new(owner.Role, office, owner.Party == Party.Assigned ? matter.Lead?.Handler : null, stage.Id,
                clock?.Name ?? "", clock?.Due(calendar).At, clock?.IsPaused ?? false);
        }

        if (matter.ExtensionAsked is not null) yield return Centre("dispatcher", "decide-extension");
        if (matter.SuspensionAsked is not null) yield return Centre("dispatcher", "decide-suspension");
        foreach (var order in matter.CoOrders.Where(order => order.IsOpen))
        {
            var what = order.Whistle is not null && order.ReportedInAt is null ? "report-in" : "finish-task";
            var clock = matter.Clocks.GetValueOrDefault(Matter.Key("report-in", order.Number)) is { Stopped: null } reporting && what == "report-in"
                ? reporting
                : matter.Clocks.GetValueOrDefault("handle");
            yield return new("coordinator", order.Unit, null, what, clock?.Name ?? "", clock?.Due(calendar).At, clock?.IsPaused ?? false);
        }

        Next Centre(string role, string what)
        {
            var clock = matter.Clocks.GetValueOrDefault("handle");
            return new(role, matter.Centre, null, what, clock?.Name ?? "", clock is { Stopped: null } ? clock.Due(calendar).At : null, false);
        }
    }

    /// <summary>The clock that the stage's owner works against; null when it does not run.</summary>
    public static Clock? StageClock(Matter matter, Playbook playbook) =>
        playbook.Stage(matter.Stage)?.Clocks
            .Select(playbook.Clock).OfType<ClockRule>()
            .Select(rule => matter.Clocks.GetValueOrDefault(Matter.Key(rule.Id, rule.PerOrder ? matter.Lead?.Number : null)))
            .FirstOrDefault(clock => clock is { Stopped: null });

    static string? Office(Party party, Matter matter) => party switch
    {
        Party.Centre or Party.Any => matter.Centre,
        _ => matter.Lead?.Unit,
    };
}
