using System.Security.Cryptography;
using System.Text;

namespace Bihuan.Language;

/// <summary>The tree of categories whose codes are learned. A model that was learned for another tree has other labels, and is refused.</summary>
/// <param name="Pack">Whose tree: the district's pack, or the district where it has none.</param>
/// <param name="Edition">Changes with any code of the tree: the first 16 hex digits of a SHA-256.</param>
/// <param name="Threshold">From which probability on a category counts as sure, 0 to 1.</param>
public sealed record LabelTree(string Pack, string Edition, double Threshold)
{
    /// <summary>The threshold of a pack that says none.</summary>
    public const double Usual = 0.6;

    /// <summary>The tree of these codes.</summary>
    public static LabelTree Of(string pack, IEnumerable<string> codes, double threshold) =>
        new(pack, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', codes.Order(StringComparer.Ordinal)))))[..16], threshold);

    /// <summary>The codes from the top down: of <c>CJ-04-03</c>, <c>CJ</c>, <c>CJ-04</c> and itself.</summary>
    public static ImmutableArray<string> PathOf(string code)
    {
        var path = ImmutableArray.CreateBuilder<string>();
        for (var at = code.IndexOf('-', StringComparison.Ordinal); at > 0; at = code.IndexOf('-', at + 1)) path.Add(code[..at]);
        path.Add(code);
        return path.ToImmutable();
    }
}
