using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Answers a question or a suggestion on the spot: nothing is left to do.</summary>
public static class AnswerDirectly
{
    public sealed record Command(string Reply);

    public static Act Act { get; } = new Act<Command>("answer", "answers", Decide) { Needs = ["reply"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.Lead is not null ? No.AlreadyDispatched : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Reply)) return No.Reply.On("reply");

        return new Answered(command.Reply.Trim());
    }
}
