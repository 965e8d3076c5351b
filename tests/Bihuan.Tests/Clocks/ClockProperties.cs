using Bihuan.Engine.Clocks;
using FsCheck;
using FsCheck.Fluent;

namespace Bihuan.Tests.Clocks;

/// <summary>What holds for every clock, tried on random ones: all paces, pauses, extensions and rules for the last day, 2003 to 2032.</summary>
public sealed class ClockProperties
{
    static readonly string[] Units =
        ["seconds", "minutes", "hours", "working-minutes", "working-hours", "natural-days", "working-days", "months", "years"];

    static readonly int[] Largest = [100_000, 20_000, 400, 4_000, 120, 120, 90, 18, 2];

    static readonly DateTimeOffset First = Cn.At("2003-11-01 00:00");

    // Half of the moments sit on the edges: midnights, openings, closings.
    static readonly Gen<DateTimeOffset> Moments =
        from day in Gen.Choose(0, 29 * 365)
        from minute in Gen.OneOf(Gen.Choose(0, 1439), Gen.Elements(0, 479, 480, 720, 840, 1079, 1080, 1081, 1439))
        select First.AddDays(day).AddMinutes(minute);

    static readonly Gen<Limit> Limits =
        from unit in Gen.Choose(0, Units.Length - 1)
        from amount in Gen.Choose(1, Largest[unit])
        from option in Gen.Choose(0, 3)
        select Make(unit, amount, option);

    static readonly Gen<Clock> Fresh = from start in Moments from limit in Limits select new Clock("any", start, limit);

    static readonly Gen<(int, int)[]> Gaps = Gen.ArrayOf(
        from wait in Gen.OneOf(Gen.Choose(0, 30_000), Gen.Elements(0, 60, 1440, 10_080))
        from length in Gen.OneOf(Gen.Choose(0, 30_000), Gen.Elements(0, 1, 60, 1440, 10_080))
        select (wait, length)).Resize(4);

    static readonly Gen<Clock> Worn =
        from clock in Fresh
        from gaps in Gaps
        from more in Gen.ArrayOf(Limits).Resize(2)
        select more.Aggregate(Wear(clock, gaps), (worn, limit) => worn.Extend(limit, worn.Start, "more"));

    [Fact]
    public void a_due_time_is_never_before_the_start() =>
        Holds(Worn, clock => clock.Due(Cn.Calendar).At > clock.Start);

    [Fact]
    public void more_limit_is_never_due_earlier() =>
        Holds(from clock in Worn from more in Gen.Choose(1, 20) select (clock, more), at =>
        {
            var larger = at.clock with { Limit = new(at.clock.Limit.Amount + at.more, at.clock.Limit.Unit) { LastDay = at.clock.Limit.LastDay, ToMidnight = at.clock.Limit.ToMidnight } };
            return larger.Due(Cn.Calendar).At >= at.clock.Due(Cn.Calendar).At;
        });

    [Fact]
    public void a_later_start_is_never_due_earlier() =>
        Holds(from clock in Fresh from minutes in Gen.Choose(0, 20_000) select (clock, minutes), at =>
            (at.clock with { Start = at.clock.Start.AddMinutes(at.minutes) }).Due(Cn.Calendar).At >= at.clock.Due(Cn.Calendar).At);

    [Fact]
    public void every_explanation_sums_to_its_limit_and_ends_at_the_due_time() =>
        Holds(Worn, clock =>
        {
            var steps = clock.Explain(Cn.Calendar);
            var days = steps.Sum(step => step.Counted.Days);
            var time = TimeSpan.FromTicks(steps.Sum(step => step.Counted.Time.Ticks));
            return steps[^1].Kind is StepKind.Due && steps[^1].To == clock.Due(Cn.Calendar).At && (days, time) == Total(clock, steps);
        });

    [Fact]
    public void an_explanation_of_an_open_pause_leaves_what_the_due_time_leaves() =>
        Holds(from clock in Worn from minutes in Gen.Choose(0, 60_000) select clock.Pause(clock.Start.AddMinutes(minutes)), clock =>
        {
            var last = clock.Explain(Cn.Calendar)[^1];
            var due = clock.Due(Cn.Calendar);
            return due.IsPaused ? last.Kind is StepKind.Waiting && last.English.Contains(due.Left.English, StringComparison.Ordinal) : last.To == due.At;
        });

    [Fact]
    public void working_days_fall_on_the_day_that_counting_finds() =>
        Holds(from start in Moments from days in Gen.Choose(1, 300) select (start, days), at =>
        {
            var day = DateOnly.FromDateTime(at.start.ToOffset(WorkCalendar.Offset).Date);
            for (var left = at.days; left > 0;) if (Cn.Calendar.IsWorkday(day = day.AddDays(1))) left--;
            return new Clock("any", at.start, Limit.WorkingDays(at.days)).Due() == $"{day:yyyy-MM-dd} 18:00";
        });

    [Fact]
    public void a_pause_of_k_closings_shifts_by_k_working_days() =>
        Holds(from start in Moments from days in Gen.Choose(2, 60) from before in Gen.Choose(1, 1000) from length in Gen.Choose(0, 60_000) select (start, days, before, length), at =>
        {
            var clock = new Clock("any", at.start, Limit.WorkingDays(at.days));
            var due = clock.Due(Cn.Calendar).At!.Value;
            var from = due.AddMinutes(-at.before) < at.start ? at.start : due.AddMinutes(-at.before);
            var to = from.AddMinutes(at.length);
            var held = Enumerable.Range(0, 50).Select(day => due.AddDays(day - 3))
                .Count(closing => closing > from && closing <= to && closing > at.start && Cn.Calendar.IsWorkday(DateOnly.FromDateTime(closing.UtcDateTime)) && DateOnly.FromDateTime(closing.UtcDateTime) > DateOnly.FromDateTime(at.start.ToOffset(WorkCalendar.Offset).Date));
            return clock.Pause(from).Resume(to).Due(Cn.Calendar).At == (clock with { Limit = Limit.WorkingDays(at.days + Math.Max(held, 0)) }).Due(Cn.Calendar).At;
        });

    [Fact]
    public void a_pause_of_k_working_minutes_shifts_by_exactly_k() =>
        Holds(from start in Moments from minutes in Gen.Choose(1, 3000) from held in Gen.Choose(1, 2000) from wait in Gen.Choose(0, 2999) select (start, minutes, held, wait), at =>
        {
            var clock = new Clock("any", at.start, Limit.WorkingMinutes(at.minutes));
            var from = at.wait % at.minutes == 0 ? at.start : Cn.Calendar.After(at.start, Limit.WorkingMinutes(at.wait % at.minutes));
            var to = Cn.Calendar.After(from, Limit.WorkingMinutes(at.held));
            return clock.Pause(from).Resume(to).Due(Cn.Calendar).At == (clock with { Limit = Limit.WorkingMinutes(at.minutes + at.held) }).Due(Cn.Calendar).At;
        });

    [Fact]
    public void a_pause_shifts_real_time_by_its_length() =>
        Holds(from start in Moments from hours in Gen.Choose(2, 500) from length in Gen.Choose(0, 60_000) select (start, hours, length), at =>
        {
            var clock = new Clock("any", at.start, Limit.Hours(at.hours));
            var paused = clock.Pause(at.start.AddHours(1)).Resume(at.start.AddHours(1).AddMinutes(at.length));
            return paused.Due(Cn.Calendar).At == clock.Due(Cn.Calendar).At!.Value.AddMinutes(at.length);
        });

    [Fact]
    public void an_extension_of_the_same_unit_is_a_larger_limit() =>
        Holds(from clock in Fresh from gaps in Gaps from more in Gen.Choose(1, 20) select (clock: Wear(clock, gaps), more), at =>
        {
            var limit = at.clock.Limit;
            var larger = at.clock with { Limit = new(limit.Amount + at.more, limit.Unit) { LastDay = limit.LastDay, ToMidnight = limit.ToMidnight } };
            return at.clock.Extend(new(at.more, limit.Unit), at.clock.Start).Due(Cn.Calendar) == larger.Due(Cn.Calendar);
        });

    [Fact]
    public void an_extension_is_always_due_later_and_never_depends_on_when_it_was_granted() =>
        Holds(from clock in Worn from more in Limits from minutes in Gen.Choose(0, 100_000) select (clock, more, minutes), at =>
        {
            var extended = at.clock.Extend(at.more, at.clock.Start).Due(Cn.Calendar);
            return extended.At >= at.clock.Due(Cn.Calendar).At && extended == at.clock.Extend(at.more, at.clock.Start.AddMinutes(at.minutes)).Due(Cn.Calendar);
        });

    [Fact]
    public void pausing_and_resuming_at_once_changes_nothing() =>
        Holds(from clock in Worn from minutes in Gen.Choose(0, 100_000) select (clock, minutes), at =>
        {
            var moment = at.clock.Start.AddMinutes(at.minutes);
            return at.clock.Pause(moment).Resume(moment).Due(Cn.Calendar) == at.clock.Due(Cn.Calendar);
        });

    [Fact]
    public void a_pause_from_the_due_time_on_changes_nothing() =>
        Holds(from clock in Worn from minutes in Gen.Choose(0, 100_000) select (clock, minutes), at =>
        {
            var due = at.clock.Due(Cn.Calendar);
            return at.clock.Pause(due.At!.Value.AddMinutes(at.minutes)).Due(Cn.Calendar) == due;
        });

    [Fact]
    public void nothing_but_pause_resume_and_extend_moves_a_due_time() =>
        Holds(from clock in Worn from minutes in Gen.Choose(0, 100_000) select (clock, now: clock.Start.AddMinutes(minutes)), at =>
        {
            var due = at.clock.Due(Cn.Calendar);
            _ = at.clock.Standing(Cn.Calendar, at.now);
            Clock[] same = [at.clock, at.clock with { Name = "x" }, at.clock with { Warning = Limit.Hours(1) }, at.clock.Resume(at.now), at.clock.Stop(at.now), at.clock.Stop(at.now).Reopen()];
            return same.All(clock => clock.Due(Cn.Calendar) == due) && at.clock.Standing(Cn.Calendar, at.now).Due == due;
        });

    [Fact]
    public void every_operation_twice_is_once() =>
        Holds(from clock in Worn from minutes in Gen.Choose(0, 100_000) from later in Gen.Choose(0, 1000) select (clock, now: clock.Start.AddMinutes(minutes), later), at =>
        {
            var (paused, stopped) = (at.clock.Pause(at.now), at.clock.Stop(at.now));
            var after = at.now.AddMinutes(at.later);
            return paused.Pause(after).Equals(paused) && paused.Resume(at.now).Resume(after).Equals(paused.Resume(at.now)) && stopped.Stop(after).Equals(stopped);
        });

    [Fact]
    public void what_is_left_falls_to_nothing_at_the_due_time() =>
        Holds(from clock in Fresh from minutes in Gen.Choose(0, 100_000) select (clock, minutes), at =>
        {
            var due = at.clock.Due(Cn.Calendar).At!.Value;
            var now = at.clock.Start.AddMinutes(at.minutes);
            var (early, late) = (at.clock.Standing(Cn.Calendar, now), at.clock.Standing(Cn.Calendar, now.AddMinutes(30)));
            return at.clock.Standing(Cn.Calendar, due).Left.IsNone && (late.Left.Days, late.Left.Time).CompareTo((early.Left.Days, early.Left.Time)) <= 0
                && early.State is ClockState.Overdue == now > due;
        });

    [Fact]
    public void a_warning_lies_between_the_start_and_the_due_time() =>
        Holds(from clock in Worn from warning in Limits select clock with { Warning = warning }, clock =>
            clock.Warns(Cn.Calendar) >= clock.Start && clock.Warns(Cn.Calendar) <= clock.Due(Cn.Calendar).At);

    [Fact]
    public void a_limit_reads_back_as_written() =>
        Holds(Limits, limit => Limit.TryParse(limit.ToString(), out var read) && read == limit);

    [Fact]
    public void a_due_time_settled_before_the_horizon_survives_the_next_notice()
    {
        var next = Cn.Calendar.WithYear(2027, Cn.Notice2027).Calendar!;

        Holds(Worn, clock => clock.Due(Cn.Calendar).Provisional || clock.Due(next).At == clock.Due(Cn.Calendar).At);
    }

    static void Holds<T>(Gen<T> gen, Func<T, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20260901, 1), Prop.ForAll(gen.ToArbitrary(), property));

    static Limit Make(int unit, int amount, int option)
    {
        var limit = new Limit(amount, (LimitUnit)unit);
        return limit.Pace is Pace.NaturalDays or Pace.Months ? limit with { LastDay = (LastDay)(option % 3) }
            : limit.Pace is Pace.WorkingDays ? limit with { ToMidnight = option == 3 }
            : limit;
    }

    static Clock Wear(Clock clock, (int Wait, int Length)[] gaps)
    {
        var now = clock.Start;
        foreach (var (wait, length) in gaps)
        {
            clock = clock.Pause(now.AddMinutes(wait), "held").Resume(now.AddMinutes(wait + length));
            now = now.AddMinutes(wait + length);
        }

        return clock;
    }

    /// <summary>What the limit and its extensions come to; months as the days that the explanation says they are.</summary>
    static (int Days, TimeSpan Time) Total(Clock clock, IReadOnlyList<Step> steps)
    {
        var limits = clock.Extensions.Select(extension => extension.Limit).Prepend(clock.Limit).ToList();
        var days = limits.Where(limit => limit.Pace is Pace.NaturalDays or Pace.WorkingDays).Sum(limit => limit.Amount)
            + steps.Where(step => step.English.Contains(" later is ", StringComparison.Ordinal))
                .Sum(step => int.Parse(step.English.Split(", ")[^1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        var ticks = limits.Sum(limit => limit.Unit switch
        {
            LimitUnit.Seconds => limit.Amount * TimeSpan.TicksPerSecond,
            LimitUnit.Minutes or LimitUnit.WorkingMinutes => limit.Amount * TimeSpan.TicksPerMinute,
            LimitUnit.Hours or LimitUnit.WorkingHours => limit.Amount * TimeSpan.TicksPerHour,
            _ => 0,
        });
        return (days, TimeSpan.FromTicks(ticks));
    }
}
