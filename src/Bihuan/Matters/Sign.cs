using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Acknowledges the order. The clock has been running since dispatch.</summary>
public static class Sign
{
    /// <param name="Task">Signs for the cooperating task; otherwise for the order that leads.</param>
    public sealed record Command(int? Order, bool Task = false);

    public static Act Act { get; } = new Act<Command>("sign", "signings", Decide);

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        var found = command.Task ? Orders.Tasks(matter, command.Order, now).OrderBy(order => order.SignedAt is not null).FirstOrDefault() : Orders.Of(matter, command.Order, now);
        // A unit may lead and a section of it cooperate: the one must not be signed for in place of the other.
        if (found is not { } order || order.IsLead == command.Task) return No.SuchOrder;
        if (order.SignedAt is not null) return Decision.Nothing;

        return new Signed(order.Number);
    }
}
