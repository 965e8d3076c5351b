using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Sends the matter to the unit whose duty it is, with the row that justifies it, or a reason where no row does.</summary>
public static class Dispatch
{
    /// <param name="Unit">The unit that leads.</param>
    /// <param name="Co">Units that cooperate.</param>
    /// <param name="Row">The catalogue row that justifies it.</param>
    /// <param name="Catalogue">The edition in which the row stands.</param>
    /// <param name="Basis">Why this unit, in words; enough by itself only where no row is named.</param>
    public sealed record Command(string Unit, ImmutableArray<string>? Co, int? Row, int? Catalogue, string? Basis);

    public static Act Act { get; } = new Act<Command>("dispatch", "dispatches", Decide) { Needs = ["unit"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.Lead is { IsOpen: true } ? No.AlreadyDispatched : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Unit) || !rules.IsUnit(command.Unit)) return No.SuchUnit.With(rules.NameOf(command.Unit ?? "")).On("unit");
        ImmutableArray<string> co = [.. (command.Co ?? []).Where(unit => !string.IsNullOrWhiteSpace(unit) && unit != command.Unit).Distinct()];
        if (co.FirstOrDefault(unit => !rules.IsUnit(unit)) is { } unknown) return No.SuchUnit.With(rules.NameOf(unknown)).On("co");
        if (command.Row is null && string.IsNullOrWhiteSpace(command.Basis)) return No.DispatchBasis.On("basis");
        if (matter.Orders.Any(o => o is { IsLead: true, Stage: OrderStage.Withdrawn } && o.Unit == command.Unit && o.HasObjected))
            return No.ObjectionWasUpheld.With(rules.NameOf(command.Unit)).On("unit");

        return new Dispatched(matter.Orders.Length + 1, command.Unit, co, command.Row, command.Catalogue, command.Basis?.Trim() ?? "");
    }
}
