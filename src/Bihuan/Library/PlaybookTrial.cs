namespace Bihuan.Library;

/// <summary>What the matters of the last weeks would have been by a draft.</summary>
/// <param name="Stories">How many were looked at.</param>
/// <param name="IsCut">There were more; the newest were taken.</param>
public sealed record PlaybookTrial(int Weeks, int Stories, bool IsCut, Replayed Outcome)
{
    public const int UsualWeeks = 4;
    public const int MostWeeks = 26;

    /// <summary>More would keep whoever asks waiting, and say the same.</summary>
    public const int MostStories = 5_000;
}

/// <summary>The same work, measured by two rules.</summary>
/// <param name="Late">How many matters were late anywhere, and would have been.</param>
/// <param name="Clocks">By clock, in the order of the draft; those it no longer has at the end.</param>
/// <param name="Units">By the unit that had to act, the most changed first.</param>
/// <param name="Matters">Those for which it would have been otherwise.</param>
public sealed record Replayed(Both<int> Late, ImmutableArray<ReplayedLine> Clocks, ImmutableArray<ReplayedLine> Units, ImmutableArray<ReplayedMatter> Matters);

/// <summary>As it was, and as it would be by the draft.</summary>
public readonly record struct Both<T>(T Was, T Becomes);

/// <summary>One clock's, or one unit's, share.</summary>
/// <param name="Key">The clock, or the unit's code.</param>
/// <param name="Runs">How often a deadline was set: the load.</param>
/// <param name="Late">How often it was not kept.</param>
/// <param name="HoursOver">How long beyond it, all together, in real hours.</param>
public sealed record ReplayedLine(string Key, Words Title, Both<int> Runs, Both<int> Late, Both<double> HoursOver);

/// <summary>A matter for which it would have been otherwise.</summary>
/// <param name="LateNow">Clocks late by the draft that were not.</param>
/// <param name="InTimeNow">Clocks that were late and are not by the draft.</param>
public sealed record ReplayedMatter(string Number, ImmutableArray<string> LateNow, ImmutableArray<string> InTimeNow);
