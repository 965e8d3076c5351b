using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bihuan.Hosting;
using Bihuan.Intake.Import;
using Bihuan.Library;
using Bihuan.Matters;
using YamlDotNet.Core;

namespace Bihuan.Commands;

/// <summary>Takes files in. Exit codes: 0 every row, 1 some rows were refused (see the report), 2 the file cannot be read.</summary>
public static class ImportCommand
{
    public static Command Command() => new("import", "Take files in / 导入文件") { Messages(), RequestsCommand.Import(), Calendar(), AreasCommand.Import(), PackCommands.Import() };

    static Command Messages()
    {
        var file = new Argument<string>("file") { Description = "A CSV file with a heading / 有表头的 CSV 文件" };
        var map = new Option<string?>("--map") { Description = "Which column is what; packs/columns/messages.yaml when left out / 列对照表" };
        var report = new Option<string?>("--report") { Description = "Where refused rows go; FILE.report.csv when left out / 退回行的报告" };
        var command = new Command("messages", "Residents' messages: new ones, and ended ones with their reply / 群众留言：新的登记，已答复的归档")
        {
            file, map, report, Where.Data, Where.Postgres, Where.District,
        };
        command.SetAction((words, stop) => Run(words, words.GetValue(file)!, words.GetValue(map), words.GetValue(report), stop));
        return command;
    }

    static Command Calendar()
    {
        var file = new Argument<string>("file") { Description = "JSON of the chinese-days form / chinese-days 格式的 JSON" };
        var year = new Option<int?>("--year") { Description = "Which year; the newest of the file when left out / 哪一年" };
        var command = new Command("calendar", "A year of the working calendar; a running server takes it in at its next start / 一年的放假安排；运行中的服务重启后生效")
        {
            file, year, Where.Data, Where.Postgres, Where.District,
        };
        command.SetAction((words, stop) => Calendar(words, words.GetValue(file)!, words.GetValue(year), stop));
        return command;
    }

    /// <summary>Exit codes: 0 taken in, or nothing to do; 1 refused, each fault on a line with its number; 2 the file cannot be read.</summary>
    static async Task<int> Calendar(ParseResult words, string file, int? year, CancellationToken stop)
    {
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"没有这个文件 / no such file: {file}");
            return 2;
        }

        var settings = Where.Settings(words);
        await using var services = await Where.Open(settings, stop);
        var desk = services.GetRequiredService<CalendarDesk>();
        var preview = desk.Read(await File.ReadAllTextAsync(file, stop), year);
        foreach (var (fault, n) in preview.Faults.Select((fault, n) => (fault, n + 1)))
            Console.Error.WriteLine($"{n}. {fault.Chinese} / {fault.English}");
        if (!preview.Faults.IsEmpty) return 1;

        foreach (var day in preview.Changes)
            Console.WriteLine($"{day.Date:yyyy-MM-dd}  {(day.IsWorkday ? "上班 work" : "休息 off ")}  {day.Name.Zh} / {day.Name.En}");
        var clerk = new Clerk(services.GetRequiredService<Writer>(), services.GetRequiredService<TimeProvider>(), new(settings.District, "import", new(People.Roles.Setup, "")));
        await desk.Import(clerk, new(preview.Year, preview.Json), stop);
        Console.WriteLine(preview.Changes.Count == 0
            ? $"{preview.Year} 年与现有日历一致。/ {preview.Year} is the same as the calendar in force."
            : $"{preview.Year} 年已导入，改 {preview.Changes.Count} 天。/ {preview.Year} is imported, {preview.Changes.Count} days changed.");
        return 0;
    }

    static async Task<int> Run(ParseResult words, string file, string? mapFile, string? report, CancellationToken stop)
    {
        var settings = Where.Settings(words);
        try
        {
            var clock = Stopwatch.StartNew();
            var map = ColumnMap.Read(mapFile ?? Path.Combine(settings.Packs, "columns", "messages.yaml"));
            var rows = MessageFile.Read(file, map).ToList();
            await using var services = await Where.Open(settings, stop);
            var time = services.GetRequiredService<TimeProvider>();
            var desk = services.GetRequiredService<MatterDesk>();
            var office = await desk.Office(settings.District, "imported", stop);
            var clerk = new Clerk(services.GetRequiredService<Writer>(), time, new(settings.District, "import", new("import", office)));
            var import = new ImportMessages(desk, clerk, services.GetRequiredService<Categories>(), services.GetRequiredService<Store>(), time);
            var result = await Bars.Show("Importing / 导入", bar => import.Run(rows, map, bar, stop));
            report ??= file + ".report.csv";
            ImportReport.Write(report, result.Bad);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"读 {result.Read} 行：新登记 {result.Opened}，归档 {result.Ended}，已有 {result.Known}，退回 {result.Bad.Count}；用时 {clock.Elapsed.TotalSeconds:0.0} 秒。/ Read {result.Read} rows: {result.Opened} opened, {result.Ended} filed, {result.Known} known already, {result.Bad.Count} refused; {clock.Elapsed.TotalSeconds:0.0} s."));
            if (result.Bad.Count == 0) return 0;
            Console.Error.WriteLine($"退回的行和理由见 {report} / The refused rows and why: {report}");
            return 1;
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException or YamlException or ArgumentException)
        {
            Console.Error.WriteLine($"读不了 / cannot read {file}: {unreadable.Message}");
            return 2;
        }
    }
}
