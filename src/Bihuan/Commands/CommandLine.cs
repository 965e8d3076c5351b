using System.CommandLine;

namespace Bihuan.Commands;

/// <summary>The verbs of the command line. Exit codes: 0 done, 1 not done, 2 the words make no sense.</summary>
public static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Bihuan 闭环: every thing that residents say closes. / 让群众说的每件事都有着落。")
        {
            Serve.Command(), DemoCommand.Command(), ImportCommand.Command(), ExportCommand.Command(), LearnCommand.Command(), VerifyCommand.Command(), RebuildCommand.Command(), AdministratorsCommand.Command(),
        };
        try
        {
            return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception unusable) when (unusable is InvalidDataException or IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            // A pack with a fault, a folder that cannot be read, a database that does not answer: a sentence helps, a stack does not.
            Console.Error.WriteLine(unusable.Message);
            return 2;
        }
    }
}
