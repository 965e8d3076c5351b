using System.CommandLine;
using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan.Commands;

/// <summary>A version of a playbook leaves the installation as one file, and comes in from one: checked by its hashes, proven like any draft.</summary>
static class PackCommands
{
    public static Command Export()
    {
        var name = new Argument<string>("name") { Description = "The playbook / 工作流程" };
        var version = new Option<int?>("--version") { Description = "The newest when left out / 不写就是最新一版" };
        var file = new Option<string>("--out") { Description = "FILE.pack.zip / 导出到哪里", Required = true };
        var command = new Command("pack", "A version of a playbook with its examples and hashes, as one file / 一版工作流程连同例子和哈希，导出成一个文件")
        {
            name, version, file, Where.Data, Where.Postgres, Where.District,
        };
        command.SetAction(async (words, stop) =>
        {
            await using var services = await Where.OpenExisting(Where.Settings(words), stop);
            if (services is null) return 2;
            var shelf = services.GetRequiredService<Shelf>();
            var found = words.GetValue(version) is { } v ? shelf.Exactly(words.GetValue(name)!, v) : shelf.Newest(words.GetValue(name)!);
            if (found is null || shelf.OriginOf(found) is not { } origin)
                return Say(words.GetValue(version) is { } asked ? Library.No.SuchVersion.With(words.GetValue(name)!, asked) : Library.No.SuchPlaybook.With(words.GetValue(name)!), 1);

            var bytes = PackFile.Write(found, origin, await services.GetRequiredService<TemplateDesk>().Files(services.GetRequiredService<Settings>().District, found, stop));
            await File.WriteAllBytesAsync(words.GetValue(file)!, bytes, stop);
            Console.Error.WriteLine($"{found.Name} 第 {found.Version} 版已导出。/ Exported {found.Name}, version {found.Version}. SHA-256 {PackFile.Open(bytes).Sha256}");
            return 0;
        });
        return command;
    }

    public static Command Import()
    {
        var file = new Argument<string>("file") { Description = "FILE.pack.zip" };
        var command = new Command("pack", "A playbook from one file: hashes checked, proven, compared, published; a running server takes it in at its next start / 从一个文件导入工作流程；运行中的服务重启后生效")
        {
            file, Where.Data, Where.Postgres, Where.District,
        };
        command.SetAction((words, stop) => Run(words, words.GetValue(file)!, stop));
        return command;
    }

    /// <summary>Exit codes: 0 published, or on the shelf already; 1 refused; 2 there is no such file, or no such installation.</summary>
    static async Task<int> Run(ParseResult words, string file, CancellationToken stop)
    {
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"没有这个文件 / no such file: {file}");
            return 2;
        }

        var pack = new FileInfo(file).Length > PackFile.MostBytes
            ? new("", [], "", Library.No.PackTooLarge.With(PackFile.MostBytes >> 20, PackFile.MostParts)) : PackFile.Open(await File.ReadAllBytesAsync(file, stop));
        if (pack.Refusal is { } wrong) return Say(wrong, 1);

        var settings = Where.Settings(words);
        await using var services = await Where.Open(settings, stop);
        var desk = services.GetRequiredService<PlaybookDesk>();
        var draft = desk.Read(new(pack.Yaml, pack.Examples, pack.Templates));
        if (draft.Templates.IsEmpty && draft.Present is { } same && same.Version == draft.Playbook?.Version && services.GetRequiredService<Shelf>().OriginOf(same)?.Yaml == draft.Yaml)
        {
            Console.WriteLine($"第 {same.Version} 版已在架上，内容相同。/ Version {same.Version} is on the shelf already and says the same.");
            return 0;
        }

        foreach (var change in draft.Changes) Console.WriteLine($"{change.Sentence.Zh} / {change.Sentence.En}");
        var clerk = new Clerk(services.GetRequiredService<Writer>(), services.GetRequiredService<TimeProvider>(), new(settings.District, "import", new(People.Roles.Setup, "")));
        var answer = await desk.Publish(clerk, new(pack.Yaml, pack.Examples, pack.Templates), stop);
        if (answer.Refusal is { } refusal) return Say(refusal, 1);
        Console.WriteLine($"{draft.Playbook!.Name} 第 {draft.Playbook.Version} 版已发布。/ Published {draft.Playbook.Name}, version {draft.Playbook.Version}. SHA-256 {pack.Sha256}");
        return 0;
    }

    static int Say(Refusal refusal, int code)
    {
        Console.Error.WriteLine($"{refusal.Code}: {refusal.Zh} / {refusal.En}");
        return code;
    }
}
