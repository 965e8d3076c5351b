using System.Text.RegularExpressions;

namespace Bihuan.Tests.House;

/// <summary>Takes out of a page's text what is said in both languages: the calls of <c>Say(zh, en)</c>, the refusals, and every Chinese literal whose next argument is English.</summary>
static partial class Spoken
{
    public static string Without(string text)
    {
        for (var call = Call().Match(text); call.Success; call = Call().Match(text, call.Index + 1))
        {
            var end = EndOfCall(text, call.Index + call.Length);
            text = string.Concat(text.AsSpan(0, call.Index), Tree.Blank(text[call.Index..end]), text.AsSpan(end));
        }

        return Pair().Replace(text, pair => Tree.Blank(pair.Value));
    }

    // Brackets inside strings do not count.
    static int EndOfCall(string text, int at)
    {
        var depth = 1;
        for (var quoted = false; at < text.Length && depth > 0; at++)
        {
            if (text[at] == '\\' && quoted) at++;
            else if (text[at] == '"') quoted = !quoted;
            else if (!quoted && text[at] == '(') depth++;
            else if (!quoted && text[at] == ')') depth--;
        }

        return Math.Min(at, text.Length);
    }

    [GeneratedRegex(@"\b(Say|new Refusal)\(")]
    private static partial Regex Call();

    [GeneratedRegex("""
        "[^"\n]*[\u4e00-\u9fff][^"\n]*",\s*\$?"[^"\n\u4e00-\u9fff]*[A-Za-z][^"\n\u4e00-\u9fff]*"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Pair();
}
