using System.Globalization;
using System.Text.RegularExpressions;

namespace Bihuan.Tests.Parts;

public sealed partial class ContrastTests
{
    static readonly string Sheet = File.ReadAllText(Path.Combine(Show.Root, "src", "Bihuan", "wwwroot", "css", "tokens.css"));
    static readonly Dictionary<string, string> Light = Tokens(Sheet[..Sheet.IndexOf(".bare {", StringComparison.Ordinal)]);
    static readonly Dictionary<string, string> Bare = Over(Light, Sheet[Sheet.IndexOf(".bare {", StringComparison.Ordinal)..Sheet.IndexOf("@media (prefers", StringComparison.Ordinal)]);
    static readonly Dictionary<string, string> Dark = Over(Light, Sheet[Sheet.IndexOf("@media (prefers", StringComparison.Ordinal)..]);

    static readonly (string Ink, string Ground)[] Words =
    [
        ("ink", "paper"), ("ink", "surface"), ("ink", "sunk"), ("ink", "pine-wash"), ("ink", "red-wash"), ("ink", "amber-wash"), ("ink", "green-wash"),
        ("quiet", "paper"), ("quiet", "surface"), ("quiet", "sunk"), ("quiet", "pine-wash"), ("quiet", "red-wash"), ("quiet", "amber-wash"),
        ("pine", "paper"), ("pine", "surface"), ("pine", "pine-wash"), ("pine", "amber-wash"), ("on-pine", "pine"), ("on-pine", "pine-deep"),
        ("red", "paper"), ("red", "surface"), ("red", "sunk"), ("red", "red-wash"), ("red", "pine-wash"), ("on-red", "red"),
        ("amber", "paper"), ("amber", "surface"), ("amber", "sunk"), ("amber", "amber-wash"), ("amber", "pine-wash"),
        ("green", "paper"), ("green", "surface"), ("green", "green-wash"),
    ];

    [Fact]
    public void words_can_be_read_on_every_ground_by_day() => Assert.Equal([], Below(Light, Words, 4.5));

    [Fact]
    public void words_can_be_read_on_every_ground_by_night() => Assert.Equal([], Below(Dark, Words, 4.5));

    [Fact]
    public void residents_get_the_strictest_contrast_by_day_and_night()
    {
        var residents = Words.Where(w => w.Ground is "paper" or "surface" || w.Ink == "on-pine").ToArray();

        Assert.Equal([], Below(Bare, residents, 7));
        Assert.Equal([], Below(Dark, residents, 7));
    }

    [Fact]
    public void edges_of_fields_can_be_seen()
    {
        (string, string)[] edges = [("edge", "paper"), ("edge", "surface")];

        Assert.Equal([], Below(Light, edges, 3));
        Assert.Equal([], Below(Bare, edges, 3));
        Assert.Equal([], Below(Dark, edges, 3));
    }

    static string[] Below(Dictionary<string, string> tokens, (string Ink, string Ground)[] pairs, double least) =>
        [.. pairs.Select(p => (p, Is: Contrast(tokens[p.Ink], tokens[p.Ground]))).Where(x => x.Is < least)
            .Select(x => $"{x.p.Ink} on {x.p.Ground}: {x.Is:0.00}")];

    static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
    }

    static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var c = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= .04045 ? c / 12.92 : Math.Pow((c + .055) / 1.055, 2.4);
        }
        return .2126 * Channel(1) + .7152 * Channel(3) + .0722 * Channel(5);
    }

    static Dictionary<string, string> Tokens(string css) =>
        Token().Matches(css).GroupBy(m => m.Groups[1].Value).ToDictionary(g => g.Key, g => g.Last().Groups[2].Value);

    static Dictionary<string, string> Over(Dictionary<string, string> ground, string css)
    {
        var all = new Dictionary<string, string>(ground);
        foreach (var (name, value) in Tokens(css)) all[name] = value;
        return all;
    }

    [GeneratedRegex(@"--([a-z-]+): (#[0-9A-Fa-f]{6});")]
    private static partial Regex Token();
}
