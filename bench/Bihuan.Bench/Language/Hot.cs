using System.Diagnostics;
using System.Text.Json.Nodes;
using Bihuan.Engine.Language.Hot;

namespace Bihuan.Bench.Language;

/// <summary>Measures how a stream of messages is grouped.</summary>
static class Hot
{
    /// <summary>Hears what was said before, then groups a stream; one line a group with its messages.</summary>
    public static int Measure(Run run, string? before, string stream, string? threshold)
    {
        var talk = double.TryParse(threshold, CultureInfo.InvariantCulture, out var alike) ? new Talk { Threshold = alike } : new Talk();
        var watch = Stopwatch.StartNew();
        foreach (var row in before is null ? [] : Sheet.Rows(before)) talk.Hear(new(row("subject"), row("text")));
        var count = 0;
        foreach (var row in Sheet.Rows(stream))
        {
            var at = DateTimeOffset.Parse(row("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            talk.Add(new(row("id"), row("user"), at, new(row("subject"), row("text")), int.TryParse(row("likes"), out var likes) ? likes : 0));
            count++;
        }

        var hottest = talk.Hottest();
        Say(run, "messages grouped", count / watch.Elapsed.TotalSeconds, "1/s", count);
        foreach (var (group, rank) in hottest.Select((g, n) => (g, n + 1)))
            run.Say(new("group", group.Heat.Value, "heat")
            {
                More =
                [
                    ("rank", rank), ("name", group.Name), ("people", group.Heat.People), ("supporters", Math.Round(group.Heat.Supporters, 2)),
                    ("growth", Math.Round(group.Heat.Growth, 2)), ("spread", Math.Round(group.Heat.Spread, 2)), ("severity", group.Heat.Severity),
                    ("members", List(group.Members.Select(m => m.Id))), ("subjects", List(group.Members.Select(m => m.Message.Subject).Distinct().Take(5))),
                ],
            });
        return 0;
    }

    static void Say(Run run, string figure, double value, string unit, int rows) =>
        run.Say(new(figure, value, unit) { More = [("rows", rows)] });

    static JsonArray List(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];
}
