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

    public static Act Ask { get; } = new Act<AskCommand>("ask-suspension", "suspension-requests", DecideAsk) { Needs = ["why", "reviewOn"] };

    public static Act Decide { get; } = new Act<DecideCommand>("decide-suspension", "suspensions", DecideGrant) { Needs = ["grant", "why"] };

    public static Act Resume { get; } = new Act<ResumeCommand>("resume", "resumptions", DecideResume) { Needs = ["why"] };

    public static Decision DecideAsk(Matter matter, AskCommand command, Rulebook rules, Stamp now)
    {
        var today = DateOnly.FromDateTime(now.At.ToOffset(WorkCalendar.Offset).DateTime);
        if (matter.SuspensionAsked is not null) return No.SuspensionPending;
        if (matter.SuspendedUntil is not null) return No.AlreadySuspended;
        if (matter.Suspensions > 0) return No.SecondSuspension;
        if (command.ReviewOn <= today || command.ReviewOn > today.AddDays(AtMostDays))
            return No.ReviewDate.With(today.AddDays(AtMostDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).On("reviewOn");
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new SuspensionAsked(command.Why.Trim(), command.ReviewOn);
    }

    public static Decision DecideGrant(Matter matter, DecideCommand command, Rulebook rules, Stamp now)
    {
        if (matter.SuspensionAsked is not { } asked) return No.PendingSuspension;
        if (matter.Lead is { } lead && Orders.IsSameOffice(lead.Unit, now.Unit)) return No.OwnRequest;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");
        if (!command.Grant) return new SuspensionRefused(command.Why.Trim());

        ImmutableArray<string> clocks = [.. matter.Clocks.Where(pair => pair.Value.Stopped is null && rules.Playbook.Clock(pair.Value.Name) is { Pausable: true })
            .Select(pair => pair.Key)];
        return new Suspended(asked.Why, asked.ReviewOn, clocks);
    }

    public static Decision DecideResume(Matter matter, ResumeCommand command, Rulebook rules, Stamp now)
    {
        if (matter.SuspendedUntil is null) return No.NotSuspended;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new Resumed(command.Why.Trim(), [.. matter.Clocks.Where(pair => pair.Value.IsPaused).Select(pair => pair.Key)]);
    }
}
