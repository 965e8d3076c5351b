using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>An appeal against being counted late: asked once after the end by the unit that led, endorsed above it, decided by somebody else. Its only effect is the mark.</summary>
public static class Exemption
{
    public sealed record AskCommand(string Why);

    public sealed record EndorseCommand(string Why);

    public sealed record DecideCommand(bool Grant, string Why);

    public static Act Ask { get; } = new Act<AskCommand>("ask-exemption", "exemption-requests", DecideAsk) { Needs = ["why"], Closed = ClosedAsk };

    public static Act Endorse { get; } = new Act<EndorseCommand>("endorse-exemption", "exemption-endorsements", DecideEndorse) { Needs = ["why"], Closed = ClosedEndorse };

    public static Act Decide { get; } = new Act<DecideCommand>("decide-exemption", "exemptions", DecideGrant) { Needs = ["grant", "why"], Closed = ClosedDecide, Recuses = Recuses };

    static Recusal Recuses(Matter matter) => Recusal.Asker(matter, matter.ExemptionAskedBy);

    static Refusal? ClosedAsk(Matter matter, Rulebook rules, Stamp now) => matter switch
    {
        { ClosedAt: null } => No.ExemptionTooEarly,
        { ExemptionsAsked: > 0 } => No.SecondExemption,
        _ => matter.Clocks.Values.Any(clock => clock.Stopped is { } at && clock.Due(rules.Calendar).At is { } due && at > due) ? null : No.NotLate,
    };

    static Refusal? ClosedEndorse(Matter matter, Rulebook rules, Stamp now) => matter switch
    {
        { ExemptionAsked: null } => No.PendingExemption,
        { IsExemptionEndorsed: true } => No.Endorsed,
        _ => matter.ExemptionAskedBy == now.By ? No.OwnRequest : null,
    };

    static Refusal? ClosedDecide(Matter matter, Rulebook rules, Stamp now) =>
        matter.ExemptionAsked is null ? No.PendingExemption : Recuses(matter).Refuses(now);

    public static Decision DecideAsk(Matter matter, AskCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedAsk(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new ExemptionAsked(command.Why.Trim());
    }

    public static Decision DecideEndorse(Matter matter, EndorseCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedEndorse(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new ExemptionEndorsed(command.Why.Trim());
    }

    public static Decision DecideGrant(Matter matter, DecideCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedDecide(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return command.Grant ? new Exempted(command.Why.Trim()) : new ExemptionRefused(command.Why.Trim());
    }
}
