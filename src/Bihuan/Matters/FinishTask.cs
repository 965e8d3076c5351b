using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>A cooperating unit tells the first-receiving unit what it did.</summary>
public static class FinishTask
{
    public sealed record Command(string Result, int? Order);

    public static Act Act { get; } = new Act<Command>("finish-task", "task-results", Decide) { Needs = ["result"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => Find(matter, null, now) switch
    {
        null => No.SuchTask,
        { Whistle: not null, ReportedInAt: null } => No.NotReportedIn,
        _ => null,
    };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Find(matter, command.Order, now) is not { } order) return No.SuchTask;
        if (order.Whistle is not null && order.ReportedInAt is null) return No.NotReportedIn;
        if (string.IsNullOrWhiteSpace(command.Result)) return No.Result.On("result");

        return new TaskFinished(order.Number, command.Result.Trim());
    }

    /// <summary>The task of the person's unit; of several first the one that can be finished.</summary>
    static WorkOrder? Find(Matter matter, int? number, Stamp now) =>
        Orders.Tasks(matter, number, now).OrderBy(order => order is { Whistle: not null, ReportedInAt: null }).FirstOrDefault();
}
