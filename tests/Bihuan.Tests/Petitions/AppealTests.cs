using Bihuan.Matters;

namespace Bihuan.Tests.Petitions;

/// <summary>A review goes up one organ at a time, and the line has an end.</summary>
public class AppealTests
{
    [Theory]
    // A community of a street: the street, then the receiving office for the district, then beyond.
    [InlineData("LS.ZH.SQ", "LS.ZH", false)]
    [InlineData("LS.ZH", "LS.XF", false)]
    [InlineData("LS.CG", "LS.XF", false)]
    [InlineData("LS.XF.JD", "LS.XF", false)]
    [InlineData("LS.XF", "LS.XF", true)]
    public void the_organ_above_is_the_next_unit_and_the_office_stands_for_the_district(string from, string to, bool isBeyond) => Assert.Equal((to, isBeyond), Appeal.Superior(from, "LS.XF"));

    [Fact]
    public void whoever_answered_does_not_review_though_they_sit_below_who_does()
    {
        var matter = Matter.Empty with { Centre = "LS.XF", Appeals = [new("LS.ZH.SQ", "LS.ZH", false)] };
        Assert.True(Appeal.IsBefore(matter, "LS.ZH"));
        Assert.True(Appeal.IsBefore(matter, "LS.ZH.XF"));
        Assert.False(Appeal.IsBefore(matter, "LS.ZH.SQ"));
        Assert.False(Appeal.IsBefore(matter, "LS.XF"));
        Assert.False(Appeal.IsBefore(matter, "LS"));
        Assert.False(Appeal.IsBefore(Matter.Empty, "LS.ZH"));
    }

    [Fact]
    public void beyond_the_district_there_is_nobody_more_to_ask()
    {
        var matter = Matter.Empty with { Id = "1", Version = 1, Centre = "LS.XF", Result = new(1, "not-supported", "", ["不支持"]), Appeals = [new("LS.CG", "LS.XF", false), new("LS.XF", "LS.XF", true)] };
        var refused = Appeal.Decide(matter, new(), Scene.Rules, null!).Refusal;
        Assert.Equal("matter.end-of-line", refused?.Code);
        Assert.Contains("再没有上一级可以申请", refused!.Zh, StringComparison.Ordinal);
        Assert.Equal("matter.nothing-to-appeal", Appeal.Decide(matter with { Result = null }, new(), Scene.Rules, null!).Refusal?.Code);
    }

    [Fact]
    public void what_was_answered_anew_is_reviewed_from_the_first_organ_again()
    {
        var matter = Matter.Empty with { Centre = "LS.XF", Appeals = [new("LS.CG", "LS.XF", false)], Orders = [new(1, "LS.CG", true, default)] };
        var handed = matter.Apply(new(matter.Stream, 1, new ResultHandedIn(1, "supported", "", ["支持"]), new(default, "a", new("coordinator", "LS.CG"))));
        Assert.Null(handed.Above);
    }
}
