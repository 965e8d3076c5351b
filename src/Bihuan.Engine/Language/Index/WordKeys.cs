namespace Bihuan.Engine.Language.Index;

/// <summary>The tokens of <see cref="Segments.IndexText"/> as numbers of 32 bits. A pair of Chinese characters is its own number; a run of letters or digits is a hash, so
/// that two of them may share a number: what is found by one is proved by its text.</summary>
public static class WordKeys
{
    /// <summary>Adds the keys of a text in their order, as often as they stand there.</summary>
    public static void Add(ReadOnlySpan<char> text, List<uint> keys)
    {
        for (var n = 0; n < text.Length;)
        {
            var letter = Letters.Of(text[n]);
            if (IsHan(letter))
            {
                var end = n + 1;
                while (end < text.Length && IsHan(text[end])) end++;
                if (end - n == 1) keys.Add((uint)text[n] << 16);
                for (; n + 1 < end; n++) keys.Add(((uint)text[n] << 16) | text[n + 1]);
                n = end;
            }
            else if (letter != ' ')
            {
                var hash = 2166136261u;
                for (; n < text.Length && IsInRun(text[n]); n++) hash = (hash ^ Fold(text[n])) * 16777619u;
                // Above every Chinese character: no hash is a pair.
                keys.Add(0xa0000000u + (hash % 0x60000000u));
            }
            else
            {
                n++;
            }
        }
    }

    /// <summary>Whether it is a Chinese character.</summary>
    public static bool IsHan(char letter) => letter is >= '\u3400' and <= '\u9fff';

    /// <summary>Whether it stands in a run of letters and digits.</summary>
    public static bool IsInRun(char letter) => Letters.Of(letter) is not ' ' and var form && !IsHan(form);

    /// <summary>Half width and lower case: the form in which texts are compared. One character stays one.</summary>
    public static char Fold(char letter)
    {
        if (letter is >= 'a' and <= 'z' || IsHan(letter)) return letter;
        if (letter is >= '\uff01' and <= '\uff5e') letter = (char)(letter - 0xfee0);
        return char.ToLowerInvariant(letter);
    }

    /// <summary>Half width and lower case, character by character.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (form, said) =>
    {
        for (var n = 0; n < form.Length; n++) form[n] = Fold(said[n]);
    });

    // One to one, and spread: words that begin alike would otherwise all stand on the same few pages.
    internal static uint Mix(uint key) => key * 0x9e3779b1u;
}
