using System.Globalization;
using Bihuan.Insight.Hot;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>What is learnt from the matters: the map, and the figures with their samples.</summary>
public static class InsightFeature
{
    const int Months = 6;

    public static IServiceCollection AddInsight(this IServiceCollection services) => services.AddSingleton<Tallies>().AddSingleton<Indicators>().AddSingleton<RepeatRate>().AddSingleton<TakenOver>().AddSingleton<CountFigures>().AddSingleton<KeptFigures>().AddSingleton<AreaTies>().AddScoped<AreaTurnPages.Room>().AddHot();

    public static void MapInsight(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").SignedInOnly().ExcludeFromDescription();
        pages.MapGet("/figures", Show);
        MapPages.Map(pages);
        app.MapZones();
        app.MapCharge();
        app.MapAreaPages();
        app.MapHot();
    }

    /// <summary>The span that an address names: <c>30d</c> (default), <c>90d</c>, or a month as <c>2026-11</c>.</summary>
    public static Period PeriodOf(string? word, DateTimeOffset now)
    {
        if (DateTime.TryParseExact(word, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return MonthOf(month);
        return new(now.AddDays(word is "90d" ? -90 : -30), now);
    }

    /// <summary>A month of China Standard Time.</summary>
    internal static Period MonthOf(DateTime month)
    {
        var from = new DateTimeOffset(month.Year, month.Month, 1, 0, 0, 0, TimeSpan.FromHours(8));
        return new(from, from.AddMonths(1));
    }

    static async Task<IResult> Show(HttpContext http, string? period, KeptFigures figures, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        var reader = await readerOf(http);
        var local = Times.Local(reader.Now);
        var months = Enumerable.Range(0, Months).Select(back => new DateTime(local.Year, local.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(back + 1 - Months)).ToList();
        var word = period is "90d" || months.Any(m => m.ToString("yyyy-MM", CultureInfo.InvariantCulture) == period) ? period : "30d";
        return Pages.Show<FiguresPage>(http, reader, new
        {
            Word = word,
            Sheet = await figures.Of(person.Scope, word, months, stop),
            Names = await namer.For(reader, person.Caller.District, stop),
        });
    }
}
