using System.Collections.Immutable;

namespace Bihuan.Engine.Clocks;

/// <summary>
/// The arithmetic of working days in constant time. Every working day has an ordinal; the published years are tabled, and outside them
/// Monday to Friday are counted by division (day 0, 0001-01-01, is a Monday).
/// </summary>
sealed class CalendarTable
{
    readonly ImmutableArray<OfficeHours> _hours;
    readonly int _first;            // the first tabled day
    readonly int _last;             // the last tabled day
    readonly long _before;          // the ordinal before the table
    readonly long _after;           // the ordinal at the end of the table
    readonly int[] _ordinals;       // by day - _first: working days of the table up to and including the day
    readonly int[] _days;           // by ordinal - _before - 1: the day
    readonly long[] _office;        // by ordinal - _before: office ticks at the end of that working day

    public CalendarTable(ImmutableSortedDictionary<int, CalendarDay> published, ImmutableArray<OfficeHours> hours, int lastYear)
    {
        _hours = hours;
        var firstYear = published.Count > 0 ? published.Values.First().Date.Year : lastYear;
        if (hours.Length > 1)
        {
            firstYear = Math.Min(firstYear, hours[1].From.Year);
            lastYear = Math.Max(lastYear, hours[^1].From.Year);
        }

        _first = new DateOnly(firstYear, 1, 1).DayNumber;
        _last = new DateOnly(lastYear, 12, 31).DayNumber;
        _before = Weekdays(_first - 1);
        _ordinals = new int[_last - _first + 1];
        var days = new List<int>();
        var office = new List<long> { _before * hours[0].Length };
        for (var day = _first; day <= _last; day++)
        {
            var isWorkday = published.TryGetValue(day, out var known) ? known.IsWorkday : day % 7 < 5;
            if (isWorkday)
            {
                days.Add(day);
                office.Add(office[^1] + HoursOn(day).Length);
            }

            _ordinals[day - _first] = days.Count;
        }

        _days = [.. days];
        _office = [.. office];
        _after = _before + days.Count;
    }

    public OfficeHours HoursOn(long day)
    {
        for (var i = _hours.Length - 1; i > 0; i--)
        {
            if (_hours[i].From.DayNumber <= day) return _hours[i];
        }

        return _hours[0];
    }

    public long Ordinal(long day) =>
        day < _first ? Weekdays(day)
        : day <= _last ? _before + _ordinals[day - _first]
        : _after + Weekdays(day) - Weekdays(_last);

    public long DayOf(long ordinal) =>
        ordinal <= _before ? Weekday(ordinal)
        : ordinal <= _after ? _days[ordinal - _before - 1]
        : Weekday(ordinal - _after + Weekdays(_last));

    public long OfficeTicks(long local)
    {
        var day = local / TimeSpan.TicksPerDay;
        var earlier = Ordinal(day - 1);
        var ticks = OfficeTicksAt(earlier);
        return Ordinal(day) == earlier ? ticks : ticks + HoursOn(day).Passed(local - day * TimeSpan.TicksPerDay);
    }

    public long OfficeMoment(long ticks)
    {
        var ordinal = OrdinalAt(ticks);
        var day = DayOf(ordinal);
        return day * TimeSpan.TicksPerDay + HoursOn(day).TimeOf(ticks - OfficeTicksAt(ordinal - 1));
    }

    long OfficeTicksAt(long ordinal) =>
        ordinal <= _before ? ordinal * _hours[0].Length
        : ordinal <= _after ? _office[ordinal - _before]
        : _office[^1] + (ordinal - _after) * _hours[^1].Length;

    /// <summary>The first working day by whose end so many office ticks have passed.</summary>
    long OrdinalAt(long ticks)
    {
        if (ticks <= _office[0]) return Up(ticks, _hours[0].Length);
        if (ticks > _office[^1]) return _after + Up(ticks - _office[^1], _hours[^1].Length);

        var found = Array.BinarySearch(_office, ticks);
        return _before + (found < 0 ? ~found : found);
    }

    static long Up(long ticks, long length) => (ticks + length - 1) / length;

    static long Weekdays(long day) => (day + 1) / 7 * 5 + Math.Min((day + 1) % 7, 5);

    static long Weekday(long ordinal) => (ordinal - 1) / 5 * 7 + (ordinal - 1) % 5;
}
