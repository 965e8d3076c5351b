using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bihuan.Demo;

namespace Bihuan.Commands;

/// <summary>Makes the demo district by running its verbs.</summary>
public static class DemoCommand
{
    public static Command Command()
    {
        var matters = new Option<int>("--matters") { Description = "How many requests / 诉求件数", DefaultValueFactory = _ => 1200 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same content / 随机种子", DefaultValueFactory = _ => 12345 };
        var until = new Option<string?>("--until") { Description = "The demo's present, e.g. 2026-11-20T10:00 China time; now when left out / 演示的“现在”" };
        var command = new Command("demo", "Make the demo district with its matters, in an empty installation / 在空的安装里生成演示区和事项")
        {
            Where.Data, Where.Postgres, matters, seed, until,
        };
        command.SetAction(async (words, stop) =>
        {
            var present = DateTimeOffset.UtcNow;
            if (words.GetValue(until) is { } said)
            {
                if (!DateTime.TryParse(said, CultureInfo.InvariantCulture, out var local))
                {
                    Console.Error.WriteLine($"--until: “{said}” 不是日期 / is not a date.");
                    return 2;
                }

                present = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), WorkCalendar.Offset).ToUniversalTime();
            }

            var clock = Stopwatch.StartNew();
            var settings = Where.Settings(words);
            await using var services = await Where.Open(settings, stop);
            var made = await Bars.Show("Demo / 演示", bar => DemoMaker.Make(services, new(words.GetValue(matters), words.GetValue(seed), present), bar, stop));
            if (made is null)
            {
                Console.Error.WriteLine($"{settings.Data} 里已经有一个区，没有改动。请换一个空目录。/ There is a district in {settings.Data} already; nothing was changed. Use an empty folder.");
                return 1;
            }

            // What the demo's people have decided teaches its suggestions, as in a district that has worked for a while.
            await LearnCommand.Learn(services, settings, Matters.Learning.LearnCategories.Usual, stop);
            foreach (var (what, times) in made.Refused) Console.Error.WriteLine($"  {times} × {what}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"已生成 {made.Units} 个单位、{made.Accounts} 个账号、{made.Matters} 个事项，用时 {clock.Elapsed.TotalSeconds:0} 秒。/ Made {made.Units} units, {made.Accounts} accounts and {made.Matters} matters in {clock.Elapsed.TotalSeconds:0} s."));
            return 0;
        });
        return command;
    }
}
