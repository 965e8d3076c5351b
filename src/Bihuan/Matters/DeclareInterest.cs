using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Somebody has a stake in the matter and says so: from now on they cannot act on it.</summary>
public static class DeclareInterest
{
    public sealed record Command(string Why);

    public static Act Act { get; } = new Act<Command>("declare-interest", "interests", Decide) { Needs = ["why"], IsOpenToInterested = true };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.Interested.Contains(now.By)) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new InterestDeclared(now.By, command.Why.Trim());
    }
}
