using System.Globalization;
using Bihuan.Engine.Clocks;

namespace Bihuan.Engine.Playbooks;

/// <summary>Days that people name in a form, as limits.</summary>
public static class NamedDay
{
    /// <summary>How long a clock runs that starts at a moment and ends at 24:00 of a day: natural days, whatever days of rest lie between.</summary>
    /// <returns>The same day where the day is that of the start or has gone by; null where the text is no day, or one more than a hundred years away.</returns>
    public static Limit? To(string text, DateTimeOffset start)
    {
        if (Read(text) is not { } day) return null;
        var left = day.DayNumber - DateOnly.FromDateTime(start.ToOffset(WorkCalendar.Offset).DateTime).DayNumber;
        return left <= 0 ? Limit.SameDay : left <= 36_500 ? Limit.NaturalDays(left) : null;
    }

    /// <summary>A clock's day that had gone by when a form named it, with its field; null where there is none.</summary>
    /// <param name="playbook">Whose clocks.</param>
    /// <param name="said">What this form answered.</param>
    /// <param name="now">When it was answered.</param>
    public static string? GoneBy(this Playbook playbook, IReadOnlyDictionary<string, string> said, DateTimeOffset now) =>
        playbook.Clocks.Select(clock => clock.Until).OfType<string>().FirstOrDefault(field =>
            said.TryGetValue(field, out var text) && Read(text) is { } day && day < DateOnly.FromDateTime(now.ToOffset(WorkCalendar.Offset).DateTime));

    static DateOnly? Read(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
