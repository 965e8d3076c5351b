namespace Bihuan.Engine.Clocks;

/// <summary>Walks a clock day by day, the way a clerk would with a wall calendar: slowly, and independently of the arithmetic it explains.</summary>
sealed class Explanation(Clock clock, WorkCalendar calendar)
{
    const long Day = TimeSpan.TicksPerDay;
    readonly List<Step> _steps = [];

    public IReadOnlyList<Step> Steps()
    {
        var start = WorkCalendar.ToLocal(clock.Start);
        Add(start, start, StepKind.Started,
            $"{LocalText.ChineseMoment(start)} 起算，限 {clock.Limit.Chinese}{(IsByDay(clock.Limit) ? "，当日不计" : "")}",
            $"Starts {LocalText.EnglishMoment(start)}, {clock.Limit.English}{(IsByDay(clock.Limit) ? "; that day is not counted" : "")}");

        var end = start;
        var legs = 0;
        var at = 0;
        var limit = clock.Limit;
        do
        {
            var size = limit.Size;
            for (; at < clock.Extensions.Length && clock.Extensions[at].Limit.Pace == limit.Pace; at++)
            {
                size += clock.Extensions[at].Limit.Size;
                AddExtension(clock.Extensions[at], end);
            }

            if (Walk(limit, size, end, legs++ > 0) is not { } next) return _steps;
            end = next;
            if (limit.LastDay is not LastDay.Stands && limit.Pace is Pace.NaturalDays or Pace.Months)
            {
                if (MoveLastDay(limit.LastDay, end) is not { } moved) return _steps;
                end = moved;
            }

            if (at == clock.Extensions.Length) break;
            AddExtension(clock.Extensions[at], end);
            limit = clock.Extensions[at++].Limit;
        }
        while (true);

        AddDue(end);
        return _steps;
    }

    long? Walk(Limit limit, long size, long start, bool isEnd) => limit.Pace switch
    {
        Pace.Continuous => WalkTime(limit.Pace, size, start),
        Pace.WorkingTime => WalkOffice(size, start),
        Pace.Months => WalkDays(limit, MonthsInDays(size, start, isEnd), (isEnd ? start - 1 : start) / Day),
        _ => WalkDays(limit, size, (isEnd ? start - 1 : start) / Day),
    };

    long MonthsInDays(long months, long start, bool isEnd)
    {
        var from = DateOnly.FromDayNumber((int)((isEnd ? start - 1 : start) / Day));
        var to = from.AddMonths((int)months);
        var days = to.DayNumber - from.DayNumber;
        var clipped = to.Day != from.Day;
        Add(start, start, StepKind.Started,
            $"{months} 个月后的对应日是 {LocalText.ChineseDay(to.DayNumber)}{(clipped ? $"（当月没有 {from.Day} 日，取月末）" : "")}，合 {days} 天",
            $"{months} {(months == 1 ? "month" : "months")} later is {LocalText.EnglishDay(to.DayNumber)}{(clipped ? $" (that month has no day {from.Day}: its last day)" : "")}, {days} days");
        return days;
    }

    long? WalkDays(Limit limit, long size, long day)
    {
        var isWorking = limit.Pace is Pace.WorkingDays;
        // The same day: its own 24:00 is the end, and there is nothing to count.
        if (size == 0) return (day + 1) * Day;
        var counted = 0L;
        var runs = new DayRuns(this, isWorking ? Pace.WorkingDays : Pace.NaturalDays);
        while (true)
        {
            day++;
            var known = calendar.Day(DateOnly.FromDayNumber((int)day));
            var closing = day * Day + (isWorking && !limit.ToMidnight ? calendar.HoursOn(known.Date).CloseTicks : Day);
            if (isWorking && !known.IsWorkday)
            {
                runs.Add(day, StepKind.Off, known.WhyChinese, known.WhyEnglish);
            }
            else if (PauseAt(closing) is { } pause)
            {
                if (pause.To is null)
                {
                    runs.Flush();
                    return Wait(pause, Budget.Of(limit.Pace, size - counted));
                }

                runs.Add(day, StepKind.Paused, "暂停" + Because(pause.Basis, "（", "）"), "paused" + Because(pause.Basis, " (", ")"));
            }
            else
            {
                counted++;
                runs.Add(day, StepKind.Counted, known.WhyChinese, known.WhyEnglish, counted);
                if (counted < size) continue;
                runs.Flush();
                return closing;
            }
        }
    }

    long? WalkOffice(long size, long start)
    {
        var left = size;
        var runs = new DayRuns(this, Pace.WorkingTime);
        for (var day = start / Day; ; day++)
        {
            var known = calendar.Day(DateOnly.FromDayNumber((int)day));
            if (!known.IsWorkday)
            {
                runs.Add(day, StepKind.Off, known.WhyChinese, known.WhyEnglish);
                continue;
            }

            runs.Flush();
            foreach (var span in calendar.HoursOn(known.Date).Spans)
            {
                var from = Math.Max(start, day * Day + span.Open.Ticks);
                if (!WalkSpan(Pace.WorkingTime, from, day * Day + span.Close.Ticks, ref left, out var end)) return null;
                if (left == 0) return end;
            }
        }
    }

    long? WalkTime(Pace pace, long size, long start)
    {
        var left = size;
        return WalkSpan(pace, start, long.MaxValue, ref left, out var end) ? end : null;
    }

    /// <summary>Uses up time between two moments, pauses left out; false when an open pause holds it.</summary>
    bool WalkSpan(Pace pace, long from, long to, ref long left, out long end)
    {
        end = from;
        foreach (var pause in clock.Pauses)
        {
            var paused = Math.Max(from, WorkCalendar.ToLocal(pause.From));
            var resumed = pause.To is { } until ? WorkCalendar.ToLocal(until) : long.MaxValue;
            if (resumed <= from) continue;
            if (paused >= to || paused - from >= left) break;
            Count(pace, from, paused, ref left);
            if (pause.To is null)
            {
                Wait(pause, Budget.Of(pace, left));
                return false;
            }

            from = Math.Min(resumed, to);
            Add(paused, from, StepKind.Paused,
                $"{LocalText.ChineseMoment(paused)} 至 {LocalText.ChineseMoment(from)} 暂停{Because(pause.Basis, "（", "）")}，不计",
                $"{LocalText.EnglishMoment(paused)} to {LocalText.EnglishMoment(from)}: paused{Because(pause.Basis, " (", ")")}, not counted");
        }

        if (from < to) end = Count(pace, from, to - from < left ? to : from + left, ref left);
        return true;
    }

    long Count(Pace pace, long from, long to, ref long left)
    {
        if (to <= from) return from;
        left -= to - from;
        var counted = Budget.Of(pace, to - from);
        Add(from, to, StepKind.Counted, counted,
            $"{LocalText.ChineseMoment(from)} 至 {LocalText.ChineseEnd(to)}，计 {counted.Chinese}",
            $"{LocalText.EnglishMoment(from)} to {LocalText.EnglishEnd(to)}: {counted.English}");
        return to;
    }

    long? MoveLastDay(LastDay rule, long end)
    {
        var day = LocalText.DayOfEnd(end);
        var runs = new DayRuns(this, Pace.NaturalDays);
        while (true)
        {
            var known = calendar.Day(DateOnly.FromDayNumber((int)day));
            if (DueTime.GivesWay(calendar, rule, day))
            {
                runs.Add(day, StepKind.Moved, known.WhyChinese, known.WhyEnglish);
            }
            else if (PauseAt((day + 1) * Day) is { } pause)
            {
                if (pause.To is null)
                {
                    runs.Flush();
                    return Wait(pause, Budget.Of(Pace.NaturalDays, 1));
                }

                runs.Add(day, StepKind.Paused, "暂停" + Because(pause.Basis, "（", "）"), "paused" + Because(pause.Basis, " (", ")"));
            }
            else
            {
                runs.Flush();
                return (day + 1) * Day;
            }

            day++;
        }
    }

    Pause? PauseAt(long closing)
    {
        foreach (var pause in clock.Pauses)
        {
            if (WorkCalendar.ToLocal(pause.From) < closing && (pause.To is not { } to || WorkCalendar.ToLocal(to) >= closing)) return pause;
        }

        return null;
    }

    long? Wait(Pause pause, Budget left)
    {
        var from = WorkCalendar.ToLocal(pause.From);
        Add(from, from, StepKind.Waiting,
            $"{LocalText.ChineseMoment(from)} 起暂停{Because(pause.Basis, "（", "）")}，剩余 {left.Chinese}，恢复后续算",
            $"Paused since {LocalText.EnglishMoment(from)}{Because(pause.Basis, " (", ")")}, {left.English} left; counting goes on when resumed");
        return null;
    }

    void AddExtension(Extension extension, long at) => Add(at, at, StepKind.Extended,
        $"经批准延期 {extension.Limit.Chinese}{Because(extension.Basis, "（", "）")}",
        $"Extended by {extension.Limit.English}{Because(extension.Basis, " (", ")")}");

    void AddDue(long end)
    {
        var provisional = clock.Due(calendar).Provisional;
        Add(end, end, StepKind.Due,
            $"{LocalText.ChineseEnd(end)} 到期（日历 {calendar.Version}{(provisional ? $"，{calendar.LastYear + 1} 年放假安排公布后可能变动" : "")}）",
            $"Due {LocalText.EnglishEnd(end)} (calendar {calendar.Version}{(provisional ? $"; may move when the holidays of {calendar.LastYear + 1} are published" : "")})");
    }

    void Add(long from, long to, StepKind kind, string chinese, string english) =>
        Add(from, to, kind, Budget.None(clock.Limit.Pace), chinese, english);

    internal void Add(long from, long to, StepKind kind, Budget counted, string chinese, string english) =>
        _steps.Add(new(WorkCalendar.ToUtc(from), WorkCalendar.ToUtc(to), kind, counted, chinese, english));

    static bool IsByDay(Limit limit) => !limit.IsSameDay && limit.Pace is Pace.WorkingDays or Pace.NaturalDays or Pace.Months;

    static string Because(string basis, string open, string close) => string.IsNullOrEmpty(basis) ? "" : open + basis + close;
}
