using Bihuan.Hosting;

namespace Bihuan.Library;

/// <summary>Takes in the State Council's notice for one more year; due times that were provisional become firm.</summary>
public static class ImportCalendar
{
    /// <param name="Json">The notice in the form of the shipped calendar: holidays, workdays, inLieuDays.</param>
    public sealed record Command(int Year, string Json);

    /// <summary>The one calendar of the country.</summary>
    public static Stream Stream { get; } = Stream.Of(ImportedYears.Noun, "cn");

    public static Decision Decide(ImportedYears years, Command command, WorkCalendar calendar, Stamp now)
    {
        if (now.Role is not ("system-admin" or "setup")) return Hosting.No.NotYours;
        var reading = calendar.WithYear(command.Year, command.Json);
        if (reading.Calendar is null)
            // By number, so that a telephone call about the file can say which.
            return No.Calendar.With(new Words(Numbered(reading.Faults.Select(f => f.Chinese)), Numbered(reading.Faults.Select(f => f.English))));
        if (years.Notices.TryGetValue(command.Year, out var same) && same == command.Json) return Decision.Nothing;

        return new CalendarYearImported(command.Year, command.Json);
    }

    static string Numbered(IEnumerable<string> sentences) => string.Join(' ', sentences.Select((sentence, n) => $"{n + 1}. {sentence}"));

    /// <summary>Puts every imported year over the shipped calendar.</summary>
    public static async Task Apply(Shelf shelf, Reading reading, string district, CancellationToken stop)
    {
        var (years, _) = await reading.Story<ImportedYears>(district, Stream, stop);
        foreach (var (year, json) in years.Notices)
            shelf.Calendar = shelf.Calendar.WithYear(year, json).Calendar ?? shelf.Calendar;
    }
}

/// <summary>The years that were imported after the shipped calendar.</summary>
public sealed record ImportedYears : IStory<ImportedYears>
{
    public const string Noun = "calendar";

    public static ImportedYears Empty { get; } = new();

    public ImmutableSortedDictionary<int, string> Notices { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <inheritdoc/>
    public ImportedYears Apply(Entry entry) => entry.Fact switch
    {
        CalendarYearImported f => this with { Notices = Notices.SetItem(f.Year, f.Json) },
        _ => this,
    };
}

[Kind("calendar.year-imported")]
public sealed record CalendarYearImported(int Year, string Json) : Fact;
