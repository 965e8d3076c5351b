namespace Bihuan.Matters;

/// <summary>
/// An open matter goes on by another version of its playbook. Its clocks keep their start: nobody gets more time by it, nobody is late by it,
/// and whatever would be left without an owner, a clock or a way on stays where it is.
/// </summary>
public static class Migrate
{
    /// <summary>What stands for “ends here” where a clock goes on as another.</summary>
    public const string Ends = "-";

    /// <param name="To">The version.</param>
    /// <param name="Why">Stands in the history of every matter.</param>
    /// <param name="Stages">Where the matters of a stage go on, by the stage they stand at; where it is left out, at the stage of that name.</param>
    /// <param name="Clocks">As which clock one goes on that runs, by its present name; <see cref="Ends"/> lets it end.</param>
    /// <param name="Shorten">Whether running clocks take a shorter limit of the new version.</param>
    public sealed record Command(
        int To, string? Why, ImmutableDictionary<string, string>? Stages = null, ImmutableDictionary<string, string>? Clocks = null, bool Shorten = false);

    public static Decision Decide(Matter matter, Command command, Playbook from, Playbook to, WorkCalendar calendar, Stamp now)
    {
        if (now.Role is not (People.Roles.SystemAdmin or People.Roles.Setup)) return Hosting.No.NotYours;
        if (!matter.Exists) return No.SuchMatter;
        if (matter.Playbook != to.Name) return No.MigrateOther;
        if (matter.PlaybookVersion == to.Version) return Decision.Nothing;
        if (matter.IsClosed) return No.AlreadyClosed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.MigrateReason.On("why");
        if (command.Why.Length > Act.LongestText) return No.TooLong.With(Act.LongestText).On("why");

        var chosen = command.Stages?.GetValueOrDefault(matter.Stage);
        if (to.Stage(string.IsNullOrEmpty(chosen) ? matter.Stage : chosen) is not { IsEnd: false } stage)
            return No.MigrateStage.With(from.Named(matter.Stage), to.Version).On($"stage-{matter.Stage}");

        var (clocks, unknown) = MigratedClocks.Of(matter, command, to, stage, calendar, now.At);
        if (unknown is not null) return No.MigrateClock.With(from.Clock(unknown)?.Title ?? new(unknown, unknown), to.Version).On($"clock-{unknown}");

        var decision = clocks.Ended.Aggregate(Decision.Nothing, (d, key) => d.And(new ClockStopped(Matter.NameOf(key), Matter.OrderOf(key))))
            .And(new Migrated(matter.PlaybookVersion, to.Version, stage.Id, command.Why.Trim())
            {
                Clocks = clocks.Renamed.IsEmpty ? null : clocks.Renamed,
                Limits = clocks.Limits.IsEmpty ? null : clocks.Limits,
            });
        if (clocks.Begun is { } begun) decision = decision.And(begun);
        var after = decision.Facts.Aggregate(matter, (m, fact) => m.Apply(new(matter.Stream, m.Version + 1, fact, now)));
        return Breaks(matter, after, from, to, stage, calendar, now) is { } broken ? broken : decision;
    }

    /// <summary>Why its loop would be broken there; null when it would not.</summary>
    static Refusal? Breaks(Matter matter, Matter after, Playbook from, Playbook to, Stage stage, WorkCalendar calendar, Stamp now)
    {
        var steps = Next.Of(after, to, calendar).ToList();
        if (steps.FirstOrDefault()?.What != stage.Id) return No.MigrateOwner.With(stage.Title);
        if (steps[0] is { Due: null, IsPaused: false }) return No.MigrateNoClock.With(stage.Title);
        foreach (var step in steps.Skip(1))
            if (from.Offers(step.What) && !to.Offers(step.What)) return No.MigrateWaits.With(Called(from, step.What), to.Version);

        // A stage that waits for something else than the one before may wait for what this matter cannot do yet: an unsigned order is never handed in.
        if (stage.Act is not { } act || act == from.Stage(matter.Stage)?.Act) return null;
        var nobody = new Stamp(now.At, "", new(stage.Owner?.Role ?? "", ""));
        return Acts.ByName[act].Closed(after, new(to, calendar, _ => true), nobody) is { } closed ? No.MigrateNotReady.With(stage.Title, new Words(closed.Zh, closed.En)) : null;
    }

    static Words Called(Playbook playbook, string act) =>
        playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere).FirstOrDefault(move => move.Act == act)?.Title ?? new(act, act);
}
