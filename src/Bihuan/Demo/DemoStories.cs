using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Parts;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Bihuan.Demo;

/// <summary>Tells the stories that the district's pack writes out step by step, of any playbook: who says what how many days ago, and who does what then.</summary>
sealed class DemoStories(Play play, Shelf shelf, DemoOrder order)
{
    readonly Dictionary<string, int> rows = new(StringComparer.Ordinal);

    /// <summary>Tells them all; a file that is not there tells none.</summary>
    public async Task Tell(string file)
    {
        if (!File.Exists(file)) return;
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        using var reader = File.OpenText(file);
        foreach (var story in yaml.Deserialize<Sheet>(reader).Stories) await Tell(story);
    }

    async Task Tell(DemoStory story)
    {
        var now = story.At is { } moment ? new(DateTime.ParseExact(moment, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), WorkCalendar.Offset) : order.Until.AddDays(-story.DaysAgo);
        if (now > order.Until) return;
        var playbook = shelf.Newest(story.Playbook)!;
        var row = story.Batch is null ? null : await Batch(story, playbook, now);
        var answer = await play.Desk.Receive(play.Clerk.For(play.Cast.At(Who(story.By), now)), new(story.Text, Name: story.Name, Phone: story.Phone, Address: story.Address, Anonymous: story.Name is null,
            Category: story.Category, Area: story.Area, Source: story.Source, Demand: story.Demand, Playbook: story.Playbook, Form: Words(playbook, story.Form, now)), play.Stop, row);
        if (answer.Refusal is { } no)
        {
            play.Refuse($"{story.Playbook}: {no.Code}");
            return;
        }

        play.Began();
        foreach (var step in story.Steps)
        {
            now = now.AddDays(step.After);
            if (now > order.Until) return;
            if (step.Picture is { } phase && play.Pictures.Of(story.Category ?? "", phase) is { } picture)
            {
                await play.Evidence.Add(play.Clerk.For(play.Cast.At(Who(step.By), now)), answer.Story.Id, picture, phase, play.Stop);
                continue;
            }

            var taken = step.Take is { } move
                ? await play.Desk.Take(play.Clerk.For(play.Cast.At(Who(step.By), now)), answer.Story.Id, move, Words(playbook, step.Words, now), play.Stop)
                : await play.Desk.Tick(play.Clerk.For(play.Cast.Clock(now)), answer.Story.Id, play.Stop);
            if (taken.Refusal is { } refused) play.Refuse($"{step.Take} in a story of {step.By}: {refused.Code}");
        }
    }

    /// <summary>The batch in whose sheet it came, opened with its first row.</summary>
    async Task<BatchRow> Batch(DemoStory story, Playbook playbook, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.ToOffset(WorkCalendar.Offset).DateTime);
        var stream = MatterBatch.StreamOf(playbook.Name, story.Batch!, day, story.Unit);
        var rules = await play.Desk.Rules(play.District, playbook, play.Stop);
        var opened = await play.Clerk.For(play.Cast.At(Who(story.By), now)).Record<MatterBatch>(stream, (batch, _) =>
            OpenBatch.Decide(batch, new(playbook.Name, story.Batch!, story.Source, day, story.Unit), rules), play.Stop);
        if (opened.Refusal is { } no) play.Refuse($"batch of {story.Playbook}: {no.Code}");
        var n = rows.GetValueOrDefault(stream.Id, 1) + 1;
        rows[stream.Id] = n;
        return new(stream.Id, n);
    }

    /// <summary>An account, or account/role where it holds several posts.</summary>
    Actor Who(string by) => by == "resident" ? play.Cast.Resident
        : by.Split('/') is [var account, var role] ? play.Cast.Named(account, role) : play.Cast.Any(by);

    /// <summary>A date may be written as <c>+5</c>: so many days after the step.</summary>
    static JsonObject Words(Playbook playbook, Dictionary<string, string> words, DateTimeOffset now) => new(words.Select(word =>
    {
        var type = playbook.Field(word.Key)?.Type;
        var said = type is FieldType.Date && word.Value.StartsWith('+') ? Times.Local(now.AddDays(int.Parse(word.Value, CultureInfo.InvariantCulture))).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : word.Value;
        return KeyValuePair.Create(word.Key, TryExample.Typed(type, JsonValue.Create(said)));
    }));

    sealed class Sheet
    {
        public List<DemoStory> Stories { get; set; } = [];
    }
}

/// <summary>One story: what was said, and the steps since.</summary>
sealed class DemoStory
{
    public string Playbook { get; set; } = "";
    public double DaysAgo { get; set; }

    /// <summary>A local minute, instead of so many days ago.</summary>
    public string? At { get; set; }

    /// <summary>The batch in whose sheet it came.</summary>
    public string? Batch { get; set; }

    /// <summary>The unit that checked itself by that batch.</summary>
    public string? Unit { get; set; }
    public string By { get; set; } = "";
    public string? Name { get; set; }
    public string? Phone { get; set; }
    public string? Address { get; set; }
    public string Source { get; set; } = "";
    public string? Demand { get; set; }
    public string? Category { get; set; }
    public string Area { get; set; } = "";
    public string Text { get; set; } = "";
    public Dictionary<string, string> Form { get; set; } = [];
    public List<DemoStep> Steps { get; set; } = [];
}

/// <summary>One step of a story; without a move the clock looks.</summary>
sealed class DemoStep
{
    public string By { get; set; } = "";
    public string? Take { get; set; }

    /// <summary>A picture instead of a move: before or after.</summary>
    public string? Picture { get; set; }

    /// <summary>Days after the step before.</summary>
    public double After { get; set; }
    public Dictionary<string, string> Words { get; set; } = [];
}
