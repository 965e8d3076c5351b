using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Takes over a matter that another system has ended: its reply and its moment, and no claim that anybody here verified it.</summary>
public static class AdoptEnding
{
    public sealed record Command(string Reply);

    public static Act Act { get; } = new Act<Command>("adopt-ending", "adoptions", Decide) { Needs = ["reply"], Closed = Closed };

    // No playbook can give this to people: it would be a way past the verification.
    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) =>
        now.Role != "import" ? No.NotAnImport : matter.Lead is not null ? No.AlreadyDispatched : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (matter.IsClosed) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(command.Reply)) return No.Reply.On("reply");

        return new EndingAdopted(command.Reply.Trim());
    }
}
