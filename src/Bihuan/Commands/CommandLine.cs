using System.CommandLine;

namespace Bihuan.Commands;

/// <summary>The verbs of the command line. Exit codes: 0 done, 1 not done, 2 the words make no sense.</summary>
public static class CommandLine
{
    public static Task<int> Run(string[] args)
    {
        var root = new RootCommand("Bihuan 闭环: every thing that residents say closes. / 让群众说的每件事都有着落。")
        {
            Serve.Command(), DemoCommand.Command(), ImportCommand.Command(), ExportCommand.Command(), VerifyCommand.Command(), RebuildCommand.Command(), BenchCommand.Command(), Ceiling.Command(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
