using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Shows who the requester is, for a stated purpose; the looking itself is recorded.</summary>
public static class SeeRequester
{
    public sealed record Command(string Purpose);

    public static Act Act { get; } = new Act<Command>("see-requester", "requester-views", Decide) { Needs = ["purpose"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.Person is null) return No.Anonymous;
        if (string.IsNullOrWhiteSpace(command.Purpose)) return No.Purpose.On("purpose");

        return new RequesterSeen(command.Purpose.Trim());
    }
}
