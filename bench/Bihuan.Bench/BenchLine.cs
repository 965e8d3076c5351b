using System.CommandLine;
using Bihuan.Bench.Benches;
using Bihuan.Bench.Ceiling;
using Bihuan.Bench.Language;

namespace Bihuan.Bench;

/// <summary>Measures the product from a second process, beside the raw ceiling of the same machine in the same run; one JSON line a figure.</summary>
/// <remarks>Exit codes: 0 measured, 1 no figure because writes were not found or something failed, 2 the words make no sense.</remarks>
static class BenchLine
{
    /// <summary>The benches of a store, with how many matters stand there where nobody says.</summary>
    static readonly (string Name, string Matters, Func<Run, CancellationToken, Task<int>> Measure)[] Benches =
    [
        ("register", "0", Register.Measure), ("lifecycle", "100000", Lifecycle.Measure), ("spikes", "100000", Spikes.Measure),
        ("office", "100000", Office.Measure), ("list", "1000,100000", ListPages.Measure), ("rebuild", "10000", Rebuild.Measure),
        ("start", "100000", StartUp.Measure), ("memory", "100000", Memory.Measure), ("weight", "1000", Weight.Measure), ("similar", "100000", Similar.Measure), ("search", "100000", Search.Measure),
    ];

    static readonly string[] OnFiles = ["category", "unit", "hot", "segment"];

    public static Task<int> Main(string[] args) => Do(args, Console.Out, Console.Error, CancellationToken.None);

    /// <summary>Does what the words say.</summary>
    public static async Task<int> Do(string[] args, TextWriter said, TextWriter fault, CancellationToken stop)
    {
        var root = Command(said, fault);
        root.Subcommands.Add(CeilingCommand.Command());
        try
        {
            return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false, Output = said, Error = fault }, stop);
        }
        catch (Exception unusable) when (unusable is InvalidOperationException or TimeoutException or InvalidDataException or IOException or System.Data.Common.DbException)
        {
            fault.WriteLine(unusable.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            fault.WriteLine("Stopped: no figure. / 已中止，不出数据。");
            return 1;
        }
    }

    static RootCommand Command(TextWriter said, TextWriter fault)
    {
        var names = Benches.Select(b => b.Name).Concat(OnFiles).ToList();
        var name = new Argument<string>("name") { Description = string.Join(" | ", names), Arity = ArgumentArity.ZeroOrOne };
        var matters = new Option<string?>("--matters") { Description = "How many matters stand there already; several by commas / 已有事项数，可用逗号分隔" };
        var seconds = new Option<double?>("--seconds") { Description = "How long each measured round lasts / 每轮时长（秒）" };
        var connections = new Option<int?>("--connections") { Description = "HTTP connections / 连接数" };
        var store = new Option<string>("--store") { Description = "sqlite | postgres (needs --postgres)", DefaultValueFactory = _ => "sqlite" };
        var keep = new Option<string?>("--keep") { Description = "Folder in which loaded stores are kept for the next time / 装好的库留在此目录，下次再用" };
        var data = new Option<string?>("--data") { Description = "A store that is used as it is and written to / 直接使用（并写入）这个库" };
        var files = Files();
        var command = new RootCommand("Measure beside the raw ceiling / 性能测量，与本机上限并列") { name, matters, seconds, connections, store, keep, data, Commands.Where.Postgres };
        foreach (var file in files.Values) command.Options.Add(file);
        command.SetAction(async (words, stop) =>
        {
            string? File(string option) => words.GetValue(files[option]) is { Length: > 0 } file ? file : null;
            int No(string why)
            {
                fault.WriteLine(why);
                return 2;
            }

            var bench = words.GetValue(name) ?? "";
            if (!names.Contains(bench)) return No($"There is no bench “{bench}”; choose {string.Join(", ", names)}. / 没有“{bench}”这项测量，请选 {string.Join("、", names)}。");

            var postgres = words.GetValue(store) == "postgres" ? words.GetValue(Commands.Where.Postgres) : null;
            if (words.GetValue(store) is not ("sqlite" or "postgres")) return No("--store is sqlite or postgres. / --store 只能是 sqlite 或 postgres。");
            if (words.GetValue(store) == "postgres" && postgres is null) return No("--store postgres needs --postgres, or BIHUAN_POSTGRES; bin/bench starts a scratch one. / 需要 --postgres 连接串。");
            if (words.GetValue(seconds) is <= 0 || words.GetValue(connections) is <= 0 or > 256) return No("--seconds is more than 0, --connections lies between 1 and 256. / --seconds 要大于 0，--connections 为 1 到 256。");

            var usual = Benches.FirstOrDefault(b => b.Name == bench);
            var sizes = (words.GetValue(matters) ?? usual.Matters ?? "0").Split(',').Select(size => int.TryParse(size, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var n) && n >= 0 ? n : -1).ToImmutableArray();
            if (sizes.Contains(-1)) return No("--matters is a number, or several by commas. / --matters 是数字，可用逗号分隔多个。");

            var run = new Run(bench, postgres, sizes, words.GetValue(seconds), words.GetValue(connections), words.GetValue(keep), words.GetValue(data), said, fault);
            return bench switch
            {
                "category" when File("train") is { } train && File("test") is { } test => Category.Measure(run, train, test),
                "unit" when File("history") is { } history && File("then") is { } then => Unit.Measure(run, history, then),
                "hot" when File("stream") is { } stream => Hot.Measure(run, File("before"), stream, File("threshold")),
                "segment" => Segment.Measure(run, File("text"), File("dictionary")),
                "category" or "unit" or "hot" => No("category needs --train and --test, unit --history and --then, hot --stream (and --before). / 缺少文件参数。"),
                _ => await usual.Measure(run, stop),
            };
        });
        return command;
    }

    static Dictionary<string, Option<string>> Files() => (((string Name, string What)[])[
        ("train", "category: learn from / 学习文件"), ("test", "category: test on / 测试文件"),
        ("history", "unit: learn first / 历史文件"), ("then", "unit: predict one by one / 逐件预测的文件"),
        ("before", "hot: what was said before / 此前的诉求"), ("stream", "hot: group these / 诉求流"), ("threshold", "hot: how alike is one thing, 0 to 1; as the product has it when left out / 相似到多少算一件事"),
        ("text", "segment: cut this; what residents said in the demo when left out / 切分这个文件"), ("dictionary", "segment: by these words; learned from the text when left out / 词典"),
        ]).ToDictionary(f => f.Name, f => new Option<string>($"--{f.Name}") { Description = f.What }, StringComparer.Ordinal);
}
