using System.Globalization;
using System.Text;

namespace Bihuan.Engine.Clocks;

/// <summary>An amount of a clock's own time: what counted, what is left, how far past. Whole days for day limits, a duration for the others.</summary>
/// <param name="Pace">What kind of time; months are told in natural days.</param>
/// <param name="Days">Days counted at their closing moment; 0 unless the pace counts days.</param>
/// <param name="Time">Real or office time; zero when the pace counts days.</param>
public readonly record struct Budget(Pace Pace, int Days, TimeSpan Time)
{
    /// <summary>Nothing of the pace.</summary>
    public static Budget None(Pace pace) => Of(pace, 0);

    internal static Budget Of(Pace pace, long size) => pace switch
    {
        Pace.Continuous or Pace.WorkingTime => new(pace, 0, TimeSpan.FromTicks(size)),
        Pace.WorkingDays => new(pace, (int)size, TimeSpan.Zero),
        _ => new(Pace.NaturalDays, (int)size, TimeSpan.Zero),
    };

    /// <summary>Whether nothing is left.</summary>
    public bool IsNone => Days == 0 && Time == TimeSpan.Zero;

    /// <summary>In Chinese: <c>3 个工作日</c>, <c>2 小时 15 分钟</c>, <c>办公时间 1 小时</c>. Seconds are told below one minute only.</summary>
    public string Chinese => Pace switch
    {
        Pace.WorkingDays => string.Create(CultureInfo.InvariantCulture, $"{Days} 个工作日"),
        Pace.NaturalDays or Pace.Months => string.Create(CultureInfo.InvariantCulture, $"{Days} 个自然日"),
        Pace.WorkingTime => "办公时间 " + Spell("小时", "小时", "分钟", "分钟", "秒", "秒"),
        _ => Spell("小时", "小时", "分钟", "分钟", "秒", "秒"),
    };

    /// <summary>In English: <c>3 working days</c>, <c>2 hours 15 minutes</c>, <c>1 hour of office time</c>. Seconds are told below one minute only.</summary>
    public string English => Pace switch
    {
        Pace.WorkingDays => string.Create(CultureInfo.InvariantCulture, $"{Days} working {(Days == 1 ? "day" : "days")}"),
        Pace.NaturalDays or Pace.Months => string.Create(CultureInfo.InvariantCulture, $"{Days} natural {(Days == 1 ? "day" : "days")}"),
        Pace.WorkingTime => Spell("hour", "hours", "minute", "minutes", "second", "seconds") + " of office time",
        _ => Spell("hour", "hours", "minute", "minutes", "second", "seconds"),
    };

    string Spell(string hour, string hours, string minute, string minutes, string second, string seconds)
    {
        var text = new StringBuilder();
        var whole = (long)Time.TotalHours;
        if (whole > 0) Add(whole, whole == 1 ? hour : hours);
        if (Time.Minutes > 0) Add(Time.Minutes, Time.Minutes == 1 ? minute : minutes);
        if (text.Length == 0) Add(Time.Seconds, Time.Seconds == 1 ? second : seconds);
        return text.ToString();

        void Add(long amount, string word) =>
            text.Append(text.Length > 0 ? " " : "").Append(CultureInfo.InvariantCulture, $"{amount} {word}");
    }
}
