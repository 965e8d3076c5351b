namespace Bihuan.Parts;

/// <summary>A stretch of a text that is marked.</summary>
/// <param name="For">What it spoke for: <c>category</c> or <c>place</c>.</param>
public sealed record TextMark(int Start, int Length, string For);

/// <summary>A piece of a text as it is shown.</summary>
/// <param name="For">What it is marked for; null for what stands between.</param>
public sealed record TextPiece(string Words, string? For);

/// <summary>Cuts a text at its marks.</summary>
public static class Marked
{
    /// <summary>The pieces in order. Marks that overlap an earlier one, or reach outside, are left out.</summary>
    /// <param name="around">Where the text is long, how many characters around each mark are kept; null keeps it whole.</param>
    public static IReadOnlyList<TextPiece> Cut(string text, IEnumerable<TextMark> marks, int? around = null)
    {
        List<TextPiece> pieces = [];
        var at = 0;
        foreach (var mark in marks.Where(mark => mark is { Start: >= 0, Length: > 0 } && mark.Start + mark.Length <= text.Length).OrderBy(mark => mark.Start))
        {
            if (mark.Start < at) continue;
            if (mark.Start > at) pieces.Add(new(Between(text[at..mark.Start], at == 0, isLast: false, around), null));
            pieces.Add(new(text.Substring(mark.Start, mark.Length), mark.For));
            at = mark.Start + mark.Length;
        }

        if (at < text.Length) pieces.Add(new(Between(text[at..], at == 0, isLast: true, around), null));
        return pieces;
    }

    static string Between(string words, bool isFirst, bool isLast, int? around)
    {
        if (around is not { } most || words.Length <= (isFirst || isLast ? most : 2 * most) + 4) return words;
        return (isFirst, isLast) switch
        {
            (true, true) => words[..(2 * most)] + "…",
            (true, _) => "…" + words[^most..],
            (_, true) => words[..most] + "…",
            _ => $"{words[..most]}…{words[^most..]}",
        };
    }
}
