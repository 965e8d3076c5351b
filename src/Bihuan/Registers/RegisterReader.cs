using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Bihuan.Registers;

/// <summary>Reads a register's definition. What it does not understand is a fault that says where.</summary>
static class RegisterReader
{
    static readonly string[] Known = ["register", "title", "about", "number", "place", "restricted", "owner", "covers", "called", "read", "write", "fields"];
    static readonly string[] KnownOfField = ["id", "title", "type", "required", "sensitivity", "key", "fresh", "unit", "choices", "hint", "known-as", "choices-of", "parts", "owner"];

    /// <summary>The definition and what is wrong with its text.</summary>
    public static (Register Register, ImmutableArray<Words> Faults) Read(string yaml)
    {
        var faults = ImmutableArray.CreateBuilder<Words>();
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException unreadable)
        {
            return (new("", default, default, "", false, false), [new($"第 {unreadable.Start.Line} 行读不懂：{unreadable.Message}", $"Line {unreadable.Start.Line} cannot be read: {unreadable.Message}")]);
        }

        var root = stream.Documents.Count > 0 ? stream.Documents[0].RootNode as YamlMappingNode : null;
        var text = new Text(root ?? [], "", faults);
        text.Only(Known);
        return (new(text.Word("register"), text.Words("title"), text.Words("about"), text.Word("number"), text.Flag("place"), text.Flag("restricted"))
        {
            Owner = text.Has("owner") ? text.Words("owner") : null,
            Called = text.List("called"),
            Covers = text.Nested("covers", faults) is { } covers ? Coverage(covers) : null,
            Read = text.List("read"), Write = text.List("write"), Fields = [.. text.Nodes("fields").Select(node => Field(node, faults))],
        }, faults.ToImmutable());
    }

    static RegisterField Field(YamlMappingNode node, ImmutableArray<Words>.Builder faults)
    {
        var text = new Text(node, $"fields.{new Text(node, "", faults).Word("id")}.", faults);
        text.Only(KnownOfField);
        var type = text.Word("type");
        if (!Enum.TryParse<AnswerType>(type.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var known) || type.Any(char.IsAsciiLetterUpper))
            text.Fault("type", "要是 text、long-text、choice、number、date、area、unit、phone 之一", "must be one of text, long-text, choice, number, date, area, unit, phone");
        if (text.Maybe("sensitivity") is not (null or "normal" or "personal")) text.Fault("sensitivity", "要是 normal 或 personal", "must be normal or personal");
        var fresh = text.Days("fresh");

        var field = new RegisterField(text.Word("id"), text.Words("title"), known, text.Flag("required"), text.Maybe("sensitivity") == "personal", text.Flag("key"), fresh)
        {
            Unit = text.Has("unit") ? text.Words("unit") : null,
            Owner = text.Has("owner") ? text.Words("owner") : null,
            Parts = text.List("parts"),
            ChoicesOf = text.Nested("choices-of", faults) is { } of ? Of(of) : null,
            Hint = text.Has("hint") ? text.Words("hint") : null,
            Choices = [.. text.Nodes("choices").Select(choice => new Text(choice, text.Where + "choices.", faults)).Select(choice => new RegisterChoice(choice.Word("code"), choice.Words("title")))],
        };
        return text.Has("known-as") ? field with { KnownAs = text.List("known-as") } : field;
    }

    static ChoicesOf Of(Text text)
    {
        text.Only(["playbook", "list", "under"]);
        return new(text.Word("playbook"), text.Word("list"), text.List("under"));
    }

    static Coverage Coverage(Text text)
    {
        text.Only(["date", "within", "every", "by"]);
        if (!text.Has("within")) text.Fault("within", "没有写", "is missing");
        return new(text.Word("date"), text.Days("within") ?? 0, text.Maybe("every"), text.Maybe("by"));
    }

    /// <summary>The codes and titles of a playbook's list, with the code each stands under; null where there is no such list.</summary>
    public static IReadOnlyList<(RegisterChoice Choice, string? Under)>? List(string yaml, string list)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        static YamlMappingNode? Under(YamlNode? node, string key) =>
            (node as YamlMappingNode)?.Children.FirstOrDefault(pair => (pair.Key as YamlScalarNode)?.Value == key).Value as YamlMappingNode;
        static string Text(YamlNode? node, string key) => ((node as YamlMappingNode)?.Children.FirstOrDefault(pair => (pair.Key as YamlScalarNode)?.Value == key).Value as YamlScalarNode)?.Value ?? "";
        return Under(Under(stream.Documents[0].RootNode, "lists"), list) is not { } found ? null
            : [.. found.Children.Select(pair => (new RegisterChoice(((YamlScalarNode)pair.Key).Value ?? "", new(Text(Under(pair.Value, "title"), "zh"), Text(Under(pair.Value, "title"), "en"))),
                Text(pair.Value, "under") is { Length: > 0 } under ? under : null))];
    }

    sealed class Text(YamlMappingNode node, string where, ImmutableArray<Words>.Builder faults)
    {
        public string Where { get; } = where;

        YamlNode? this[string key] => node.Children.FirstOrDefault(pair => (pair.Key as YamlScalarNode)?.Value == key).Value;

        public bool Has(string key) => this[key] is not null;

        public string? Maybe(string key) => (this[key] as YamlScalarNode)?.Value;

        public string Word(string key)
        {
            if (Maybe(key) is { Length: > 0 } word) return word;
            Fault(key, "没有写", "is missing");
            return "";
        }

        public Words Words(string key)
        {
            if (this[key] is YamlMappingNode { Children.Count: 2 } both && new Text(both, "", faults) is var text && text.Maybe("zh") is { Length: > 0 } zh && text.Maybe("en") is { Length: > 0 } en) return new(zh, en);
            Fault(key, "要写 { zh: …, en: … }，两种语言都要有", "needs { zh: …, en: … }, both of them");
            return new("", "");
        }

        public bool Flag(string key)
        {
            if (Maybe(key) is not (null or "true" or "false")) Fault(key, "只能是 true 或 false", "is true or false");
            return Maybe(key) == "true";
        }

        public ImmutableArray<string> List(string key) => this[key] is YamlSequenceNode list ? [.. list.Children.OfType<YamlScalarNode>().Select(one => one.Value ?? "")] : [];

        public Text? Nested(string key, ImmutableArray<Words>.Builder faults)
        {
            if (this[key] is YamlMappingNode nested) return new(nested, $"{Where}{key}.", faults);
            if (Has(key)) Fault(key, "要写成 { … }", "is written { … }");
            return null;
        }

        public int? Days(string key)
        {
            if (Maybe(key) is not { } said) return null;
            if (said.Split(' ') is [var days, "days"] && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0) return count;
            Fault(key, "要写成 180 days", "is written 180 days");
            return null;
        }

        public IEnumerable<YamlMappingNode> Nodes(string key) => (this[key] as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? [];

        public void Only(string[] known)
        {
            foreach (var key in node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "").Except(known))
                Fault(key, $"不认识这个词，可以写：{string.Join("、", known)}", $"is no word of a definition; those are {string.Join(", ", known)}");
        }

        public void Fault(string key, string zh, string en) => faults.Add(new($"{Where}{key}：{zh}。", $"{Where}{key} {en}."));
    }
}
