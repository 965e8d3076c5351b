using System.Collections.Immutable;
using System.Globalization;

namespace Bihuan.Engine.Playbooks;

/// <summary>Matters that the clock begins: one for every area of a kind, in a season, as often as the day's grade says.</summary>
/// <param name="Areas">How deep the areas lie: <c>street</c>, <c>community</c> or <c>grid</c>.</param>
/// <param name="Text">What is written down as what it is about.</param>
/// <param name="Grade">The choice field of the first form that holds the day's grade.</param>
/// <param name="Usual">The grade of a day for which nobody has entered one, outside every peak.</param>
public sealed record Schedule(string Areas, Words Text, string Grade, string Usual)
{
    /// <summary>The kinds of areas.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["street", "community", "grid"];

    /// <summary>The roles that enter the day's grade.</summary>
    public ImmutableArray<string> By { get; init; } = [];

    /// <summary>The most days that <see cref="Keeps"/> may say.</summary>
    public const int LongestKept = 7;

    /// <summary>For how many days after it was entered a grade holds where nobody enters another; 0 to 7, 1 by default. It never keeps a day below its usual grade.</summary>
    public int Keeps { get; init; } = 1;

    /// <summary>When anything is begun at all; null is the whole year.</summary>
    public Season? Season { get; init; }

    /// <summary>Parts of the season with another usual grade; the first that holds wins.</summary>
    public ImmutableArray<(Season Season, string Grade)> Peaks { get; init; } = [];

    /// <summary>By grade, when on a day they begin; a grade that is not named has none.</summary>
    public ImmutableDictionary<string, Round> Rounds { get; init; } = ImmutableDictionary<string, Round>.Empty;

    /// <summary>All of it in one line, for comparing versions.</summary>
    internal Words Told
    {
        get
        {
            var rounds = string.Join("; ", Rounds.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {string.Join(' ', pair.Value.At.Select(at => at.ToString("HH:mm", CultureInfo.InvariantCulture)))} {pair.Value.Weekday}".TrimEnd()));
            var peaks = string.Concat(Peaks.Select(peak => $", {peak.Grade} {peak.Season.From}–{peak.Season.Until}"));
            var all = $"{Areas}, {Season?.From}–{Season?.Until}, {Grade} {Usual}{peaks}, {Keeps} d, {string.Join(' ', By)}: {rounds}";
            return new($"{Text.Zh} {all}", $"{Text.En} {all}");
        }
    }

    /// <summary>The grade of a day for which nobody has entered one.</summary>
    public string UsualOn(DateOnly day) => Peaks.Where(peak => peak.Season.Holds(day)).Select(peak => peak.Grade).FirstOrDefault() ?? Usual;

    /// <summary>The local times at which matters begin on a day of that grade; none outside the season.</summary>
    public ImmutableArray<TimeOnly> On(DateOnly day, string grade) =>
        Season?.Holds(day) is not false && Rounds.TryGetValue(grade, out var round) && (round.Weekday is not { } weekday || weekday == day.DayOfWeek) ? round.At : [];
}

/// <summary>Matters that are begun once in every area of a kind when somebody plans a sweep.</summary>
/// <param name="Areas">How deep the areas lie: <c>street</c>, <c>community</c> or <c>grid</c>.</param>
/// <param name="Text">What is written down as what it is about, before the sweep's name.</param>
/// <param name="By">The roles that plan one.</param>
public sealed record Sweeping(string Areas, Words Text, ImmutableArray<string> By)
{
    /// <summary>All of it in one line, for comparing versions.</summary>
    internal Words Told => new($"{Text.Zh} {Areas}, {string.Join(' ', By)}", $"{Text.En} {Areas}, {string.Join(' ', By)}");
}

/// <summary>When on a day.</summary>
/// <param name="At">Local times, in order.</param>
/// <param name="Weekday">Only on this day of the week; null is every day.</param>
public sealed record Round(ImmutableArray<TimeOnly> At, DayOfWeek? Weekday);

/// <summary>A part of every year, first and last day included; it may run over New Year.</summary>
/// <param name="From">Month times a hundred plus day.</param>
/// <param name="Until">The last day, likewise.</param>
public readonly record struct Season(int From, int Until)
{
    /// <summary>Whether a day lies in it.</summary>
    public bool Holds(DateOnly day)
    {
        var at = day.Month * 100 + day.Day;
        return From <= Until ? From <= at && at <= Until : at >= From || at <= Until;
    }

    /// <summary>Reads <c>11-01</c>; null when it is no day of a year.</summary>
    public static int? Day(string? text) =>
        DateOnly.TryParseExact($"2024-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.Month * 100 + day.Day : null;
}
