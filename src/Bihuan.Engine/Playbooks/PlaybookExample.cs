using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Bihuan.Engine.Clocks;
using Bihuan.Engine.Journal;

namespace Bihuan.Engine.Playbooks;

/// <summary>One case that a playbook must handle as written: what was said, who took which move when, and what must come of it.</summary>
/// <param name="Name">ASCII, lower case: <c>ordinary</c>.</param>
/// <param name="Of">The playbook's name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Given">What was written down, by its words: text, source, demand, urgency, area, category; <c>at</c> is the local minute, <c>by</c> who wrote it down, <c>centre</c> the unit that receives.</param>
public sealed record PlaybookExample(string Name, string Of, Words Title, ImmutableDictionary<string, string> Given)
{
    /// <summary>What the playbook's own first form held, by field.</summary>
    public ImmutableDictionary<string, string> Form { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The posts of those who act in it, by the name under which a step knows them.</summary>
    public ImmutableDictionary<string, Post> People { get; init; } = ImmutableDictionary<string, Post>.Empty;

    /// <summary>In order.</summary>
    public ImmutableArray<ExampleStep> Steps { get; init; } = [];

    /// <summary>When it was written down; null when that cannot be read.</summary>
    public DateTimeOffset? At => Moment(Given.GetValueOrDefault("at"));

    /// <summary>Reads a local minute of China, <c>2026-03-09 09:00</c>; null when it is none.</summary>
    public static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, WorkCalendar.Offset).ToUniversalTime() : null;

    /// <summary>Reads an example from JSON.</summary>
    /// <returns>The example as far as it could be read, and what is wrong with it.</returns>
    public static (PlaybookExample Example, ImmutableArray<Fault> Faults) Read(JsonElement root)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var name = Text(root, "example");
        Known(root, "example", "example", "of", "title", "given", "people", "steps");
        Known(Member(root, "given"), "given", "at", "by", "centre", "place", "text", "source", "demand", "urgency", "area", "category", "form");
        var title = Member(root, "title");
        Known(title, "title", "zh", "en");
        var example = new PlaybookExample(name, Text(root, "of"), new(Text(title, "zh"), Text(title, "en")), Texts(Member(root, "given")))
        {
            Form = Texts(Member(Member(root, "given"), "form")),
            People = Texts(Member(root, "people")).ToImmutableDictionary(p => p.Key, p => Post.Parse(p.Value)),
            Steps = [.. Items(Member(root, "steps")).Select(Step)],
        };
        if (name.Length == 0) Say("example", "缺少名称，请写 example", "has no name; write example");
        if (example.Of.Length == 0) Say("of", "没有说是哪个工作流程的例子，请写 of", "does not say of which playbook; write of");
        if (example.Title.Zh.Length == 0) Say("title", "缺少中文，请补写 zh", "has no Chinese; add zh");
        if (example.Title.En.Length == 0) Say("title", "缺少英文，请补写 en", "has no English; add en");
        if (example.At is null) Say("given.at", "读不懂时间，请写成“2026-03-09 09:00”的样子", "has a time that cannot be read; write it like “2026-03-09 09:00”");
        if (!example.Given.ContainsKey("text")) Say("given.text", "缺少原话，请写 text", "has no words that were said; write text");
        if (example.Steps.IsEmpty) Say("steps", "一步也没有，请至少写一步", "has no step; write at least one");
        return (example, faults.ToImmutable());

        ExampleStep Step(JsonElement e, int n)
        {
            var at = $"steps[{n + 1}]";
            Known(e, at, "by", "take", "after", "words", "stage", "due", "refused", "cards");
            Limit? after = null;
            if (Text(e, "after") is { Length: > 0 } text)
            {
                if (Limit.TryParse(text, out var limit)) after = limit;
                else Say($"{at}.after", $"读不懂“{text}”，请写成“2 working-days”的样子", $"has “{text}”, which cannot be read; write it like “2 working-days”");
            }

            foreach (var (clock, due) in Texts(Member(e, "due")))
                if (due is not ("stopped" or "paused") && Moment(due) is null)
                    Say($"{at}.due.{clock}", "读不懂时间，请写“2026-03-09 09:00”的样子，或写 stopped、paused", "has a time that cannot be read; write it like “2026-03-09 09:00”, or stopped, or paused");
            return new(Text(e, "by"), Text(e, "take") is { Length: > 0 } take ? take : null, after)
            {
                Words = Member(e, "words") is { ValueKind: JsonValueKind.Object } words ? words.GetRawText() : "{}",
                Stage = Text(e, "stage") is { Length: > 0 } stage ? stage : null,
                Due = Texts(Member(e, "due")),
                Refused = Text(e, "refused") is { Length: > 0 } code ? code : null,
                Cards = [.. Items(Member(e, "cards")).Select(c => c.ToString())],
            };
        }

        void Known(JsonElement e, string at, params ReadOnlySpan<string> words)
        {
            if (e.ValueKind != JsonValueKind.Object) return;
            foreach (var member in e.EnumerateObject())
                if (!words.Contains(member.Name)) Say($"{at}.{member.Name}", "这里没有这个词，请检查拼写", "is not a word known here; check the spelling");
        }

        void Say(string where, string zh, string en) => faults.Add(new("example.unreadable", where, $"例子“{name}”的 {where} {zh}。", $"The example “{name}”: {where} {en}."));
    }

    static JsonElement Member(JsonElement e, string name) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var value) ? value : default;

    static string Text(JsonElement e, string name) => Member(e, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim() : "";

    static IEnumerable<JsonElement> Items(JsonElement e) => e.ValueKind == JsonValueKind.Array ? e.EnumerateArray() : [];

    static ImmutableDictionary<string, string> Texts(JsonElement e) =>
        e.ValueKind == JsonValueKind.Object ? e.EnumerateObject().ToImmutableDictionary(m => m.Name, m => m.Value.ToString()) : ImmutableDictionary<string, string>.Empty;
}

/// <summary>One step of an example: somebody takes a move, or time passes and the clock looks.</summary>
/// <param name="By">A name of the example's people; <c>resident</c> and <c>clock</c> need no entry there.</param>
/// <param name="Take">The move; null when only time passes and the clock records what it owes.</param>
/// <param name="After">How long after the step before.</param>
public sealed record ExampleStep(string By, string? Take, Limit? After)
{
    /// <summary>The form's answers as a JSON object of texts and lists.</summary>
    public string Words { get; init; } = "{}";

    /// <summary>Where the matter must stand afterwards; null asks nothing.</summary>
    public string? Stage { get; init; }

    /// <summary>When clocks must be due, in local minutes, or <c>stopped</c> or <c>paused</c>.</summary>
    public ImmutableDictionary<string, string> Due { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The code with which it must be refused; null when it must succeed.</summary>
    public string? Refused { get; init; }

    /// <summary>The cards that must fall in this step, as <c>handle yellow</c>.</summary>
    public ImmutableArray<string> Cards { get; init; } = [];
}

/// <summary>What became of an example.</summary>
/// <param name="Example">Which.</param>
/// <param name="Step">The step that came out otherwise, from 1; 0 is what was given.</param>
/// <param name="Wrong">What came out otherwise; null when all came out as written.</param>
public sealed record ExampleResult(PlaybookExample Example, int Step, Words? Wrong)
{
    /// <summary>Whether everything came out as written.</summary>
    public bool Holds => Wrong is null;
}
