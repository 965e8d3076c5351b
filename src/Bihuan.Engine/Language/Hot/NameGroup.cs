using System.Collections.Immutable;
using Bihuan.Engine.Language.Segments;

namespace Bihuan.Engine.Language.Hot;

/// <summary>Names a group by its own words.</summary>
public static class NameGroup
{
    const int Longest = 10;

    // Words do not begin or end with these.
    const string Joints = "的了在是和与及被把对市区县省";

    /// <summary>Up to three stretches that at least half of the messages share, the most telling first; where there is none, the subject of the first message.</summary>
    /// <param name="members">At least one.</param>
    /// <param name="rarity">How telling a pair of characters is.</param>
    public static string Run(ImmutableArray<Said> members, Func<string, double> rarity)
    {
        var shared = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in members.Take(200))
            foreach (var stretch in Stretches(member.Message).ToHashSet(StringComparer.Ordinal)) shared[stretch] = shared.GetValueOrDefault(stretch) + 1;
        var least = Math.Max(2, (Math.Min(200, members.Length) + 1) / 2);
        var names = new List<string>();
        foreach (var (stretch, _) in shared.Where(s => s.Value >= least).OrderByDescending(s => Telling(s.Key) * s.Value).ThenBy(s => s.Key, StringComparer.Ordinal))
        {
            if (names.Any(n => Overlap(n, stretch))) continue;
            names.Add(stretch);
            if (names.Count == 3) break;
        }

        return names.Count > 0 ? string.Join(' ', names)
            : members[0].Message.Subject is { Length: > 0 } subject ? subject : members[0].Message.Text[..Math.Min(24, members[0].Message.Text.Length)];

        double Telling(string stretch) => IndexText.Tokens(stretch).Sum(rarity);
    }

    static bool Overlap(string one, string other) =>
        Enumerable.Range(0, other.Length - 1).Any(n => one.Contains(other.AsSpan(n, 2), StringComparison.Ordinal));

    static IEnumerable<string> Stretches(Message message)
    {
        var text = message.Subject.Length > 0 ? message.Subject : message.Text[..Math.Min(200, message.Text.Length)];
        for (var n = 0; n < text.Length; n++)
            for (var length = 1; length <= Longest && n + length <= text.Length && char.IsLetterOrDigit(text[n + length - 1]); length++)
                if (length >= 2 && !Joints.Contains(text[n]) && !Joints.Contains(text[n + length - 1])) yield return text.Substring(n, length);
    }
}
