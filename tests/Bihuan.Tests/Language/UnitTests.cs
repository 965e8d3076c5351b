using Bihuan.Engine.Language.Units;

namespace Bihuan.Tests.Language;

public class UnitTests
{
    static Case Of(string item, string community, string source = "电话") => new("投诉", "市政", "公用部件", item, source, "东街道", community);

    [Fact]
    public void suggests_what_was_decided_in_like_cases_and_says_so()
    {
        var model = UnitModel.Train([.. Enumerable.Range(0, 6).SelectMany(_ => new[] { (Of("路灯", "一社区"), "照明站"), (Of("井盖", "二社区"), "水务站") })]);

        var guess = model.Tell(Of("路灯", "一社区"))[0];

        Assert.Equal("照明站", guess.Unit);
        Assert.InRange(guess.Probability, 0.8, 1);
        Assert.Equal(["Purpose", "Item", "Source", "Community"], guess.Like);
        Assert.Equal(guess.Seen, guess.Agreed);
    }

    [Fact]
    public void falls_back_to_what_is_less_alike()
    {
        var model = UnitModel.Train([.. Enumerable.Range(0, 6).SelectMany(_ => new[] { (Of("路灯", "一社区"), "照明站"), (Of("井盖", "二社区"), "水务站") })]);

        var guess = model.Tell(Of("路灯", "九社区", "网络"))[0];

        Assert.Equal("照明站", guess.Unit);
        Assert.Equal(["Item", "Street"], guess.Like);
    }

    [Fact]
    public void recent_decisions_weigh_more()
    {
        var model = UnitModel.Train([.. Enumerable.Range(0, 12).Select(_ => (Of("路灯", "一社区"), "老照明站"))]);

        for (var n = 0; n < 8; n++) model.Learn(Of("路灯", "一社区"), "新照明站");

        Assert.Equal("新照明站", model.Tell(Of("路灯", "一社区"))[0].Unit);
    }

    [Fact]
    public void suggests_nothing_before_it_has_learned() =>
        Assert.Empty(new UnitModel().Tell(Of("路灯", "一社区")));
}
