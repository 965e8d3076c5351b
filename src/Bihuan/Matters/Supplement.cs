using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>What the requester says afterwards, by number and query code: it reaches whoever works on it, and no clock moves by it.</summary>
public static class Supplement
{
    const int Longest = 1000;

    public sealed record Command(string? Words);

    public static Act Act { get; } = new Act<Command>("supplement", "supplements", Decide) { Needs = ["words"], IsOpenToInterested = true, Longest = ImmutableDictionary<string, int>.Empty.Add("words", Longest) };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.IsClosed) return No.AlreadyClosed;
        if (string.IsNullOrWhiteSpace(command.Words)) return No.Supplement.On("words");

        return new Supplemented(command.Words.Trim());
    }
}

/// <summary>The requester added words.</summary>
[Kind("matter.supplemented")]
public sealed record Supplemented(string Words) : Fact, ISpoken
{
    public Seal? Seal { get; init; }

    string ISpoken.Spoken => Words;

    Fact ISpoken.Saying(string words, Seal? seal) => this with { Words = words, Seal = seal };
}
