using System.Collections.Immutable;

namespace Bihuan.Engine.Playbooks;

/// <summary>When what is written down now may have been written down already: close by, not long ago, with the same answers.</summary>
/// <param name="Metres">How far apart at most.</param>
/// <param name="Hours">How long ago at most.</param>
/// <param name="Same">The fields of the first form whose answers must be the same; empty where place and time are enough.</param>
public sealed record Repetition(int Metres, int Hours, ImmutableArray<string> Same)
{
    /// <summary>No two things further apart than this are one.</summary>
    public const int Furthest = 5000;

    /// <summary>Thirty days: what is older has come back, and is told by recurs.</summary>
    public const int Longest = 720;
}
