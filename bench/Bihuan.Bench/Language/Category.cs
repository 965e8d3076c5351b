using System.Diagnostics;
using Bihuan.Engine.Language.Categories;

namespace Bihuan.Bench.Language;

/// <summary>Measures how well categories are told, on files that the language room has not seen.</summary>
static class Category
{
    /// <summary>Trains on one file and tests on another: columns <c>category</c>, <c>subject</c>, <c>text</c>; <c>category2</c> and <c>category3</c> where there are deeper levels.</summary>
    public static int Measure(Run run, string train, string test)
    {
        var known = Examples(train);
        var asked = Examples(test);
        var watch = Stopwatch.StartNew();
        var model = CategoryModel.Train("bench", "", known);
        Say(run, "train", watch.Elapsed.TotalSeconds, "s", known.Length);
        Say(run, "model", CategoryFile.Write(model).Length / 1e6, "MB", known.Length);
        var told = asked.Select(e => model.Tell(e.Message).Best[0]).ToArray();
        var right = told.Zip(asked, (t, e) => t.Path[0] == e.Path[0]).ToArray();
        var whole = told.Zip(asked, (t, e) => t.Path.SequenceEqual(e.Path)).ToArray();
        Say(run, "accuracy", right.Count(r => r) / (double)asked.Length, "", asked.Length);
        Say(run, "macro-F1", asked.Select(e => e.Path[0]).Distinct().Average(label =>
        {
            double hit = told.Where((t, n) => t.Path[0] == label && right[n]).Count();
            return 2 * hit / (told.Count(t => t.Path[0] == label) + asked.Count(e => e.Path[0] == label));
        }), "", asked.Length);
        if (Array.Exists(asked, e => e.Path.Length > 1))
            Say(run, "accuracy to the last level", whole.Count(w => w) / (double)asked.Length, "", asked.Length);
        Say(run, "calibration error (10 bins)", Enumerable.Range(0, told.Length).GroupBy(n => Math.Min(9, (int)(told[n].Probability * 10)))
            .Sum(bin => Math.Abs(bin.Sum(n => told[n].Probability) - bin.Count(n => whole[n]))) / told.Length, "", asked.Length);
        // The first rounds warm up; the figure is the best of the others, because other programs run beside it.
        var best = 0.0;
        for (var round = 0; round < 12; round++)
        {
            watch.Restart();
            foreach (var example in asked) model.Tell(example.Message);
            if (round > 1) best = Math.Max(best, asked.Length / watch.Elapsed.TotalSeconds);
        }

        Say(run, "predictions", best, "1/s", asked.Length);
        return 0;
    }

    static Example[] Examples(string file) =>
        [.. Sheet.Rows(file).Select(row => new Example(new(row("subject"), row("text")), [row("category"), .. ((string[])[row("category2"), row("category3")]).Where(code => code.Length > 0)]))];

    static void Say(Run run, string figure, double value, string unit, int rows) =>
        run.Say(new(figure, value, unit) { More = [("rows", rows)] });
}
