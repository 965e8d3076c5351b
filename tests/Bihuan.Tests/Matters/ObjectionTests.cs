using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class ObjectionTests
{
    static readonly object Ours = new { reason = "not-duty", basis = "清单第3条" };
    static readonly Scene Rejected = Scene.Disputed.Then(Cast.Dan, "reject", new { finding = "属其职责" });

    [Fact]
    public void refuses_a_reason_that_is_not_on_the_list() =>
        Scene.Dispatched.Take(Cast.Coco, "object", new { reason = "busy", basis = "清单" }).Refuses("library.unknown-code");

    [Fact]
    public void a_unit_objects_once() => Rejected.Take(Cast.Coco, "object", Ours).Refuses("matter.second-objection");

    [Fact]
    public void a_unit_objects_once_even_after_signing() => Rejected.Then(Cast.Coco, "sign").Take(Cast.Coco, "object", Ours).Refuses("matter.second-objection");

    [Fact]
    public void the_last_moment_of_the_second_working_day_is_in_time()
    {
        // Dispatched on Monday at 9: two working days end on Wednesday at 18:00.
        Assert.Null(Scene.Dispatched.At("2026-03-11 18:00").Take(Cast.Coco, "object", Ours).Decision.Refusal);
        Scene.Dispatched.At("2026-03-11 18:01").Take(Cast.Coco, "object", Ours).Refuses("matter.objection-too-late");
    }

    [Fact]
    public void signing_does_not_give_more_time_to_object() =>
        Scene.Dispatched.At("2026-03-11 17:00").Then(Cast.Coco, "sign").At("2026-03-12 09:00").Take(Cast.Coco, "object", Ours).Refuses("matter.objection-too-late");

    [Fact]
    public void only_the_leading_unit_objects() => Scene.Dispatched.Take(Cast.Tom, "object", Ours).Refuses("matter.not-your-move");

    [Fact]
    public void a_rejected_objection_leaves_a_signed_order_signed()
    {
        var signed = Scene.Signed.Then(Cast.Coco, "object", Ours).Take(Cast.Dan, "reject-signed", new { finding = "属其职责" });
        Assert.Equal(("signed", OrderStage.Signed), (signed.After.Matter.Stage, signed.After.Matter.Lead!.Stage));
    }

    [Fact]
    public void nobody_decides_where_nobody_objected()
    {
        var now = Scene.Signed.Stamp(Cast.Dan);
        Assert.Equal("matter.no-objection", Objection.DecideObjection(Scene.Signed.Matter, new(true, "好"), Scene.Rules, now).Refusal?.Code);
        Assert.Equal("matter.no-objection", Objection.DecideUnit(Scene.Signed.Matter, new(Cast.Housing, "好"), Scene.Rules, now).Refusal?.Code);
    }

    [Fact]
    public void the_unit_named_by_an_adjudication_cannot_object() =>
        Scene.Disputed.Then(Cast.Dan, "adjudicate", new { unit = Cast.Housing, finding = "物业问题" }).Take(Cast.Zoe, "object", Ours).Refuses("matter.second-objection");

    [Fact]
    public void refuses_an_adjudication_to_a_unit_that_is_not_there() =>
        Scene.Disputed.Take(Cast.Dan, "adjudicate", new { unit = "LS.GONE", finding = "物业" }).Refuses("matter.unknown-unit");

    [Fact]
    public void an_adjudication_may_become_the_rule() => Assert.True(
        Scene.Disputed.Take(Cast.Dan, "adjudicate", new { unit = Cast.Housing, finding = "物业", becomesRow = true }).Decision.Facts.OfType<Adjudicated>().Single().BecomesRow);

    [Fact]
    public void an_adjudication_does_not_reset_the_handling_clock() => Assert.Equal(Scene.Dispatched.Matter.Clocks["handle"],
        Scene.Disputed.At("2026-03-11 10:00").Then(Cast.Dan, "adjudicate", new { unit = Cast.Housing, finding = "物业" }).Matter.Clocks["handle"]);
}
