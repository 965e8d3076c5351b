using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Gives the order to a person inside the unit, or takes it back.</summary>
public static class Assignment
{
    const string Handler = "handler";

    public sealed record AssignCommand(string Person, int? Order);

    public sealed record RevokeCommand(string Why, int? Order);

    public static Act Assign { get; } = new Act<AssignCommand>("assign", "assignments", DecideAssign) { Needs = ["person"], Closed = ClosedAssign };

    public static Act Revoke { get; } = new Act<RevokeCommand>("revoke-assignment", "revocations", DecideRevoke) { Needs = ["why"], Closed = ClosedRevoke };

    static Refusal? ClosedAssign(Matter matter, Rulebook rules, Stamp now) =>
        Orders.Of(matter, null, now) is not { } order ? No.SuchOrder : order.SignedAt is null ? No.NotSigned : null;

    static Refusal? ClosedRevoke(Matter matter, Rulebook rules, Stamp now) =>
        Orders.Of(matter, null, now) is not { } order ? No.SuchOrder : order.Handler is null ? No.NotAssigned : null;

    public static Decision DecideAssign(Matter matter, AssignCommand command, Rulebook rules, Stamp now)
    {
        if (Orders.Of(matter, command.Order, now) is not { } order) return No.SuchOrder;
        if (order.SignedAt is null) return No.NotSigned;
        if (string.IsNullOrWhiteSpace(command.Person)) return No.Person.On("person");
        if (matter.Interested.Contains(command.Person)) return No.InterestedPerson.On("person");
        if (OfficeOf(command.Person, order, rules) is not { } office) return No.NotAHandler.With(rules.PersonOf(command.Person)).On("person");
        if (order.Handler == command.Person) return Decision.Nothing;

        return new Assigned(order.Number, command.Person) { Office = office };
    }

    public static Decision DecideRevoke(Matter matter, RevokeCommand command, Rulebook rules, Stamp now)
    {
        if (Orders.Of(matter, command.Order, now) is not { } order) return No.SuchOrder;
        if (order.Handler is null) return No.NotAssigned;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new AssignmentRevoked(order.Number, command.Why.Trim());
    }

    /// <summary>Where in the unit somebody handles, so that this office sees the matter too; null when nowhere. Nobody's word is taken for it.</summary>
    static string? OfficeOf(string account, WorkOrder order, Rulebook rules) => rules.PostsOf(account)
        .Where(post => post.Role == Handler && People.Unit.IsWithin(post.Unit, order.Unit))
        .Select(post => post.Unit).Order(StringComparer.Ordinal).FirstOrDefault();
}
