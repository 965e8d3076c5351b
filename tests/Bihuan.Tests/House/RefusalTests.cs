using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Bihuan.Tests.House;

/// <summary>Every expected “no” has a code of its own, a sentence in both languages and a place in docs/reference/problems.md.</summary>
public partial class RefusalTests
{
    sealed record No(Type Holder, FieldInfo Field, string Kind, string Code, string Zh, string En);

    static readonly List<Type> Holders = [.. Solution.Types.Where(t => t.Name == "No")];

    static readonly List<No> All =
    [
        .. from holder in Holders
           from field in holder.GetFields(BindingFlags.Public | BindingFlags.Static)
           where field.FieldType.FullName == "Bihuan.Engine.Decisions.Refusal"
           let refusal = field.GetValue(null)!
           orderby Read(refusal, "Code")
           select new No(holder, field, Read(refusal, "Kind"), Read(refusal, "Code"), Read(refusal, "Zh"), Read(refusal, "En")),
    ];

    [Fact]
    public void a_no_holds_readonly_refusals_and_nothing_else() =>
        Tree.Holds("`No` holds public static readonly Refusal fields:",
            from holder in Holders
            from field in holder.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
            where !field.Name.StartsWith('<')
            where field is not { IsPublic: true, IsStatic: true, IsInitOnly: true } || field.FieldType.Name != "Refusal"
            select $"{holder.FullName}.{field.Name}");

    [Fact]
    public void every_code_is_used_once() =>
        Tree.Holds("The same code twice:",
            All.GroupBy(n => n.Code, StringComparer.Ordinal).Where(g => g.Count() > 1)
                .Select(g => $"{g.Key}: {string.Join(", ", g.Select(n => n.Holder.FullName))}"));

    [Fact]
    public void every_code_reads_noun_dot_words() =>
        Tree.Holds("A code is `noun.words-with-hyphens`:", All.Where(n => !Code().IsMatch(n.Code)).Select(n => n.Code));

    [Fact]
    public void every_refusal_speaks_both_languages() =>
        Tree.Holds("A refusal is a sentence in Chinese and one in English:",
            All.Where(n => !Chinese().IsMatch(n.Zh) || string.IsNullOrWhiteSpace(n.En) || Chinese().IsMatch(n.En)).Select(n => n.Code));

    [Fact]
    public void both_languages_leave_the_same_gaps() =>
        Tree.Holds("The same {0} in Chinese and in English:", All.Where(n => Gaps(n.Zh) != Gaps(n.En)).Select(n => n.Code));

    [Fact]
    public void every_refusal_is_documented() => Reference.Says("problems.md", Page());

    static string Page()
    {
        var page = new StringBuilder("# Problems 不予办理的情形\n\nWritten by a test from the `No` classes. Programs branch on the code, never on the sentence.\n");
        if (All.Count == 0) page.Append("\nNone yet.\n");
        foreach (var noun in All.GroupBy(n => n.Code.Split('.')[0], StringComparer.Ordinal))
        {
            page.Append($"\n## {noun.Key}\n\n| code | HTTP | 中文 | English |\n|---|---|---|---|\n");
            foreach (var no in noun) page.Append($"| `{no.Code}` | {Bihuan.Hosting.Problems.Status(Bihuan.Hosting.Problems.All[no.Code])} {no.Kind} | {Cell(no.Zh)} | {Cell(no.En)} |\n");
        }

        return page.ToString();
    }

    static string Gaps(string sentence) =>
        string.Concat(Gap().Matches(sentence).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    static string Read(object refusal, string name) => refusal.GetType().GetProperty(name)?.GetValue(refusal)?.ToString() ?? "";

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Gap();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();
}
