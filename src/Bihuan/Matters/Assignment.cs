using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Gives the order to a person inside the unit, or takes it back.</summary>
public static class Assignment
{
    /// <param name="Office">The person's own office in the unit, so that it sees the matter too. The desk looks it up; nobody's word is taken for it.</param>
    public sealed record AssignCommand(string Person, int? Order, string? Office = null);

    public sealed record RevokeCommand(string Why, int? Order);

    public static Act Assign { get; } = new Act<AssignCommand>("assign", "assignments", DecideAssign) { Needs = ["person"] };

    public static Act Revoke { get; } = new Act<RevokeCommand>("revoke-assignment", "revocations", DecideRevoke) { Needs = ["why"] };

    public static Decision DecideAssign(Matter matter, AssignCommand command, Rulebook rules, Stamp now)
    {
        if (Orders.Of(matter, command.Order, now) is not { } order) return No.SuchOrder;
        if (order.SignedAt is null) return No.NotSigned;
        if (string.IsNullOrWhiteSpace(command.Person)) return No.Person.On("person");
        if (matter.Interested.Contains(command.Person)) return No.InterestedPerson.On("person");
        if (order.Handler == command.Person) return Decision.Nothing;

        return new Assigned(order.Number, command.Person) { Office = command.Office };
    }

    public static Decision DecideRevoke(Matter matter, RevokeCommand command, Rulebook rules, Stamp now)
    {
        if (Orders.Of(matter, command.Order, now) is not { } order) return No.SuchOrder;
        if (order.Handler is null) return No.NotAssigned;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new AssignmentRevoked(order.Number, command.Why.Trim());
    }
}
