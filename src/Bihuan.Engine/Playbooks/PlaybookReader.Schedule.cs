using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Bihuan.Engine.Playbooks;

public sealed partial class PlaybookReader
{
    Schedule Schedule(JsonElement e)
    {
        const string at = "begins.every";
        Known(e, at, "areas", "text", "by", "season", "grade", "usual", "peaks", "keeps", "rounds");
        return new(Text(e, "areas", at), Title(e, at, "text"), Text(e, "grade", at), Text(e, "usual", at))
        {
            By = [.. Texts(e, "by")],
            Keeps = Keeps(e, at),
            Season = Has(e, "season", out var season) ? Season(season, $"{at}.season", "from", "until") : null,
            Peaks = [.. Items(e, "peaks").Select((peak, n) => (Season(peak, $"{at}.peaks[{n}]", "from", "until", "grade"), Text(peak, "grade", $"{at}.peaks[{n}]")))],
            Rounds = Members(e, "rounds").ToImmutableDictionary(m => m.Name, m => Round(m.Value, $"{at}.rounds.{m.Name}")),
        };
    }

    int Keeps(JsonElement e, string at)
    {
        if (Optional(e, "keeps") is not { } text) return 1;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= Playbooks.Schedule.LongestKept) return days;
        Say("playbook.unreadable-day", $"{at}.keeps", $"读不懂，请写 0 到 {Playbooks.Schedule.LongestKept} 的天数", $"cannot be read; write a number of days from 0 to {Playbooks.Schedule.LongestKept}");
        return 1;
    }

    Sweeping Sweeping(JsonElement e)
    {
        const string at = "begins.sweep";
        Known(e, at, "areas", "text", "by");
        return new(Text(e, "areas", at), Title(e, at, "text"), [.. Texts(e, "by")]);
    }

    Season Season(JsonElement e, string at, params ReadOnlySpan<string> words)
    {
        Known(e, at, words);
        return new(Day(e, "from", at), Day(e, "until", at));
    }

    int Day(JsonElement e, string name, string at)
    {
        if (Playbooks.Season.Day(Optional(e, name)) is { } day) return day;
        Say("playbook.unreadable-day", $"{at}.{name}", "读不懂，请写成“11-01”的样子：月-日", "cannot be read; write it like “11-01”: month and day");
        return 101;
    }

    Round Round(JsonElement e, string at)
    {
        Known(e, at, "at", "on");
        DayOfWeek? weekday = null;
        if (Optional(e, "on") is { } on)
        {
            if (Enum.TryParse<DayOfWeek>(on, ignoreCase: true, out var day) && !int.TryParse(on, out _)) weekday = day;
            else Say("playbook.unreadable-hour", at, $"的星期“{on}”读不懂，请写 monday 到 sunday", $"has the weekday “{on}”, which cannot be read; write monday to sunday");
        }

        var times = ImmutableArray.CreateBuilder<TimeOnly>();
        foreach (var text in Texts(e, "at"))
            if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) times.Add(time);
            else Say("playbook.unreadable-hour", at, $"的时刻“{text}”读不懂，请写成“09:00”的样子", $"has the time “{text}”, which cannot be read; write it like “09:00”");
        return new([.. times.Distinct().Order()], weekday);
    }

    Gathering Gathering(JsonElement e)
    {
        Known(e, "begins.gathers", "from", "within-days", "people", "place", "takes", "falls", "watched-days");
        var read = new Gathering([.. Texts(e, "from")], Whole(e, "within-days"), Whole(e, "people")) { Takes = Optional(e, "takes") };
        if (Optional(e, "place") is { } place) read = read with { Place = place };
        if (Has(e, "falls", out _)) read = read with { Falls = Whole(e, "falls") };
        return Has(e, "watched-days", out _) ? read with { Watched = Whole(e, "watched-days") } : read;
    }
}
