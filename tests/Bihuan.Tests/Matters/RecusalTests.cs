using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

/// <summary>Whoever had a part in the work stays out of what judges it; and where the centre did it, somebody outside stands in.</summary>
public class RecusalTests
{
    static readonly Who Inside = new("dora", "supervisor", "LS.RX.DC");
    static readonly object Fine = new { finding = "属实" };

    /// <summary>The centre's own order, signed for.</summary>
    static Scene Own(string unit = "LS.RX") =>
        Scene.Accepted.Then(Cast.Dan, "dispatch", new { unit, basis = "热线服务本身" }).Then(Cast.Lin, "sign");

    static readonly Scene Finished = Own().Then(Cast.Lin, "hand-in", Scene.Result());

    static Next Step(Scene scene, string what) => Next.Of(scene.Matter, Scene.Playbook, Scene.Calendar).Single(next => next.What == what);

    [Fact]
    public void the_centre_does_not_verify_its_own_work_and_supervision_does()
    {
        Finished.Take(Cast.Ben, "verify", Fine).Refuses("matter.own-office");
        Finished.Take(Inside, "verify", Fine).Refuses("matter.not-your-move");
        Assert.Equal("verified", Finished.Then(Cast.Sue, "verify", Fine).Matter.Stage);
        Assert.Equal("signed", Finished.Then(Cast.Sue, "send-back-unit", Fine).Matter.Stage);
    }

    [Fact]
    public void the_step_waits_for_supervision_outside_the_centre()
    {
        var step = Step(Finished, "finished");
        Assert.Equal(("supervisor", "LS", "LS.RX", "verify"), (step.Role, step.Unit, step.Besides, step.Clock));
    }

    [Fact]
    public void supervision_calls_back_what_the_centre_did_and_it_ends()
    {
        var verified = Finished.Then(Cast.Sue, "verify", Fine);
        verified.Take(Cast.Cal, "call-back", Scene.Judgement()).Refuses("matter.own-office");
        Assert.Equal("supervisor", Step(verified, "verified").Role);
        var closed = verified.Then(Cast.Sue, "call-back", Scene.Judgement()).Then(Cast.Dan, "close", new { outcome = "resolved" });
        Assert.Equal("closed", closed.Matter.Stage);
    }

    [Fact]
    public void supervision_finds_nobody_at_home_as_well() => Assert.Equal("called-back", Finished.Then(Cast.Sue, "verify", Fine)
        .Then(Cast.Sue, "no-answer").Then(Cast.Sue, "no-answer").Then(Cast.Sue, "no-answer").Then(Cast.Sue, "unreachable").Matter.Stage);

    [Fact]
    public void the_centre_does_not_grant_its_own_request_and_supervision_does()
    {
        var asked = Own().Then(Cast.Lin, "ask-extension", new { days = 3, why = "等录音调取" });
        asked.Take(Cast.Dan, "grant-extension", new { why = "同意" }).Refuses("matter.own-request");
        Assert.Equal("supervisor", Step(asked, "decide-extension").Role);
        Assert.Equal(1, asked.Then(Cast.Sue, "grant-extension", new { why = "同意" }).Matter.Extensions);

        var aside = Own().Then(Cast.Lin, "ask-suspension", new { why = "等系统升级", reviewOn = "2026-06-01" });
        aside.Take(Cast.Dan, "grant-suspension", new { why = "同意" }).Refuses("matter.own-request");
        Assert.NotNull(aside.Then(Cast.Sue, "grant-suspension", new { why = "同意" }).Matter.SuspendedUntil);
    }

    [Fact]
    public void the_centre_does_not_decide_its_own_objection_and_supervision_does()
    {
        var disputed = Own().Then(Cast.Lin, "object", new { reason = "not-duty", basis = "清单" });
        disputed.Take(Cast.Dan, "uphold", Fine).Refuses("matter.own-request");
        disputed.Take(Cast.Dan, "adjudicate", new { unit = Cast.Bureau, finding = "属其职责" }).Refuses("matter.own-request");
        Assert.Equal("supervisor", Step(disputed, "disputed").Role);
        Assert.Equal("accepted", disputed.Then(Cast.Sue, "uphold", Fine).Matter.Stage);
    }

    [Fact]
    public void work_of_one_office_of_the_centre_waits_for_supervision_and_another_office_may_check_it_too()
    {
        var finished = Own("LS.RX.SL").Then(Cast.Lin, "hand-in", Scene.Result());
        Assert.Equal("supervisor", Step(finished, "finished").Role);
        Assert.Equal("verified", finished.Then(Cast.Ben, "verify", Fine).Matter.Stage);
    }

    [Fact]
    public void a_task_of_the_centre_keeps_it_out_of_the_check()
    {
        var finished = Scene.Handling.Then(Cast.Coco, "whistle", new { units = new[] { "LS.RX" }, ask = "调取录音" })
            .Then(Cast.Ana, "hand-in", new { outcome = "resolved", replies = new[] { "已清运" }, unfinished = "录音另行答复", uncontacted = "没有接通" });
        finished.Take(Cast.Ben, "verify", Fine).Refuses("matter.own-office");
        Assert.Equal("supervisor", Step(finished, "finished").Role);
        Assert.Equal("verified", finished.Then(Cast.Sue, "verify", Fine).Matter.Stage);
    }

    [Fact]
    public void supervision_does_not_stand_in_where_the_centre_had_no_part()
    {
        Scene.Finished.Take(Cast.Sue, "verify", Fine).Refuses("matter.not-your-move");
        Assert.Equal(("verifier", "LS.RX", (string?)null), (Step(Scene.Finished, "finished").Role, Step(Scene.Finished, "finished").Unit, Step(Scene.Finished, "finished").Besides));
    }

    [Fact]
    public void whoever_asked_does_not_grant_it_in_another_post()
    {
        var asked = Scene.Handling.Then(Cast.Ana, "ask-extension", new { days = 3, why = "等吊车" });
        asked.Take(Cast.Ana.As("dispatcher", "LS.RX.PD"), "grant-extension", new { why = "同意" }).Refuses("matter.own-request");
    }

    [Fact]
    public void whoever_did_the_work_does_not_close_it_in_another_post() =>
        Scene.CalledBack.Take(Cast.Ana.As("dispatcher", "LS.RX.PD"), "close", new { outcome = "resolved" }).Refuses("matter.own-work");

    [Fact]
    public void work_of_somebody_who_declared_an_interest_is_with_those_who_assign()
    {
        var step = Step(Scene.Handling.Then(Cast.Ana, "declare-interest", new { why = "亲戚" }), "handling");
        Assert.Equal(("coordinator", Cast.Bureau, (string?)null, "handle"), (step.Role, step.Unit, step.Person, step.Clock));
        Assert.Contains("ana", step.Recusal.Accounts);
    }
}
