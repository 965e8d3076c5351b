using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Bihuan.Tests.House;

/// <summary>The project's own files, as the House tests read them.</summary>
static partial class Tree
{
    /// <summary>The folder that holds Bihuan.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is or would be committed: paths from the root, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    /// <summary>The C# and Razor files under a folder.</summary>
    public static IEnumerable<string> Code(string folder) =>
        Files.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal) && Path.GetExtension(f) is ".cs" or ".razor");

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static bool Has(string file) => File.Exists(Path.Combine(Root, file));

    /// <summary>A file's text with its comments blanked: same lines, same columns.</summary>
    public static string WithoutComments(string text) =>
        Comment().Replace(text, m => m.Value[0] is '"' or '\'' ? m.Value : Blank(m.Value));

    public static int LineAt(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    /// <summary>Fails with the rule and everything that breaks it.</summary>
    public static void Holds(string rule, IEnumerable<string> broken)
    {
        var list = broken.ToList();
        Assert.True(list.Count == 0, $"{rule}{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", list)}");
    }

    internal static string Blank(string text) => NotNewline().Replace(text, " ");

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bihuan.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Bihuan.slnx is in no folder above the tests.");
    }

    static List<string> ListFiles()
    {
        using var git = Process.Start(new ProcessStartInfo("git")
        {
            ArgumentList = { "-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard" },
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var names = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. names.Where(Has).Order(StringComparer.Ordinal)];
    }

    // Strings are matched so that a comment sign inside one is left alone.
    [GeneratedRegex("""""
        @\*.*?\*@ | /\*.*?\*/ | //[^\n]* | <!--.*?--> | """.*?"""+ | @"(?:[^"]|"")*" | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)'
        """"", RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Comment();

    [GeneratedRegex("[^\n]")]
    private static partial Regex NotNewline();
}
