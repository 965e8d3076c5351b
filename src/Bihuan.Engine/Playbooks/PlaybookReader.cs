using System.Collections.Immutable;
using System.Text.Json;
using Bihuan.Engine.Clocks;

namespace Bihuan.Engine.Playbooks;

/// <summary>Reads a playbook from JSON (the file is YAML; the product turns it into JSON first) and says what it could not read.</summary>
public sealed partial class PlaybookReader
{
    readonly ImmutableArray<Fault>.Builder faults = ImmutableArray.CreateBuilder<Fault>();

    PlaybookReader() { }

    /// <summary>Reads.</summary>
    /// <returns>The playbook as far as it could be read, and every fault of its form; what it means is checked by <see cref="PlaybookFaults"/>.</returns>
    public static (Playbook Playbook, ImmutableArray<Fault> Faults) Read(JsonElement root)
    {
        var reader = new PlaybookReader();
        var playbook = reader.Playbook(root);
        return (playbook, reader.faults.ToImmutable());
    }

    Playbook Playbook(JsonElement root)
    {
        Known(root, "", "playbook", "version", "title", "number", "seen-by", "office-alone", "begins", "starts", "stages", "anywhere", "clocks", "fields", "lists", "documents", "indicators");
        var version = int.TryParse(Text(root, "version", ""), out var v) && v > 0 ? v : 0;
        if (version == 0) Say("playbook.no-version", "version", "缺少版本号，请写一个从 1 开始的整数", "has no version; write a whole number from 1");

        ImmutableArray<CodeList> lists = [.. Members(root, "lists").Select(m => List(m.Name, m.Value))];
        ImmutableArray<Field> fields = [.. Members(root, "fields").Select(m => Field(m.Name, m.Value))];
        return new(Text(root, "playbook", ""), version, Title(root, ""), Text(root, "number", ""), Text(root, "starts", ""))
        {
            IsForParties = SeenBy(Optional(root, "seen-by")),
            OfficeAlone = Has(root, "office-alone", out var alone) ? Condition(alone, "office-alone") : null,
            Begins = Has(root, "begins", out var begins) ? Beginning(begins) : null,
            Stages = [.. Members(root, "stages").Select(m => Stage(m.Name, m.Value))],
            Anywhere = [.. Members(root, "anywhere").Select(m => Move(m.Name, m.Value, "anywhere"))],
            Clocks = [.. Members(root, "clocks").Select(m => WithCodes(Clock(m.Name, m.Value), fields, lists))],
            Fields = fields,
            Lists = lists,
            Documents = [.. Members(root, "documents").Select(m => Document(m.Name, m.Value))],
            Indicators = [.. Members(root, "indicators").Select(m => Indicator(m.Name, m.Value))],
        };
    }

    Beginning Beginning(JsonElement e)
    {
        Known(e, "begins", "by", "form", "requester", "public", "recurs", "repeats", "every", "sweep", "gathers");
        if (Has(e, "recurs", out var again)) Known(again, "begins.recurs", "by", "within");
        if (Has(e, "repeats", out var twice)) Known(twice, "begins.repeats", "within-metres", "within-hours", "same");
        return new([.. Texts(e, "by").Select(by => Whose(by, "begins.by"))], [.. Form(e)])
        {
            Repeats = twice.ValueKind == JsonValueKind.Object ? new(Whole(twice, "within-metres"), Whole(twice, "within-hours"), [.. Texts(twice, "same")]) : null,
            HasRequester = Optional(e, "requester") == "true",
            Public = Has(e, "public", out var open) ? Public(open) : null,
            Recurs = again.ValueKind == JsonValueKind.Object
                ? new([.. Texts(again, "by")], Limit(Text(again, "within", "begins.recurs"), "begins.recurs") ?? Clocks.Limit.NaturalDays(90)) : null,
            Every = Has(e, "every", out var every) ? Schedule(every) : null,
            Sweep = Has(e, "sweep", out var sweep) ? Sweeping(sweep) : null,
            Gathers = Has(e, "gathers", out var gathers) ? Gathering(gathers) : null,
        };
    }

    PublicBeginning Public(JsonElement e)
    {
        Known(e, "begins.public", "title", "source", "form");
        return new(Title(e, "begins.public"), Text(e, "source", "begins.public"), [.. Form(e)]);
    }

    bool SeenBy(string? word)
    {
        if (word is not (null or "parties"))
            Say("playbook.unknown-sight", "seen-by", $"不认识“{word}”，请写 parties，或不写这一行", $"has “{word}”, which is not known; write parties, or leave the line out");
        return word == "parties";
    }

    /// <summary>A whole number; 0, which no bound allows, where there is none.</summary>
    static int Whole(JsonElement e, string name) => int.TryParse(Optional(e, name), out var number) ? number : 0;

    static IEnumerable<Asked> Form(JsonElement e) => Texts(e, "form").Select(f => f.EndsWith('?') ? new Asked(f[..^1], false) : new Asked(f, true));

    Stage Stage(string id, JsonElement e)
    {
        var at = $"stages.{id}";
        Known(e, at, "title", "public", "owner", "clock", "end", "moves");
        var title = Title(e, at);
        return new(id, title, Has(e, "public", out _) ? Title(e, at, "public") : title)
        {
            Owner = Has(e, "owner", out var owner) ? Whose(owner.ToString(), $"{at}.owner") : null,
            Clocks = [.. Texts(e, "clock")],
            IsEnd = Optional(e, "end") == "true",
            Moves = [.. Members(e, "moves").Select(m => Move(m.Name, m.Value, $"{at}.moves"))],
        };
    }

    Move Move(string id, JsonElement e, string under)
    {
        var at = $"{under}.{id}";
        Known(e, at, "title", "by", "act", "to", "at", "form", "with", "starts", "stops", "pauses", "resumes", "restarts", "evidence", "explains", "begins", "when", "primary");
        return new(id, Title(e, at), [.. Texts(e, "by").Select(by => Whose(by, $"{at}.by"))], Optional(e, "act"), Optional(e, "to"))
        {
            At = [.. Texts(e, "at")],
            Form = [.. Form(e)],
            With = Members(e, "with").ToImmutableDictionary(m => m.Name, m => m.Value.ToString()),
            Starts = [.. Texts(e, "starts")],
            Stops = [.. Texts(e, "stops")],
            Pauses = [.. Texts(e, "pauses")],
            Resumes = [.. Texts(e, "resumes")],
            Restarts = [.. Texts(e, "restarts")],
            Evidence = [.. Texts(e, "evidence")],
            Explains = [.. Texts(e, "explains")],
            Begins = Optional(e, "begins"),
            When = Has(e, "when", out var when) ? Condition(when, $"{at}.when") : null,
            IsPrimary = Optional(e, "primary") == "true",
        };
    }

    ClockRule Clock(string id, JsonElement e)
    {
        var at = $"clocks.{id}";
        Known(e, at, "title", "limit", "cases", "basis", "per", "near", "breach", "cards", "extension", "pausable", "right", "limit-of", "until");
        JsonElement? extension = Has(e, "extension", out var ext) ? ext : null;
        if (extension is { } words) Known(words, $"{at}.extension", "at-most", "times");
        // A misspelt condition would make the case hold always.
        foreach (var (c, i) in Items(e, "cases").Select((c, i) => (c, i))) Known(c, $"{at}.cases[{i}]", "when", "limit");
        return new(id, Title(e, at), Limit(Text(e, "limit", at), at) ?? Clocks.Limit.WorkingDays(1), Text(e, "basis", at))
        {
            Cases = [.. Items(e, "cases").Select((c, i) => new LimitCase(
                Has(c, "when", out var when) ? Condition(when, $"{at}.cases[{i}]") : new All([]),
                Limit(Text(c, "limit", $"{at}.cases[{i}]"), at) ?? Clocks.Limit.WorkingDays(1)))],
            LimitOf = Optional(e, "limit-of"),
            Until = Optional(e, "until"),
            Near = Limit(Optional(e, "near"), at),
            Breach = Limit(Optional(e, "breach"), at),
            PerOrder = Optional(e, "per") is "order" or "lead",
            LeadOnly = Optional(e, "per") == "lead",
            Cards = Optional(e, "cards") == "true",
            ExtensionAtMost = extension is { } x && Optional(x, "at-most") != "same" ? Limit(Optional(x, "at-most"), at) : null,
            ExtendsByItself = extension is { } z && Optional(z, "at-most") == "same",
            ExtensionTimes = extension is { } y && int.TryParse(Optional(y, "times") ?? "1", out var times) ? times : 0,
            Pausable = Optional(e, "pausable") == "true",
            IsRight = Optional(e, "right") == "true",
        };
    }

    Field Field(string id, JsonElement e)
    {
        var at = $"fields.{id}";
        Known(e, at, "title", "type", "hint", "list", "under", "holding", "register", "from", "when", "at-most", "keeps-from", "lets-see");
        var type = Text(e, "type", at);
        if (!Enum.TryParse<FieldType>(type.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var fieldType))
            Say("playbook.unknown-type", at, $"字段类型“{type}”不存在，请改用 {Types}", $"has the unknown type “{type}”; use one of {Types}");

        return new(id, Title(e, at), fieldType)
        {
            Hint = Has(e, "hint", out _) ? Title(e, at, "hint") : null,
            List = Optional(e, "list"),
            Under = Optional(e, "under"),
            Holding = Optional(e, "holding"),
            AtMost = Optional(e, "at-most") is { } most ? int.TryParse(most, out var bound) ? bound : 0 : null,
            KeepsFrom = Optional(e, "keeps-from") == "true",
            LetsSee = Optional(e, "lets-see") == "true",
            Register = Optional(e, "register"),
            From = From(Optional(e, "from"), $"{at}.from"),
            When = Has(e, "when", out var when) ? Condition(when, $"{at}.when") : null,
        };
    }

    Binding? From(string? text, string at)
    {
        if (text is not null && Binding.Parse(text) is null)
            Say("playbook.unreadable-binding", at, $"读不懂“{text}”，请写成“字段.底册的栏”的样子，如 firm.name", $"has “{text}”, which cannot be read; write it like firm.name: a field of type record, and a field of its register");
        return text is null ? null : Binding.Parse(text);
    }

    Document Document(string id, JsonElement e)
    {
        var at = $"documents.{id}";
        Known(e, at, "title", "by", "at", "text");
        return new(id, Title(e, at), Text(e, "text", at))
        {
            By = [.. Texts(e, "by").Select(by => Whose(by, $"{at}.by"))],
            At = [.. Texts(e, "at")],
        };
    }

    Indicator Indicator(string id, JsonElement e)
    {
        var at = $"indicators.{id}";
        Known(e, at, "title", "of", "among");
        if (!Has(e, "of", out var of)) Say("playbook.missing", $"{at}.of", "缺少内容，请补写", "is missing; write it");
        return new(id, Title(e, at), of.ValueKind == JsonValueKind.Object ? Condition(of, $"{at}.of") : new All([]))
        {
            Among = Has(e, "among", out var among) ? Condition(among, $"{at}.among") : null,
        };
    }

    /// <summary>The limits that the codes of a list give to a clock.</summary>
    static ClockRule WithCodes(ClockRule clock, ImmutableArray<Field> fields, ImmutableArray<CodeList> lists) => clock.LimitOf is not { } asked ? clock : clock with
    {
        LimitByCode = (lists.FirstOrDefault(list => list.Id == fields.FirstOrDefault(field => field.Id == asked)?.List)?.Choices ?? [])
            .Where(choice => choice.Limit is not null).ToImmutableDictionary(choice => choice.Code, choice => choice.Limit!.Value),
    };

    CodeList List(string id, JsonElement e) => new(id, [.. (e.ValueKind == JsonValueKind.Object ? e.EnumerateObject().AsEnumerable() : []).Select(m => Choice($"lists.{id}.{m.Name}", m.Name, m.Value))]);

    Choice Choice(string at, string code, JsonElement e)
    {
        Known(e, at, "title", "basis", "under", "limit", "closes");
        return new(code, Title(e, at))
        {
            Basis = Has(e, "basis", out _) ? Title(e, at, "basis") : null,
            Under = Optional(e, "under"),
            Limit = Limit(Optional(e, "limit"), at),
            Closes = Has(e, "closes", out _) ? Title(e, at, "closes") : null,
        };
    }

    Condition Condition(JsonElement e, string at)
    {
        Known(e, at, "all", "any", "not", "field", "is", "in");
        if (Has(e, "all", out _)) return new All([.. Items(e, "all").Select(c => Condition(c, at))]);
        if (Has(e, "any", out _)) return new Any([.. Items(e, "any").Select(c => Condition(c, at))]);
        if (Has(e, "not", out var not)) return new Not(Condition(not, at));

        return new IsOneOf(Text(e, "field", at), Has(e, "is", out var value)
            ? [value.ToString()]
            : [.. Texts(e, "in")]);
    }

    Whose Whose(string text, string at)
    {
        var post = Journal.Post.Parse(text);
        var party = Party.Any;
        if (post.Unit.Length > 0 && !Enum.TryParse(post.Unit, ignoreCase: true, out party))
            Say("playbook.unknown-party", at, $"“{text}”里的一方不存在，请用 centre、outside、lead、co、assigned、place 或 above",
                $"names an unknown party in “{text}”; use centre, outside, lead, co, assigned, place or above");
        return new(post.Role, party);
    }

    Limit? Limit(string? text, string at)
    {
        if (text is null) return null;
        if (Clocks.Limit.TryParse(text, out var limit)) return limit;
        Say("playbook.unreadable-limit", at, $"读不懂时限“{text}”，请写成“5 working-days”或“same-day”的样子",
            $"has a limit that cannot be read, “{text}”; write it like “5 working-days” or “same-day”");
        return null;
    }

    Words Title(JsonElement e, string at, string name = "title")
    {
        var zh = Has(e, name, out var title) ? Optional(title, "zh") : null;
        var en = zh is not null || title.ValueKind == JsonValueKind.Object ? Optional(title, "en") : null;
        // A comma without quotes ends a text early and makes a word of what follows it.
        if (title.ValueKind == JsonValueKind.Object) Known(title, $"{at}.{name}", "zh", "en");
        if (string.IsNullOrWhiteSpace(zh)) Say("playbook.no-chinese", $"{at}.{name}", "缺少中文，请补写 zh", "has no Chinese; add zh");
        if (string.IsNullOrWhiteSpace(en)) Say("playbook.no-english", $"{at}.{name}", "缺少英文，请补写 en", "has no English; add en");
        return new(zh ?? "", en ?? "");
    }

    string Text(JsonElement e, string name, string at)
    {
        if (Optional(e, name) is { Length: > 0 } text) return text;
        Say("playbook.missing", at.Length == 0 ? name : $"{at}.{name}", "缺少内容，请补写", "is missing; write it");
        return "";
    }

    void Known(JsonElement e, string at, params ReadOnlySpan<string> names)
    {
        if (e.ValueKind != JsonValueKind.Object)
        {
            Say("playbook.missing", at.Length == 0 ? "playbook" : at, "缺少内容，请补写", "is missing; write it");
            return;
        }

        foreach (var member in e.EnumerateObject())
            if (!names.Contains(member.Name))
                Say("playbook.unknown-word", at.Length == 0 ? member.Name : $"{at}.{member.Name}",
                    "这里没有这个词，请检查拼写", "is not a word known here; check the spelling");
    }

    static bool Has(JsonElement e, string name, out JsonElement value)
    {
        value = default;
        return e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out value);
    }

    static string? Optional(JsonElement e, string name) =>
        Has(e, name, out var value) && value.ValueKind is not JsonValueKind.Null
            ? value.ValueKind is JsonValueKind.True ? "true" : value.ValueKind is JsonValueKind.False ? "false" : value.ToString()
            : null;

    static IEnumerable<JsonProperty> Members(JsonElement e, string name) =>
        Has(e, name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    static IEnumerable<JsonElement> Items(JsonElement e, string name) =>
        Has(e, name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    static IEnumerable<string> Texts(JsonElement e, string name) =>
        Has(e, name, out var value) && value.ValueKind == JsonValueKind.String
            ? [value.GetString()!]
            : Items(e, name).Select(item => item.ToString());

    static string Types => string.Join(", ", Enum.GetNames<FieldType>());

    void Say(string code, string where, string zh, string en) => faults.Add(new(code, where, $"{where} {zh}。", $"{where} {en}."));
}
