namespace Bihuan.Matters;

/// <summary>Named parts of a matter that an outside partner may see by a link, until a day.</summary>
/// <param name="Number">Within the matter, from 1.</param>
/// <param name="Until">The last day.</param>
/// <param name="Parts">Codes of <see cref="ShareParts"/>.</param>
/// <param name="Files">SHA-256 of the files shared beside them.</param>
/// <param name="Ask">What the partner is asked to do; empty when nothing.</param>
public sealed record Share(int Number, string Partner, DateOnly Until, ImmutableArray<string> Parts, ImmutableArray<string> Files, string Ask, DateTimeOffset At)
{
    public DateTimeOffset? RevokedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>What the partner has written, in order.</summary>
    public ImmutableArray<(DateTimeOffset At, string Kind, string Words)> Notes { get; init; } = [];

    /// <summary>The first moment after the last day.</summary>
    public DateTimeOffset Ends => new(Until.AddDays(1).ToDateTime(TimeOnly.MinValue), WorkCalendar.Offset);

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < Ends;
}

[Kind("matter.shared")]
public sealed record Shared(int Share, string Partner, DateOnly Until, ImmutableArray<string> Parts, ImmutableArray<string> Files, string Ask) : Fact;

[Kind("matter.share-revoked")]
public sealed record ShareRevoked(int Share, string Partner, string Why) : Fact;

/// <summary>The partner says that they have received what was shared.</summary>
[Kind("matter.share-confirmed")]
public sealed record ShareConfirmed(int Share, string Partner) : Fact;

/// <summary>The partner's own words: what they saw, or what they sent in support.</summary>
/// <param name="What"><c>support</c> or <c>note</c>.</param>
[Kind("matter.partner-wrote")]
public sealed record PartnerWrote(int Share, string Partner, string What, string Words) : Fact, ISpoken
{
    public Seal? Seal { get; init; }

    string ISpoken.Spoken => Words;

    Fact ISpoken.Saying(string words, Seal? seal) => this with { Words = words, Seal = seal };
}

/// <summary>What became of the shares of a matter.</summary>
static class Shares
{
    /// <summary>The shares after a fact; null where it says nothing of them.</summary>
    public static ImmutableArray<Share>? After(ImmutableArray<Share> shares, Entry entry) => entry.Fact switch
    {
        Shared f => shares.Add(new(f.Share, f.Partner, f.Until, f.Parts, f.Files, f.Ask, entry.Stamp.At)),
        ShareRevoked f => Changed(shares, f.Share, share => share with { RevokedAt = entry.Stamp.At }),
        ShareConfirmed f => Changed(shares, f.Share, share => share with { ConfirmedAt = entry.Stamp.At }),
        PartnerWrote f => Changed(shares, f.Share, share => share with { Notes = share.Notes.Add((entry.Stamp.At, f.What, f.Words)) }),
        _ => null,
    };

    static ImmutableArray<Share> Changed(ImmutableArray<Share> shares, int number, Func<Share, Share> change) =>
        [.. shares.Select(share => share.Number == number ? change(share) : share)];
}

/// <summary>Somebody opened the link of a share.</summary>
[Kind("share.seen")]
public sealed record ShareSeen(string Partner) : Fact;

/// <summary>Every look at one share. A story of its own: a partner who looks again must not make old what colleagues are working on.</summary>
public sealed record ShareLooks : IStory<ShareLooks>
{
    public const string Noun = "sharelooks";

    public static ShareLooks Empty { get; } = new();

    public ImmutableArray<DateTimeOffset> At { get; init; } = [];

    public static Stream StreamOf(string matter, int share) => Stream.Of(Noun, FormattableString.Invariant($"{matter}.{share}"));

    /// <inheritdoc/>
    public ShareLooks Apply(Entry entry) => entry.Fact is ShareSeen ? this with { At = At.Add(entry.Stamp.At) } : this;
}
