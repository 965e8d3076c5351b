using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>A street whistles, departments report in: both sides are timed.</summary>
public static class Whistle
{
    public sealed record Command(ImmutableArray<string> Units, string Ask);

    public sealed record ReportInCommand(string Note, int? Order);

    public static Act Act { get; } = new Act<Command>("whistle", "whistles", Decide) { Needs = ["units", "ask"], Closed = Closed };

    public static Act ReportIn { get; } = new Act<ReportInCommand>("report-in", "reports-in", DecideReportIn) { Needs = ["note"], Closed = ClosedReportIn };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.Lead is null ? No.SuchOrder : null;

    static Refusal? ClosedReportIn(Matter matter, Rulebook rules, Stamp now) => Find(matter, null, now) is null ? No.SuchWhistle : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not { } lead) return No.SuchOrder;
        ImmutableArray<string> units = [.. command.Units.IsDefault ? [] : command.Units.Where(unit => !string.IsNullOrWhiteSpace(unit)).Distinct()];
        if (units.IsEmpty) return No.WhistledUnits.On("units");
        if (units.FirstOrDefault(unit => !rules.IsUnit(unit)) is { } unknown) return No.SuchUnit.With(rules.NameOf(unknown)).On("units");
        if (units.FirstOrDefault(unit => Orders.IsSameOffice(unit, lead.Unit)) is { } own) return No.WhistledSelf.With(rules.NameOf(own)).On("units");
        if (units.FirstOrDefault(unit => matter.CoOrders.Any(o => o.Unit == unit && o.IsOpen)) is { } already) return No.WhistledTwice.With(rules.NameOf(already)).On("units");
        if (string.IsNullOrWhiteSpace(command.Ask)) return No.Ask.On("ask");

        return units.Select((unit, n) => (Fact)new Whistled(matter.Orders.Length + 1 + n, unit, command.Ask.Trim())).ToArray();
    }

    public static Decision DecideReportIn(Matter matter, ReportInCommand command, Rulebook rules, Stamp now)
    {
        if (Find(matter, command.Order, now) is not { } order) return No.SuchWhistle;
        if (order.ReportedInAt is not null) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(command.Note)) return No.Note.On("note");

        return new ReportedIn(order.Number, command.Note.Trim());
    }

    /// <summary>The whistle that waits for the person's unit, else the one it came for: a unit may have a task of the dispatch as well.</summary>
    static WorkOrder? Find(Matter matter, int? number, Stamp now) =>
        Orders.Tasks(matter, number, now).Where(order => order.Whistle is not null).OrderBy(order => order.ReportedInAt is not null).FirstOrDefault();
}
