using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Records an independent check of finished work: it holds, or it goes back to the same unit.</summary>
public static class VerifyWork
{
    public sealed record Command(bool Holds, string Finding);

    public static Act Act { get; } = new Act<Command>("verify", "verifications", Decide) { Needs = ["holds", "finding"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not { Stage: OrderStage.Done } order || matter.Result is null) return No.FinishedWork;
        if (matter.VerifiedAt is not null) return No.AlreadyVerified;
        if (matter.Workers.Contains(now.By) || order.Handler == now.By) return No.OwnWork;
        // A check from inside the house that did the work is no check, whoever signs it.
        if (matter.Orders.Any(o => o.Stage != OrderStage.Withdrawn && Orders.IsSameOffice(o.Unit, now.Unit))) return No.OwnOffice;
        if (string.IsNullOrWhiteSpace(command.Finding)) return No.Finding.On("finding");

        return command.Holds ? new WorkVerified(command.Finding.Trim()) : new WorkSentBack(command.Finding.Trim());
    }
}
