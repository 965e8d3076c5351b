using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Takes over a matter that another system has ended: its reply and its moment, and no claim that anybody here verified it.</summary>
public static class AdoptEnding
{
    /// <summary>The outcome of what ended there after its time limit.</summary>
    public const string Late = "overdue";

    /// <param name="Standing">A code of the playbook's outcomes: in time or overdue there; null where nobody says.</param>
    /// <param name="Unit">The unit that handled it there.</param>
    public sealed record Command(string Reply, string? Standing = null, string? Unit = null);

    public static Act Act { get; } = new Act<Command>("adopt-ending", "adoptions", Decide) { Needs = ["reply"], Closed = Closed };

    // No playbook can give this to people: it would be a way past the verification.
    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) =>
        now.Role != "import" ? No.NotAnImport : matter.Lead is not null ? No.AlreadyDispatched : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (matter.IsClosed) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(command.Reply)) return No.Reply.On("reply");

        if (command.Standing is not null && rules.Unknown("outcomes", command.Standing) is { } unknown) return unknown.On("standing");
        if (command.Unit is not null && !rules.IsUnit(command.Unit)) return No.SuchUnit.With(command.Unit).On("unit");

        return new EndingAdopted(command.Reply.Trim()) { Standing = command.Standing, Unit = command.Unit };
    }
}
