using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bihuan.Engine.Language.Categories;
using Bihuan.Engine.Language.Hot;
using Bihuan.Engine.Language.Units;
using CsvHelper;
using CsvHelper.Configuration;

namespace Bihuan.Commands;

/// <summary>Measures what the language room understands, on files that it has not seen; one JSON line a figure.</summary>
public static class LanguageBench
{
    /// <summary>Trains on one file and tests on another: columns <c>category</c>, <c>subject</c>, <c>text</c>.</summary>
    public static int Category(string train, string test)
    {
        var known = Examples(train);
        var asked = Examples(test);
        var watch = Stopwatch.StartNew();
        var model = CategoryModel.Train("bench", "", known);
        Say("category", "train", watch.Elapsed.TotalSeconds, "s", known.Length);
        Say("category", "model", CategoryFile.Write(model).Length / 1e6, "MB", known.Length);
        var told = asked.Select(e => model.Tell(e.Message).Best[0]).ToArray();
        var right = told.Zip(asked, (t, e) => t.Path[0] == e.Path[0]).ToArray();
        Say("category", "accuracy", right.Count(r => r) / (double)asked.Length, "", asked.Length);
        Say("category", "macro-F1", asked.Select(e => e.Path[0]).Distinct().Average(label =>
        {
            double hit = told.Where((t, n) => t.Path[0] == label && right[n]).Count();
            return 2 * hit / (told.Count(t => t.Path[0] == label) + asked.Count(e => e.Path[0] == label));
        }), "", asked.Length);
        Say("category", "calibration error (10 bins)", Enumerable.Range(0, told.Length).GroupBy(n => Math.Min(9, (int)(told[n].Probability * 10)))
            .Sum(bin => Math.Abs(bin.Sum(n => told[n].Probability) - bin.Count(n => right[n]))) / told.Length, "", asked.Length);
        // The first rounds warm up; the figure is the best of the others, because other programs run beside it.
        var best = 0.0;
        for (var round = 0; round < 12; round++)
        {
            watch.Restart();
            foreach (var example in asked) model.Tell(example.Message);
            if (round > 1) best = Math.Max(best, asked.Length / watch.Elapsed.TotalSeconds);
        }

        Say("category", "predictions", best, "1/s", asked.Length);
        return 0;
    }

    /// <summary>Learns a history and then predicts what came after, one by one, each learned after it was predicted.</summary>
    public static int Unit(string history, string then)
    {
        foreach (var (figure, column) in ((string, string)[])[("", "DISPOSE_UNIT_ID"), (" by name", "DISPOSE_UNIT_NAME")])
        {
            var watch = Stopwatch.StartNew();
            var model = UnitModel.Train(Cases(history, column));
            if (figure.Length == 0) Say("unit", "train", watch.Elapsed.TotalSeconds, "s", 0);
            var cases = Cases(then, column);
            int first = 0, third = 0;
            foreach (var (of, unit) in cases)
            {
                var told = model.Tell(of);
                if (told[0].Unit == unit) first++;
                if (told.Any(t => t.Unit == unit)) third++;
                model.Learn(of, unit);
            }

            Say("unit", "top-1" + figure, first / (double)cases.Length, "", cases.Length);
            Say("unit", "top-3" + figure, third / (double)cases.Length, "", cases.Length);
        }

        return 0;
    }

    /// <summary>Hears what was said before, then groups a stream; one line a group with its messages.</summary>
    public static int Hot(string? before, string stream)
    {
        var talk = new Talk();
        var watch = Stopwatch.StartNew();
        foreach (var row in before is null ? [] : Rows(before)) talk.Hear(new(row("subject"), row("text")));
        var count = 0;
        foreach (var row in Rows(stream))
        {
            var at = DateTimeOffset.Parse(row("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            talk.Add(new(row("id"), row("user"), at, new(row("subject"), row("text")), int.TryParse(row("likes"), out var likes) ? likes : 0));
            count++;
        }

        var hottest = talk.Hottest();
        Say("hot", "messages grouped", count / watch.Elapsed.TotalSeconds, "1/s", count);
        foreach (var (group, rank) in hottest.Select((g, n) => (g, n + 1)))
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                bench = "hot", figure = "group", value = Math.Round(group.Heat.Value, 2), unit = "heat", rank, name = group.Name,
                people = group.Heat.People, supporters = Math.Round(group.Heat.Supporters, 2), growth = Math.Round(group.Heat.Growth, 2),
                spread = Math.Round(group.Heat.Spread, 2), severity = group.Heat.Severity,
                members = group.Members.Select(m => m.Id), subjects = group.Members.Select(m => m.Message.Subject).Distinct().Take(5),
            }, Facts.Json));
        return 0;
    }

    static Example[] Examples(string file) =>
        [.. Rows(file).Select(row => new Example(new(row("subject"), row("text")), ImmutableArray.Create(row("category"))))];

    static (Case Case, string Unit)[] Cases(string file, string unit) =>
        [.. Rows(file).Select(row => (new Case(row("EVENT_PROPERTY_NAME"), row("EVENT_TYPE_NAME"), row("MAIN_TYPE_NAME"), row("SUB_TYPE_NAME"),
            row("EVENT_SRC_NAME"), row("STREET_NAME"), row("COMMUNITY_NAME")), row(unit)))];

    static IEnumerable<Func<string, string>> Rows(string file)
    {
        using var reader = new StreamReader(file);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        csv.Read();
        csv.ReadHeader();
        var columns = csv.HeaderRecord!.Select((name, n) => (name, n)).ToDictionary(c => c.name, c => c.n, StringComparer.Ordinal);
        while (csv.Read())
        {
            var row = csv.Parser.Record!;
            yield return name => columns.TryGetValue(name, out var n) && n < row.Length ? row[n] : "";
        }
    }

    static void Say(string bench, string figure, double value, string unit, int rows) =>
        Console.WriteLine(JsonSerializer.Serialize(new { bench, figure, value = Math.Round(value, 4), unit, rows }, Facts.Json));
}
