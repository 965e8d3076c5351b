using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Presses what is stuck, once and with a reason; a second note within the same rest is refused.</summary>
public static class Supervise
{
    /// <param name="Again">Says that the person has seen the earlier note and presses all the same.</param>
    public sealed record Command(string Why, bool Again = false);

    public static Act Act { get; } = new Act<Command>("supervise", "supervisions", Decide) { Needs = ["why"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.IsClosed ? No.AlreadyClosed : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (matter.Supervisions > 0 && !command.Again) return No.AlreadyPressed.With(matter.Supervisions).On("again");
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new Supervised(command.Why.Trim());
    }
}
