using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Another round for the same unit, with everything kept.</summary>
public static class Rework
{
    // A third round would only tire the resident: after two it is a matter for supervision.
    const int Rounds = 2;

    public sealed record Command(string Why);

    public static Act Act { get; } = new Act<Command>("rework", "reworks", Decide) { Needs = ["why"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now)
    {
        // Where the playbook calls nobody back, a verified result is enough.
        if (matter.VerifiedAt is null || matter.Callback is null && rules.Playbook.Offers(CallBack.Act.Name)) return No.NotCalledBack;
        return matter.Reworks >= Rounds && matter.Supervisions == 0 ? No.TooManyRounds.With(Rounds) : null;
    }

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new Reworked(command.Why.Trim());
    }
}
