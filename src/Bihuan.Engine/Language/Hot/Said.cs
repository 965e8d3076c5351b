using System.Collections.Immutable;

namespace Bihuan.Engine.Language.Hot;

/// <summary>One message of a stream.</summary>
/// <param name="Id">Whatever tells it from others.</param>
/// <param name="Person">Who said it; the same person counts once.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Message">What.</param>
/// <param name="Likes">How many agreed with it, where the channel counts that; otherwise 0.</param>
/// <param name="Severity">1 for an ordinary matter, up to 2 for danger to life.</param>
public sealed record Said(string Id, string Person, DateTimeOffset At, Message Message, int Likes = 0, double Severity = 1)
{
    /// <summary>Where it is about, a code whose beginning is the code of the place around it; empty where nobody knows.</summary>
    public string Place { get; init; } = "";

    /// <summary>What it is about where it has no words of its own: those of the same are one group, and words join none of them. Null where words tell.</summary>
    public string? Same { get; init; }
}

/// <summary>Messages that speak of one thing, before anybody asked how hot it is.</summary>
/// <param name="Known">The name under which they were pinned; null for a group that found itself.</param>
/// <param name="Members">In order of time; at least one.</param>
/// <param name="Unsure">Those that joined by little: whoever acts on them asks somebody first.</param>
public sealed record Gathered(string? Known, ImmutableArray<Said> Members, ImmutableHashSet<string> Unsure);

/// <summary>Messages about one thing in one place.</summary>
/// <param name="Name">Its own words: what most of its messages share, else the subject nearest to all.</param>
/// <param name="Members">In order of time.</param>
/// <param name="Heat">How hot, and what it is made of.</param>
public sealed record HotGroup(string Name, ImmutableArray<Said> Members, Heat Heat);

/// <summary>The heat of a group: (people + supporters) × growth × spread × severity; every part is shown.</summary>
/// <param name="People">How many different persons.</param>
/// <param name="Supporters">Half the square root of all likes: pressing a button is less than writing.</param>
/// <param name="Growth">1 to 1.5: the part of the messages in the younger half of the window.</param>
/// <param name="Spread">1 to 1.25: 1.25 when it has lasted four weeks or longer.</param>
/// <param name="Severity">The greatest of its messages.</param>
public readonly record struct Heat(int People, double Supporters, double Growth, double Spread, double Severity)
{
    /// <summary>What the groups are ordered by.</summary>
    public double Value => (People + Supporters) * Growth * Spread * Severity;

    /// <summary>Measures a group.</summary>
    /// <param name="members">In order of time; at least one.</param>
    /// <param name="half">Where the younger half of the window begins, UTC.</param>
    public static Heat Of(IReadOnlyList<Said> members, DateTimeOffset half)
    {
        var days = (members[^1].At - members[0].At).TotalDays;
        return new(
            members.Select(m => m.Person).Distinct(StringComparer.Ordinal).Count(),
            Math.Sqrt(members.Sum(m => Math.Max(0, m.Likes))) / 2,
            1 + (0.5 * members.Count(m => m.At >= half) / members.Count),
            1 + (0.25 * Math.Min(1, days / 28)),
            members.Max(m => m.Severity));
    }
}
