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
    public void the_registers_of_the_issue_stand_on_the_shelf() =>
        Assert.Equal(["buildings", "components", "compounds", "enterprises", "households", "people-served", "places", "projects", "representatives", "showcases", "stations", "volunteers"], new RegisterShelf(Settings.FindPacks()).All.Select(register => register.Name).Order());

    [Theory, MemberData(nameof(Files))]
    public void every_definition_has_no_fault_and_fits_the_schema(string file)
    {
        Assert.Empty(RegisterShelf.Read(Tree.Text(file), (_, list) => RegisterReader.List(Tree.Text("packs/city-management/city-management.playbook.yaml"), list)).Faults);
        Assert.NotNull(RegisterReader.Read(Tree.Text(file)).Register.Owner);
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

    [Theory]
    [InlineData("parts: [district, kind, \"6\"]", "parts: [district, kin, \"6\"]", "“code” is made of “kin”: a part is district")]
    [InlineData("parts: [district, kind, \"6\"]", "parts: [district, kind, \"60\"]", "“code” is made of “60”")]
    [InlineData("parts: [district, kind, \"6\"]", "parts: [district, condition, \"6\"]", "whose codes have not all the same number of digits")]
    [InlineData("type: date", "type: date, parts: [\"8\"]", "“installed” is no text and cannot have parts.")]
    [InlineData("list: types", "list: tipes", "takes its choices from the list “tipes” of the playbook “city-management”, which does not exist")]
    [InlineData("under: [C01, C02, C03, C04, C05]", "under: [X01]", "“kind” is a choice without choices.")]
    [InlineData("type: unit, required: true, known-as", "type: unit, required: true, choices-of: { playbook: city-management, list: types }, known-as", "“owner” is no choice and cannot have choices-of.")]
    [InlineData("place: true", "place: true\ncalled: [nobody]", "called names “nobody”")]
    [InlineData("place: true", "place: true\ncovers: { date: code, within: 90 days }", "covers takes its date from “code”")]
    [InlineData("place: true", "place: true\ncovers: { date: installed, within: 90 days, by: nobody }", "covers counts by “nobody”")]
    [InlineData("place: true", "place: true\ncovers: { date: installed, within: soon }", "covers.within is written 180 days")]
    public void what_is_broken_in_a_code_or_a_coverage_is_said_in_a_sentence(string whole, string broken, string sentence)
    {
        var text = Tree.Text("packs/registers/components.register.yaml");
        Assert.Contains(whole, text, StringComparison.Ordinal);
        var (_, faults) = RegisterShelf.Read(text.Replace(whole, broken, StringComparison.Ordinal), (_, list) => RegisterReader.List(Tree.Text("packs/city-management/city-management.playbook.yaml"), list));
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
