using Bihuan.Engine.Clocks;

namespace Bihuan.Tests.Clocks;

public sealed class ExplanationTests
{
    [Fact]
    public void working_days_are_told_day_by_day()
    {
        var clock = Cn.Clock("2026-02-12 10:00", "3 working-days").Pause(Cn.At("2026-02-13 09:00"), "等待鉴定").Resume(Cn.At("2026-02-14 09:00"))
            .Extend(Limit.WorkingDays(1), Cn.At("2026-02-13 10:00"), "案情复杂");

        Assert.Equal(
            [
                "2026年2月12日 周四 10:00 起算，限 3 个工作日，当日不计",
                "经批准延期 1 个工作日（案情复杂）",
                "2026年2月13日 周五：暂停（等待鉴定），不计",
                "2026年2月14日 周六：春节调休上班，第 1 个工作日",
                "2026年2月15日 周日至2026年2月19日 周四：春节放假，不计",
                "2026年2月20日 周五：春节调休放假，不计",
                "2026年2月21日 周六至2026年2月22日 周日：春节放假，不计",
                "2026年2月23日 周一：春节调休放假，不计",
                "2026年2月24日 周二：工作日，第 2 个工作日",
                "2026年2月25日 周三：工作日，第 3 个工作日",
                "2026年2月26日 周四：工作日，第 4 个工作日",
                $"2026年2月26日 周四 18:00 到期（日历 {Cn.Calendar.Version}）",
            ],
            clock.Explain(Cn.Calendar).Select(step => step.Chinese));
        Assert.Equal("Sat 2026-02-14: working day transferred for Spring Festival, number 1", clock.Explain(Cn.Calendar)[3].English);
        Assert.Equal($"Due Thu 2026-02-26 18:00 (calendar {Cn.Calendar.Version})", clock.Explain(Cn.Calendar)[^1].English);
    }

    [Fact]
    public void natural_days_are_told_in_runs() =>
        Assert.Equal(
            [
                "Starts Tue 2026-09-01 09:00, 30 natural days; that day is not counted",
                "Wed 2026-09-02 to Wed 2026-09-09: 8 days, 8 in all",
                "Thu 2026-09-10: paused, not counted",
                "Fri 2026-09-11 to Fri 2026-10-02: 22 days, 30 in all",
                "Fri 2026-10-02 to Mon 2026-10-05: National Day, the last day moves on",
                "Tue 2026-10-06 to Wed 2026-10-07: day off in lieu for National Day, the last day moves on",
                $"Due Thu 2026-10-08 24:00 (calendar {Cn.Calendar.Version})",
            ],
            Cn.Clock("2026-09-01 09:00", "30 natural-days after-holiday").Pause(Cn.At("2026-09-10 09:00")).Resume(Cn.At("2026-09-11 09:00"))
                .Explain(Cn.Calendar).Select(step => step.English));

    [Fact]
    public void office_time_is_told_opening_by_opening() =>
        Assert.Equal(
            [
                "2026年3月13日 周五 17:00 起算，限 3 个工作小时",
                "2026年3月13日 周五 17:00 至 2026年3月13日 周五 18:00，计 办公时间 1 小时",
                "2026年3月14日 周六至2026年3月15日 周日：周末，不计",
                "2026年3月16日 周一 08:00 至 2026年3月16日 周一 08:30，计 办公时间 30 分钟",
                "2026年3月16日 周一 08:30 至 2026年3月16日 周一 09:00 暂停，不计",
                "2026年3月16日 周一 09:00 至 2026年3月16日 周一 10:30，计 办公时间 1 小时 30 分钟",
                $"2026年3月16日 周一 10:30 到期（日历 {Cn.Calendar.Version}）",
            ],
            Cn.Clock("2026-03-13 17:00", "3 working-hours").Pause(Cn.At("2026-03-16 08:30")).Resume(Cn.At("2026-03-16 09:00"))
                .Explain(Cn.Calendar).Select(step => step.Chinese));

    [Fact]
    public void a_clipped_month_says_so() =>
        Assert.Equal("1 个月后的对应日是 2026年2月28日 周六（当月没有 31 日，取月末），合 28 天",
            Cn.Clock("2026-01-31 09:00", "1 months").Explain(Cn.Calendar)[1].Chinese);

    [Fact]
    public void an_open_pause_says_what_is_left()
    {
        var last = Cn.Clock("2026-03-09 10:00", "24 hours").Pause(Cn.At("2026-03-09 20:00"), "等待鉴定").Explain(Cn.Calendar)[^1];

        Assert.Equal(StepKind.Waiting, last.Kind);
        Assert.Equal("2026年3月9日 周一 20:00 起暂停（等待鉴定），剩余 14 小时，恢复后续算", last.Chinese);
        Assert.Equal("Paused since Mon 2026-03-09 20:00 (等待鉴定), 14 hours left; counting goes on when resumed", last.English);
    }

    [Fact]
    public void a_provisional_due_time_says_what_may_move_it() =>
        Assert.Equal($"2027年1月4日 周一 18:00 到期（日历 {Cn.Calendar.Version}，2027 年放假安排公布后可能变动）",
            Cn.Clock("2026-12-31 10:00", "2 working-days").Explain(Cn.Calendar)[^1].Chinese);
}
