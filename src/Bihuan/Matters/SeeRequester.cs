using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Shows who the requester is, for a stated purpose; the looking itself is recorded.</summary>
public static class SeeRequester
{
    public sealed record Command(string Purpose);

    public static Act Act { get; } = new Act<Command>("see-requester", "requester-views", Decide) { Needs = ["purpose"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.Person is null ? No.Anonymous : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Purpose)) return No.Purpose.On("purpose");

        return new RequesterSeen(command.Purpose.Trim());
    }
}
