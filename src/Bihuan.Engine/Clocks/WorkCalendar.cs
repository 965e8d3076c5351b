using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bihuan.Engine.Clocks;

/// <summary>Which days offices work and when they are open: immutable, and named by its contents. Local time is UTC+8, always.</summary>
/// <remarks>
/// A day is a working day when a notice transferred work to it, or when it is Monday to Friday and no notice made it a day off.
/// Beyond <see cref="Horizon"/> only weekends are known.
/// </remarks>
public sealed class WorkCalendar
{
    readonly ImmutableSortedDictionary<int, CalendarDay> _published;
    readonly CalendarTable _table;

    internal WorkCalendar(ImmutableSortedDictionary<int, CalendarDay> published, ImmutableArray<OfficeHours> hours, int lastYear)
    {
        _published = published;
        Hours = hours;
        LastYear = lastYear;
        Horizon = new DateOnly(lastYear, 12, 28);
        Version = Name(published, hours, lastYear);
        _table = new CalendarTable(published, hours, lastYear);
    }

    /// <summary>China Standard Time.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>The name of exactly these days and hours: <c>cn-</c>, the last year, and eight hex digits of their hash.</summary>
    public string Version { get; }

    /// <summary>The last day nothing can change any more: 28 December of the last published year.</summary>
    /// <remarks>The New Year plan of the next notice may move the days after it: the notice for 2019 made Saturday 2018-12-29 a working day.</remarks>
    public DateOnly Horizon { get; }

    /// <summary>The last year for which a notice is in the calendar.</summary>
    public int LastYear { get; }

    /// <summary>Office hours in order of the day they hold from; the first also holds before.</summary>
    public ImmutableArray<OfficeHours> Hours { get; }

    /// <summary>All published days, in order.</summary>
    public IEnumerable<CalendarDay> Published => _published.Values;

    /// <summary>Reads a calendar of the chinese-days form: three maps, <c>holidays</c>, <c>workdays</c> and <c>inLieuDays</c>, of <c>"2026-01-01": "English,中文,1"</c>.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="hours">Office hours; <see cref="OfficeHours.Default"/> when none are given.</param>
    /// <returns>The calendar, or every fault of the file; a bad file never throws.</returns>
    public static CalendarReading From(string json, params ImmutableArray<OfficeHours> hours) => CalendarFile.Read(json, hours);

    /// <summary>Adds or replaces one year from its notice, in the same form as <see cref="From"/>.</summary>
    /// <param name="year">The year of the notice; its New Year days may lie in the December before.</param>
    /// <param name="json">The notice.</param>
    /// <returns>A new calendar with a new version, or every fault of the notice.</returns>
    public CalendarReading WithYear(int year, string json) => CalendarFile.AddYear(this, _published, year, json);

    /// <summary>Adds or replaces one year from its days.</summary>
    /// <param name="year">The year of the notice.</param>
    /// <param name="days">Days off, days off in lieu and transferred working days; plain days are ignored.</param>
    /// <returns>A new calendar with a new version, or every fault of the notice.</returns>
    public CalendarReading WithYear(int year, IEnumerable<CalendarDay> days) => CalendarFile.AddYear(this, _published, year, days);

    /// <summary>The calendar with office hours that hold from their day on; hours from the same day are replaced.</summary>
    public WorkCalendar WithHours(OfficeHours hours) =>
        new(_published, [.. Hours.Where(old => old.From != hours.From).Append(hours).OrderBy(each => each.From)], LastYear);

    /// <summary>Whether offices work on a local day.</summary>
    public bool IsWorkday(DateOnly day) => Day(day).IsWorkday;

    /// <summary>The day and why it is what it is.</summary>
    public CalendarDay Day(DateOnly day) => _published.TryGetValue(day.DayNumber, out var known) ? known
        : new(day, day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend : DayKind.Workday, "", "");

    /// <summary>The office hours in force on a day, were it a working day.</summary>
    public OfficeHours HoursOn(DateOnly day) => _table.HoursOn(day.DayNumber);

    /// <summary>How many working days lie after one day, up to and including another; 0 when they are the same or reversed.</summary>
    public int WorkdaysBetween(DateOnly after, DateOnly until) =>
        (int)Math.Max(0, _table.Ordinal(until.DayNumber) - _table.Ordinal(after.DayNumber));

    /// <summary>Whether an office is open at a moment; the closing moment itself is not.</summary>
    public bool IsOpen(DateTimeOffset at) => NextOpening(at) == at;

    /// <summary>The moment itself when the office is open, else the next opening: when a notice may be sent that nobody should get at night.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset at)
    {
        var local = ToLocal(at);
        var day = local / TimeSpan.TicksPerDay;
        if (IsWorkday(DateOnly.FromDayNumber((int)day)))
        {
            foreach (var span in _table.HoursOn(day).Spans)
            {
                if (local < day * TimeSpan.TicksPerDay + span.Close.Ticks) return ToUtc(Math.Max(local, day * TimeSpan.TicksPerDay + span.Open.Ticks));
            }
        }

        return OpeningAfter(day, 1);
    }

    /// <summary>The moment so long before a due time: a yellow card is <c>Before(due, 1 working day)</c>.</summary>
    /// <returns>For days, the closing moment that leaves exactly so many days; for hours, the moment that leaves so much; for months, the same day of an earlier month.</returns>
    public DateTimeOffset Before(DateTimeOffset due, Limit limit)
    {
        var local = ToLocal(due);
        if (limit.Pace is Pace.Months)
        {
            var last = DateOnly.FromDayNumber((int)LocalText.DayOfEnd(local));
            return ToUtc(local - (last.DayNumber - (long)last.AddMonths(-(int)limit.Size).DayNumber) * TimeSpan.TicksPerDay);
        }

        var count = CountAfter(limit.Pace, local, true) - limit.Size;
        return ToUtc(Moment(limit.Pace, limit.ToMidnight, count));
    }

    /// <summary>The moment so long after a due time: a red card is <c>After(due, 1 working day)</c>, the first working day after it.</summary>
    /// <returns>For working days, the opening of the office on that day; for natural days, its 00:00; for months, the same moment of a later month; for hours, when so much has passed.</returns>
    public DateTimeOffset After(DateTimeOffset due, Limit limit)
    {
        var local = ToLocal(due);
        var day = LocalText.DayOfEnd(local);
        return limit.Pace switch
        {
            Pace.WorkingDays => OpeningAfter(day, limit.Amount),
            Pace.NaturalDays => ToUtc((day + Math.Max(1, limit.Size)) * TimeSpan.TicksPerDay),
            Pace.Months => ToUtc(local + (DateOnly.FromDayNumber((int)day).AddMonths((int)limit.Size).DayNumber - day) * TimeSpan.TicksPerDay),
            _ => ToUtc(Moment(limit.Pace, false, Count(limit.Pace, false, local) + limit.Size)),
        };
    }

    internal static long ToLocal(DateTimeOffset at) => at.UtcTicks + 8 * TimeSpan.TicksPerHour;

    internal static DateTimeOffset ToUtc(long local) => new(local - 8 * TimeSpan.TicksPerHour, TimeSpan.Zero);

    /// <summary>How far the pace has come by a moment: ticks, office ticks, or the ordinal of the last day whose closing moment has come.</summary>
    internal long Count(Pace pace, bool toMidnight, long local)
    {
        var day = local / TimeSpan.TicksPerDay;
        return pace switch
        {
            Pace.Continuous => local,
            Pace.WorkingTime => _table.OfficeTicks(local),
            Pace.WorkingDays when !toMidnight && local - day * TimeSpan.TicksPerDay >= _table.HoursOn(day).CloseTicks => _table.Ordinal(day),
            Pace.WorkingDays => _table.Ordinal(day - 1),
            _ => day - 1,
        };
    }

    /// <summary>Where the pace stands when an event has taken place: its own day is never counted.</summary>
    /// <param name="pace">The pace.</param>
    /// <param name="local">The moment of the event.</param>
    /// <param name="isEnd">Whether the moment ended a limit, so that midnight belongs to the day before.</param>
    internal long CountAfter(Pace pace, long local, bool isEnd) => pace switch
    {
        Pace.Continuous => local,
        Pace.WorkingTime => _table.OfficeTicks(local),
        Pace.WorkingDays => _table.Ordinal((isEnd ? local - 1 : local) / TimeSpan.TicksPerDay),
        _ => (isEnd ? local - 1 : local) / TimeSpan.TicksPerDay,
    };

    /// <summary>The earliest moment at which the pace has come so far.</summary>
    internal long Moment(Pace pace, bool toMidnight, long count)
    {
        switch (pace)
        {
            case Pace.Continuous:
                return count;
            case Pace.WorkingTime:
                return _table.OfficeMoment(count);
            case Pace.WorkingDays:
                var day = _table.DayOf(count);
                return day * TimeSpan.TicksPerDay + (toMidnight ? TimeSpan.TicksPerDay : _table.HoursOn(day).CloseTicks);
            default:
                return (count + 1) * TimeSpan.TicksPerDay;
        }
    }

    DateTimeOffset OpeningAfter(long day, int workdays)
    {
        var next = _table.DayOf(_table.Ordinal(day) + workdays);
        return ToUtc(next * TimeSpan.TicksPerDay + _table.HoursOn(next).Spans[0].Open.Ticks);
    }

    static string Name(ImmutableSortedDictionary<int, CalendarDay> published, ImmutableArray<OfficeHours> hours, int lastYear)
    {
        var text = new StringBuilder().Append(lastYear);
        foreach (var day in published.Values) text.Append(CultureInfo.InvariantCulture, $"\n{day.Date:O} {day.Kind} {day.Chinese} {day.English}");
        foreach (var each in hours) text.Append('\n').Append(each);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return string.Create(CultureInfo.InvariantCulture, $"cn-{lastYear}-{Convert.ToHexStringLower(hash.AsSpan(0, 4))}");
    }
}
