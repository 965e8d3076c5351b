using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Speaks with the requester first and hears the details.</summary>
public static class Contact
{
    public sealed record Command(string Note, int? Order);

    public static Act Act { get; } = new Act<Command>("contact", "contacts", Decide) { Needs = ["note"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) =>
        Orders.Of(matter, null, now) is not { } order ? No.SuchOrder : order.SignedAt is null ? No.NotSigned : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Orders.Of(matter, command.Order, now) is not { } order) return No.SuchOrder;
        if (order.SignedAt is null) return No.NotSigned;
        if (string.IsNullOrWhiteSpace(command.Note)) return No.Note.On("note");

        return new Contacted(order.Number, command.Note.Trim());
    }
}
