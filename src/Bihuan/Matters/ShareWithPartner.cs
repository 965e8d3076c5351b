using System.Globalization;
using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Shows named parts of a matter to an outside partner by a link, until a day; and takes them back.</summary>
public static class ShareWithPartner
{
    /// <summary>The longest that a share may last, in days; one that is needed longer is given anew.</summary>
    public const int MostDays = 180;

    const int LongestPartner = 60;

    /// <param name="Until">The last day, <c>yyyy-MM-dd</c>.</param>
    /// <param name="Parts">Codes of <see cref="ShareParts"/>.</param>
    /// <param name="Files">Hashes of files of the matter.</param>
    /// <param name="Ask">What the partner is asked to do.</param>
    public sealed record GiveCommand(string? Partner, string? Until, ImmutableArray<string>? Parts, ImmutableArray<string>? Files = null, string? Ask = null);

    /// <param name="Share">Its number within the matter.</param>
    public sealed record RevokeCommand(int? Share, string? Why);

    public static Act Give { get; } = new Act<GiveCommand>("share", "shares", Decide) { Needs = ["partner", "until", "parts"], Closed = Closed };

    public static Act Revoke { get; } = new Act<RevokeCommand>("revoke-share", "share-revocations", Decide) { Needs = ["share", "why"] };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) =>
        matter.IsClosed ? No.AlreadyClosed : matter.KeptFrom.IsEmpty && matter.Sensitivity == 0 ? null : No.ShareKept;

    public static Decision Decide(Matter matter, GiveCommand command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        var partner = command.Partner?.Trim() ?? "";
        if (partner.Length is 0 or > LongestPartner) return No.SharePartner.With(LongestPartner).On("partner");
        var today = DateOnly.FromDateTime(now.At.ToOffset(WorkCalendar.Offset).DateTime);
        if (!DateOnly.TryParseExact(command.Until?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            || until < today || until > today.AddDays(MostDays)) return No.ShareUntil.With(MostDays).On("until");
        ImmutableArray<string> parts = [.. (command.Parts ?? []).SelectMany(Lines).Distinct()];
        if (parts.IsEmpty) return No.ShareNothing.On("parts");
        var known = ShareParts.Of(rules.Playbook).Select(one => one.Part).ToList();
        if (parts.FirstOrDefault(part => !known.Contains(part)) is { } other) return No.SharePart.With(other, string.Join(", ", known)).On("parts");
        ImmutableArray<string> files = [.. (command.Files ?? []).SelectMany(Lines).Distinct()];
        if (files.Any(file => !ShareParts.MayShare(rules.Playbook, matter, file))) return No.ShareFile.On("files");

        return new Shared(matter.Shares.Length + 1, partner, until, parts, files, command.Ask?.Trim() ?? "");
    }

    public static Decision Decide(Matter matter, RevokeCommand command, Rulebook rules, Stamp now)
    {
        if (matter.Shares.FirstOrDefault(share => share.Number == command.Share) is not { } share) return No.SuchShare.On("share");
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");
        return share.RevokedAt is not null ? Decision.Nothing : new ShareRevoked(share.Number, share.Partner, command.Why.Trim());
    }

    // A list that is typed comes as one text of several lines.
    static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The partner says that it has come.</summary>
    public static Decision Confirm(Matter matter, int number, Stamp now)
    {
        if (Open(matter, number, now.At) is not { } share) return No.SuchShare;
        return share.ConfirmedAt is not null ? Decision.Nothing : new ShareConfirmed(share.Number, share.Partner);
    }

    /// <summary>The partner writes what they saw or sent.</summary>
    public static Decision Write(Matter matter, int number, string? what, string? words, Stamp now)
    {
        const int longest = 2000, most = 50;
        if (Open(matter, number, now.At) is not { } share) return No.SuchShare;
        if (words?.Trim() is not { Length: > 0 and <= longest } said) return No.ShareWords.With(longest).On("words");
        if (share.Notes.Length >= most) return No.ShareEnough.With(most);

        return new PartnerWrote(share.Number, share.Partner, what == "support" ? what : "note", said);
    }

    /// <summary>The share as long as it holds: not taken back, not over, and of a matter that has not become confidential meanwhile.</summary>
    public static Share? Open(Matter matter, int number, DateTimeOffset now) =>
        matter.KeptFrom.IsEmpty && matter.Sensitivity == 0 && matter.Shares.FirstOrDefault(share => share.Number == number) is { } share && share.IsOpen(now) ? share : null;
}
