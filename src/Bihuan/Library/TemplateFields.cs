using System.Text.RegularExpressions;

namespace Bihuan.Library;

/// <summary>What a template may ask for: what every matter knows, and the fields of the playbook.</summary>
public static partial class TemplateFields
{
    static readonly ImmutableSortedDictionary<string, Words> Everywhere = new Dictionary<string, Words>
    {
        [PaperLayout.Number] = new("文书编号", "The paper's number"), ["number"] = new("事项编号", "The matter's number"), ["title"] = new("标题", "Title"),
        ["text"] = new("原话", "What was said"), ["place"] = new("所在区域", "Where it is"), ["category"] = new("类别", "Category"), ["unit"] = new("承办单位", "The handling unit"),
        ["due"] = new("办理期限", "When it is due"), ["received"] = new("登记日期", "When it was received"), ["today"] = new("出具日期", "The day of the paper"),
        ["requester"] = new("诉求人", "Requester"),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Every field by its name in braces.</summary>
    public static IReadOnlyList<(string Name, Words Title)> Of(Playbook playbook) =>
        [.. Everywhere.Select(field => (field.Key, field.Value)), .. playbook.Fields.Where(field => !Everywhere.ContainsKey(field.Id)).Select(field => (field.Id, field.Title))];

    /// <summary>Whether an answer may have whole paragraphs.</summary>
    public static bool IsLong(Playbook playbook, string name) => name == "text" || playbook.Field(name) is { Type: FieldType.LongText or FieldType.Lines or FieldType.Replies };

    /// <summary>Why a template asks for what nobody knows; null when everything is known.</summary>
    public static Refusal? Unknown(Playbook playbook, IEnumerable<string> asks)
    {
        var fields = Of(playbook);
        List<Words> wrong = [.. asks.Where(name => fields.All(field => field.Name != name)).Select(name =>
        {
            var said = name.Length > 40 ? name[..40] + "…" : name;
            return Meant(name, fields) is { } meant ? new Words($"{{{said}}}（是不是 {{{meant}}}？）", $"{{{said}}} (did you mean {{{meant}}}?)") : new Words($"{{{said}}}", $"{{{said}}}");
        })];
        return wrong.Count == 0 ? null : No.TemplateField.With(new Words(string.Join("、", wrong.Select(w => w.Zh)), string.Join(", ", wrong.Select(w => w.En))));
    }

    // A clerk may write what a field is called on the form.
    static string? Meant(string name, IReadOnlyList<(string Name, Words Title)> fields) =>
        fields.FirstOrDefault(field => field.Title.Zh == name || field.Title.En.Equals(name, StringComparison.OrdinalIgnoreCase) || field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Name
        ?? Nearest.Of(name, fields.Select(field => field.Name));

    /// <summary>What an example matter would say: the words of the playbook's first example where it has some, a likely answer where not.</summary>
    public static IReadOnlyDictionary<string, string> Sample(Playbook playbook, Origin? origin)
    {
        var example = origin?.Examples.Select(text => Shelf.ReadExample(text).Example).FirstOrDefault();
        var text = example?.Given.GetValueOrDefault("text") ?? "小区门前路灯不亮，晚上出行不安全。";
        var number = Pattern().Replace(playbook.Number, match => match.Value.Contains('0', StringComparison.Ordinal) ? "1".PadLeft(match.Length - 2, '0') : "20260309");
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [PaperLayout.Number] = $"{number}-1", ["number"] = number, ["title"] = text[..Math.Min(text.Length, 20)].TrimEnd('。', '，'), ["text"] = text,
            ["place"] = "示例街道示例社区", ["category"] = "示例类别", ["unit"] = "示例街道办事处", ["due"] = "2026年3月16日", ["received"] = "2026年3月9日", ["today"] = "2026年3月9日", ["requester"] = "李示例",
        };
        foreach (var field in playbook.Fields)
            known.TryAdd(field.Id, field.Type switch
            {
                FieldType.Choice => (playbook.Choice(field.List ?? "", example?.Form.GetValueOrDefault(field.Id) ?? "") ?? playbook.Choices(field.List).FirstOrDefault())?.Title.Zh ?? "",
                FieldType.YesNo => "是",
                FieldType.Date => "2026年3月9日",
                FieldType.Number => example?.Form.GetValueOrDefault(field.Id) ?? "3",
                FieldType.Unit or FieldType.Units => "示例街道办事处",
                FieldType.Person => "王示例",
                FieldType.Lines or FieldType.Replies => $"{field.Title.Zh}第一条\n{field.Title.Zh}第二条",
                _ => example?.Form.GetValueOrDefault(field.Id) is { Length: > 0 } said ? said : $"（{field.Title.Zh}）",
            });
        return known;
    }

    [GeneratedRegex(@"\{(yyyyMMdd|yyyy|yyyyMM|0+)\}")]
    private static partial Regex Pattern();
}
