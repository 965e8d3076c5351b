using System.Text.Json;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Storage;

namespace Bihuan.Library;

/// <summary>The working calendar as an administrator sees it: which years it holds, what a notice would change, and taking it in.</summary>
public sealed class CalendarDesk(Shelf shelf, Reading reading, Store store, Stories stories, Writer writer, Settings settings)
{
    /// <summary>One year that the calendar holds.</summary>
    /// <param name="Off">Days off that would be working days or a weekend without the notice.</param>
    /// <param name="Transferred">Weekend days on which offices work.</param>
    /// <param name="By">Who imported it; null when it came with the product.</param>
    public sealed record Held(int Year, int Off, int Transferred, string? By, DateTimeOffset? At);

    /// <summary>One day that becomes another.</summary>
    public sealed record Change(DateOnly Date, bool WasWorkday, bool IsWorkday, Words Name);

    /// <summary>What a notice would change; the faults when it cannot be taken in.</summary>
    public sealed record Preview(int Year, string Json, IReadOnlyList<Change> Changes, ImmutableArray<CalendarFault> Faults);

    /// <summary>The calendar in force.</summary>
    public WorkCalendar Calendar => shelf.Calendar;

    /// <summary>Where the shipped years come from.</summary>
    public string Source
    {
        get
        {
            using var shipped = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(settings.Packs, "calendars", "cn.json")));
            return shipped.RootElement.TryGetProperty("source", out var source) ? source.GetString() ?? "" : "";
        }
    }

    /// <summary>The years held, the newest first.</summary>
    public async Task<IReadOnlyList<Held>> Years(CancellationToken stop)
    {
        var imported = new Dictionary<int, Stamp>();
        foreach (var entry in await reading.Entries(settings.District, ImportCalendar.Stream, stop))
            if (entry.Fact is CalendarYearImported fact) imported[fact.Year] = entry.Stamp;
        return [.. Calendar.Published.GroupBy(YearOf).OrderByDescending(year => year.Key).Select(year =>
            new Held(year.Key, year.Count(day => !day.IsWorkday), year.Count(day => day.IsWorkday), imported.GetValueOrDefault(year.Key)?.By, imported.GetValueOrDefault(year.Key)?.At))];
    }

    /// <summary>Reads a file: one year's notice, or a whole calendar of which the newest year is meant.</summary>
    /// <param name="year">The year that is meant; null finds it out.</param>
    public Preview Read(string json, int? year)
    {
        var meant = year ?? WorkCalendar.From(json).Calendar?.LastYear ?? Calendar.LastYear + 1;
        var notice = Notice(json, meant);
        var (next, faults) = Calendar.WithYear(meant, notice);
        if (next is null) return new(meant, notice, [], faults);

        return new(meant, notice, [.. Calendar.Published.Concat(next.Published).Select(day => day.Date).Distinct().Order()
            .Where(date => Calendar.Day(date).Kind != next.Day(date).Kind)
            .Select(date => new Change(date, Calendar.IsWorkday(date), next.IsWorkday(date), Name(next.Day(date), Calendar.Day(date))))], []);
    }

    /// <summary>Takes a notice in, and posts again what was computed by the old calendar, while the house is at work.</summary>
    public async Task<Answer<ImportedYears>> Import(Clerk clerk, ImportCalendar.Command command, CancellationToken stop)
    {
        var answer = await clerk.Record<ImportedYears>(ImportCalendar.Stream, command, (years, now) => ImportCalendar.Decide(years, command, Calendar, now), stop);
        if (!answer.IsYes) return answer;

        await ImportCalendar.Apply(shelf, reading, settings.District, stop);
        // Not cancelled by whoever asked: half of the due times by another calendar would be worse than a wait.
        await PostedLedgers.Renew(store, stories, writer, CancellationToken.None);
        return answer;
    }

    static Words Name(CalendarDay after, CalendarDay before) =>
        after.Chinese.Length > 0 ? new(after.Chinese, after.English) : new(before.Chinese, before.English);

    static int YearOf(CalendarDay day) => day.Date.Month == 12 && day.Chinese == "元旦" ? day.Date.Year + 1 : day.Date.Year;

    /// <summary>The part of a file that speaks of one year, written the same however the file was laid out; what cannot be read stays, to be refused by its name.</summary>
    static string Notice(string json, int year)
    {
        JsonObject? root;
        try
        {
            root = JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return json;
        }

        if (root is null) return json;
        var notice = new JsonObject();
        foreach (var map in (string[])["holidays", "workdays", "inLieuDays"])
            if (root[map] is JsonObject days)
                notice[map] = new JsonObject(days.Where(day => Belongs(day.Key, day.Value?.ToString() ?? "", year))
                    .Select(day => KeyValuePair.Create(day.Key, day.Value?.DeepClone())));
            else if (root[map] is { } other) notice[map] = other.DeepClone();
        return notice.ToJsonString(Facts.Json);
    }

    static bool Belongs(string date, string name, int year) =>
        !DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day) || (day.Month == 12 && name.Contains("元旦", StringComparison.Ordinal) ? day.Year + 1 : day.Year) == year;
}
