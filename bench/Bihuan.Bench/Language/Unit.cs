using System.Diagnostics;
using Bihuan.Engine.Language.Units;

namespace Bihuan.Bench.Language;

/// <summary>Measures how well units are told from like cases.</summary>
static class Unit
{
    /// <summary>Learns a history and then predicts what came after, one by one, each learned after it was predicted.</summary>
    public static int Measure(Run run, string history, string then)
    {
        foreach (var (figure, column) in ((string, string)[])[("", "DISPOSE_UNIT_ID"), (" by name", "DISPOSE_UNIT_NAME")])
        {
            var watch = Stopwatch.StartNew();
            var model = UnitModel.Train(Cases(history, column));
            if (figure.Length == 0) Say(run, "train", watch.Elapsed.TotalSeconds, "s", 0);
            var cases = Cases(then, column);
            int first = 0, third = 0;
            foreach (var (of, unit) in cases)
            {
                var told = model.Tell(of);
                if (told[0].Unit == unit) first++;
                if (told.Any(t => t.Unit == unit)) third++;
                model.Learn(of, unit);
            }

            Say(run, "top-1" + figure, first / (double)cases.Length, "", cases.Length);
            Say(run, "top-3" + figure, third / (double)cases.Length, "", cases.Length);
        }

        return 0;
    }

    static (Case Case, string Unit)[] Cases(string file, string unit) =>
        [.. Sheet.Rows(file).Select(row => (new Case(row("EVENT_PROPERTY_NAME"), row("EVENT_TYPE_NAME"), row("MAIN_TYPE_NAME"), row("SUB_TYPE_NAME"),
            row("EVENT_SRC_NAME"), row("STREET_NAME"), row("COMMUNITY_NAME")), row(unit)))];

    static void Say(Run run, string figure, double value, string unit, int rows) =>
        run.Say(new(figure, value, unit) { More = [("rows", rows)] });
}
