using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Bihuan.Tests.House;

/// <summary>Every mechanism that the source articles ask for: a test whose name carries the row's number covers it; what has none is open.</summary>
public partial class MechanismTests
{
    static readonly List<(int Row, string Phrase, string Duty)> Rows =
        [.. Tree.Text("docs/mechanisms.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))
            .Select(cells => (int.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture), cells[1], cells[2]))];

    /// <summary>The sentences of tests, by row.</summary>
    static readonly ILookup<int, string> Tests = typeof(MechanismTests).Assembly.GetTypes().Where(type => !type.IsAbstract || type.IsSealed || type.GetMethods().Any(IsTest))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Where(IsTest)
        .Select(method => Numbered().Match(method.Name)).Where(match => match.Success)
        .ToLookup(match => int.Parse(match.Groups["row"].Value, System.Globalization.CultureInfo.InvariantCulture), match => match.Groups["sentence"].Value.Replace('_', ' '));

    [Fact]
    public void every_test_that_names_a_row_names_one_that_there_is() =>
        Tree.Holds("No such row in docs/mechanisms.tsv:", Tests.Select(rows => rows.Key).Where(row => Rows.All(r => r.Row != row)).Select(row => $"row {row}"));

    [Fact]
    public void every_mechanism_is_documented_as_covered_or_open()
    {
        var covered = Rows.Where(row => Tests.Contains(row.Row)).ToList();
        var open = Rows.Where(row => !Tests.Contains(row.Row)).ToList();
        var page = new StringBuilder($"""
            # Mechanisms 机制

            Written by the tests whose names carry a row's number. {covered.Count} of {Rows.Count} rows of [the list](../mechanisms.tsv) are covered, {open.Count} are open.

            ## Covered

            | row | phrase | the system must … | held by |
            |---|---|---|---|

            """);
        foreach (var (row, phrase, duty) in covered)
            page.Append($"| {row} | {Cell(phrase)} | {Cell(duty)} | {string.Join("; ", Tests[row].Distinct().Order(StringComparer.Ordinal))} |\n");
        page.Append("\n## Open\n\n| row | phrase | the system must … |\n|---|---|---|\n");
        foreach (var (row, phrase, duty) in open) page.Append($"| {row} | {Cell(phrase)} | {Cell(duty)} |\n");
        Reference.Says("mechanisms.md", page.ToString());
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    static bool IsTest(MethodInfo method) => method.GetCustomAttributes().Any(mark => mark is FactAttribute);

    [GeneratedRegex(@"^row_(?<row>\d+)_(?<sentence>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();
}
