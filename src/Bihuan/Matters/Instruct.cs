using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>A leader's instruction on one matter, for everybody who works on it.</summary>
public static class Instruct
{
    public sealed record Command(string Words);

    public static Act Act { get; } = new Act<Command>("instruct", "instructions", Decide) { Needs = ["words"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.IsClosed ? No.AlreadyClosed : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Words)) return No.Words.On("words");

        return new Instructed(command.Words.Trim());
    }
}
