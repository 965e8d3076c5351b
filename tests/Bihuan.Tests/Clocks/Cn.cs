using System.Globalization;
using Bihuan.Engine.Clocks;

namespace Bihuan.Tests.Clocks;

/// <summary>The calendar the product ships, and local times as people write them.</summary>
static class Cn
{
    public static string Json { get; } = File.ReadAllText(Path.Combine(Root(), "packs", "calendars", "cn.json"));

    public static WorkCalendar Calendar { get; } = WorkCalendar.From(Json).Calendar!;

    /// <summary>A made-up notice for 2027, for tests of the import only.</summary>
    public const string Notice2027 = """
        {
          "holidays": {
            "2027-01-01": "New Year's Day,元旦,1", "2027-02-05": "Spring Festival,春节,4", "2027-02-08": "Spring Festival,春节,4",
            "2027-02-09": "Spring Festival,春节,4", "2027-05-01": "Labour Day,劳动节,2", "2027-10-01": "National Day,国庆节,3"
          },
          "workdays": { "2027-01-02": "New Year's Day,元旦,1" },
          "inLieuDays": { "2027-02-10": "Spring Festival,春节,4" }
        }
        """;

    public static DateTimeOffset At(string local) =>
        new DateTimeOffset(DateTime.ParseExact(local, local.Length > 10 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture), WorkCalendar.Offset)
            .ToUniversalTime();

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Clock Clock(string start, string limit) => new("handle", At(start), Limit.Parse(limit));

    /// <summary>The due time in local words; midnight reads as 24:00 of the day it ends.</summary>
    public static string Due(this Clock clock) => clock.Due(Calendar).At is { } at ? Local(at) : "paused";

    public static string Local(DateTimeOffset at)
    {
        var local = at.ToOffset(WorkCalendar.Offset);
        return local.TimeOfDay == TimeSpan.Zero
            ? local.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 24:00"
            : local.ToString(local.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bihuan.slnx"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
