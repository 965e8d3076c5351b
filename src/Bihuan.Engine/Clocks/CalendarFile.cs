using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Bihuan.Engine.Clocks;

/// <summary>Reads calendars and yearly notices, and says in sentences what is wrong with them.</summary>
static class CalendarFile
{
    static readonly (string Map, DayKind Kind)[] Maps =
        [("holidays", DayKind.Holiday), ("inLieuDays", DayKind.InLieu), ("workdays", DayKind.TransferWorkday)];

    public static CalendarReading Read(string json, ImmutableArray<OfficeHours> hours)
    {
        var faults = new List<CalendarFault>();
        var days = Parse(json, faults);
        var years = days.Values.Where(day => !IsNextNewYear(day)).Select(day => day.Date.Year).Distinct().Order().ToList();
        if (faults.Count == 0 && years.Count == 0) faults.Add(Empty);
        foreach (var year in years) CheckYear(year, days, faults);
        for (var i = 1; i < years.Count; i++) CheckGap(years[i - 1], years[i], faults);
        if (faults.Count > 0) return new(null, [.. faults]);

        return new(new WorkCalendar(days.ToImmutableSortedDictionary(), Order(hours), years[^1]), []);
    }

    public static CalendarReading AddYear(WorkCalendar old, ImmutableSortedDictionary<int, CalendarDay> published, int year, string json)
    {
        var faults = new List<CalendarFault>();
        var days = Parse(json, faults);
        return faults.Count > 0 ? new(null, [.. faults]) : AddYear(old, published, year, days.Values);
    }

    public static CalendarReading AddYear(WorkCalendar old, ImmutableSortedDictionary<int, CalendarDay> published, int year, IEnumerable<CalendarDay> days)
    {
        if (year is < 1950 or > 2200) return new(null, [NotAYear(year)]);

        var faults = new List<CalendarFault>();
        var notice = new Dictionary<int, CalendarDay>();
        foreach (var day in days)
        {
            if (day.Kind is DayKind.Workday or DayKind.Weekend) continue;
            Add(notice, day, faults);
            if (!BelongsTo(year, day)) faults.Add(WrongYear(day.Date, year));
        }

        CheckYear(year, notice, faults);
        CheckGap(old.LastYear, year, faults);
        if (faults.Count > 0) return new(null, [.. faults]);

        var kept = published.Where(pair => !BelongsTo(year, pair.Value));
        var next = kept.ToImmutableSortedDictionary().SetItems(notice);
        return new(new WorkCalendar(next, old.Hours, Math.Max(old.LastYear, year)), []);
    }

    static Dictionary<int, CalendarDay> Parse(string json, List<CalendarFault> faults)
    {
        var days = new Dictionary<int, CalendarDay>();
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is not JsonValueKind.Object || !document.RootElement.TryGetProperty("holidays", out _)) faults.Add(NoHolidays);
            else foreach (var (map, kind) in Maps) ParseMap(document.RootElement, map, kind, days, faults);
        }
        catch (JsonException broken)
        {
            faults.Add(NotJson(broken.LineNumber + 1 ?? 1));
        }

        return days;
    }

    static void ParseMap(JsonElement root, string map, DayKind kind, Dictionary<int, CalendarDay> days, List<CalendarFault> faults)
    {
        if (!root.TryGetProperty(map, out var entries)) return;
        if (entries.ValueKind is not JsonValueKind.Object)
        {
            faults.Add(NotAMap(map));
            return;
        }

        foreach (var entry in entries.EnumerateObject())
        {
            var names = entry.Value.ValueKind is JsonValueKind.String ? entry.Value.GetString()!.Split(',') : [];
            if (!DateOnly.TryParseExact(entry.Name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) faults.Add(BadDate(map, entry.Name));
            else if (names.Length < 2 || names[0].Length == 0 || names[1].Length == 0) faults.Add(BadName(map, entry.Name));
            else Add(days, new(date, kind, names[1].Trim(), names[0].Trim()), faults);
        }
    }

    static void Add(Dictionary<int, CalendarDay> days, CalendarDay day, List<CalendarFault> faults)
    {
        var isWeekend = day.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        if (day.Kind is DayKind.TransferWorkday && !isWeekend) faults.Add(AlreadyWorkday(day.Date));
        if (days.TryGetValue(day.Date.DayNumber, out var known) && known.IsWorkday != day.IsWorkday) faults.Add(Both(day.Date));
        if (known.Kind is not DayKind.InLieu) days[day.Date.DayNumber] = day;
    }

    // 1 January, 1 May and 1 October are holidays of every year: without them the notice is half typed.
    static void CheckYear(int year, Dictionary<int, CalendarDay> days, List<CalendarFault> faults)
    {
        foreach (var month in (int[])[1, 5, 10])
        {
            var day = new DateOnly(year, month, 1);
            if (!days.TryGetValue(day.DayNumber, out var known) || known.IsWorkday) faults.Add(MissingDay(day));
        }
    }

    static void CheckGap(int last, int year, List<CalendarFault> faults)
    {
        if (year > last + 1) faults.Add(Gap(last, year));
    }

    static ImmutableArray<OfficeHours> Order(ImmutableArray<OfficeHours> hours) =>
        hours.IsDefaultOrEmpty ? [OfficeHours.Default] : [.. hours.OrderBy(each => each.From)];

    // The notice of a year may begin its New Year holiday in the December before (2006, 2007, 2011, 2018, 2022).
    static bool BelongsTo(int year, CalendarDay day) => (IsNextNewYear(day) ? day.Date.Year + 1 : day.Date.Year) == year;

    static bool IsNextNewYear(CalendarDay day) => day.Date.Month == 12 && day.Chinese == "元旦";

    static CalendarFault Empty => new("calendar.empty", "文件里没有任何日期。", "The file has no days.");

    static CalendarFault NoHolidays => new("calendar.no-holidays", "文件里没有 holidays 一栏。", "The file has no 'holidays' map.");

    static CalendarFault NotJson(long line) => new("calendar.not-json", $"文件不是正确的 JSON，错在第 {line} 行。", $"The file is not JSON: line {line} cannot be read.");

    static CalendarFault NotAMap(string map) => new("calendar.not-a-map", $"{map} 一栏应为“日期: 名称”的对照表。", $"'{map}' must map dates to names.");

    static CalendarFault BadDate(string map, string text) => new("calendar.bad-date", $"{map} 里的“{text}”不是日期，请写成 2026-01-01 的样子。", $"'{text}' in '{map}' is not a date; write it like 2026-01-01.");

    static CalendarFault BadName(string map, string date) => new("calendar.bad-name", $"{map} 里 {date} 没有名称，请写成“New Year's Day,元旦,1”的样子。", $"{date} in '{map}' has no name; write it like \"New Year's Day,元旦,1\".");

    static CalendarFault AlreadyWorkday(DateOnly date) => new("calendar.already-workday", $"{date:yyyy-MM-dd} 本来就是工作日，不能再调为上班日。", $"{date:yyyy-MM-dd} is a weekday already; work cannot be transferred to it.");

    static CalendarFault Both(DateOnly date) => new("calendar.both", $"{date:yyyy-MM-dd} 既写成放假又写成上班。", $"{date:yyyy-MM-dd} is given both as a day off and as a working day.");

    static CalendarFault WrongYear(DateOnly date, int year) => new("calendar.wrong-year", $"{date:yyyy-MM-dd} 不属于 {year} 年的放假安排。", $"{date:yyyy-MM-dd} does not belong to the notice for {year}.");

    static CalendarFault MissingDay(DateOnly date) => new("calendar.missing-day", $"{date:yyyy-MM-dd} 是法定节假日，安排里却没有。", $"{date:yyyy-MM-dd} is a statutory holiday, but the notice does not have it.");

    static CalendarFault NotAYear(int year) => new("calendar.not-a-year", $"{year} 不是可以导入的年份。", $"{year} is not a year that can be imported.");

    static CalendarFault Gap(int last, int year) => new("calendar.gap", $"日历到 {last} 年为止，导入 {year} 年之前要先导入 {last + 1} 年。", $"The calendar ends with {last}; import {last + 1} before {year}.");
}
