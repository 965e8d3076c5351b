using System.Globalization;

namespace Bihuan.Engine.Clocks;

/// <summary>Local days and moments in words, as the explanations use them.</summary>
static class LocalText
{
    static readonly string[] Weekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

    // Day 0 (0001-01-01) is a Monday.
    public static string ChineseWeekday(long day) => Weekdays[day % 7];

    public static string ChineseDay(long day) =>
        string.Create(CultureInfo.InvariantCulture, $"{Date(day):yyyy年M月d日} {ChineseWeekday(day)}");

    public static string EnglishDay(long day) => Date(day).ToString("ddd yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string ChineseDays(long first, long last) =>
        first == last ? ChineseDay(first) : $"{ChineseDay(first)}至{ChineseDay(last)}";

    public static string EnglishDays(long first, long last) =>
        first == last ? EnglishDay(first) : $"{EnglishDay(first)} to {EnglishDay(last)}";

    /// <summary>A moment as people say the end of something: midnight is 24:00 of the day before.</summary>
    public static string ChineseEnd(long local) => $"{ChineseDay(DayOfEnd(local))} {TimeOfEnd(local)}";

    public static string EnglishEnd(long local) => $"{EnglishDay(DayOfEnd(local))} {TimeOfEnd(local)}";

    public static string ChineseMoment(long local) => $"{ChineseDay(local / TimeSpan.TicksPerDay)} {Time(local % TimeSpan.TicksPerDay)}";

    public static string EnglishMoment(long local) => $"{EnglishDay(local / TimeSpan.TicksPerDay)} {Time(local % TimeSpan.TicksPerDay)}";

    public static long DayOfEnd(long local) => (local - 1) / TimeSpan.TicksPerDay;

    static string TimeOfEnd(long local) => local % TimeSpan.TicksPerDay == 0 ? "24:00" : Time(local % TimeSpan.TicksPerDay);

    static string Time(long ticks)
    {
        var time = new TimeOnly(ticks);
        return time.ToString(time.Second == 0 ? "HH\\:mm" : "HH\\:mm\\:ss", CultureInfo.InvariantCulture);
    }

    static DateOnly Date(long day) => DateOnly.FromDayNumber((int)day);
}
