using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Bihuan.Engine.Clocks;

/// <summary>What a limit is counted in.</summary>
public enum LimitUnit
{
    /// <summary>Seconds of real time, day and night.</summary>
    Seconds,

    /// <summary>Minutes of real time, day and night.</summary>
    Minutes,

    /// <summary>Hours of real time, day and night (紧急工作时).</summary>
    Hours,

    /// <summary>Minutes of office hours on working days.</summary>
    WorkingMinutes,

    /// <summary>Hours of office hours on working days (工作时).</summary>
    WorkingHours,

    /// <summary>Days of every kind.</summary>
    NaturalDays,

    /// <summary>Days on which offices work, transferred days included.</summary>
    WorkingDays,

    /// <summary>Calendar months.</summary>
    Months,

    /// <summary>Calendar years.</summary>
    Years,

    /// <summary>The day on which it starts, whatever the hour: it ends at that day's 24:00 (问题不过夜). There is only one of it.</summary>
    SameDay,
}

/// <summary>Which time advances a clock: the family a <see cref="LimitUnit"/> belongs to.</summary>
public enum Pace
{
    /// <summary>Real time, without a break.</summary>
    Continuous,

    /// <summary>Office hours of working days.</summary>
    WorkingTime,

    /// <summary>Every day, counted at 24:00.</summary>
    NaturalDays,

    /// <summary>Working days, counted when the office closes.</summary>
    WorkingDays,

    /// <summary>Whole months, ending at 24:00 of the corresponding day.</summary>
    Months,
}

/// <summary>What happens when the last day of a limit of natural days, months or years is a day off.</summary>
public enum LastDay
{
    /// <summary>Nothing: the limit ends on that day. The default.</summary>
    Stands,

    /// <summary>On a statutory holiday, days off in lieu included, the limit ends on the first day after it.</summary>
    AfterHoliday,

    /// <summary>On any day on which offices rest, weekends included, the limit ends on the next working day.</summary>
    AfterRestDay,
}

/// <summary>How much time an act may take: a whole number of one unit, and how its last day ends.</summary>
/// <remarks>
/// Written as <c>5 working-days</c>, <c>60 natural-days after-holiday</c>, <c>24 hours</c>, <c>15 seconds</c>, <c>4 working-hours</c>,
/// <c>2 months</c>, <c>same-day</c>; the options are <c>after-holiday</c>, <c>after-rest-day</c> and <c>to-midnight</c>.
/// </remarks>
[JsonConverter(typeof(LimitJson))]
public readonly record struct Limit
{
    static readonly string[] Words =
        ["seconds", "minutes", "hours", "working-minutes", "working-hours", "natural-days", "working-days", "months", "years", "same-day"];

    static readonly string[] ChineseWords = ["秒", "分钟", "小时", "个工作分钟", "个工作小时", "个自然日", "个工作日", "个月", "年", "当日"];

    // A hundred years of each unit, so that no sum can leave the range of dates; seconds end at what an int holds.
    static readonly int[] Most = [int.MaxValue, 52_560_000, 876_000, 17_520_000, 292_000, 36_500, 25_000, 1_200, 100, 1];

    /// <summary>Makes a limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is below 1 or above a hundred years.</exception>
    public Limit(int amount, LimitUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, Most[(int)unit]);
        Amount = amount;
        Unit = unit;
    }

    /// <summary>How many units; at least 1.</summary>
    public int Amount { get; }

    /// <summary>What is counted.</summary>
    public LimitUnit Unit { get; }

    /// <summary>What happens when the last day is a day off; <see cref="Clocks.LastDay.Stands"/> by default. Ignored by other than natural days, months and years.</summary>
    public LastDay LastDay { get; init; }

    /// <summary>Whether working days end at 24:00 instead of when the office closes (Civil Code art. 203); false by default. Ignored by other units.</summary>
    public bool ToMidnight { get; init; }

    /// <summary>The family of <see cref="Unit"/>.</summary>
    public Pace Pace => Unit switch
    {
        LimitUnit.WorkingDays => Pace.WorkingDays,
        LimitUnit.NaturalDays or LimitUnit.SameDay => Pace.NaturalDays,
        LimitUnit.WorkingHours or LimitUnit.WorkingMinutes => Pace.WorkingTime,
        LimitUnit.Months or LimitUnit.Years => Pace.Months,
        _ => Pace.Continuous,
    };

    /// <summary>Makes a limit of real seconds.</summary>
    public static Limit Seconds(int amount) => new(amount, LimitUnit.Seconds);

    /// <summary>Makes a limit of real minutes.</summary>
    public static Limit Minutes(int amount) => new(amount, LimitUnit.Minutes);

    /// <summary>Makes a limit of real hours, nights and holidays included.</summary>
    public static Limit Hours(int amount) => new(amount, LimitUnit.Hours);

    /// <summary>Makes a limit of office minutes.</summary>
    public static Limit WorkingMinutes(int amount) => new(amount, LimitUnit.WorkingMinutes);

    /// <summary>Makes a limit of office hours.</summary>
    public static Limit WorkingHours(int amount) => new(amount, LimitUnit.WorkingHours);

    /// <summary>Makes a limit of natural days.</summary>
    public static Limit NaturalDays(int amount) => new(amount, LimitUnit.NaturalDays);

    /// <summary>Makes a limit of working days.</summary>
    public static Limit WorkingDays(int amount) => new(amount, LimitUnit.WorkingDays);

    /// <summary>Makes a limit of calendar months.</summary>
    public static Limit Months(int amount) => new(amount, LimitUnit.Months);

    /// <summary>Makes a limit of calendar years.</summary>
    public static Limit Years(int amount) => new(amount, LimitUnit.Years);

    /// <summary>Makes a limit that ends at 24:00 of the day on which it starts.</summary>
    public static Limit SameDay { get; } = new(1, LimitUnit.SameDay);

    /// <summary>Whether it ends at 24:00 of the day on which it starts.</summary>
    public bool IsSameDay => Unit is LimitUnit.SameDay;

    /// <summary>Reads a limit as a playbook writes it; singular words are understood too (<c>1 working-day</c>).</summary>
    /// <returns>False when the text is no limit, or one below 1 or above a hundred years.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Limit limit)
    {
        limit = default;
        var parts = text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (parts is ["same-day"])
        {
            limit = SameDay;
            return true;
        }

        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var amount)) return false;

        var unit = Array.FindIndex(Words, word => word == parts[1] || word.AsSpan(0, word.Length - 1).SequenceEqual(parts[1]));
        if (unit is < 0 or (int)LimitUnit.SameDay || amount < 1 || amount > Most[unit]) return false;

        var read = new Limit(amount, (LimitUnit)unit);
        foreach (var option in parts[2..])
        {
            if (option == "after-holiday" && read.EndsByTheCalendar) read = read with { LastDay = LastDay.AfterHoliday };
            else if (option == "after-rest-day" && read.EndsByTheCalendar) read = read with { LastDay = LastDay.AfterRestDay };
            else if (option == "to-midnight" && read.Pace is Pace.WorkingDays) read = read with { ToMidnight = true };
            else return false;
        }

        limit = read;
        return true;
    }

    /// <summary>Reads a limit that is known to be right.</summary>
    /// <exception cref="FormatException">The text is no limit.</exception>
    public static Limit Parse(string text) =>
        TryParse(text, out var limit) ? limit : throw new FormatException($"'{text}' is not a limit.");

    /// <summary>The text that <see cref="TryParse"/> reads back into an equal limit.</summary>
    public override string ToString() => IsSameDay ? Words[(int)Unit] :
        $"{Amount.ToString(CultureInfo.InvariantCulture)} {Words[(int)Unit]}" +
        LastDay switch { LastDay.AfterHoliday => " after-holiday", LastDay.AfterRestDay => " after-rest-day", _ => "" } +
        (ToMidnight ? " to-midnight" : "");

    /// <summary>The limit in Chinese words: <c>5 个工作日</c>.</summary>
    public string Chinese => IsSameDay ? "当日 24:00 前" : string.Create(CultureInfo.InvariantCulture, $"{Amount} {ChineseWords[(int)Unit]}");

    /// <summary>The limit in English words: <c>5 working days</c>, <c>1 working day</c>.</summary>
    public string English
    {
        get
        {
            if (IsSameDay) return "by 24:00 the same day";
            var word = Words[(int)Unit].Replace('-', ' ');
            return string.Create(CultureInfo.InvariantCulture, $"{Amount} {(Amount == 1 ? word[..^1] : word)}");
        }
    }

    bool EndsByTheCalendar => !IsSameDay && Pace is Pace.NaturalDays or Pace.Months;

    /// <summary>What the limit adds on its pace: days, months, or ticks.</summary>
    internal long Size => Unit switch
    {
        LimitUnit.Seconds => Amount * TimeSpan.TicksPerSecond,
        LimitUnit.Minutes or LimitUnit.WorkingMinutes => Amount * TimeSpan.TicksPerMinute,
        LimitUnit.Hours or LimitUnit.WorkingHours => Amount * TimeSpan.TicksPerHour,
        LimitUnit.Years => Amount * 12L,
        LimitUnit.SameDay => 0,
        _ => Amount,
    };
}
