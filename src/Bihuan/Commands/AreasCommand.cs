using System.CommandLine;
using Bihuan.Grid;
using Bihuan.Hosting;

namespace Bihuan.Commands;

/// <summary>Takes in boundaries. Exit codes: 0 every feature, 1 some were refused, each on a line with its number, 2 the file cannot be read.</summary>
static class AreasCommand
{
    public static Command Import()
    {
        var file = new Argument<string>("file") { Description = "GeoJSON: polygons with code and name / 有 code、name 的面" };
        var datum = new Option<string>("--datum") { Description = "wgs-84, gcj-02 or cgcs2000 / 文件用的坐标", Required = true };
        var look = new Option<bool>("--look") { Description = "Say what would change and change nothing / 只看不导入" };
        var command = new Command("areas", "Boundaries of streets, communities and grids; a running server shows them within a few seconds / 区域边界；运行中的服务几秒内生效")
        {
            file, datum, look, Where.Data, Where.Postgres, Where.District,
        };
        command.SetAction((words, stop) => Run(words, words.GetValue(file)!, words.GetValue(datum)!, words.GetValue(look), stop));
        return command;
    }

    static async Task<int> Run(ParseResult words, string file, string datum, bool lookOnly, CancellationToken stop)
    {
        if (!File.Exists(file)) return Unread($"没有这个文件 / no such file: {file}");
        if (Datum.Of(datum) is null) return Unread($"{Grid.No.Datum.Zh} / {Grid.No.Datum.En}");

        var settings = Where.Settings(words);
        await using var services = await Where.Open(settings, stop);
        var desk = services.GetRequiredService<AreaDesk>();
        var command = new ImportBoundaries.Command(Path.GetFileName(file), datum, await File.ReadAllTextAsync(file, stop));
        if (await desk.Look(command, stop) is not { } look) return Unread($"{Grid.No.BoundaryFile.Zh} / {Grid.No.BoundaryFile.En}");

        foreach (var fault in look.Faults) Console.Error.WriteLine($"{fault.Number}. {fault.Named}: {fault.Sentence.Zh} / {fault.Sentence.En}");
        if (look.Doubt is { } doubt) Console.Error.WriteLine($"{doubt.Zh} / {doubt.En}");
        foreach (var change in look.Fresh)
            Console.WriteLine($"{change.Row.Boundary.Code}  {(change.Before is null ? "新增 new    " : "改动 changed")}  {(change.Metres is { } metres ? $"{metres:0} m" : "")}  {change.Row.Boundary.Name.Zh}");
        foreach (var clash in look.Clashes)
            Console.WriteLine($"{clash.Kind}: {string.Join(" · ", clash.Areas.Select(area => area.ToString()))}  {clash.SquareMetres:0} m²");
        if (lookOnly) return look.Faults.Count == 0 ? 0 : 1;

        var clerk = new Clerk(services.GetRequiredService<Writer>(), services.GetRequiredService<TimeProvider>(), new(settings.District, "import", new(People.Roles.Setup, "")));
        var (answer, taken) = await desk.Import(clerk, command, stop);
        if (answer.Refusal is { } refusal) return Unread($"{refusal.Zh} / {refusal.En}");
        Console.WriteLine($"已导入 {taken!.Fresh.Count()} 条边界，退回 {taken.Faults.Count} 条。/ {taken.Fresh.Count()} boundaries taken in, {taken.Faults.Count} refused.");
        return taken.Faults.Count == 0 ? 0 : 1;
    }

    static int Unread(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 2;
    }
}
