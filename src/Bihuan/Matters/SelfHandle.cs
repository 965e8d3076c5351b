using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Solved on the spot by the one who found it: recorded in one step.</summary>
public static class SelfHandle
{
    public sealed record Command(string Result);

    public static Act Act { get; } = new Act<Command>("self-handle", "self-handlings", Decide) { Needs = ["result"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not null) return No.AlreadyDispatched;
        // What somebody else reported is not the finder's to close: only what one found oneself is solved on the spot.
        return matter.ReceivedBy == now.By ? null : No.NotYourFinding;
    }

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Result)) return No.Result.On("result");

        return new SelfHandled(command.Result.Trim());
    }
}
