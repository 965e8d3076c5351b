using System.Text.RegularExpressions;
using Bihuan.Matters;

namespace Bihuan.Portal;

/// <summary>Covers whoever can be recognised in a free text before the public page shows it: paper and screens are read over shoulders.</summary>
public static partial class Covered
{
    /// <summary>The text without mobile numbers, identity numbers, and the requester's own name, telephone and door.</summary>
    public static string Text(string? text, Said said)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        foreach (var own in (string?[])[said.Name, said.Phone, said.Address])
            if (own is { Length: > 1 }) text = text.Replace(own, "＊＊＊", StringComparison.OrdinalIgnoreCase);
        text = Identity().Replace(text, "＊＊＊");
        return Mobile().Replace(text, match => match.Value[..3] + "＊＊＊＊");
    }

    [GeneratedRegex(@"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")]
    private static partial Regex Mobile();

    [GeneratedRegex(@"(?<!\d)\d{17}[\dXx](?![\dXx])")]
    private static partial Regex Identity();
}
