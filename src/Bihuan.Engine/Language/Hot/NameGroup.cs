using System.Collections.Immutable;
using Bihuan.Engine.Language.Segments;

namespace Bihuan.Engine.Language.Hot;

/// <summary>Names a group by its own words.</summary>
public static class NameGroup
{
    const int Longest = 24;
    const int Looked = 60;
    const int LongestSubject = 60;

    // Words do not begin or end with these.
    const string Joints = "的了在是和与及被把对市区县省请我您们有没未无不就都也很太该这那从到于为向将";

    /// <summary>Up to three stretches that at least half of the messages share, the most telling first; where there is none, the subject of the first message.</summary>
    /// <param name="members">At least one.</param>
    /// <param name="rarity">How telling a pair of characters is.</param>
    public static string Run(ImmutableArray<Said> members, Func<string, double> rarity)
    {
        var some = members.Length <= Looked ? members : [.. Enumerable.Range(0, Looked).Select(n => members[n * members.Length / Looked])];
        var shared = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in some)
            foreach (var stretch in Stretches(member.Message).ToHashSet(StringComparer.Ordinal)) shared[stretch] = shared.GetValueOrDefault(stretch) + 1;
        var least = Math.Max(2, (some.Length + 1) / 2);
        var names = new List<string>();
        foreach (var stretch in Whole(shared, least).OrderByDescending(s => Telling(s) * shared[s]).ThenBy(s => s, StringComparer.Ordinal))
        {
            if (names.Any(n => Overlap(n, stretch))) continue;
            names.Add(stretch);
            if (names.Count == 3) break;
        }

        return names.Count > 0 ? string.Join(' ', names)
            : members[0].Message.Subject is { Length: > 0 } subject ? subject : members[0].Message.Text[..Math.Min(24, members[0].Message.Text.Length)];

        double Telling(string stretch) => IndexText.Tokens(stretch).Sum(rarity);
    }

    /// <summary>Those that many share and that are no piece of a longer one which as many share: 松雅湖 and not 雅湖.</summary>
    static IEnumerable<string> Whole(Dictionary<string, int> shared, int least)
    {
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (stretch, count) in shared.Where(s => s.Value >= least && s.Key.Length > 2))
            foreach (var piece in (string[])[stretch[1..], stretch[..^1]])
                if (shared.GetValueOrDefault(piece) == count) pieces.Add(piece);
        return shared.Where(s => s.Value >= least && !pieces.Contains(s.Key)).Select(s => s.Key);
    }

    static bool Overlap(string one, string other) =>
        Enumerable.Range(0, other.Length - 1).Any(n => one.Contains(other.AsSpan(n, 2), StringComparison.Ordinal));

    static IEnumerable<string> Stretches(Message message)
    {
        var text = message.Subject.Length > 0 ? message.Subject[..Math.Min(LongestSubject, message.Subject.Length)] : message.Text[..Math.Min(200, message.Text.Length)];
        for (var n = 0; n < text.Length; n++)
        {
            if (!char.IsLetterOrDigit(text[n]) || Joints.Contains(text[n]) || Splits(text, n)) continue;
            for (var end = n + 1; end <= text.Length && end - n <= Longest && char.IsLetterOrDigit(text[end - 1]); end++)
                if (end - n >= 2 && !Joints.Contains(text[end - 1]) && !Splits(text, end)) yield return text[n..end];
        }
    }

    /// <summary>Whether a cut here would go through a word of letters or a number.</summary>
    static bool Splits(string text, int at) => at > 0 && at < text.Length && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at]);
}
