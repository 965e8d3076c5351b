using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Solved on the spot by the one who found it: recorded in one step.</summary>
public static class SelfHandle
{
    public sealed record Command(string Result);

    public static Act Act { get; } = new Act<Command>("self-handle", "self-handlings", Decide) { Needs = ["result"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not null) return No.AlreadyDispatched;
        // What somebody else reported is not the finder's to close: only what one found oneself is solved on the spot.
        if (matter.ReceivedBy != now.By) return No.NotYourFinding;
        if (string.IsNullOrWhiteSpace(command.Result)) return No.Result.On("result");

        return new SelfHandled(command.Result.Trim());
    }
}
