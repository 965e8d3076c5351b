using System.Globalization;
using System.Text.Json.Nodes;

namespace Bihuan.Matters;

/// <summary>Reads a move's form as a browser sends it into the words that its act understands.</summary>
public static class MoveWords
{
    /// <summary>The list of codes behind a choice: an objection and a refusal both ask a reason, each has its own.</summary>
    public static string ListOf(Move move, Field field) => move.Act == "object" && field.Id == "reason" ? Objection.Reasons : field.List ?? "";

    /// <summary>The answers by field, and what was entered, to show it again.</summary>
    /// <param name="suggested">The unit that the catalogue names: only for it does the catalogue's row speak.</param>
    public static (JsonObject Words, Tried Tried) Read(Move move, Playbook playbook, IFormCollection form, string? suggested)
    {
        var words = new JsonObject();
        foreach (var asked in move.Form)
        {
            var type = playbook.Field(asked.Field)?.Type ?? FieldType.Text;
            var said = form[asked.Field].Select(value => value?.Trim() ?? "").ToList();
            // A field may stand twice: suggestions to choose from, and a line for everything else. What was written wins.
            if (form[$"{asked.Field}-other"].ToString().Trim() is { Length: > 0 } other) said = [other];
            if (Answer(type, asked.Field, said) is { } answer) words[asked.Field] = answer;
        }

        if (words["row"] is not null && words["unit"]?.ToString() != suggested)
        {
            words.Remove("row");
            words.Remove("catalogue");
        }

        return (words, new(move.Id, null, form.Where(pair => pair.Key is not "form" and not "seen" and not "key")
            .ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Select(value => value ?? "")])));
    }

    static JsonNode? Answer(FieldType type, string field, List<string> said)
    {
        var first = said.FirstOrDefault() ?? "";
        return type switch
        {
            FieldType.Replies => said.Count == 0 ? null : new JsonArray([.. said.Select(line => (JsonNode)JsonValue.Create(line))]),
            FieldType.Lines => new JsonArray([.. said.Select(Whole).OfType<JsonNode>()]),
            FieldType.Units => new JsonArray([.. said.Where(unit => unit.Length > 0).Select(unit => (JsonNode)JsonValue.Create(Code(unit)))]),
            _ when first.Length == 0 => null,
            FieldType.YesNo => JsonValue.Create(first is "true" or "yes" or "on"),
            FieldType.Number => Whole(first) ?? JsonValue.Create(first),
            FieldType.Unit or FieldType.Area or FieldType.Person or FieldType.Choice => JsonValue.Create(Code(first)),
            _ => JsonValue.Create(field == "category" ? Code(first) : first),
        };
    }

    // Lists offer "LS.ZH 中韩街道办事处"; the code stands first.
    static string Code(string said) => said.IndexOf(' ', StringComparison.Ordinal) is var at and > 0 ? said[..at] : said;

    static JsonValue? Whole(string said) =>
        int.TryParse(said, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;
}
