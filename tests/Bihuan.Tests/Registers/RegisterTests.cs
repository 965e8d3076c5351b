using Bihuan.Hosting;
using Bihuan.Registers;
using Bihuan.Tests.House;
using Bihuan.Tests.Playbooks;

namespace Bihuan.Tests.Registers;

/// <summary>Definitions are data: what is wrong with one is said in sentences, and the schema says what the reader reads.</summary>
public class RegisterTests
{
    public static TheoryData<string> Files => [.. Tree.Files.Where(file => file.EndsWith(".register.yaml", StringComparison.Ordinal))];

    [Fact]
    public void six_registers_stand_on_the_shelf() =>
        Assert.Equal(["compounds", "enterprises", "people-served", "projects", "stations", "volunteers"], new RegisterShelf(Settings.FindPacks()).All.Select(register => register.Name).Order());

    [Theory, MemberData(nameof(Files))]
    public void every_definition_has_no_fault_and_fits_the_schema(string file)
    {
        Assert.Empty(RegisterShelf.Read(Tree.Text(file)).Faults);
        Assert.Empty(SchemaTests.Misfits(SchemaTests.Yaml(Tree.Text(file)), SchemaTests.SchemaOf("register"), file, SchemaTests.SchemaOf("register")));
    }

    [Theory]
    [InlineData("key: true, ", "", "No field has key: true")]
    [InlineData("type: area", "type: text", "No field has type: area")]
    [InlineData("write: [grid-member,", "write: [boss,", "“boss” is no role")]
    [InlineData("fresh: 180 days", "fresh: half a year", "fields.staff.fresh is written 180 days")]
    [InlineData(", en: Name }", " }", "needs { zh: …, en: … }")]
    [InlineData("type: number", "type: numbre", "fields.staff.type must be one of text")]
    [InlineData("place: true", "places: true", "places is no word of a definition")]
    [InlineData("number: QY\n", "", "number is missing")]
    [InlineData("sensitivity: personal", "sensitivity: secret", "fields.contact.sensitivity must be normal or personal")]
    [InlineData("required: true, key: true", "key: true", "“code” is a key, so it must be required.")]
    public void what_is_broken_is_said_in_a_sentence(string whole, string broken, string sentence)
    {
        var text = Tree.Text("packs/registers/enterprises.register.yaml");
        var (_, faults) = RegisterShelf.Read(text.Replace(whole, broken, StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.En.Contains(sentence, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.Matches("[\u4e00-\u9fff].*。$", fault.Zh));
    }

    [Fact]
    public void a_restricted_register_needs_something_personal()
    {
        var text = Tree.Text("packs/registers/stations.register.yaml").Replace("place: true", "restricted: true", StringComparison.Ordinal);
        Assert.Contains(RegisterShelf.Read(text).Faults, fault => fault.En.StartsWith("restricted: true, but", StringComparison.Ordinal));
    }
}
