using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class CallBackTests
{
    [Fact]
    public void refuses_whoever_did_the_work() => Scene.Verified.Take(Cast.Ana.As("callback", "LS.RX.HF"), "call-back", Scene.Judgement()).Refuses("matter.own-work");

    [Theory]
    [InlineData("satisfied", "fine"), InlineData("attitude", "nice")]
    public void refuses_an_answer_that_is_not_on_the_list(string field, string code)
    {
        var words = Scene.Json(Scene.Judgement());
        words[field] = code;
        Scene.Verified.Take(Cast.Cal, "call-back", words).Refuses("library.unknown-code");
    }

    [Fact]
    public void nobody_is_called_before_the_verification() =>
        Assert.Equal("matter.not-verified", CallBack.Decide(Scene.Finished.Matter, new(true, true, "very", "good", null), Scene.Rules, Scene.Finished.Stamp(Cast.Cal)).Refusal?.Code);

    [Fact]
    public void three_tries_and_then_it_counts_as_unreached()
    {
        var once = Scene.Verified.Then(Cast.Cal, "no-answer");
        once.Take(Cast.Cal, "unreachable").Refuses("matter.not-now");
        var thrice = once.Then(Cast.Cal, "no-answer").Then(Cast.Cal, "no-answer");
        thrice.Take(Cast.Cal, "unreachable").Records(new ClockStopped("callback", null), new ClockStarted("close", null, "1 working-days"), new Moved("unreachable", "called-back"));
    }

    [Fact]
    public void another_round_begins_its_tries_anew()
    {
        var tried = Scene.Verified.Then(Cast.Cal, "no-answer").Then(Cast.Cal, "no-answer").Then(Cast.Cal, "no-answer").Then(Cast.Cal, "unreachable");
        var again = tried.Then(Cast.Dan, "rework", new { why = "网上评价没解决" }).Then(Cast.Ana, "hand-in", Scene.Result()).Then(Cast.Ben, "verify", new { finding = "好" });
        again.Then(Cast.Cal, "no-answer").Take(Cast.Cal, "unreachable").Refuses("matter.not-now");
    }
}
