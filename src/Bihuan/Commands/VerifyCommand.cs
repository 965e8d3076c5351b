using System.CommandLine;
using Bihuan.Hosting;
using Bihuan.Storage;

namespace Bihuan.Commands;

/// <summary>Walks every chain of the journal, the roll and what is kept under seal, and names the first broken entry of each.</summary>
public static class VerifyCommand
{
    public static Command Command()
    {
        var command = new Command("verify", "Walk the hash chains of the journal / 核对日志的哈希链") { Where.Data, Where.Postgres };
        command.SetAction(async (words, stop) =>
        {
            await using var services = await Where.OpenExisting(Where.Settings(words), stop);
            if (services is null) return 2;
            var found = await Bars.Show("Verifying / 核对", bar => VerifiedJournal.Verify(
                services.GetRequiredService<Store>(), services.GetRequiredService<Stories>(), services.GetRequiredService<Vault>(), bar, stop));
            foreach (var broken in found.Broken)
                Console.Error.WriteLine($"{broken.District} {broken.Stream} #{broken.Version}: {broken.En} / {broken.Zh}");
            Console.WriteLine($"{found.Entries} entries, {found.Streams} chains, {found.Sealed} seals, {found.Erased} erased, {found.Broken.Count} broken; root {found.Root}");
            return found.Broken.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
