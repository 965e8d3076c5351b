using Bihuan.Engine;
using Bihuan.Grid;
using Bihuan.Language;

namespace Bihuan.Tests.Grid;

/// <summary>Names that stand in no gazetteer: from registers, and from what handled matters taught.</summary>
public class PlaceMemoryTests
{
    const string Zhangcun = "370212001019";

    static PlaceFinder Fresh() => PlaceFinder.Load(Laoshan.Folder, Laoshan.Map);

    [Theory]
    [InlineData("我住在蓝钻公馆3号楼，楼道灯不亮", "蓝钻公馆")]
    [InlineData("楼下天天超市门口占道", "天天超市")]
    [InlineData("从和润花园往东走的路灯", "和润花园")]
    public void finds_what_may_be_a_name(string text, string name) => Assert.Contains(name, NamesOfPlaces.In(text));

    [Theory]
    [InlineData("我们小区的农贸市场旁边修路")]
    [InlineData("老旧小区停车场马路不平")]
    public void words_of_every_day_are_no_names(string text) => Assert.Empty(NamesOfPlaces.In(text));

    [Fact]
    public void a_correction_changes_the_next_answer_and_is_not_filled_in_until_three_agree()
    {
        var finder = Fresh();
        Assert.Empty(finder.Find("蓝钻公馆的电梯又停了").Candidates);

        finder.Learn("我住蓝钻公馆，楼道灯不亮", Zhangcun);
        var once = finder.Find("蓝钻公馆的电梯又停了");
        Assert.Equal((Zhangcun, "“蓝钻公馆”是地名表里没有的；办过的 1 件在张村社区"), (once.Candidates[0].Area.Code, once.Candidates[0].Reason));
        Assert.Null(once.Sure);

        finder.Learn("蓝钻公馆门口积水", Zhangcun);
        finder.Learn("在蓝钻公馆有人养鸡", Zhangcun);
        Assert.Equal(Zhangcun, finder.Find("蓝钻公馆的电梯又停了").Sure?.Area.Code);
    }

    [Fact]
    public void a_name_that_went_everywhere_says_nothing()
    {
        var finder = Fresh();
        foreach (var area in (string[])[Zhangcun, "370212002014", "370212005008", "370212003204"]) finder.Learn("天天超市卖过期的面包", area);
        Assert.Empty(finder.Find("天天超市卖过期的牛奶").Candidates);
    }

    [Fact]
    public void what_one_of_two_meanings_was_before_is_preferred()
    {
        var finder = Fresh();
        Assert.True(finder.Find("沙子口这边经常停电").Ambiguous);
        for (var n = 0; n < 4; n++) finder.Learn("沙子口停电", "370212002014");
        var guess = finder.Find("沙子口这边经常停电");
        Assert.Equal("370212002014", guess.Candidates[0].Area.Code);
        Assert.Contains("办过的 4 件里 4 件在这里", guess.Candidates[0].Reason, StringComparison.Ordinal);
        Assert.Equal("370212002014", guess.Sure?.Area.Code);
    }

    [Fact]
    public void a_record_of_a_register_is_found_by_name_and_nickname()
    {
        var finder = Fresh();
        var from = new Words("地名", "Place names");
        finder.Know([new("和润小区", Zhangcun, new LonLat(120.43, 36.11), from), new("大转盘", Zhangcun, null, from, "银川路环岛")]);

        var named = finder.Find("和润小区东门垃圾成堆").Candidates[0];
        Assert.Equal((Zhangcun, "“和润小区”是底册“地名”里的，在张村社区", 120.43), (named.Area.Code, named.Reason, named.Point!.Value.Lon));
        Assert.Contains("银川路环岛", finder.Find("大转盘那里堵死了").Candidates[0].Reason, StringComparison.Ordinal);

        finder.Know([]);
        Assert.Empty(finder.Find("大转盘那里堵死了").Candidates);
    }
}
