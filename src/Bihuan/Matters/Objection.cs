using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>A unit says, once and with its reason, that the order is not its duty; somebody else decides, and the decision binds.</summary>
public static class Objection
{
    /// <summary>The list of codes that a unit chooses its reason from.</summary>
    public const string Reasons = "objection-reasons";

    public sealed record RaiseCommand(string Reason, string Basis);

    public sealed record DecideCommand(bool Uphold, string Finding);

    public sealed record AdjudicateCommand(string Unit, string Finding, bool BecomesRow = false);

    public static Act Raise { get; } = new Act<RaiseCommand>("object", "objections", DecideRaise) { Needs = ["reason", "basis"], Closed = ClosedRaise };

    public static Act Decide { get; } = new Act<DecideCommand>("decide-objection", "objection-decisions", DecideObjection) { Needs = ["uphold", "finding"], Closed = ClosedDecide, Recuses = Recuses };

    public static Act Adjudicate { get; } = new Act<AdjudicateCommand>("adjudicate", "adjudications", DecideUnit) { Needs = ["unit", "finding"], Closed = ClosedDecide, Recuses = Recuses };

    static Recusal Recuses(Matter matter) => Recusal.Asker(matter, null);

    static Refusal? ClosedRaise(Matter matter, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not { } order) return No.SuchOrder;
        if (order.HasObjected || matter.Orders.Any(o => o.IsLead && o.Unit == order.Unit && o.HasObjected)) return No.SecondObjection;
        if (matter.SuspendedUntil is not null) return No.ObjectionSuspended;
        return matter.Clocks.TryGetValue(Matter.Key("return", order.Number), out var limit)
            && limit.Due(rules.Calendar).At is { } until && now.At > until ? No.ObjectionTooLate : null;
    }

    static Refusal? ClosedDecide(Matter matter, Rulebook rules, Stamp now) =>
        matter.Lead is not { Stage: OrderStage.Disputed } ? No.OpenObjection : Recuses(matter).Refuses(now);

    public static Decision DecideRaise(Matter matter, RaiseCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedRaise(matter, rules, now) is { } closed) return closed;
        if (rules.Unknown(Reasons, command.Reason) is { } unknown) return unknown.On("reason");
        if (string.IsNullOrWhiteSpace(command.Basis)) return No.Basis.On("basis");

        return new Objected(matter.Lead!.Number, command.Reason, command.Basis.Trim());
    }

    public static Decision DecideObjection(Matter matter, DecideCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedDecide(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Finding)) return No.Finding.On("finding");

        return command.Uphold
            ? new ObjectionUpheld(matter.Lead!.Number, command.Finding.Trim())
            : new ObjectionRejected(matter.Lead!.Number, command.Finding.Trim());
    }

    public static Decision DecideUnit(Matter matter, AdjudicateCommand command, Rulebook rules, Stamp now)
    {
        if (ClosedDecide(matter, rules, now) is { } closed) return closed;
        if (!rules.IsUnit(command.Unit)) return No.SuchUnit.With(rules.NameOf(command.Unit)).On("unit");
        if (string.IsNullOrWhiteSpace(command.Finding)) return No.Finding.On("finding");

        return new Adjudicated(matter.Orders.Length + 1, command.Unit, command.Finding.Trim(), command.BecomesRow);
    }
}
