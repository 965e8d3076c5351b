using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>What a playbook's own form fields held: read by their types, and parted into codes for the journal and words to be sealed.</summary>
/// <param name="Coded">Codes, numbers and days; they may stand in the journal for ever.</param>
/// <param name="Written">What somebody wrote in words of their own: it may speak of people, so it is sealed.</param>
public sealed record FormAnswers(ImmutableDictionary<string, string> Coded, ImmutableDictionary<string, string> Written)
{
    const int Longest = 2000;

    /// <summary>Nothing was asked.</summary>
    public static FormAnswers None { get; } = new(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty);

    /// <summary>Reads the answers to the fields asked; the refusal names the first that is missing or cannot be.</summary>
    /// <param name="asked">The fields that nobody else reads.</param>
    /// <param name="answers">How the matter stands: a field whose condition does not hold is not asked.</param>
    public static (FormAnswers Answers, Refusal? Refusal) Read(
        IEnumerable<Asked> asked, JsonObject words, IReadOnlyDictionary<string, string> answers, Rulebook rules) =>
        ReadAll(asked, words, answers, rules) is var (read, faults) && faults.Count > 0 ? (None, faults[0]) : (read, null);

    /// <summary>Reads the answers and names every field that is missing or cannot be, in the form's order.</summary>
    public static (FormAnswers Answers, IReadOnlyList<Refusal> Faults) ReadAll(
        IEnumerable<Asked> asked, JsonObject words, IReadOnlyDictionary<string, string> answers, Rulebook rules)
    {
        var (coded, written) = (None.Coded, None.Written);
        var faults = new List<Refusal>();
        foreach (var one in asked)
        {
            if (rules.Playbook.Field(one.Field) is not { } field || !field.IsAsked(answers)) continue;
            var said = Text(words[one.Field], field.Type);
            if (said.Length == 0)
            {
                if (one.Required) faults.Add(No.Required.With(field.Title).On(field.Id));
                continue;
            }

            if ((Wrong(field, said, rules) ?? Apart(field, said, of => coded.GetValueOrDefault(of) ?? answers.GetValueOrDefault(of), rules)) is { } wrong) faults.Add(wrong.On(field.Id));
            else if (IsCoded(field.Type)) coded = coded.SetItem(field.Id, said);
            else written = written.SetItem(field.Id, said);
        }

        return (new(coded, written), faults);
    }

    /// <summary>Why an answer does not go with another that it hangs on.</summary>
    static Refusal? Apart(Field field, string said, Func<string, string?> answered, Rulebook rules)
    {
        if (field is { Type: FieldType.Person, Under: { } of } && answered(of) is { Length: > 0 } unit && !rules.PostsOf(said).Any(post => post.Role == "handler" && Unit.IsWithin(post.Unit, unit)))
            return No.NotOfUnit.With(rules.PersonOf(said), rules.NameOf(unit));
        if (field is { Type: FieldType.Person, Holding: { } role } && !rules.PostsOf(said).Any(post => post.Role == role)) return No.NotHolding.With(rules.PersonOf(said), Roles.Title(role));
        return field.Under is { } above && answered(above) is { Length: > 0 } parent && rules.Playbook.Choice(field.List ?? "", said) is { Under: { } under } choice && under != parent
            ? No.NotUnder.With(choice.Title, Title(above, parent, rules)) : null;
    }

    /// <summary>Whether an answer of this type says nothing about anybody.</summary>
    public static bool IsCoded(FieldType type) =>
        type is FieldType.Choice or FieldType.YesNo or FieldType.Date or FieldType.Number or FieldType.Unit or FieldType.Units or FieldType.Area or FieldType.Matter or FieldType.Record or FieldType.Person;

    static Words Title(string field, string code, Rulebook rules) =>
        rules.Playbook.Choice(rules.Playbook.Field(field)?.List ?? "", code)?.Title ?? new(code, code);

    static Refusal? Wrong(Field field, string said, Rulebook rules) => field.Type switch
    {
        FieldType.Choice => rules.Unknown(field.List ?? "", said),
        FieldType.Date when !DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => No.NotADay.With(field.Title),
        FieldType.Number when !decimal.TryParse(said, NumberStyles.Number, CultureInfo.InvariantCulture, out _) => No.NotANumber.With(field.Title),
        FieldType.Unit when !rules.IsUnit(said) => No.SuchUnit.With(rules.NameOf(said)),
        FieldType.Number when field.AtMost is { } most && decimal.Parse(said, CultureInfo.InvariantCulture) > most => No.TooMuch.With(field.Title, most),
        FieldType.Lines or FieldType.Units when field.AtMost is { } most && Count(field.Type, said) is var count && count > most => No.TooManyLines.With(field.Title, most, count),
        FieldType.Units when said.Split(' ').FirstOrDefault(unit => !rules.IsUnit(unit)) is { } unit => No.SuchUnit.With(rules.NameOf(unit)),
        _ => said.Length > Longest ? No.TooLong.With(Longest) : null,
    };

    static int Count(FieldType type, string said) =>
        said.Split(type is FieldType.Units ? [' '] : ['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;

    static string Text(JsonNode? node, FieldType type) => node switch
    {
        null => "",
        JsonArray many => string.Join(type is FieldType.Lines ? '\n' : ' ', many.Select(one => one?.ToString().Trim()).Where(one => one is { Length: > 0 })),
        JsonValue value when value.TryGetValue<bool>(out var yes) => yes ? "yes" : "no",
        _ => node.ToString().Trim(),
    };
}
