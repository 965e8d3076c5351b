using System.Globalization;
using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Sets a matter aside that cannot be solved now: by approval, until a review date, with its clocks paused.</summary>
public static class Suspension
{
    // One real system: at most a year, approved once (processes.md G1).
    const int AtMostDays = 365;

    public sealed record AskCommand(string Why, DateOnly ReviewOn);

    public sealed record DecideCommand(bool Grant, string Why);

    public sealed record ResumeCommand(string Why);

    public static Act Ask { get; } = new Act<AskCommand>("ask-suspension", "suspension-requests", DecideAsk) { Needs = ["why", "reviewOn"], Closed = ClosedAsk };

    public static Act Decide { get; } = new Act<DecideCommand>("decide-suspension", "suspensions", DecideGrant) { Needs = ["grant", "why"], Closed = ClosedDecide, Recuses = Recuses };

    public static Act Resume { get; } = new Act<ResumeCommand>("resume", "resumptions", DecideResume) { Needs = ["why"], Closed = ClosedResume };

    static Recusal Recuses(Matter matter) => Recusal.Asker(matter, matter.SuspensionAskedBy);

    static Refusal? ClosedAsk(Matter matter, Rulebook rules, Stamp now) => matter switch
    {
        { SuspensionAsked: not null } => No.SuspensionPending,
        { SuspendedUntil: not null } => No.AlreadySuspended,
        { Suspensions: > 0 } => No.SecondSuspension,
        _ => null,
    };

    static Refusal? ClosedDecide(Matter matter, Rulebook rules, Stamp now) =>
        matter.SuspensionAsked is null ? No.PendingSuspension : Recuses(matter).Refuses(now);

    static Refusal? ClosedResume(Matter matter, Rulebook rules, Stamp now) => matter.SuspendedUntil is null ? No.NotSuspended : null;

    public static Decision DecideAsk(Matter matter, AskCommand command, Rulebook rules, Stamp now)
    {
        var today = DateOnly.FromDateTime(now.At.ToOffset(WorkCalendar.Offset).DateTime);
        if (ClosedAsk(matter, rules, now) is { } closed) return closed;
        if (command.ReviewOn <= today || command.ReviewOn > today.AddDays(AtMostDays))
            return No.ReviewDate.With(today.AddDays(AtMostDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).On("reviewOn");
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new SuspensionAsked(command.Why.Trim(), command.ReviewOn);
    }

    public static Decision DecideGrant(Matter matter, DecideCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedDecide(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");
        if (!command.Grant) return new SuspensionRefused(command.Why.Trim());

        ImmutableArray<string> clocks = [.. matter.Clocks.Where(pair => pair.Value.Stopped is null && rules.Playbook.Clock(pair.Value.Name) is { Pausable: true })
            .Select(pair => pair.Key)];
        return new Suspended(matter.SuspensionAsked!.Why, matter.SuspensionAsked.ReviewOn, clocks);
    }

    public static Decision DecideResume(Matter matter, ResumeCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedResume(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new Resumed(command.Why.Trim(), [.. matter.Clocks.Where(pair => pair.Value.IsPaused).Select(pair => pair.Key)]);
    }
}
