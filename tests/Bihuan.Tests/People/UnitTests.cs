using Bihuan.People;
using static Bihuan.Tests.People.Scene;
using No = Bihuan.People.No;

namespace Bihuan.Tests.People;

public sealed class UnitTests
{
    static readonly OpenUnit.Command Office = new("LS.ZH.CG", "城管办", "City management", "office");

    [Fact]
    public void opens_a_unit_below_an_open_one() =>
        OpenUnit.Decide(Unit.Empty, Office, Street, Sys).Records(new UnitOpened(new("城管办", "City management"), "office", null));

    [Fact]
    public void only_the_system_administrator_opens_units()
    {
        OpenUnit.Decide(Unit.Empty, Office, Street, Sec).Refuses(Bihuan.Hosting.No.NotYours);
        OpenUnit.Decide(Unit.Empty, Office, Street, Ana).Refuses(Bihuan.Hosting.No.NotYours);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ls.zh")]
    [InlineData("LS..ZH")]
    [InlineData("LS.ZH.")]
    [InlineData("LS.中韩")]
    [InlineData("LS\n")]
    public void refuses_a_code_that_is_no_path(string code) =>
        OpenUnit.Decide(Unit.Empty, Office with { Code = code }, Street, Sys).Refuses(No.BadUnitCode);

    [Fact]
    public void refuses_a_unit_without_a_name_in_both_languages() =>
        OpenUnit.Decide(Unit.Empty, Office with { NameEn = " " }, Street, Sys).Refuses(No.UnnamedUnit);

    [Fact]
    public void refuses_a_code_that_is_taken() => OpenUnit.Decide(Street, Office with { Code = "LS.ZH" }, Street, Sys).Refuses(No.UnitExists);

    [Fact]
    public void refuses_a_unit_below_nothing_or_below_a_closed_one()
    {
        OpenUnit.Decide(Unit.Empty, Office, Unit.Empty, Sys).Refuses(No.NoParentUnit);
        OpenUnit.Decide(Unit.Empty, Office, ClosedStreet, Sys).Refuses(No.NoParentUnit);
    }

    [Fact]
    public void renames_an_open_unit_once()
    {
        RenameUnit.Decide(Street, new("新中韩街道", "New Zhonghan"), Sys).Records(new UnitRenamed(new("新中韩街道", "New Zhonghan")));
        RenameUnit.Decide(Street, new("中韩街道", "Zhonghan"), Sys).Records();
        RenameUnit.Decide(ClosedStreet, new("新", "New"), Sys).Refuses(No.UnitClosed);
        RenameUnit.Decide(Unit.Empty, new("新", "New"), Sys).Refuses(No.NoSuchUnit);
    }

    [Fact]
    public void closes_a_unit_only_when_nothing_is_left_in_it()
    {
        CloseUnit.Decide(Street, new("merged"), (1, 0), Sys).Refuses(No.UnitInUse);
        CloseUnit.Decide(Street, new("merged"), (0, 2), Sys).Refuses(No.UnitInUse);
        CloseUnit.Decide(Street, new(" "), (0, 0), Sys).Refuses(No.ReasonMissing);
        CloseUnit.Decide(Street, new("merged"), (0, 0), Sys).Records(new UnitClosed("merged"));
        CloseUnit.Decide(ClosedStreet, new("merged"), (0, 0), Sys).Records();
    }

    [Theory]
    [InlineData("LS.ZH", "LS.ZH", true)]
    [InlineData("LS.ZH.CG", "LS.ZH", true)]
    [InlineData("LS.ZHX", "LS.ZH", false)]
    [InlineData("LS", "LS.ZH", false)]
    public void is_within_itself_and_what_is_above_it(string code, string ancestor, bool expected) =>
        Assert.Equal(expected, Unit.IsWithin(code, ancestor));

    [Fact]
    public void a_tree_knows_children_and_ancestors()
    {
        var tree = new Units([Row("LS"), Row("LS.ZH"), Row("LS.ZH.CG"), Row("LS.ZJ")]);

        Assert.Equal(["LS.ZH", "LS.ZJ"], tree.Children("LS").Select(unit => unit.Code));
        Assert.Equal(["LS.ZH", "LS"], tree.Ancestors("LS.ZH.CG").Select(unit => unit.Code));
        Assert.Equal("LS.XX", tree.Name("LS.XX").Zh);
    }

    static UnitRow Row(string code) => new(code, code, code, "office", Unit.ParentOf(code), null, 0);
}
