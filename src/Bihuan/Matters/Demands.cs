using System.Text.RegularExpressions;

namespace Bihuan.Matters;

/// <summary>
/// Hears whether somebody asks for several things in one breath: numbered, or joined by "besides". Each becomes a point, and a result must
/// answer every point, so that the second thing is not lost behind the first.
/// </summary>
public static partial class Demands
{
    const int Fewest = 4;
    const int Longest = 60;
    const int Most = 9;

    /// <summary>The points in the order they were said; fewer than two mean that one thing was asked for.</summary>
    public static ImmutableArray<string> In(string text)
    {
        var numbered = Numbers().Matches(text);
        var parts = numbered.Count > 1
            ? numbered.Select((mark, n) => text[(mark.Index + mark.Length)..(n + 1 < numbered.Count ? numbered[n + 1].Index : text.Length)])
            : Besides().Split(text);
        return [.. parts.Select(Short).Where(part => part.Length >= Fewest).Take(Most)];
    }

    /// <summary>The first sentence of a part, without the marks around it.</summary>
    static string Short(string part)
    {
        var said = part.Trim().TrimStart('，', ',', '：', ':', '、', ' ');
        var end = said.IndexOfAny(['。', '！', '？', '；', ';', '\n']);
        if (end > 0) said = said[..end];
        said = said.TrimEnd('，', ',', '。', ' ');
        return said.Length <= Longest ? said : said[..Longest] + "…";
    }

    [GeneratedRegex(@"(?<=^|[\s。；;：:，,！!？?])(?:[一二三四五六七八九]、|[1-9][、.．)）](?!\d)|[①②③④⑤⑥⑦⑧⑨]|第[一二三四五六七八九][，,、是])")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?<=[\s。；;，,！!？?])(?:另外|还有就是|还有|此外|除此之外|再就是)")]
    private static partial Regex Besides();
}
