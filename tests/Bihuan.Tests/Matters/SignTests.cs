using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class SignTests
{
    static readonly Scene Two = Scene.Accepted.Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, co = new[] { Cast.Transport }, basis = "职责" });

    [Fact]
    public void a_cooperating_unit_signs_its_own_task_and_the_lead_stays_unsigned() =>
        Two.Take(Cast.Tom, "sign-task").Records(new Signed(2), new ClockStopped("sign", 2));

    [Fact]
    public void the_lead_cannot_sign_for_a_cooperating_unit() => Two.Take(Cast.Coco, "sign", new { order = 2 }).Refuses("matter.no-order");

    [Fact]
    public void a_cooperating_unit_cannot_sign_for_the_lead() => Two.Take(Cast.Tom, "sign-task", new { order = 1 }).Refuses("matter.no-order");

    [Fact]
    public void a_cooperating_unit_that_is_done_does_not_sign_for_the_lead() =>
        Two.Then(Cast.Tom, "finish-task", new { result = "已拖车" }).Take(Cast.Tom, "sign-task").Refuses("matter.no-order");

    [Fact]
    public void a_section_of_the_leading_bureau_that_cooperates_signs_its_own_task()
    {
        var inside = Scene.Accepted.Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, co = new[] { "LS.CG.HW" }, basis = "职责" });
        inside.Take(new("hua", "coordinator", "LS.CG.HW"), "sign-task").Records(new Signed(2), new ClockStopped("sign", 2));
        inside.Take(Cast.Coco, "sign").Records(new Signed(1), new ClockStopped("sign", 1), new Moved("sign", "signed"));
    }
}
