using Bihuan.Engine.Clocks;
using Bihuan.Engine.Playbooks;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Tests.House;

namespace Bihuan.Tests.Library;

/// <summary>Every example of every pack comes out as written, and one that is written wrong says at which step and how.</summary>
public class ExampleTests
{
    static readonly string Ordinary = Tree.Text("packs/hotline/examples/ordinary.yaml");

    public static TheoryData<string> Files => [.. Tree.Files.Where(file => file.StartsWith("packs/", StringComparison.Ordinal) && file.Contains("/examples/", StringComparison.Ordinal))];

    static ExampleResult Run(string yaml, Playbook? playbook = null)
    {
        var (example, faults) = Shelf.ReadExample(yaml);
        Assert.Empty(faults.Select(fault => fault.Sentence.En));
        return TryExample.Run(playbook ?? Scene.Shelf.Newest(example.Of)!, example, Scene.Calendar);
    }

    [Theory, MemberData(nameof(Files))]
    public void an_example_of_a_pack_comes_out_as_written(string file)
    {
        var result = Run(Tree.Text(file));
        Assert.True(result.Holds, $"{file}, step {result.Step}: {result.Wrong?.En}");
        Assert.Equal(Path.GetFileNameWithoutExtension(file), result.Example.Name);
    }

    [Fact]
    public void the_hotline_has_three() => Assert.Equal(3, Scene.Shelf.OriginOf(Scene.Playbook)!.Examples.Length);

    [Theory]
    [InlineData(1, "stage: accepted,", "stage: received,", "it should stand at “Received” (received) and stands at “To be dispatched” (accepted)")]
    [InlineData(2, "handle: \"2026-03-16 18:00\"", "handle: \"2026-03-17 18:00\"", "the clock “Handling” should be 2026-03-17 18:00 and is 2026-03-16 18:00")]
    [InlineData(7, "refused: matter.not-your-move", "stage: verified", "it was refused (matter.not-your-move): ")]
    [InlineData(7, "refused: matter.not-your-move", "refused: matter.own-work", "it should be refused with matter.own-work and was refused with matter.not-your-move: ")]
    [InlineData(8, "words: { finding: 现场已清运 }, stage: verified", "words: { finding: 现场已清运 }, refused: matter.own-work", "it should be refused with matter.own-work and was done")]
    [InlineData(3, "by: ana, take: sign", "by: bob, take: sign", "nobody is called “bob”; add them to people")]
    [InlineData(0, "urgency: normal", "urgency: wild", "it was not written down: “wild” is not on the list.")]
    public void what_comes_out_otherwise_is_said_with_its_step(int step, string whole, string other, string wrong)
    {
        Assert.Contains(whole, Ordinary, StringComparison.Ordinal);
        var result = Run(Ordinary.Replace(whole, other, StringComparison.Ordinal));
        Assert.Equal(step, result.Step);
        Assert.StartsWith(wrong, result.Wrong?.En, StringComparison.Ordinal);
        Assert.Matches(@"[\u4e00-\u9fff]", result.Wrong!.Value.Zh);
    }

    [Fact]
    public void a_changed_limit_breaks_the_example_that_counts_on_it()
    {
        var slower = Scene.Playbook with { Clocks = [.. Scene.Playbook.Clocks.Select(c => c.Id == "handle" ? c with { Limit = Limit.WorkingDays(6) } : c)] };
        var result = Run(Ordinary, slower);
        Assert.Equal((2, "the clock “Handling” should be 2026-03-16 18:00 and is 2026-03-17 18:00"), (result.Step, result.Wrong?.En));
    }

    [Theory]
    [InlineData("example: ordinary", "example: ''", "has no name; write example.")]
    [InlineData("at: \"2026-03-09 09:00\"", "at: yesterday", "given.at has a time that cannot be read; write it like “2026-03-09 09:00”.")]
    [InlineData("after: 30 minutes", "after: soon", "steps[1].after has “soon”, which cannot be read; write it like “2 working-days”.")]
    [InlineData("take: sign,", "taek: sign,", "steps[3].taek is not a word known here; check the spelling.")]
    public void what_cannot_be_read_says_what_to_write(string whole, string other, string sentence)
    {
        Assert.Contains(whole, Ordinary, StringComparison.Ordinal);
        Assert.Contains(Shelf.ReadExample(Ordinary.Replace(whole, other, StringComparison.Ordinal)).Faults, fault => fault.Sentence.En.EndsWith(sentence, StringComparison.Ordinal));
    }
}
