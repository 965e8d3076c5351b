using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>A leader's instruction on one matter, for everybody who works on it.</summary>
public static class Instruct
{
    public sealed record Command(string Words);

    public static Act Act { get; } = new Act<Command>("instruct", "instructions", Decide) { Needs = ["words"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.IsClosed) return No.AlreadyClosed;
        if (string.IsNullOrWhiteSpace(command.Words)) return No.Words.On("words");

        return new Instructed(command.Words.Trim());
    }
}
