using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bihuan.Engine.Clocks;
using Bihuan.Engine.Playbooks;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.House;
using YamlDotNet.RepresentationModel;

namespace Bihuan.Tests.Playbooks;

/// <summary>The JSON Schema beside the playbooks says what the reader reads: an editor that follows it leads nobody astray.</summary>
public class SchemaTests
{
    static readonly JsonObject Schema = JsonNode.Parse(Tree.Text("packs/schema/playbook.schema.json"))!.AsObject();

    public static TheoryData<string> Files => [.. Tree.Files.Where(file => file.EndsWith(".playbook.yaml", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Files))]
    public void every_playbook_fits_the_schema(string file) => Assert.Empty(Misfits(Yaml(Tree.Text(file)), Schema, file));

    [Theory, MemberData(nameof(Files))]
    public void every_playbook_names_the_schema_in_its_first_line(string file)
    {
        var named = Regex.Match(Tree.Text(file), @"^# yaml-language-server: \$schema=(\S+)").Groups[1].Value;
        Assert.Equal("packs/schema/playbook.schema.json", Path.GetRelativePath(Tree.Root, Path.Combine(Tree.Root, Path.GetDirectoryName(file)!, named)));
    }

    [Theory]
    [InlineData("version: 1\n", "version: one\n")]
    [InlineData("    clock: sign\n", "    clok: sign\n")]
    [InlineData("by: [leader]", "by: [boss]")]
    [InlineData("act: instruct", "act: instrct")]
    [InlineData("limit: 2 hours, basis: S4", "limit: 2 hoors, basis: S4")]
    [InlineData("zh: 12345 诉求, en: Hotline request", "zh: 12345 诉求")]
    [InlineData("when: { field: signed, is: \"no\" }", "when: { field: signed }")]
    public void what_is_broken_does_not_fit(string whole, string broken)
    {
        var text = Tree.Text("packs/hotline/request.playbook.yaml");
        Assert.NotEmpty(Misfits(Yaml(text.Replace(whole, broken, StringComparison.Ordinal)), Schema, ""));
    }

    [Fact]
    public void its_lists_are_those_of_the_code()
    {
        Assert.Equal(Acts.All.Select(act => act.Name), Enum("act"));
        Assert.Equal(Roles.All.Select(role => role.Key), Enum("role"));
        Assert.Equal(System.Enum.GetNames<FieldType>().Select(Kebab), Enum("fieldType"));
        Assert.Equal(System.Enum.GetNames<Party>().Where(p => p != "Any").Select(Kebab), Enum("party"));
        Assert.Equal(System.Enum.GetNames<LimitUnit>().Select(Kebab), Enum("limitUnit"));
        Assert.Contains(string.Join('|', Enum("role")), Schema["$defs"]!["whose"]!["pattern"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(string.Join('|', Enum("party")), Schema["$defs"]!["whose"]!["pattern"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(string.Join('|', Enum("limitUnit")), Schema["$defs"]!["limit"]!["pattern"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void its_words_are_those_the_reader_knows()
    {
        var known = Regex.Matches(Tree.Text("src/Bihuan.Engine/Playbooks/PlaybookReader.cs"), @"(?:Known|Checked)\([^;]*?\)")
            .Select(m => string.Join(' ', Regex.Matches(m.Value, "\"([a-z-]+)\"").Select(w => w.Groups[1].Value).Order(StringComparer.Ordinal))).ToHashSet();
        string Words(JsonNode node) => string.Join(' ', node["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        var defs = Schema["$defs"]!;

        foreach (var node in (JsonNode[])[Schema, defs["stage"]!, defs["moveAnywhere"]!, defs["clock"]!, defs["field"]!, defs["choice"]!, defs["words"]!, defs["clock"]!["properties"]!["extension"]!, defs["clock"]!["properties"]!["cases"]!["items"]!])
            Assert.Contains(Words(node), known);
    }

    static IEnumerable<string> Enum(string name) => Schema["$defs"]![name]!["enum"]!.AsArray().Select(n => n!.ToString());

    static string Kebab(string name) => Regex.Replace(name, "(?<!^)([A-Z])", "-$1").ToLowerInvariant();

    /// <summary>The schema of another kind of definition.</summary>
    internal static JsonObject SchemaOf(string name) => JsonNode.Parse(Tree.Text($"packs/schema/{name}.schema.json"))!.AsObject();

    internal static JsonNode? Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Json(stream.Documents[0].RootNode);

        static JsonNode? Json(YamlNode node) => node switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
            _ => JsonValue.Create(((YamlScalarNode)node).Value ?? ""),
        };
    }

    /// <summary>As much of draft 2020-12 as the schema uses. YAML's scalars arrive as texts.</summary>
    internal static List<string> Misfits(JsonNode? node, JsonObject schema, string at, JsonObject? whole = null)
    {
        if (schema["$ref"]?.ToString() is { } reference) return Misfits(node, (whole ?? Schema)["$defs"]![reference["#/$defs/".Length..]]!.AsObject(), at, whole);
        if (schema["oneOf"] is JsonArray choices)
            return choices.Count(choice => Misfits(node, choice!.AsObject(), at, whole).Count == 0) == 1 ? [] : [$"{at}: fits none, or several, of {choices.Count}"];

        var misfits = new List<string>();
        var types = schema["type"] switch { JsonArray several => several.Select(t => t!.ToString()).ToList(), JsonNode one => [one.ToString()], _ => [] };
        if (types.Count > 0 && !types.Exists(type => Is(node, type))) misfits.Add($"{at}: is no {string.Join(" or ", types)}");
        if (schema["enum"] is JsonArray values && !values.Any(v => v!.ToString() == node?.ToString())) misfits.Add($"{at}: “{node}” is not on the list");
        if (schema["pattern"]?.ToString() is { } pattern && !Regex.IsMatch(node?.ToString() ?? "", pattern)) misfits.Add($"{at}: “{node}” does not look like {pattern}");
        if (schema["minLength"] is not null && node?.ToString().Length is null or 0) misfits.Add($"{at}: is empty");
        if (node is JsonArray array)
        {
            if (schema["minItems"] is not null && array.Count == 0) misfits.Add($"{at}: is empty");
            if (schema["items"] is JsonObject items) misfits.AddRange(array.SelectMany((item, n) => Misfits(item, items, $"{at}[{n}]", whole)));
        }

        if (node is not JsonObject map) return misfits;
        misfits.AddRange((schema["required"]?.AsArray() ?? []).Where(name => !map.ContainsKey(name!.ToString())).Select(name => $"{at}: lacks {name}"));
        foreach (var (name, value) in map)
            if (schema["properties"]?[name] is JsonObject property) misfits.AddRange(Misfits(value, property, $"{at}.{name}", whole));
            else if (schema["additionalProperties"] is JsonObject any) misfits.AddRange(Misfits(value, any, $"{at}.{name}", whole));
            else if (schema["additionalProperties"] is not null) misfits.Add($"{at}.{name}: is not a word known here");
        return misfits;
    }

    static bool Is(JsonNode? node, string type) => type switch
    {
        "object" => node is JsonObject,
        "array" => node is JsonArray,
        "integer" => node is JsonValue && int.TryParse(node.ToString(), out _),
        "boolean" => node is JsonValue && bool.TryParse(node.ToString(), out _),
        _ => node is JsonValue,
    };
}
