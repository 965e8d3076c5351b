using System.Globalization;

namespace Bihuan.Rounds;

/// <summary>Enters the grade of a day, for the whole district or one area.</summary>
public static class EnterGrade
{
    /// <summary>How many days ahead a forecast is entered.</summary>
    public const int Ahead = 7;

    const int LongestWhy = 200;

    /// <param name="Playbook">Whose rounds follow it.</param>
    /// <param name="Grade">A code of the playbook's list of grades.</param>
    /// <param name="Day"><c>yyyy-MM-dd</c>; today when left out.</param>
    /// <param name="Area">An area's code; the whole district when left out.</param>
    public sealed record Command(string? Playbook, string? Grade, string? Day = null, string? Area = null, string? Why = null);

    public static Decision Decide(RoundBook book, Command command, Playbook playbook, Func<string, bool> isArea, Stamp now)
    {
        if (playbook.Begins?.Every is not { } every) return No.SuchRounds;
        if (!every.By.Contains(now.Role)) return Hosting.No.NotYours;
        if (playbook.Choice(playbook.Field(every.Grade)?.List ?? "", command.Grade) is null) return No.Grade.On("grade");
        var today = DateOnly.FromDateTime(now.At.ToOffset(WorkCalendar.Offset).DateTime);
        var day = today;
        if (!string.IsNullOrWhiteSpace(command.Day) && !DateOnly.TryParseExact(command.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            || day < today || day > today.AddDays(Ahead)) return No.GradeDay.With(Ahead).On("day");
        var area = command.Area?.Trim() ?? "";
        if (area.Length > 0 && !isArea(area)) return No.GradeArea.With(area).On("area");
        if (command.Why is { Length: > LongestWhy }) return Matters.No.TooLong.With(LongestWhy).On("why");
        if (book.On(playbook.Name, day).Any(one => one.Area == area && one.Grade == command.Grade)) return Decision.Nothing;

        return new GradeEntered(playbook.Name, day, area, command.Grade!, command.Why?.Trim() ?? "");
    }
}
