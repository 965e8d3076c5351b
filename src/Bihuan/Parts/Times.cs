using System.Globalization;

namespace Bihuan.Parts;

/// <summary>Writes moments and spans for people. Local time is China Standard Time, UTC+8.</summary>
public static class Times
{
    static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    static readonly string[] Weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

    public static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(Offset);

    public static string Exact(DateTimeOffset at) => Format(at, "yyyy-MM-dd HH:mm");

    public static string When(DateTimeOffset at, DateTimeOffset now, Tongue tongue)
    {
        var zh = tongue is Tongue.Zh;
        var minutes = (int)Math.Floor(Math.Abs((at - now).TotalMinutes));
        if (minutes == 0) return zh ? "刚刚" : "just now";
        if (minutes < 60)
            return at < now
                ? zh ? $"{minutes} 分钟前" : $"{minutes} min ago"
                : zh ? $"{minutes} 分钟后" : $"in {minutes} min";

        var days = Local(at).Date.Subtract(Local(now).Date).Days;
        return days switch
        {
            0 => Format(at, zh ? "今天 HH:mm" : "'today' HH:mm"),
            1 => Format(at, zh ? "明天 HH:mm" : "'tomorrow' HH:mm"),
            -1 => Format(at, zh ? "昨天 HH:mm" : "'yesterday' HH:mm"),
            > 1 and < 7 => zh ? $"{Day(at, zh)} {Weekdays[(int)Local(at).DayOfWeek]} {Format(at, "HH:mm")}" : Format(at, "ddd d MMM, HH:mm"),
            _ when Local(at).Year == Local(now).Year => $"{Day(at, zh)} {Format(at, "HH:mm")}",
            _ => zh ? Format(at, "yyyy年M月d日") : Format(at, "d MMM yyyy"),
        };
    }

    /// <summary>By when something is due, always with the time of day: `今天 17:00`, within the hour `03:52`. Midnight ends a day, so it is 24:00 of the day before.</summary>
    public static string Due(DateTimeOffset at, DateTimeOffset now, Tongue tongue)
    {
        var zh = tongue is Tongue.Zh;
        var (day, time) = End(at);
        var days = day.DayNumber - DateOnly.FromDateTime(Local(now).Date).DayNumber;
        string Say(string format) => day.ToString(format, CultureInfo.InvariantCulture);
        return days switch
        {
            0 when at > now && at - now < TimeSpan.FromHours(1) => time,
            0 => zh ? $"今天 {time}" : $"{time} today",
            1 => zh ? $"明天 {time}" : $"{time} tomorrow",
            -1 => zh ? $"昨天 {time}" : $"{time} yesterday",
            > 1 and < 7 => zh ? $"{Say("M月d日")} {Weekdays[(int)day.DayOfWeek]} {time}" : $"{Say("ddd d MMM")}, {time}",
            _ when day.Year == Local(now).Year => zh ? $"{Say("M月d日")} {time}" : $"{Say("d MMM")}, {time}",
            _ => zh ? $"{Say("yyyy年M月d日")} {time}" : $"{Say("d MMM yyyy")}, {time}",
        };
    }

    /// <summary>`今天 17:00 前`, `by 17:00 today`.</summary>
    public static string By(DateTimeOffset at, DateTimeOffset now, Tongue tongue) =>
        tongue is Tongue.Zh ? $"{Due(at, now, tongue)} 前" : $"by {Due(at, now, tongue)}";

    /// <summary>A due time as it is printed: `2026-12-21 24:00`.</summary>
    public static string ExactDue(DateTimeOffset at) => $"{LastDay(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {End(at).Time}";

    /// <summary>A due time without the year, for papers and sentences that are read later: `12月21日 24:00`.</summary>
    public static string DueDay(DateTimeOffset at, bool zh) => $"{LastDay(at).ToString(zh ? "M月d日" : "d MMM", CultureInfo.InvariantCulture)}{(zh ? " " : ", ")}{End(at).Time}";

    /// <summary>The last day on which it is in time.</summary>
    public static DateOnly LastDay(DateTimeOffset at) => End(at).Day;

    static (DateOnly Day, string Time) End(DateTimeOffset at)
    {
        var local = Local(at);
        return local.TimeOfDay == TimeSpan.Zero
            ? (DateOnly.FromDateTime(local.Date).AddDays(-1), "24:00")
            : (DateOnly.FromDateTime(local.Date), local.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    /// <summary>Day of the month, without the year.</summary>
    public static string Day(DateTimeOffset at, bool zh) => Format(at, zh ? "M月d日" : "d MMM");

    public static string Left(DateTimeOffset due, DateTimeOffset now, Tongue tongue)
    {
        var span = Span(due - now, tongue);
        return due >= now
            ? tongue is Tongue.Zh ? $"还剩 {span}" : $"{span} left"
            : tongue is Tongue.Zh ? $"超期 {span}" : $"{span} overdue";
    }

    /// <summary>The two largest units of a span, the second only below three days.</summary>
    public static string Span(TimeSpan span, Tongue tongue)
    {
        span = span.Duration();
        var zh = tongue is Tongue.Zh;
        string Days() => zh ? $"{span.Days} 天" : span.Hours > 0 && span.Days < 3 ? $"{span.Days} d" : span.Days == 1 ? "1 day" : $"{span.Days} days";
        string Hours() => zh ? $"{span.Hours} 小时" : $"{span.Hours} h";
        string Minutes() => zh ? $"{Math.Max(1, span.Minutes)} 分钟" : $"{Math.Max(1, span.Minutes)} min";
        return span switch
        {
            { Days: >= 3 } or { Days: > 0, Hours: 0 } => Days(),
            { Days: > 0 } => $"{Days()} {Hours()}",
            { Hours: >= 3 } or { Hours: > 0, Minutes: 0 } => Hours(),
            { Hours: > 0 } => $"{Hours()} {Minutes()}",
            _ => Minutes(),
        };
    }

    /// <summary>How old a known fact is: `3 个月前核对`, from days up.</summary>
    public static string Age(DateTimeOffset at, DateTimeOffset now, Tongue tongue)
    {
        var days = Math.Max(0, (now - at).Days);
        var zh = tongue is Tongue.Zh;
        return days switch
        {
            0 => zh ? "今天" : "today",
            < 60 => zh ? $"{days} 天前" : days == 1 ? "1 day ago" : $"{days} days ago",
            < 730 => zh ? $"{days / 30} 个月前" : $"{days / 30} months ago",
            _ => zh ? $"{days / 365} 年前" : $"{days / 365} years ago",
        };
    }

    static string Format(DateTimeOffset at, string format) => Local(at).ToString(format, CultureInfo.InvariantCulture);
}
