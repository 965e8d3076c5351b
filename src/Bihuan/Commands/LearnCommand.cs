using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bihuan.Engine.Language.Categories;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.Library;
using Bihuan.Matters.Learning;
using Bihuan.People;

namespace Bihuan.Commands;

/// <summary>Learns the categories from the district's own closed matters, says how well, and takes the model into use. Exit codes: 0 learned, 1 too few matters or a model that cannot serve here, 2 there is no installation or no file.</summary>
public static class LearnCommand
{
    public static Command Command()
    {
        var most = new Option<int>("--most") { Description = "How many of the latest closed matters / 学最近办结的多少件", DefaultValueFactory = _ => LearnCategories.Usual };
        var model = new Option<string?>("--model") { Description = "Take in a model FILE that was learned elsewhere for the same categories, instead of learning / 不学习，改用别处学好的模型文件（类目须相同）" };
        var file = new Option<string?>("--out") { Description = "Write the model to FILE too / 另存模型文件" };
        var tongue = new Option<string?>("--lang") { Description = "zh or en; by LANG when left out / 报告用的语言" };
        var command = new Command("learn", "Learn categories from the closed matters; a running server uses it within seconds / 从已办结事项学习分类；运行中的服务几秒内启用")
        {
            Where.Data, Where.Postgres, Where.District, most, model, file, tongue,
        };
        command.SetAction(async (words, stop) =>
        {
            var settings = Where.Settings(words);
            await using var services = await Where.OpenExisting(settings, stop);
            if (services is null) return 2;
            var said = words.GetValue(tongue) ?? Environment.GetEnvironmentVariable("LANG") ?? "";
            var say = new Saying(said.StartsWith("en", StringComparison.OrdinalIgnoreCase));
            return words.GetValue(model) is { } path
                ? await Take(services, settings, path, say, stop)
                : await Learn(services, settings, Math.Max(1, words.GetValue(most)), words.GetValue(file), say, stop);
        });
        return command;
    }

    /// <summary>Learns what there is to learn and takes it into use; the demo does so when it has made its matters.</summary>
    internal static async Task<LearnCategories.Result> Learn(IServiceProvider services, Settings settings, int most, CancellationToken stop)
    {
        var result = await Task.Run(() => services.GetRequiredService<LearnCategories>().Run(most, stop), stop);
        if (result.File is { } file) await LearnModel.Run(Setup(services, settings), file, result.Marks, services.GetRequiredService<LabelTree>(), stop);
        return result;
    }

    static async Task<int> Learn(IServiceProvider services, Settings settings, int most, string? copy, Saying say, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var result = await Learn(services, settings, most, stop);
        if (result.File is not { } file)
        {
            Console.Error.WriteLine(say.Of(
                $"只有 {result.Marks.Examples} 件办结且有类别的事项，至少要 {LearnCategories.Least} 件才学。在那之前按词表找类别。",
                $"Only {result.Marks.Examples} closed matters have a category; it takes {LearnCategories.Least} to learn. Until then categories are found by the list of words."));
            return 1;
        }

        if (copy is not null) await File.WriteAllBytesAsync(copy, file, stop);
        Report(result, services.GetRequiredService<Categories>(), services.GetRequiredService<LabelTree>(), clock.Elapsed, say);
        return 0;
    }

    static async Task<int> Take(IServiceProvider services, Settings settings, string path, Saying say, CancellationToken stop)
    {
        if (!File.Exists(path))
        {
            Console.Error.WriteLine(say.Of($"没有这个文件：{path}", $"There is no such file: {path}"));
            return 2;
        }

        var bytes = await File.ReadAllBytesAsync(path, stop);
        var tree = services.GetRequiredService<LabelTree>();
        if (CategoryFile.Read(bytes, tree.Pack, tree.Edition).Refusal is { } no)
        {
            Console.Error.WriteLine($"{no.Code}: {say.Of($"{no.Zh}", $"{no.En}")}");
            return 1;
        }

        await LearnModel.Run(Setup(services, settings), bytes, null, tree, stop);
        Console.WriteLine(say.Of($"已启用 {path}（{bytes.Length / 1e6:0.0} MB）。", $"{path} is in use ({bytes.Length / 1e6:0.0} MB)."));
        return 0;
    }

    static Clerk Setup(IServiceProvider services, Settings settings) =>
        new(services.GetRequiredService<Writer>(), services.GetRequiredService<TimeProvider>(), new(settings.District, Roles.Setup, new(Roles.Setup, "")));

    static void Report(LearnCategories.Result result, Categories categories, LabelTree tree, TimeSpan took, Saying say)
    {
        var m = result.Marks;
        static string Day(DateTimeOffset? at) => at?.ToOffset(WorkCalendar.Offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        Console.WriteLine(say.Of(
            $"学了 {m.Examples} 件（办结且有类别，{Day(result.First)} 至 {Day(result.Last)}），{m.Labels} 个类别；用时 {took.TotalSeconds:0.0} 秒，模型 {result.File!.Length / 1e6:0.0} MB，已启用。",
            $"Learned {m.Examples} closed matters with a category ({Day(result.First)} to {Day(result.Last)}), {m.Labels} categories, in {took.TotalSeconds:0.0} s; the model has {result.File!.Length / 1e6:0.0} MB and is in use."));
        Console.WriteLine(say.Of(
            $"最新的 {m.Held} 件先不学、只用来考：大类对 {Share(m.FirstRight, m.Held)}，到最末一级对 {Share(m.Right, m.Held)}；概率误差（ECE，10 档）{m.Error:0.000}。",
            $"The newest {m.Held} were held out and asked first: right at level 1 {Share(m.FirstRight, m.Held)}, down to the last level {Share(m.Right, m.Held)}; calibration error (10 bins) {m.Error:0.000}."));
        Console.WriteLine(say.Of(
            $"概率到 {tree.Threshold:0.00} 才算有把握：占 {Share(m.Sure, m.Held)}，其中对 {Share(m.SureRight, m.Sure)}；其余会说“不确定”，列三个供选。",
            $"Sure from a probability of {tree.Threshold:0.00} on: {Share(m.Sure, m.Held)} of them, right {Share(m.SureRight, m.Sure)}; for the rest it says that it is not sure and shows three."));
        foreach (var label in result.Labels)
        {
            var name = categories.Name(label.Code);
            Console.WriteLine(say.Of($"  {label.Examples,6} 件  考 {label.Held,4}  对 {label.Right,4}  {name.Zh}", $"  {label.Examples,6} learned  {label.Held,4} asked  {label.Right,4} right  {name.En}"));
        }

        if (result.Few > 0)
            Console.WriteLine(say.Of($"有 {result.Few} 个类别不到 5 件，先别指望认得准。", $"{result.Few} categories have fewer than 5 matters; do not expect much of those yet."));
    }

    static string Share(int some, int of) => of == 0 ? "—" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * some / of:0.0} % ({some}/{of})");

    /// <summary>One of two languages.</summary>
    readonly record struct Saying(bool IsEnglish)
    {
        public string Of(FormattableString zh, FormattableString en) => (IsEnglish ? en : zh).ToString(CultureInfo.InvariantCulture);
    }
}
