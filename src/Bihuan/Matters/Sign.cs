using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Acknowledges the order. The clock has been running since dispatch.</summary>
public static class Sign
{
    public sealed record Command(int? Order);

    public static Act Act { get; } = new Act<Command>("sign", "signings", Decide);

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Orders.Of(matter, command.Order, now) is not { } order) return No.SuchOrder;
        if (order.SignedAt is not null) return Decision.Nothing;

        return new Signed(order.Number);
    }
}
