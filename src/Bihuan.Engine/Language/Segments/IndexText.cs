namespace Bihuan.Engine.Language.Segments;

/// <summary>The tokens under which a text is found. Both databases index and ask with these, so both give the same answers: pairs of neighbouring
/// characters find every word of two characters, whatever the words around it are.</summary>
public static class IndexText
{
    /// <summary>The tokens of a text to be found: every pair of neighbouring Chinese characters, every single one between marks, every run of letters and digits in lower case.</summary>
    public static List<string> Tokens(string text)
    {
        var tokens = new List<string>(text.Length);
        for (var n = 0; n < text.Length;)
        {
            var letter = Letters.Of(text[n]);
            if (letter is >= '\u3400' and <= '\u9fff')
            {
                var end = n + 1;
                while (end < text.Length && text[end] is >= '\u3400' and <= '\u9fff') end++;
                if (end - n == 1) tokens.Add(text[n..end]);
                for (var at = n; at + 1 < end; at++) tokens.Add(text.Substring(at, 2));
                n = end;
            }
            else if (letter != ' ')
            {
                var from = n;
                while (n < text.Length && Letters.Of(text[n]) is not ' ' and not (>= '\u3400' and <= '\u9fff')) n++;
                tokens.Add(Plain(text.AsSpan(from, n - from)));
            }
            else
            {
                n++;
            }
        }

        return tokens;
    }

    // Digits stay as they are here: 110 is not 120.
    static string Plain(ReadOnlySpan<char> text)
    {
        var plain = new char[text.Length];
        for (var n = 0; n < text.Length; n++)
            plain[n] = char.ToLowerInvariant(text[n] is >= '\uff01' and <= '\uff5e' ? (char)(text[n] - 0xfee0) : text[n]);
        return new(plain);
    }
}
