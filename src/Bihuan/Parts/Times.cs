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
