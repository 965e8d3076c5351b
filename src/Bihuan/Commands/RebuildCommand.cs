using System.CommandLine;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Storage;

namespace Bihuan.Commands;

/// <summary>Reposts every ledger from the journal and proves that the kept ones were equal.</summary>
public static class RebuildCommand
{
    public static Command Command()
    {
        var command = new Command("rebuild", "Repost every ledger from the journal and compare / 由日志重记全部台账并比对") { Where.Data, Where.Postgres };
        command.SetAction(async (words, stop) =>
        {
            await using var services = await Where.OpenExisting(Where.Settings(words), stop);
            if (services is null) return 2;
            var results = await Bars.Show("Rebuilding / 重记", bar => RebuiltLedgers.Rebuild(
                services.GetRequiredService<Store>(), services.GetRequiredService<Stories>(), services.GetRequiredService<Vault>(), bar, stop));
            foreach (var table in results)
                Console.WriteLine($"{table.Table,-20} {table.Rows,10} rows {(table.IsEqual ? "equal / 一致" : $"{table.Missing} missing or other, {table.Extra} extra; replaced / 不一致，已重记")}");
            // The index of words is made anew, not compared: it holds no more than the matters say.
            var isHere = await Bars.Show("Indexing words / 建立词索引", bar => services.GetRequiredService<IndexMatters>().Again(bar, stop));
            Console.WriteLine(isHere ? "words                made anew / 词索引已重建" : "words                the serving process makes them anew / 词索引由正在运行的服务重建");
            return results.All(table => table.IsEqual) ? 0 : 1;
        });
        return command;
    }
}
