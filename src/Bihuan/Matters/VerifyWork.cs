using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Records an independent check of finished work: it holds, or it goes back to the same unit.</summary>
public static class VerifyWork
{
    public sealed record Command(bool Holds, string Finding);

    public static Act Act { get; } = new Act<Command>("verify", "verifications", Decide) { Needs = ["holds", "finding"], Closed = Closed, Recuses = Recusal.Workers };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not { Stage: OrderStage.Done } || matter.Result is null) return No.FinishedWork;
        if (matter.VerifiedAt is not null) return No.AlreadyVerified;
        // A check from inside a house that did a part of the work is no check, whoever signs it.
        return Recusal.Workers(matter).Refuses(now);
    }

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Finding)) return No.Finding.On("finding");

        return command.Holds ? new WorkVerified(command.Finding.Trim()) : new WorkSentBack(command.Finding.Trim());
    }
}
