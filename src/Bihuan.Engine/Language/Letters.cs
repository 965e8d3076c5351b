namespace Bihuan.Engine.Language;

/// <summary>Brings text to one form: half width, lower case, any number as one 0, everything that is no letter as one space.</summary>
public static class Letters
{
    /// <summary>The form of one character: itself, its half-width lower-case letter, <c>0</c> for a digit, or a space.</summary>
    public static char Of(char letter)
    {
        if (letter is >= '\u4e00' and <= '\u9fff') return letter;
        if (letter is >= '\uff01' and <= '\uff5e') letter = (char)(letter - 0xfee0);
        if (letter < 128)
            return letter is >= 'a' and <= 'z' ? letter : letter is >= 'A' and <= 'Z' ? (char)(letter | 0x20) : letter is >= '0' and <= '9' ? '0' : ' ';
        return char.IsLetter(letter) ? char.ToLowerInvariant(letter) : ' ';
    }

    /// <summary>Writes the form of a text and where each of its characters stood.</summary>
    /// <param name="text">As it was said.</param>
    /// <param name="form">At least as long as the text.</param>
    /// <param name="places">Empty, or as long as <paramref name="form"/>: the index in the text of each character of the form.</param>
    /// <returns>How many characters were written; runs of digits and of spaces count once.</returns>
    public static int Write(ReadOnlySpan<char> text, Span<char> form, Span<int> places)
    {
        var length = 0;
        var last = ' ';
        for (var n = 0; n < text.Length && length < form.Length; n++)
        {
            var letter = Of(text[n]);
            if (letter is ' ' or '0' && letter == last) continue;
            last = letter;
            if (places.Length > 0) places[length] = n;
            form[length++] = letter;
        }

        return length;
    }
}
