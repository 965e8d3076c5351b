using System.Collections.Immutable;

namespace Bihuan.Engine.Clocks;

/// <summary>Computes due times in constant time for each pause and extension, without allocating.</summary>
/// <remarks>
/// Every pace is a count that never falls (ticks, office ticks, days closed) and its inverse. A limit adds to the count at the start; a
/// pause that begins before the count is reached adds what was counted during it. The due time is where the count then stands.
/// </remarks>
static class DueTime
{
    public static Due Of(Clock clock, WorkCalendar calendar)
    {
        var leg = Leg.Of(WorkCalendar.ToLocal(clock.Start), false, clock.Limit);
        var byCalendar = leg.IsByCalendar;
        foreach (var extension in clock.Extensions)
        {
            if (extension.Limit.Pace == leg.Pace)
            {
                leg = leg with { Size = leg.Size + extension.Limit.Size };
                continue;
            }

            if (!leg.Run(calendar, clock.Pauses, out var end, out var held)) return new(null, false, Budget.Of(leg.Pace, held));
            leg = Leg.Of(end, true, extension.Limit);
            byCalendar |= leg.IsByCalendar;
        }

        if (!leg.Run(calendar, clock.Pauses, out var last, out var left)) return new(null, false, Budget.Of(leg.Pace, left));

        return new(WorkCalendar.ToUtc(last), byCalendar && LocalText.DayOfEnd(last) > calendar.Horizon.DayNumber, Budget.None(leg.Pace));
    }

    public static Budget Left(Clock clock, WorkCalendar calendar, DateTimeOffset at, DateTimeOffset end)
    {
        var pace = clock.Limit.Pace;
        if (at >= end) return Budget.None(pace);
        if (clock.Limit.IsSameDay) return Budget.Of(Pace.Continuous, (end - at).Ticks);

        var start = calendar.CountAfter(pace, WorkCalendar.ToLocal(clock.Start), false);
        var come = calendar.Count(pace, clock.Limit.ToMidnight, WorkCalendar.ToLocal(at));
        return Budget.Of(pace, calendar.CountAfter(pace, WorkCalendar.ToLocal(end), true) - Math.Max(start, come));
    }

    /// <summary>Whether a last day has to give way to the first day after it.</summary>
    public static bool GivesWay(WorkCalendar calendar, LastDay rule, long day)
    {
        var last = calendar.Day(DateOnly.FromDayNumber((int)day));
        return rule switch
        {
            LastDay.AfterHoliday => last.Kind is DayKind.Holiday or DayKind.InLieu,
            LastDay.AfterRestDay => !last.IsWorkday,
            _ => false,
        };
    }

    /// <summary>Moves the end past days off, and past days whose 24:00 a pause holds.</summary>
    /// <returns>False when an open pause holds the last day.</returns>
    static bool Move(WorkCalendar calendar, ImmutableArray<Pause> pauses, LastDay rule, ref long end)
    {
        var day = LocalText.DayOfEnd(end);
        while (true)
        {
            var closing = (day + 1) * TimeSpan.TicksPerDay;
            if (!GivesWay(calendar, rule, day))
            {
                if (!IsHeld(pauses, closing, out var isOpen))
                {
                    end = closing;
                    return true;
                }

                if (isOpen) return false;
            }

            day++;
        }
    }

    static bool IsHeld(ImmutableArray<Pause> pauses, long closing, out bool isOpen)
    {
        isOpen = false;
        foreach (var pause in pauses)
        {
            if (WorkCalendar.ToLocal(pause.From) >= closing) return false;
            isOpen = pause.To is null;
            if (isOpen || WorkCalendar.ToLocal(pause.To!.Value) >= closing) return true;
        }

        return false;
    }

    /// <summary>A stretch of one pace: the limit, with the extensions that join it, or an extension of another pace.</summary>
    readonly record struct Leg(long Start, bool StartIsEnd, Pace Pace, long Size, bool ToMidnight, LastDay LastDay)
    {
        public bool IsByCalendar => Pace is Pace.WorkingDays or Pace.WorkingTime || LastDay is not LastDay.Stands;

        public static Leg Of(long start, bool startIsEnd, Limit limit)
        {
            var pace = limit.Pace;
            return new(start, startIsEnd, pace, limit.Size, limit.ToMidnight, pace is Pace.NaturalDays or Pace.Months ? limit.LastDay : LastDay.Stands);
        }

        public bool Run(WorkCalendar calendar, ImmutableArray<Pause> pauses, out long end, out long left)
        {
            var started = calendar.CountAfter(Pace, Start, StartIsEnd);
            var target = started + Days(started);
            var floor = Start;
            left = 0;
            end = 0;
            foreach (var pause in pauses)
            {
                var from = Math.Max(WorkCalendar.ToLocal(pause.From), floor);
                var paused = Math.Max(started, calendar.Count(Pace, ToMidnight, from));
                if (target <= paused) break;
                if (pause.To is null)
                {
                    left = target - paused;
                    return false;
                }

                var to = WorkCalendar.ToLocal(pause.To.Value);
                if (to <= from) continue;
                target += Math.Max(started, calendar.Count(Pace, ToMidnight, to)) - paused;
                floor = to;
            }

            end = calendar.Moment(Pace, ToMidnight, target);
            if (LastDay is LastDay.Stands || Move(calendar, pauses, LastDay, ref end)) return true;

            left = 1;
            return false;
        }

        long Days(long started) =>
            Pace is Pace.Months ? DateOnly.FromDayNumber((int)started).AddMonths((int)Size).DayNumber - started : Size;
    }
}
