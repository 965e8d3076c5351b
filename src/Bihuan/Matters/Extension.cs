using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>A longer deadline: asked before it passes, with a reason the requester will read, granted by somebody else, within a quota.</summary>
public static class Extension
{
    public sealed record AskCommand(int Days, string Why);

    public sealed record DecideCommand(bool Grant, string Why);

    public static Act Ask { get; } = new Act<AskCommand>("ask-extension", "extension-requests", DecideAsk) { Needs = ["days", "why"], Closed = ClosedAsk };

    public static Act Decide { get; } = new Act<DecideCommand>("decide-extension", "extensions", DecideGrant) { Needs = ["grant", "why"], Closed = ClosedDecide, Recuses = Recuses };

    static Recusal Recuses(Matter matter) => Recusal.Asker(matter, matter.ExtensionAskedBy);

    static Refusal? ClosedAsk(Matter matter, Rulebook rules, Stamp now)
    {
        if (Handle(matter, rules) is not var (rule, clock)) return No.RunningClock;
        if (matter.ExtensionAsked is not null) return No.ExtensionPending;
        if (matter.Extensions >= rule.ExtensionTimes || rule.ExtensionAtMost is null) return No.ExtensionQuota.With(rule.ExtensionTimes);
        return clock.Due(rules.Calendar).At is { } due && now.At > due ? No.ExtensionTooLate : null;
    }

    static Refusal? ClosedDecide(Matter matter, Rulebook rules, Stamp now) =>
        matter.ExtensionAsked is null ? No.PendingExtension : Recuses(matter).Refuses(now);

    public static Decision DecideAsk(Matter matter, AskCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedAsk(matter, rules, now) is { } closed) return closed;
        if (Handle(matter, rules) is not var (rule, clock) || rule.ExtensionAtMost is not { } most) return No.RunningClock;
        var granted = clock.Extensions.Where(e => e.Limit.Unit == most.Unit).Sum(e => e.Limit.Amount);
        if (granted >= most.Amount) return No.ExtensionQuota.With(matter.Extensions);
        if (command.Days < 1 || command.Days > most.Amount - granted)
            return No.ExtensionTooLong.With(PlaybookWords.Say(new Limit(most.Amount - granted, most.Unit))).On("days");
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new ExtensionAsked(new Limit(command.Days, most.Unit).ToString(), command.Why.Trim());
    }

    public static Decision DecideGrant(Matter matter, DecideCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedDecide(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");
        if (!command.Grant) return new ExtensionRefused(command.Why.Trim());

        return Handle(matter, rules) is var (rule, _)
            ? new ExtensionGranted(rule.Id, matter.ExtensionAsked!.Limit, matter.ExtensionAsked.Why)
            : No.RunningClock;
    }

    /// <summary>The running clock that a playbook lets people extend.</summary>
    static (ClockRule Rule, Clock Clock)? Handle(Matter matter, Rulebook rules)
    {
        foreach (var rule in rules.Playbook.Clocks.Where(rule => rule.ExtensionTimes > 0))
            if (matter.Clocks.TryGetValue(rule.Id, out var clock) && clock.Stopped is null) return (rule, clock);
        return null;
    }
}
