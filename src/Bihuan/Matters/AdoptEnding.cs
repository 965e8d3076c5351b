using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Takes over a matter that another system has ended: its reply and its moment, and no claim that anybody here verified it.</summary>
public static class AdoptEnding
{
    public sealed record Command(string Reply);

    public static Act Act { get; } = new Act<Command>("adopt-ending", "adoptions", Decide) { Needs = ["reply"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        // No playbook can give this to people: it would be a way past the verification.
        if (now.Role != "import") return No.NotAnImport;
        if (matter.Lead is not null) return No.AlreadyDispatched;
        if (matter.IsClosed) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(command.Reply)) return No.Reply.On("reply");

        return new EndingAdopted(command.Reply.Trim());
    }
}
