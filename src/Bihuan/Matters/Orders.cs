namespace Bihuan.Matters;

/// <summary>Finds the order that a person means when they do not say which.</summary>
static class Orders
{
    /// <summary>The order of the person's own unit: the named one, or the lead, or the one that cooperates. Another unit's order is not theirs to touch.</summary>
    public static WorkOrder? Of(Matter matter, int? number, Stamp now) => matter.Orders
        .Where(order => order.Stage != OrderStage.Withdrawn && (number is null || order.Number == number) && IsSameOffice(order.Unit, now.Unit))
        .OrderByDescending(order => order.IsLead).ThenByDescending(order => order.IsOpen).FirstOrDefault();

    /// <summary>The open cooperating orders of the person's own unit.</summary>
    public static IEnumerable<WorkOrder> Tasks(Matter matter, int? number, Stamp now) =>
        matter.CoOrders.Where(order => order.IsOpen && (number is null || order.Number == number) && IsSameOffice(order.Unit, now.Unit));

    /// <summary>Whether two units are one office or one stands under the other.</summary>
    public static bool IsSameOffice(string one, string other) =>
        one == other || one.StartsWith(other + ".", StringComparison.Ordinal) || other.StartsWith(one + ".", StringComparison.Ordinal);
}
