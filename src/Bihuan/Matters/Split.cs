using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>One call with several demands becomes several matters: each point taken out gets a number, an owner and a clock of its own.</summary>
public static class Split
{
    /// <param name="Points">Which points, from 1, are taken out; at least one must stay.</param>
    /// <param name="Category">The category of what is taken out; null keeps the matter's.</param>
    public sealed record Command(ImmutableArray<int>? Points, string? Category);

    public static Act Act { get; } = new WideAct<Command>("split", "splits", Decide) { Needs = ["points"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now)
    {
        if (matter.IsClosed) return No.AlreadyClosed;
        if (matter.Person is null || matter.Said == Matters.Said.Erased) return No.SplitErased;
        return matter.Said.Points.Length < 2 ? No.SplitOnly : null;
    }

    public static async ValueTask<Decision> Decide(Matter matter, Command command, Rulebook rules, Hosting.Desk desk)
    {
        ImmutableArray<int> points = [.. (command.Points ?? []).Distinct().Order()];
        if (Closed(matter, rules, desk.Now) is { } closed) return closed;
        if (matter.Person is not { } person) return No.SplitErased;
        if (points.IsEmpty || points[0] < 1 || points[^1] > matter.Said.Points.Length) return No.SplitPoints.With(matter.Said.Points.Length).On("points");
        if (points.Length == matter.Said.Points.Length) return No.SplitAll.On("points");

        var decision = Decision.Nothing;
        var into = ImmutableArray.CreateBuilder<string>();
        var clocks = rules.Playbook.Stage(rules.Playbook.Starts)!.Clocks.Select(rules.Playbook.Clock).OfType<ClockRule>()
            .Select(rule => new ClockStarted(rule.Id, null, rule.LimitFor(matter.Answers, desk.Now.At).ToString())).ToList();
        foreach (var point in points)
        {
            var id = Guid.CreateVersion7(desk.Now.At).ToString("N");
            var series = PublicNumber.Series(rules.Playbook.Number, desk.Now.At);
            var digits = PublicNumber.Write(rules.Playbook.Number, desk.Now.At, await desk.Next(series));
            var said = matter.Said with { Title = matter.Said.Points[point - 1], Text = matter.Said.Points[point - 1], Points = [matter.Said.Points[point - 1]] };
            var personal = Personal.Of(person, Guid.NewGuid().ToString("N"), said);
            into.Add(digits);
            var part = Stream.Of(Matter.Noun, id);
            decision = decision.Keeping(personal).Also(part, new Received(
                matter.Playbook, matter.PlaybookVersion, digits, rules.Playbook.Starts, matter.Centre, matter.Source, matter.Demand,
                string.IsNullOrWhiteSpace(command.Category) ? matter.Category : command.Category, matter.Area, matter.Lon, matter.Lat,
                matter.Urgency, matter.Sensitivity, matter.IsAnonymous, 1, personal.Seal)
            { SplitFrom = matter.Id, Territory = matter.Territory, KeptFrom = matter.KeptFrom.IsEmpty ? null : matter.KeptFrom });
            foreach (var clock in clocks) decision = decision.Also(part, clock);
        }

        return decision.And(new SplitUp(into.ToImmutable()) { Points = points });
    }
}
