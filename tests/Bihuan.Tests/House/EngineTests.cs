using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Bihuan.Tests.House;

/// <summary>The engine is a machine: no packages, no I/O, no clock of its own.</summary>
public partial class EngineTests
{
    [Fact]
    public void references_no_package_and_no_project() =>
        Assert.DoesNotContain(XDocument.Parse(Tree.Text("src/Bihuan.Engine/Bihuan.Engine.csproj")).Descendants(),
            e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference");

    [Fact]
    public void stands_on_the_runtime_alone() =>
        Tree.Holds("The engine references an assembly that is not the runtime's:",
            Solution.Engine.GetReferencedAssemblies().Select(a => a.Name!)
                .Where(a => a != "System" && !a.StartsWith("System.", StringComparison.Ordinal) && a != "netstandard"));

    [Fact]
    public void does_no_input_or_output_and_reads_no_clock_and_no_dice() =>
        Tree.Holds("Clocks, dice, files and the network are arguments of the engine:",
            from file in Tree.Code("src/Bihuan.Engine")
            let text = Tree.WithoutComments(Tree.Text(file))
            from Match found in Outside().Matches(text)
            select $"{file}:{Tree.LineAt(text, found.Index)} {found.Value}");

    [GeneratedRegex("""
        \b(
          File | Directory | FileInfo | DirectoryInfo | FileStream | Console | Environment | Process | HttpClient | Socket | Stopwatch
        )\s*[.(]
        | \bDateTime\.(Now|UtcNow|Today)\b | \bDateTimeOffset\.(Now|UtcNow)\b | \bTimeProvider\.System\b | \bTimeZoneInfo\.Local\b
        | \bRandom\.Shared\b | \bnew\ Random\( | \bRandomNumberGenerator\b | \bGuid\.(NewGuid|CreateVersion7)\b
        | \bThread\.Sleep\b | \bTask\.(Delay|Run)\b | \bSystem\.(Net|Diagnostics\.Process)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Outside();
}
