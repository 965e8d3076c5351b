using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>A longer deadline: asked before it passes, with a reason the requester will read, granted by somebody else, within a quota.</summary>
public static class Extension
{
    /// <param name="Days">How many more; left out where every extension adds the clock's own limit.</param>
    public sealed record AskCommand(string Why, int? Days = null);

    public sealed record EndorseCommand(string Why);

    public sealed record DecideCommand(bool Grant, string Why);

    public static Act Ask { get; } = new Act<AskCommand>("ask-extension", "extension-requests", DecideAsk) { Needs = ["why"], Closed = ClosedAsk };

    public static Act Decide { get; } = new Act<DecideCommand>("decide-extension", "extensions", DecideGrant) { Needs = ["grant", "why"], Closed = ClosedDecide, Recuses = Recuses };

    public static Act Endorse { get; } = new Act<EndorseCommand>("endorse-extension", "extension-endorsements", DecideEndorse) { Needs = ["why"], Closed = ClosedEndorse };

    // The head of the unit that asked may grant it, if they did not ask themselves [P1 art 34]; which playbook lets them is its own affair.
    static Recusal Recuses(Matter matter) => Recusal.Asker(matter, matter.ExtensionAskedBy) with { Spares = "leader" };

    static Refusal? ClosedAsk(Matter matter, Rulebook rules, Stamp now)
    {
        if (Handle(matter, rules) is not var (rule, clock)) return No.RunningClock;
        if (matter.ExtensionAsked is not null) return No.ExtensionPending;
        if (matter.Extensions >= rule.ExtensionTimes || rule is { ExtensionAtMost: null, ExtendsByItself: false }) return No.ExtensionQuota.With(rule.ExtensionTimes);
        return clock.Due(rules.Calendar).At is { } due && now.At > due ? No.ExtensionTooLate : null;
    }

    /// <summary>Who asked does not stand behind it once more; others of the same unit may, as its head does.</summary>
    static Refusal? ClosedEndorse(Matter matter, Rulebook rules, Stamp now) => matter switch
    {
        { ExtensionAsked: null } => No.PendingExtension,
        { IsExtensionEndorsed: true } => No.Endorsed,
        _ => matter.ExtensionAskedBy == now.By ? No.OwnRequest : null,
    };

    static Refusal? ClosedDecide(Matter matter, Rulebook rules, Stamp now) =>
        matter.ExtensionAsked is null ? No.PendingExtension : Recuses(matter).Refuses(now);

    public static Decision DecideAsk(Matter matter, AskCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedAsk(matter, rules, now) is { } closed) return closed;
        if (Handle(matter, rules) is not var (rule, clock)) return No.RunningClock;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");
        if (rule.ExtendsByItself) return new ExtensionAsked(clock.Limit.ToString(), command.Why.Trim());
        if (rule.ExtensionAtMost is not { } most) return No.RunningClock;
        var granted = clock.Extensions.Where(e => e.Limit.Unit == most.Unit).Sum(e => e.Limit.Amount);
        if (granted >= most.Amount) return No.ExtensionQuota.With(matter.Extensions);
        if (command.Days is not { } days || days < 1 || days > most.Amount - granted)
            return No.ExtensionTooLong.With(PlaybookWords.Say(new Limit(most.Amount - granted, most.Unit))).On("days");

        return new ExtensionAsked(new Limit(days, most.Unit).ToString(), command.Why.Trim());
    }

    public static Decision DecideEndorse(Matter matter, EndorseCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedEndorse(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new ExtensionEndorsed(command.Why.Trim());
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
