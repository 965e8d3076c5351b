using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>The same thing said twice is handled once: the other matter keeps its number and ends when this one does.</summary>
public static class Merge
{
    /// <param name="Into">The identifier of the matter that goes on.</param>
    public sealed record Command(string Into, string? Why);

    public static Act Act { get; } = new WideAct<Command>("merge", "merges", Decide) { Needs = ["into"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.IsClosed ? No.AlreadyClosed : null;

    public static async ValueTask<Decision> Decide(Matter matter, Command command, Rulebook rules, Hosting.Desk desk)
    {
        if (Closed(matter, rules, desk.Now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Into)) return No.SuchMatter.On("into");
        if (command.Into == matter.Id) return No.MergedSelf.On("into");
        var (parent, _) = await desk.Story<Matter>(Stream.Of(Matter.Noun, command.Into));
        if (!parent.Exists || Onlookers.Hides(parent, rules, desk.Now)) return No.SuchMatter.On("into");
        if (!matter.KeptFrom.IsEmpty || !parent.KeptFrom.IsEmpty) return No.KeptApart.On("into");
        if (parent.IsClosed) return No.MergedIntoClosed.With(parent.Number).On("into");

        // The earlier start stays: merging must never give anybody more time.
        var mine = matter.Clocks.GetValueOrDefault("handle");
        var theirs = parent.Clocks.GetValueOrDefault("handle");
        var earlier = mine is { Stopped: null } && (theirs is null || theirs is { Stopped: null }
            && mine.Due(rules.Calendar).At < theirs.Due(rules.Calendar).At) ? mine : null;
        var decision = ((Decision)new Merged(parent.Id, parent.Number))
            .Also(parent.Stream, new Absorbed(matter.Id, matter.Number, earlier?.Start, earlier?.Limit.ToString()));
        return earlier is null
            ? decision
            : decision.Also(parent.Stream, new ClockStarted("handle", null, earlier.Limit.ToString()) { From = earlier.Start });
    }
}
