using System.CommandLine;
using System.Globalization;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Commands;

/// <summary>Takes matters, or the journal with its hashes, out of the installation.</summary>
public static class ExportCommand
{
    public static Command Command() => new("export", "Take data out / 导出数据") { Matters(), CorpusExport.Command(), PackCommands.Export() };

    static Command Matters()
    {
        var file = new Option<string?>("--out") { Description = "FILE.csv or FILE.jsonl; standard output when left out / 导出到哪里" };
        var journal = new Option<bool>("--journal") { Description = "The journal as JSON lines with its hashes / 导出日志及哈希" };
        var unmasked = new Option<bool>("--unmasked") { Description = "With names, telephones and addresses; needs --purpose / 不脱敏，须写用途" };
        var purpose = new Option<string?>("--purpose") { Description = "What the personal data is needed for; kept in the journal / 用途，记入日志" };
        var command = new Command("matters", "All matters of the district, personal data masked; coded columns hold codes, flags true or false / 全区事项，个人信息脱敏；编码列写代码，是否列写 true 或 false")
        {
            file, journal, unmasked, purpose, Where.Data, Where.Postgres, Where.District,
        };
        command.SetAction(async (words, stop) =>
        {
            var (settings, open) = (Where.Settings(words), words.GetValue(unmasked));
            var why = words.GetValue(purpose)?.Trim() ?? "";
            if (open && !TakenOut.IsPurpose(why))
            {
                Console.Error.WriteLine("不脱敏导出要写明用途：--purpose。/ Say what the personal data is for: --purpose.");
                return 2;
            }

            await using var services = await Where.OpenExisting(settings, stop);
            if (services is null) return 2;
            var scope = new Scope(settings.District, MaxSensitivity: 2);
            var export = new Exports(services.GetRequiredService<Store>(), services.GetRequiredService<Reading>(), scope);
            var path = words.GetValue(file);
            // First written down, then taken: what is interrupted has been taken all the same.
            if (open) await WriteDown(services, settings, why, path, stop);
            var lines = words.GetValue(journal);
            await using var output = path is null ? Console.OpenStandardOutput() : File.Create(path);
            var count = await Bars.Show("Exporting / 导出", bar => lines ? export.Journal(output, bar, stop)
                : path?.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) == true ? export.Lines(output, open, bar, stop)
                : export.Csv(output, open, bar, stop));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"已导出 {count} 条。/ Exported {count} lines."));
            return 0;
        });
        return command;
    }

    static Task WriteDown(ServiceProvider services, Settings settings, string why, string? path, CancellationToken stop)
    {
        var clerk = new Clerk(services.GetRequiredService<Writer>(), services.GetRequiredService<TimeProvider>(), new(settings.District, Roles.Setup, new(Roles.Setup, "")));
        return clerk.Record<TakenOut>(Stream.Of(TakenOut.Noun, Guid.CreateVersion7()),
            (export, _) => TakenOut.Decide(export, why, Environment.UserName, Path.GetFileName(path) ?? ""), stop);
    }
}
