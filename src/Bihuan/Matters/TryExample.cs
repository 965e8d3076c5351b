using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Runs a playbook's example through the real rules, from what was said to the last step, and writes nothing.</summary>
public static class TryExample
{
    const string Id = "00000000000070008000000000000001";
    const string Centre = "CENTRE";

    /// <summary>Runs it.</summary>
    public static ExampleResult Run(Playbook playbook, PlaybookExample example, WorkCalendar calendar)
    {
        var rules = new Rulebook(playbook, calendar, code => example.People.Values.Any(post => Unit.IsWithin(post.Unit, code)))
        {
            PostsOf = account => example.People.TryGetValue(account, out var post) ? [post] : [],
            TerritoryOf = _ => example.Given.GetValueOrDefault("place"),
        };
        var now = example.At ?? DateTimeOffset.UnixEpoch;
        var (matter, refusal) = Given(example, rules, now);
        if (refusal is not null) return new(example, 0, new($"没有登记成：{refusal.Zh}", $"it was not written down: {refusal.En}"));

        foreach (var (step, n) in example.Steps.Select((step, n) => (step, n + 1)))
        {
            if (step.After is { } after) now = calendar.After(now, after);
            if (Stamp(example, step.By, now) is not { } stamp)
                return new(example, n, new($"例子里没有“{step.By}”这个人，请写进 people", $"nobody is called “{step.By}”; add them to people"));
            var decision = Decide(matter, step, rules, stamp);
            matter = Fold(matter, decision, stamp);
            if (Wrong(matter, step, decision, playbook, calendar) is { } wrong) return new(example, n, wrong);
        }

        return new(example, example.Steps.Length, null);
    }

    static (Matter Matter, Refusal? Refusal) Given(PlaybookExample example, Rulebook rules, DateTimeOffset now)
    {
        string? Word(string name) => example.Given.GetValueOrDefault(name);
        var stamp = Stamp(example, Word("by") ?? "resident", now) ?? new Stamp(now, "resident", new("resident", ""));
        var begins = rules.Playbook.Begins;
        var form = new JsonObject(example.Form.Select(said => KeyValuePair.Create(said.Key, (JsonNode?)JsonValue.Create(said.Value))));
        var command = new ReceiveMatter.Command(Word("text") ?? "", Phone: begins is null ? "13800000000" : null, Anonymous: begins is not null, Category: Word("category"), Area: Word("area"),
            Source: Word("source"), Demand: Word("demand"), Urgency: Word("urgency"), Form: form);
        var decision = ReceiveMatter.Decide(Matter.Empty, command, new(new('0', 32), "0", Word("centre") ?? Centre, PublicNumber.Write(rules.Playbook.Number, now, 1)), rules, stamp);
        return (Fold(Matter.Empty, decision, stamp), decision.Refusal);
    }

    static Decision Decide(Matter matter, ExampleStep step, Rulebook rules, Stamp now)
    {
        if (step.Take is not { } move) return Timers.Decide(matter, rules, Desk.Apart(now)).AsTask().GetAwaiter().GetResult();
        var words = (JsonObject)JsonNode.Parse(step.Words)!;
        foreach (var (name, value) in words.ToList()) words[name] = Typed(rules.Playbook.Field(name)?.Type, value);
        // Nothing is awaited: on this desk lies no other story.
        return TakeMove.Decide(matter, move, words, rules, Desk.Apart(now)).AsTask().GetAwaiter().GetResult();
    }

    static Words? Wrong(Matter matter, ExampleStep step, Decision decision, Playbook playbook, WorkCalendar calendar)
    {
        if (decision.Refusal?.Code != step.Refused)
            return (decision.Refusal, step.Refused) switch
            {
                ({ } no, null) => new($"被拒绝（{no.Code}）：{no.Zh}", $"it was refused ({no.Code}): {no.En}"),
                ({ } no, { } code) => new($"应以 {code} 拒绝，实际以 {no.Code} 拒绝：{no.Zh}", $"it should be refused with {code} and was refused with {no.Code}: {no.En}"),
                _ => new($"应以 {step.Refused} 拒绝，实际办成了", $"it should be refused with {step.Refused} and was done"),
            };
        if (step.Stage is { } stage && stage != matter.Stage)
        {
            var (meant, found) = (playbook.Named(stage), playbook.Named(matter.Stage));
            return new($"应到“{meant.Zh}”（{stage}），实际在“{found.Zh}”（{matter.Stage}）", $"it should stand at “{meant.En}” ({stage}) and stands at “{found.En}” ({matter.Stage})");
        }

        foreach (var (id, due) in step.Due.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            var found = Stands(matter, id, calendar);
            var title = playbook.Clock(id)?.Title ?? new(id, id);
            if (found != due) return new($"时限“{title.Zh}”应为 {due}，实际为 {found}", $"the clock “{title.En}” should be {due} and is {found}");
        }

        var fell = decision.Facts.OfType<CardFell>().Select(card => $"{card.Clock} {card.Colour}").Order(StringComparer.Ordinal).ToList();
        if (!fell.SequenceEqual(step.Cards.Order(StringComparer.Ordinal)))
            return new($"应亮牌：{Listed(step.Cards, "无")}，实际：{Listed(fell, "无")}", $"these cards should fall: {Listed(step.Cards, "none")}; these fell: {Listed(fell, "none")}");
        return null;
    }

    static string Listed(IReadOnlyCollection<string> cards, string none) => cards.Count == 0 ? none : string.Join(", ", cards);

    static string Stands(Matter matter, string id, WorkCalendar calendar)
    {
        var clocks = matter.Clocks.Values.Where(clock => clock.Name == id).ToList();
        if (clocks.Count == 0) return "none";
        if (clocks.Find(clock => clock.Stopped is null) is not { } running) return "stopped";
        return running.Due(calendar).At?.ToOffset(WorkCalendar.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "paused";
    }

    static Matter Fold(Matter matter, Decision decision, Stamp stamp) => decision.Facts.Aggregate(matter, (m, fact) =>
        m.Apply(new Entry(Stream.Of(Matter.Noun, Id), m.Version + 1, fact, stamp)
            .With(fact is ISealed { Seal: { } seal } ? decision.Personal.FirstOrDefault(p => p.Seal.Digest == seal.Digest) : null)));

    static Stamp? Stamp(PlaybookExample example, string by, DateTimeOffset at) =>
        example.People.TryGetValue(by, out var post) ? new Stamp(at, by, post) : by is "resident" or "clock" ? new Stamp(at, by, new(by, "")) : null;

    /// <summary>YAML's words arrive as texts; a rule wants what the field holds.</summary>
    internal static JsonNode? Typed(FieldType? type, JsonNode? value) => (type, value?.ToString()) switch
    {
        (FieldType.Number, { } text) when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        (FieldType.Replies or FieldType.Lines or FieldType.Units, { } text) when value is JsonValue => new JsonArray(JsonValue.Create(text)),
        (FieldType.YesNo or null, "true" or "yes") => JsonValue.Create(true),
        (FieldType.YesNo or null, "false" or "no") => JsonValue.Create(false),
        _ => value?.DeepClone(),
    };
}
