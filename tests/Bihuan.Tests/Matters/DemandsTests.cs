using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public sealed class DemandsTests
{
    [Theory]
    [InlineData("三单元路灯坏了一周。另外人行道地砖碎了三块，老人绊倒过。", new[] { "三单元路灯坏了一周", "人行道地砖碎了三块，老人绊倒过" })]
    [InlineData("1、路灯不亮 2、井盖松动 3、垃圾没人清", new[] { "路灯不亮", "井盖松动", "垃圾没人清" })]
    [InlineData("我有两件事：一、电梯一直停着；二、物业费收据不给开。", new[] { "电梯一直停着", "物业费收据不给开" })]
    [InlineData("小区停水，还有，水压也低", new[] { "小区停水", "水压也低" })]
    public void hears_every_thing_that_is_asked_for(string text, string[] points) => Assert.Equal(points, Demands.In(text));

    [Theory]
    [InlineData("楼下路灯不亮已经一个月了")]
    [InlineData("收费1.5元一度太贵")]
    [InlineData("家里还有老人，暖气不热")]
    public void one_thing_stays_one(string text) => Assert.True(Demands.In(text).Length < 2);

    [Fact]
    public void what_comes_by_the_web_is_taken_apart_and_a_telephone_call_is_not()
    {
        const string text = "路灯坏了一周。另外人行道地砖碎了三块。";
        Assert.Equal(2, Received(text, "web").Points);
        Assert.Equal(1, Received(text, "phone").Points);
    }

    static Received Received(string text, string source) => ReceiveMatter.Decide(Matter.Empty, new(text, Phone: "13800000000", Source: source),
        new("p", "s", "LS.RX", "LS1"), Scene.Rules, new(DateTimeOffset.UnixEpoch, "rita", new("resident", ""))).Facts.OfType<Received>().Single();
}
