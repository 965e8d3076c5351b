using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class VerifyWorkTests
{
    static readonly object Fine = new { finding = "看着没问题" };

    [Fact]
    public void refuses_a_handler_checking_their_own_work() => Scene.Finished.Take(Cast.Ana.As("verifier", "LS.RX.HF"), "verify", Fine).Refuses("matter.own-work");

    [Fact]
    public void refuses_the_assigned_handler_even_when_somebody_else_handed_in() => Scene.Handling.Then(Cast.Coco, "hand-in", Scene.Result())
        .Take(Cast.Ana.As("verifier", "LS.RX.HF"), "verify", Fine).Refuses("matter.own-work");

    [Fact]
    public void refuses_whoever_handed_in_whatever_post_they_hold_now() => Scene.Handling.Then(Cast.Coco, "hand-in", Scene.Result())
        .Take(Cast.Coco.As("verifier", "LS.DC"), "verify", Fine).Refuses("matter.own-work");

    [Fact]
    public void refuses_whoever_spoke_with_the_requester_for_the_unit() => Scene.Handling.Then(Cast.Ana with { Account = "abe" }, "contact", new { note = "已联系" })
        .Then(Cast.Ana, "hand-in", Scene.Result()).Take(new("abe", "verifier", "LS.RX.HF"), "verify", Fine).Refuses("matter.own-work");

    [Fact]
    public void refuses_whoever_finished_a_task_of_it() => Scene.Handling.Then(Cast.Coco, "whistle", new { units = new[] { Cast.Transport }, ask = "清障" })
        .Then(Cast.Tom, "report-in", new { note = "已到" }).Then(Cast.Tom, "finish-task", new { result = "已清" })
        .Then(Cast.Ana, "hand-in", Scene.Result()).Take(Cast.Tom.As("verifier", "LS.RX.HF"), "verify", Fine).Refuses("matter.own-work");

    [Theory]
    [InlineData("LS.CG"), InlineData("LS.CG.HW"), InlineData("LS")]
    public void row_9_refuses_a_verifier_from_inside_the_house_that_did_the_work(string unit) =>
        Scene.Finished.Take(Cast.Ben.As("verifier", unit), "verify", Fine).Refuses("matter.own-office");

    [Fact]
    public void refuses_a_verifier_from_a_house_that_did_a_part_of_it() => Scene.Handling.Then(Cast.Coco, "whistle", new { units = new[] { Cast.Transport }, ask = "清障" })
        .Then(Cast.Tom, "report-in", new { note = "已到" }).Then(Cast.Tom, "finish-task", new { result = "已清" })
        .Then(Cast.Ana, "hand-in", Scene.Result()).Take(Cast.Ben.As("verifier", Cast.Transport), "verify", Fine).Refuses("matter.own-office");

    [Fact]
    public void the_handler_is_refused_when_sending_back_as_well() => Scene.Finished.Take(Cast.Ana.As("verifier", "LS.RX.HF"), "send-back", Fine).Refuses("matter.own-work");

    [Fact]
    public void refuses_where_nothing_was_handed_in() =>
        Assert.Equal("matter.unfinished", VerifyWork.Decide(Scene.Handling.Matter, new(true, "好"), Scene.Rules, Scene.Handling.Stamp(Cast.Ben)).Refusal?.Code);

    [Fact]
    public void refuses_a_second_verification() =>
        Assert.Equal("matter.already-verified", VerifyWork.Decide(Scene.Verified.Matter, new(true, "好"), Scene.Rules, Scene.Verified.Stamp(Cast.Ben)).Refusal?.Code);

    [Fact]
    public void a_result_that_was_sent_back_is_not_verified_without_another() =>
        Scene.Finished.Then(Cast.Ben, "send-back", new { finding = "还有一半" }).Take(Cast.Ben, "verify", Fine).Refuses("matter.not-now");

    [Fact]
    public void by_the_name_of_the_act_the_words_choose_the_move() =>
        Assert.Equal("handling", Scene.Finished.Then(Cast.Ben, "verify", new { holds = true, finding = "好" }).Matter.Stage == "verified"
            ? Scene.Finished.Then(Cast.Ben, "send-back", new { finding = "不行" }).Matter.Stage : "");
}
