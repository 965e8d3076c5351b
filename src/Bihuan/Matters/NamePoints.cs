using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Whoever takes it in says what it asks for, point by point: each point is answered, and can be split off.</summary>
public static class NamePoints
{
    const int Most = 9;
    const int Longest = 200;

    /// <param name="Demands">The points, one a line.</param>
    public sealed record Command(string? Demands);

    public static Act Act { get; } = new Act<Command>("name-points", "points", Decide) { Needs = ["demands"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now)
    {
        if (matter.IsClosed) return No.AlreadyClosed;
        // What has been answered point by point is not numbered anew under the answers.
        if (matter.Result is not null) return No.AlreadyHandedIn;
        return matter.Person is null || matter.IsErased ? No.PointsErased : null;
    }

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        string[] points = (command.Demands ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (points.Length is 0 or > Most) return No.PointsCount.With(Most).On("demands");
        if (points.Any(point => point.Length > Longest)) return No.TooLong.With(Longest).On("demands");
        if (points.SequenceEqual(matter.Said.Points)) return Decision.Nothing;

        return new PointsNamed(string.Join('\n', points), points.Length);
    }
}

/// <summary>The points of a request were named by staff.</summary>
/// <param name="Words">One a line; kept under seal, because they are the requester's.</param>
[Kind("matter.points-named")]
public sealed record PointsNamed(string Words, int Count) : Fact, ISpoken
{
    public Seal? Seal { get; init; }

    string ISpoken.Spoken => Words;

    /// <summary>The points one by one; none once they have been erased.</summary>
    public ImmutableArray<string> Lines() => [.. Words.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    Fact ISpoken.Saying(string words, Seal? seal) => this with { Words = words, Seal = seal };
}
