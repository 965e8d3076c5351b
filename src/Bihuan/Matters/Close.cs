using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Takes the matter off the ledger, with its outcome; those merged into it end with the same answer (<see cref="Together"/>).</summary>
public static class Close
{
    /// <param name="Outcome">A code of the playbook's outcomes; that of the result handed in when left out.</param>
    public sealed record Command(string? Outcome, string? Reply);

    public static Act Act { get; } = new Act<Command>("close", "close-outs", Decide) { Closed = Closed, Recuses = Recuses };

    // Whoever did the work does not end it, in whatever post; a colleague may, because somebody else has verified it by then.
    static Recusal Recuses(Matter matter) => Recusal.Workers(matter) with { Units = [] };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not null && matter.VerifiedAt is null) return No.NotVerified;
        // Where nobody asked for anything there is nobody to call: the playbook has no callback then.
        // A call that nobody answered is a try; after enough of them the requester counts as unreached.
        if (rules.Playbook.Offers(CallBack.Act.Name) && (matter.Callback is null || !matter.Callback.Reached && matter.CallbackTries < CallBack.Tries)) return No.NotCalledBack;
        return Recuses(matter).Refuses(now);
    }

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        var outcome = string.IsNullOrWhiteSpace(command.Outcome) ? matter.Result?.Outcome ?? "" : command.Outcome;
        if (rules.Unknown("outcomes", outcome) is { } unknown) return unknown.On("outcome");
        if (matter.Callback is { Reached: true, Resolved: false } && outcome == "resolved") return No.NotResolved.On("outcome");

        return new Closed(outcome, string.IsNullOrWhiteSpace(command.Reply) ? matter.Result?.Reply ?? "" : command.Reply.Trim());
    }
}
