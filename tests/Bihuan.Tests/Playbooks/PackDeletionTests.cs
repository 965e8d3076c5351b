using System.Text.RegularExpressions;
using Bihuan.Engine.Playbooks;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.House;

namespace Bihuan.Tests.Playbooks;

/// <summary>What somebody deletes from a pack by a slip is told in a sentence: a word of either language, who takes a step, the way out of a stage.</summary>
public partial class PackDeletionTests
{
    // Some of each, spread over the file: parsing a table of five hundred conditions for each of its words would take the afternoon.
    const int Some = 24;

    static readonly HashSet<string> RoleKeys = [.. Roles.All.Select(role => role.Key)];

    public static TheoryData<string> Files => SchemaTests.Files;

    static List<Fault> Faults(string yaml)
    {
        var (playbook, faults) = Shelf.Read(yaml);
        return [.. faults, .. playbook.Faults(Acts.Needs, RoleKeys, Matter.Asked)];
    }

    [Theory, MemberData(nameof(Files))]
    public void a_word_of_either_language_that_is_deleted_is_missed(string file) =>
        EachIsTold(file, Word(), (text, word) => text.Remove(word.Groups["text"].Index, word.Groups["text"].Length).Insert(word.Groups["text"].Index, "''"),
            (faults, word) => faults.Any(fault => fault.Code == (word.Groups["language"].Value == "zh" ? "playbook.no-chinese" : "playbook.no-english")));

    [Theory, MemberData(nameof(Files))]
    public void a_step_that_nobody_takes_any_more_is_missed(string file) =>
        EachIsTold(file, By(), (text, by) => text.Remove(by.Groups["who"].Index, by.Groups["who"].Length), (faults, _) => faults.Any(fault => fault.Code == "playbook.nobody"));

    [Theory, MemberData(nameof(Files))]
    public void an_owner_who_is_deleted_is_missed(string file) =>
        EachIsTold(file, Owner(), (text, owner) => text.Remove(owner.Index, owner.Length), (faults, _) => faults.Any(fault => fault.Code == "playbook.no-owner"));

    [Theory, MemberData(nameof(Files))]
    public void the_way_out_of_a_stage_that_is_deleted_is_missed(string file) =>
        EachIsTold(file, Primary(), (text, move) => text.Remove(move.Groups["to"].Index, move.Groups["to"].Length), (faults, _) => faults.Count > 0);

    static void EachIsTold(string file, Regex what, Func<string, Match, string> without, Func<List<Fault>, Match, bool> isTold)
    {
        var text = Tree.Text(file).ReplaceLineEndings("\n");
        var found = what.Matches(text).ToList();
        foreach (var match in found.Where((_, n) => n % Math.Max(1, found.Count / Some) == 0))
        {
            var faults = Faults(without(text, match));
            Assert.True(isTold(faults, match), $"{file}: nothing is said about “{match.Value.Trim()}”: {string.Join(' ', faults.Take(3).Select(fault => fault.Sentence.En))}");
            Assert.All(faults, fault => Assert.Matches("[.]$", fault.Sentence.En));
        }
    }

    [GeneratedRegex(@"\b(?<language>zh|en): (?<text>""[^""]*""|[^""'\s{}\[\],#][^{}\[\],#\n]*?)(?= ?[,}])", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();

    [GeneratedRegex(@"^ +by: \[(?<who>[^\]]+)\]$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex By();

    [GeneratedRegex(@"^    owner: .+\n", RegexOptions.Multiline)]
    private static partial Regex Owner();

    [GeneratedRegex(@"(?<to>^        to: .+\n)(?:^        (?!primary).+\n)*^        primary: true", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Primary();
}
