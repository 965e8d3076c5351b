namespace Bihuan.Matters;

/// <summary>Finds the order that a person means when they do not say which.</summary>
static class Orders
{
    /// <summary>The named order; else the open order of the person's own unit, the lead first; else the lead.</summary>
    public static WorkOrder? Of(Matter matter, int? number, Stamp now) => number is { } n
        ? matter.Orders.FirstOrDefault(order => order.Number == n && order.Stage != OrderStage.Withdrawn)
        : matter.Orders.Where(order => order.IsOpen && IsSameOffice(order.Unit, now.Unit)).OrderByDescending(order => order.IsLead).FirstOrDefault()
            ?? matter.Lead;

    /// <summary>The open cooperating order of the person's own unit.</summary>
    public static WorkOrder? Task(Matter matter, int? number, Stamp now) => number is { } n
        ? matter.Orders.FirstOrDefault(order => order.Number == n && !order.IsLead && order.Stage != OrderStage.Withdrawn)
        : matter.CoOrders.FirstOrDefault(order => order.IsOpen && IsSameOffice(order.Unit, now.Unit));

    /// <summary>Whether two units are one office or one stands under the other.</summary>
    public static bool IsSameOffice(string one, string other) =>
        one == other || one.StartsWith(other + ".", StringComparison.Ordinal) || other.StartsWith(one + ".", StringComparison.Ordinal);
}
