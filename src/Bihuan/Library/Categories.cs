using System.Collections.Frozen;
using Bihuan.Language;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Bihuan.Library;

/// <summary>The tree of what requests are about. Codes are paths: <c>CJ</c>, <c>CJ-01</c>, <c>CJ-01-03</c>.</summary>
public sealed class Categories
{
    readonly FrozenDictionary<string, Category> byCode;

    Categories(IEnumerable<Category> all, double threshold)
    {
        Threshold = threshold;
        All = [.. all];
        byCode = All.ToFrozenDictionary(category => category.Code);
        Parents = All.Where(c => c.Parent.Length > 0).Select(c => c.Parent).ToFrozenSet();
    }

    /// <summary>From which probability on a category that was told from a text counts as sure, 0 to 1.</summary>
    public double Threshold { get; }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Category> All { get; }

    /// <summary>Those a request is filed under: the ones that nothing stands below.</summary>
    public IEnumerable<Category> Leaves => All.Where(c => !Parents.Contains(c.Code));

    FrozenSet<string> Parents { get; }

    /// <summary>The category of that code; null when there is none.</summary>
    public Category? Of(string code) => byCode.GetValueOrDefault(code);

    /// <summary>Its name; the code itself when it is unknown.</summary>
    public Words Name(string code) => code.Length == 0 ? new("未分类", "No category") : Of(code)?.Title ?? new(code, code);

    /// <summary>Names from the top down: <c>城乡建设 · 市政公用 · 供热</c>.</summary>
    public Words Path(string code)
    {
        var parts = new List<Words>();
        for (var c = Of(code); c is not null; c = Of(c.Parent)) parts.Insert(0, c.Title);
        return parts.Count == 0 ? Name(code) : new(string.Join(" · ", parts.Select(p => p.Zh)), string.Join(" · ", parts.Select(p => p.En)));
    }

    /// <summary>Leaves whose name or keywords stand in the text, those with the longest match first; for a short query also those whose name holds it.</summary>
    public IEnumerable<(Category Category, string Matched)> Suggest(string text, int most = 5) => Leaves
        .Select(c => (Category: c, Matched: c.Words.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)
            || text.Length is > 0 and <= 6 && word.Contains(text, StringComparison.OrdinalIgnoreCase)).MaxBy(word => word.Length)))
        .Where(hit => hit.Matched is not null)
        .OrderByDescending(hit => hit.Category.Words.Count(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
        .ThenByDescending(hit => hit.Matched!.Length).ThenByDescending(hit => hit.Category.IsCommon)
        .Take(most).Select(hit => (hit.Category, hit.Matched!));

    /// <summary>Reads categories.yaml.</summary>
    public static Categories Load(string file)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        using var reader = File.OpenText(file);
        var sheet = yaml.Deserialize<Sheet>(reader);
        return new(sheet.Categories.Select(c => new Category(c.Code, new(c.Name, c.NameEn), c.Common, [c.Name, c.NameEn, .. c.Keywords ?? []])), sheet.Threshold);
    }

    /// <summary>Those of a district that no pack ships.</summary>
    public static Categories Of(EnteredCategories entered) =>
        new(entered.All.Select(c => new Category(c.Code, c.Title, false, [c.Title.Zh])), LabelTree.Usual);

    sealed class Sheet
    {
        public double Threshold { get; set; } = LabelTree.Usual;
        public List<Line> Categories { get; set; } = [];
    }

    sealed class Line
    {
        public string Code { get; set; } = "";
        public string Name { get; set; } = "";
        public string NameEn { get; set; } = "";
        public bool Common { get; set; }
        public List<string>? Keywords { get; set; }
    }
}

/// <summary>One category.</summary>
/// <param name="IsCommon">Offered first.</param>
/// <param name="Words">Its names and the words by which residents call it.</param>
public sealed record Category(string Code, Words Title, bool IsCommon, ImmutableArray<string> Words)
{
    /// <summary>The code above; empty at the top.</summary>
    public string Parent => Code.LastIndexOf('-') is var at and > 0 ? Code[..at] : "";
}
