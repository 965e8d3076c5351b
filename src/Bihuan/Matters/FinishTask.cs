using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>A cooperating unit tells the first-receiving unit what it did.</summary>
public static class FinishTask
{
    public sealed record Command(string Result, int? Order);

    public static Act Act { get; } = new Act<Command>("finish-task", "task-results", Decide) { Needs = ["result"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Orders.Task(matter, command.Order, now) is not { } order) return No.SuchTask;
        if (order.Whistle is not null && order.ReportedInAt is null) return No.NotReportedIn;
        if (string.IsNullOrWhiteSpace(command.Result)) return No.Result.On("result");

        return new TaskFinished(order.Number, command.Result.Trim());
    }
}
