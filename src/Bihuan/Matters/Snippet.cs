using Bihuan.Engine.Language.Index;

namespace Bihuan.Matters;

/// <summary>The part of a text in which the words stand that were looked for.</summary>
/// <param name="Marks">Where they stand in it.</param>
/// <param name="IsCutBefore">Whether more stands before it.</param>
/// <param name="IsCutAfter">Whether more stands after it.</param>
public sealed record Snippet(string Text, IReadOnlyList<Range> Marks, bool IsCutBefore, bool IsCutAfter)
{
    const int Longest = 96;
    const int Before = 18;

    /// <summary>Begins a little before the first of the words, at the beginning where that is not far.</summary>
    /// <param name="around">The words that it must show, where that is not all of them.</param>
    public static Snippet Of(WordQuestion question, string text, bool alike, WordQuestion? around = null)
    {
        text = text.ReplaceLineEndings(" ");
        var first = (around ?? question).Marks(text, alike) is [var mark, ..] ? mark.Start.Value : 0;
        var from = first <= Longest / 2 ? 0 : first - Before;
        var length = Math.Min(Longest, text.Length - from);
        var part = text.Substring(from, length);
        return new(part, question.Marks(part, alike), from > 0, from + length < text.Length);
    }
}
