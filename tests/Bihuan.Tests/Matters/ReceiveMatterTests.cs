using Bihuan.Engine.Decisions;
using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class ReceiveMatterTests
{
    static readonly ReceiveMatter.Command Plain = new("楼下垃圾堆了三天没人清运", Phone: "13800000000");

    static Refusal? Refused(ReceiveMatter.Command command) => ReceiveMatter.Refuses(command, Scene.Rules);

    [Fact]
    public void three_mandatory_things_are_enough() => Assert.Null(Refused(Plain));

    [Theory]
    [InlineData("", "13800000000", "matter.wordless")]
    [InlineData("垃圾没人清", null, "matter.phone")]
    [InlineData("垃圾没人清", "abc", "matter.phone")]
    [InlineData("垃圾没人清", "123456", "matter.phone")]
    [InlineData("垃圾没人清", "12345678901234", "matter.phone")]
    public void refuses_words_that_make_no_sense(string text, string? phone, string code) =>
        Assert.Equal(code, Refused(new(text, Phone: phone))?.Code);

    [Fact]
    public void refuses_what_is_too_long() => Assert.Equal("matter.too-long", Refused(Plain with { Text = new('长', 5001) })?.Code);

    [Fact]
    public void refuses_codes_that_are_not_on_the_lists()
    {
        Assert.Equal("source", Refused(Plain with { Source = "fax" })?.Field);
        Assert.Equal("demand", Refused(Plain with { Demand = "wish" })?.Field);
        Assert.Equal("urgency", Refused(Plain with { Urgency = "soon" })?.Field);
    }

    [Fact]
    public void an_anonymous_requester_leaves_no_telephone()
    {
        var decision = ReceiveMatter.Decide(Matter.Empty, Plain with { Anonymous = true }, new("p", "s", "LS.RX", "LS1"), Scene.Rules, Scene.Received.Stamp(Cast.Eva));
        Assert.Null(Assert.Single(decision.Personal).Read<Said>().Phone);
    }

    [Theory]
    [InlineData("路灯坏了好几天。请来修。", "路灯坏了好几天")]
    [InlineData("您好，我住张村社区3号楼，家里暖气不热，老人都感冒了。", "家里暖气不热")]
    [InlineData("我是退休工人", "我是退休工人")]
    public void a_title_is_made_of_the_first_words_about_the_thing_and_stands_for_the_point(string text, string title)
    {
        var matter = Scene.Given().Add(Cast.Eva, ReceiveMatter.Decide(Matter.Empty, Plain with { Text = text },
            new("p", "s", "LS.RX", "LS1"), Scene.Rules, Scene.Received.Stamp(Cast.Eva))).Matter;
        Assert.Equal((title, 1), (matter.Said.Title, matter.Points));
    }

    [Fact]
    public void a_point_that_was_left_empty_or_null_is_no_point()
    {
        var decision = ReceiveMatter.Decide(Matter.Empty, Plain with { Points = ["清运", null!, "  "] }, new("p", "s", "LS.RX", "LS1"), Scene.Rules, Scene.Received.Stamp(Cast.Eva));
        Assert.Equal(1, decision.Facts.OfType<Received>().Single().Points);
    }

    [Fact]
    public void nothing_personal_stands_in_the_fact()
    {
        var written = string.Concat(Scene.Received.Entries.Select(entry => Scene.Facts.Write(entry.Fact)));
        foreach (var secret in (string[])["13800000000", "王丽", "垃圾"]) Assert.DoesNotContain(secret, written, StringComparison.Ordinal);
    }

    [Fact]
    public void what_was_written_down_is_not_written_down_again() =>
        Assert.Empty(ReceiveMatter.Decide(Scene.Received.Matter, Plain, new("p", "s", "LS.RX", "LS1"), Scene.Rules, Scene.Received.Stamp(Cast.Eva)).Facts);
}
