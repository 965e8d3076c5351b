using System.Text.Json.Nodes;
using Bihuan.Engine.Playbooks;
using Bihuan.Hosting;
using Bihuan.Matters;

namespace Bihuan.Tests.Storage;

/// <summary>People who take whatever move they may, with words that make sense, from a seed.</summary>
sealed class RandomWalk(int seed)
{
    // Not secret: the same seed must walk the same way.
    readonly Random random = new(seed);
    DateTimeOffset now = Scene.Time("2026-03-09 09:00");

    public int Taken { get; private set; }

    /// <summary>Somebody takes a move that is open to them, or does nothing.</summary>
    public async Task Step(Writer writer, Bihuan.Engine.Journal.Stream stream, CancellationToken stop)
    {
        now = now.AddMinutes(random.Next(1, 200));
        var who = Pick(Cast.All);
        var clerk = new Clerk(writer, TimeProvider.System, new(Scene.District, who.Account, who.Post) { At = now });
        var answer = await clerk.Record<Matter>(stream, async (matter, desk) =>
        {
            var open = Scene.Playbook.MovesAt(matter.Stage).Where(move => TakeMove.Closed(move, matter, Scene.Rules, desk.Now) is null).ToList();
            if (open.Count == 0) return Bihuan.Engine.Decisions.Decision.Nothing;
            var move = Pick(open);
            return await TakeMove.Decide(matter, move.Id, Words(matter, move), Scene.Rules, desk);
        }, stop);
        if (answer.IsYes) Taken++;
    }

    /// <summary>Answers to a move's form.</summary>
    public JsonObject Words(Matter matter, Move move)
    {
        var words = new JsonObject();
        foreach (var asked in move.Form.Where(asked => asked.Required || random.Next(3) == 0))
            words[asked.Field] = Word(matter, move, Scene.Playbook.Field(asked.Field)!);
        if (move.Act == "dispatch") words["basis"] = "职责";
        return words;
    }

    JsonNode? Word(Matter matter, Move move, Field field) => (field.Type, field.Id) switch
    {
        (_, "category") => "CJ-01-03",
        (_, "area") => "370212001019",
        (_, "reason") when move.Act == "object" => "not-duty",
        (_, "hash") => new string("0123456789abcdef"[random.Next(16)], 64),
        (_, "points") => new JsonArray(1),
        (FieldType.Choice, _) => Pick(Scene.Playbook.Lists.Single(l => l.Id == field.List).Choices).Code,
        (FieldType.YesNo, _) => random.Next(2) == 0,
        (FieldType.Number, _) => random.Next(1, 12),
        (FieldType.Date, _) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(random.Next(2, 300)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        (FieldType.Unit, _) => Pick([Cast.Bureau, Cast.Bureau, Cast.Transport, Cast.Housing, "LS.RX"]),
        (FieldType.Units, _) => new JsonArray(Pick([Cast.Bureau, Cast.Transport, Cast.Housing])),
        (FieldType.Person, _) => "ana",
        (FieldType.Matter, _) => $"{random.Next(12):x32}",
        (FieldType.Replies, _) => new JsonArray([.. Enumerable.Range(0, matter.Points).Select(_ => (JsonNode)"已办")]),
        _ => "写几句",
    };

    T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
