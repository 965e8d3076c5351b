using System.Text.RegularExpressions;
using Bihuan.Engine.Playbooks;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.House;

namespace Bihuan.Tests.Library;

/// <summary>The playbook that the guide shows is a playbook: it closes, and its example comes out as written.</summary>
public partial class PackGuideTests
{
    [Theory]
    [InlineData("docs/guide/packs.md")]
    [InlineData("docs/guide/packs.zh-CN.md")]
    public void the_guides_own_playbook_closes_and_its_example_holds(string page)
    {
        var blocks = Block().Matches(Tree.Text(page)).Select(m => m.Groups["text"].Value).ToList();
        var (playbook, faults) = Shelf.Read(Assert.Single(blocks, block => block.Contains("\nstages:\n", StringComparison.Ordinal)));
        Assert.Empty(faults.Select(fault => fault.Sentence.En));
        Assert.Empty(playbook.Faults(Acts.Needs, Roles.All.Select(role => role.Key).ToHashSet(), Matter.Asked).Select(fault => fault.Sentence.En));

        var (example, wrong) = Shelf.ReadExample(Assert.Single(blocks, block => block.StartsWith("example:", StringComparison.Ordinal)));
        Assert.Empty(wrong.Select(fault => fault.Sentence.En));
        var result = TryExample.Run(playbook, example, Scene.Calendar);
        Assert.True(result.Holds, $"{page}, step {result.Step}: {result.Wrong?.En}");
    }

    [Theory]
    [InlineData("docs/guide/packs.md")]
    [InlineData("docs/guide/packs.zh-CN.md")]
    public void the_guide_names_every_act_every_answer_and_every_type_of_field(string page)
    {
        var text = Tree.Text(page);
        Assert.All(Acts.All, act => Assert.Contains($"`{act.Name}`", text, StringComparison.Ordinal));
        Assert.All(Matter.Asked, answer => Assert.Contains($"`{answer}`", text, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<FieldType>(), type => Assert.Contains($"`{Hump().Replace(type, "-${capital}").ToLowerInvariant()}`", text, StringComparison.Ordinal));
    }

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex("(?<!^)(?<capital>[A-Z])", RegexOptions.ExplicitCapture)]
    private static partial Regex Hump();
}
