using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Speaks with the requester first and hears the details.</summary>
public static class Contact
{
    public sealed record Command(string Note, int? Order);

    public static Act Act { get; } = new Act<Command>("contact", "contacts", Decide) { Needs = ["note"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Orders.Of(matter, command.Order, now) is not { } order) return No.SuchOrder;
        if (order.SignedAt is null) return No.NotSigned;
        if (string.IsNullOrWhiteSpace(command.Note)) return No.Note.On("note");

        return new Contacted(order.Number, command.Note.Trim());
    }
}
