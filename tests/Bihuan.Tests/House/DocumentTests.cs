using System.Text.RegularExpressions;

namespace Bihuan.Tests.House;

/// <summary>If a document can be checked, a test checks it.</summary>
public partial class DocumentTests
{
    static IEnumerable<string> Pages => Tree.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal));

    [Fact]
    public void the_changelog_has_a_place_for_what_is_not_yet_released() =>
        Assert.Contains("\n## [Unreleased]\n", Tree.Text("CHANGELOG.md"), StringComparison.Ordinal);

    [Fact]
    public void every_link_between_pages_leads_somewhere() =>
        Tree.Holds("A link to a file that is not there:",
            from page in Pages
            from Match link in Link().Matches(Tree.Text(page))
            let to = link.Groups["to"].Value
            where !Path.Exists(Path.Combine(Tree.Root, Path.GetDirectoryName(page)!, to))
            select $"{page}: {to}");

    [Fact]
    public void every_decision_answers_the_five_questions() =>
        Tree.Holds("A decision page has Situation, Decision, Because, Costs and Undone when:",
            from page in Pages
            where page.StartsWith("docs/decisions/", StringComparison.Ordinal)
            from part in new[] { "Situation", "Decision", "Because", "Costs", "Undone when" }
            where !Tree.Text(page).Contains($"\n## {part}\n", StringComparison.Ordinal)
            select $"{page}: {part}");

    [Fact]
    public void every_cited_source_is_listed()
    {
        var listed = Key().Matches(Tree.Text("docs/sources.md")).Select(m => m.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        Tree.Holds("A source that docs/sources.md does not list:",
            from file in Tree.Files
            where (file.StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(file) is ".cs" or ".razor")
                || (file.StartsWith("packs/", StringComparison.Ordinal) && Path.GetExtension(file) is ".yaml")
            from Match cited in Cited().Matches(Tree.Text(file))
            where !listed.Contains(cited.Groups["key"].Value)
            select $"{file}: {cited.Value}");
    }

    [Fact]
    public void the_readme_is_short_in_both_languages() =>
        Assert.All(["README.md", "README.zh-CN.md"], page => Assert.InRange(Tree.Text(page).AsSpan().Count('\n'), 20, 120));

    [Fact]
    public void every_house_test_stands_in_the_architecture_page() =>
        Tree.Holds("ARCHITECTURE.md does not list:",
            typeof(DocumentTests).Assembly.GetTypes()
                .Where(t => t.Namespace == "Bihuan.Tests.House" && t.Name.EndsWith("Tests", StringComparison.Ordinal))
                .Select(t => t.Name)
                .Where(name => !Tree.Text("ARCHITECTURE.md").Contains($"`{name}`", StringComparison.Ordinal)));

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)(?<to>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^\|\s*(?<key>[PSGD]\d+[a-z]?|P-BJ)\s*\|", RegexOptions.Multiline)]
    private static partial Regex Key();

    // A citation is a key in square brackets, or a key with its article.
    [GeneratedRegex(@"(?<=\[)(?<key>[PS]\d+[a-c]?|P-BJ)(?=(\s+art[^\]]*)?\])|\b(?<key>[PS]\d{1,2}[a-c]?)(?=\s+arts?\b)", RegexOptions.ExplicitCapture)]
    private static partial Regex Cited();
}
