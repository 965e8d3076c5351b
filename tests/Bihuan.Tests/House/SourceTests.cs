using System.Text.RegularExpressions;

namespace Bihuan.Tests.House;

/// <summary>What the text of the project may and may not hold.</summary>
public partial class SourceTests
{
    const int MostLines = 400;
    const long MostBytes = 1 << 20;

    // Public data that the demo district is made of, and the words of the language.
    static readonly string[] MayBeLarge = ["packs/districts/", "packs/demo/", "src/Bihuan/Language/"];

    static readonly string[] TextKinds =
        [".cs", ".razor", ".ts", ".css", ".md", ".yaml", ".yml", ".json", ".props", ".csproj", ".slnx", ".sh", ".html", ".csv", ".geojson", ""];

    [Fact]
    public void no_file_is_longer_than_400_lines() =>
        Tree.Holds($"Split it: more than {MostLines} lines.",
            from file in Tree.Files
            where Path.GetExtension(file) is ".cs" or ".razor" or ".ts" or ".css"
            let lines = Tree.Text(file).AsSpan().Count('\n')
            where lines > MostLines
            select $"{file}: {lines}");

    [Fact]
    public void no_warning_is_silenced_in_place() =>
        Tree.Holds("A rule is an error, or off in .editorconfig with its reason:",
            from file in Tree.Code("src").Concat(Tree.Code("bench")).Concat(Tree.Code("tests"))
            let text = Tree.Text(file)
            from Match found in Pragma().Matches(text)
            select $"{file}:{Tree.LineAt(text, found.Index)}");

    [Fact]
    public void only_the_clerk_writes() =>
        Tree.Holds("SQL that writes stands in Storage and Hosting; everybody else asks the Clerk, the benches' bare ceiling excepted:",
            from file in Tree.Code("src/Bihuan").Concat(Tree.Code("bench/Bihuan.Bench"))
            where file.Split('/')[2] is not ("Storage" or "Hosting" or "Ceiling")
            let text = Tree.WithoutComments(Tree.Text(file))
            from Match found in Write().Matches(text)
            select $"{file}:{Tree.LineAt(text, found.Index)} {found.Value}");

    [Fact]
    public void no_path_of_a_machine_stands_in_a_file() =>
        Tree.Holds("A path that exists on one machine only:",
            from file in Tree.Files
            where TextKinds.Contains(Path.GetExtension(file), StringComparer.Ordinal) && !file.EndsWith("lock.json", StringComparison.Ordinal)
            where new FileInfo(Path.Combine(Tree.Root, file)).Length < MostBytes
            let text = Tree.Text(file)
            from Match found in MachinePath().Matches(text)
            select $"{file}:{Tree.LineAt(text, found.Index)} {found.Value}");

    [Fact]
    public void no_file_is_larger_than_a_mebibyte() =>
        Tree.Holds("Larger than 1 MiB:",
            from file in Tree.Files
            where !MayBeLarge.Any(m => file.StartsWith(m, StringComparison.Ordinal))
            let bytes = new FileInfo(Path.Combine(Tree.Root, file)).Length
            where bytes > MostBytes
            select $"{file}: {bytes:N0} bytes");

    [Fact]
    public void every_chinese_word_on_a_page_has_its_english_beside_it() =>
        Tree.Holds("Chinese outside Say(zh, en): the English reader sees it too.",
            from file in Tree.Code("src/Bihuan")
            where file.EndsWith(".razor", StringComparison.Ordinal)
            let text = Spoken.Without(Tree.WithoutComments(Tree.Text(file)))
            from Match found in Chinese().Matches(text)
            where found.Value is not ("中文" or "闭环")
            select $"{file}:{Tree.LineAt(text, found.Index)} {found.Value}");

    [Theory]
    [InlineData("""<p>@Say("中)", "in")</p>""", "")]
    [InlineData("""<p>@Say(F("中"), "in") 中</p>""", "中")]
    [InlineData("""new("/", "home", "中", "Home"), new("文", "字", "x")""", "文")]
    [InlineData("""<Field Title="中" Word='@Say("文", "text")' />""", "中")]
    public void sees_chinese_outside_the_call_only(string page, string seen) =>
        Assert.Equal(seen, string.Concat(Chinese().Matches(Spoken.Without(page)).Select(m => m.Value)));

    [GeneratedRegex(@"^\s*#pragma\s+warning|\[\s*(assembly:\s*)?SuppressMessage", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Pragma();

    [GeneratedRegex(@"\b(insert\s+(or\s+\w+\s+)?into|replace\s+into|update\s+\w+\s+set|delete\s+from|truncate\s+table|(create|drop|alter)\s+table)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Write();

    // Written in two halves, so that this file does not name what it forbids.
    [GeneratedRegex("(?<![\\w.-])/(work" + "/|home" + "/[a-z]|root" + "/)", RegexOptions.ExplicitCapture)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"[\u4e00-\u9fff]+")]
    private static partial Regex Chinese();
}
