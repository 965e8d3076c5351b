using System.Text.RegularExpressions;
using Bihuan.Engine.Playbooks;
using Bihuan.Library;
using Bihuan.Registers;
using Bihuan.Tests.House;

namespace Bihuan.Tests.Playbooks;

/// <summary>Enter once: what a register knows is bound in a playbook, and the fault names the register where it is not.</summary>
public sealed partial class PlaybookBindingsTests
{
    static readonly RegisterShelf Registers = new(Path.Combine(Tree.Root, "packs"));

    /// <summary>Every binding of every pack: the file, and the words that make it.</summary>
    public static TheoryData<string, string> Bound => new(Tree.Files.Where(file => file.EndsWith(".playbook.yaml", StringComparison.Ordinal))
        .SelectMany(file => Binding().Matches(Tree.Text(file)).Select(binding => (file, binding.Value))));

    [Theory, MemberData(nameof(Bound))]
    public void row_73_a_register_binding_that_is_deleted_is_reported_with_what_to_do(string file, string binding)
    {
        var whole = Tree.Text(file);
        Assert.Empty(Faults(whole).Select(fault => fault.Sentence.En));
        var at = whole.IndexOf(binding, StringComparison.Ordinal);
        var faults = Faults(whole.Remove(at, binding.Length));
        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Matches("(bind it by from|write register)", fault.Sentence.En));
        Assert.All(faults, fault => Assert.Matches("(请绑定 from|请写 register)", fault.Sentence.Zh));
    }

    [Fact]
    public void row_73_a_form_that_asks_for_what_a_register_knows_is_refused_with_its_name()
    {
        var whole = Tree.Text("packs/hazard/hazard.playbook.yaml");
        var fault = Assert.Single(Faults(whole.Replace(", from: firm.name", "", StringComparison.Ordinal)));
        Assert.Equal(("playbook.known-elsewhere", "fields.liable"), (fault.Code, fault.Where));
        Assert.Equal("fields.liable 问的是底册“企业场所”里已有的“名称”，请绑定 from: firm.name。", fault.Sentence.Zh);
        Assert.Equal("fields.liable asks for what the register “Enterprises and premises” knows, “Name”; bind it by from: firm.name.", fault.Sentence.En);
    }

    [Theory]
    [InlineData("register: enterprises", "register: enterprise", "did you mean “enterprises”?")]
    [InlineData("from: firm.name", "from: frim.name", "did you mean “firm”?")]
    [InlineData("from: firm.address", "from: firm.adress", "did you mean “address”?")]
    public void a_slip_in_a_binding_is_told_with_the_name_that_was_meant(string whole, string broken, string en)
    {
        var text = Tree.Text("packs/hazard/hazard.playbook.yaml");
        Assert.Contains(whole, text, StringComparison.Ordinal);
        Assert.Contains(Faults(text.Replace(whole, broken, StringComparison.Ordinal)), fault => fault.Sentence.En.Contains(en, StringComparison.Ordinal));
    }

    static List<Fault> Faults(string yaml)
    {
        var (playbook, faults) = Shelf.Read(yaml);
        return [.. faults, .. Installation.Faults(playbook, Registers)];
    }

    [GeneratedRegex(@", (from: [A-Za-z]+\.[a-z-]+|register: [a-z-]+)")]
    private static partial Regex Binding();
}
