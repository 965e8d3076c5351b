using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class WhistleTests
{
    static readonly Scene Whistled = Scene.Handling.Then(Cast.Coco, "whistle", new { units = new[] { Cast.Transport, Cast.Housing }, ask = "清障" });

    [Fact]
    public void refuses_itself_and_what_belongs_to_it()
    {
        Scene.Handling.Take(Cast.Coco, "whistle", new { units = new[] { Cast.Bureau }, ask = "来" }).Refuses("matter.whistled-self");
        Scene.Handling.Take(Cast.Coco, "whistle", new { units = new[] { "LS.CG.HW" }, ask = "来" }).Refuses("matter.whistled-self");
    }

    [Fact]
    public void refuses_a_unit_that_is_not_there() =>
        Scene.Handling.Take(Cast.Coco, "whistle", new { units = new[] { "LS.GONE" }, ask = "来" }).Refuses("matter.unknown-unit");

    [Fact]
    public void reporting_in_stops_the_clock_of_that_unit_alone() =>
        Whistled.Take(Cast.Zoe, "report-in", new { note = "已到" }).Records(new ReportedIn(3, "已到"), new ClockStopped("report-in", 3));

    [Fact]
    public void one_unit_does_not_report_in_for_another() => Whistled.Take(Cast.Tom, "report-in", new { note = "已到", order = 3 }).Refuses("matter.no-whistle");

    [Fact]
    public void who_was_not_whistled_for_cannot_report_in() => Whistled.Take(Cast.Max.As("coordinator", "LS.QT"), "report-in", new { note = "已到" }).Refuses("matter.not-your-move");

    [Fact]
    public void refuses_a_result_before_reporting_in() => Whistled.Take(Cast.Tom, "finish-task", new { result = "已清" }).Refuses("matter.not-reported-in");

    [Fact]
    public void one_unit_does_not_finish_the_task_of_another() => Whistled.Then(Cast.Zoe, "report-in", new { note = "已到" }).Then(Cast.Tom, "report-in", new { note = "已到" })
        .Take(Cast.Tom, "finish-task", new { result = "已清", order = 3 }).Refuses("matter.no-task");

    [Fact]
    public void a_finished_task_is_not_finished_again() => Whistled.Then(Cast.Tom, "report-in", new { note = "已到" }).Then(Cast.Tom, "finish-task", new { result = "已清" })
        .Take(Cast.Tom, "finish-task", new { result = "再清", order = 2 }).Refuses("matter.no-task");

    [Fact]
    public void a_task_left_open_with_an_explanation_can_still_be_finished()
    {
        var finished = Whistled.Then(Cast.Zoe, "report-in", new { note = "已到" })
            .Then(Cast.Ana, "hand-in", new { outcome = "resolved", replies = new[] { "已清运" }, unfinished = "住建局下周补做", uncontacted = "没有接通" });
        finished.Take(Cast.Zoe, "finish-task", new { result = "已补做" }).Records(new TaskFinished(3, "已补做"));
    }
}
