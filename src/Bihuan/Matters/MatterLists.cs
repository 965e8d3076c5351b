using System.Globalization;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;
using Standing = Bihuan.Parts.Standing;

namespace Bihuan.Matters;

/// <summary>The lists of matters: the page, the search that leads to it, and the sheet that leaves the house.</summary>
public static class MatterLists
{
    /// <summary>The most rows one sheet holds.</summary>
    const int MostRows = 100_000;

    public static IServiceCollection AddMatterLists(this IServiceCollection services) => services.AddSingleton<Namer>().AddSingleton<DutyGapRoom>();

    public static void MapMatterLists(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").SignedInOnly().ExcludeFromDescription();
        pages.MapGet("/matters", List);
        pages.MapGet("/search", Search);
        pages.MapGet("/matters.xlsx", Export);
        app.MapGet("/api/matters.xlsx", Export).WithTags("Matters").SignedInOnly().WithSummary("Export a list of matters as a workbook").WithMetadata(new Narrowed(Walks: false));
        DispatchQueue.Map(pages);
        CatalogueList.Map(pages);
        DutyGapPages.Map(pages, app);
        pages.MapGet("/broken-loops", Broken);
    }

    static async Task<IResult> List(HttpContext http, ListMatters list, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        var reader = await readerOf(http);
        var known = await namer.For(reader, person.Caller.District, stop, [(string?)http.Request.Query["handler"]]);
        (var words, reader) = Filters.Without(http.Request.Query, [.. ListFilter.Wrong(http.Request.Query, known)], reader);
        var query = Filters.Of(words, person);
        var page = await list.Read(person.Scope, query, stop);
        var names = await namer.For(reader, person.Caller.District, stop, page.Rows.Select(row => row.Handler));
        return Pages.Show<MatterListPage>(http, reader, new
        {
            Query = query, Page = page, Names = names,
            Count = page.Next is null && page.Previous is null ? page.Rows.Count : await list.Count(person.Scope, query, stop, 1001),
            InForce = Filters.InForce(reader.Path, words, names, reader.Say).ToList(),
            Kept = words.Where(w => w.Key is not ("unit" or "text" or "after" or "before" or "lang")).Select(w => (w.Key, w.Value.ToString())).ToList(),
            IsHandler = person.Is("handler", "coordinator"),
            SeesNothing = person.Scope.MaxSensitivity < 0,
        });
    }

    /// <summary>A number leads to its matter, anything else to the list with the words in it.</summary>
    static async Task<IResult> Search(string? q, MatterDesk desk, ReadMatter read, SignedIn who, CancellationToken stop)
    {
        var text = (q ?? "").Trim();
        if (text.Length == 0) return Results.Redirect("/matters");
        if (text.Any(char.IsAsciiDigit) && await desk.IdOf(who.Person!.Caller.District, text, stop) is { } id
            && await read.Of(who.Person!, id, stop) is { } view) return Results.Redirect($"/matters/{view.Matter.Number}");

        return Results.Redirect($"/matters?state=all&text={Uri.EscapeDataString(text.Length > 60 ? text[..60] : text)}");
    }

    static async Task<IResult> Broken(HttpContext http, BrokenLoops broken, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        var reader = await readerOf(http);
        return Pages.Show<BrokenLoopsPage>(http, reader, new
        {
            Items = await broken.Find(person.Scope, stop),
            Names = await namer.For(reader, person.Caller.District, stop),
        });
    }

    static async Task<IResult> Export(HttpContext http, ListMatters list, Namer namer, TimeProvider time, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        var now = time.GetUtcNow();
        var reader = new Reader(Reader.TongueOf(http.Request), now, "/");
        var names = await namer.For(reader, person.Caller.District, stop, [(string?)http.Request.Query["handler"]]);
        if (ListFilter.Wrong(http.Request.Query, names).ToList() is { Count: > 0 } wrong)
            return Problems.IsApi(http.Request) ? wrong[0].AsHttp() : BackToList(http, reader, wrong);

        string Say(string zh, string en) => reader.Say(zh, en);
        IReadOnlyList<WorkbookColumn> columns =
        [
            new(Say("编号", "Number"), 20), new(Say("诉求", "What was said"), 60), new(Say("类别", "Category"), 34), new(Say("地点", "Place"), 34),
            new(Say("环节", "Stage"), 14), new(Say("承办单位", "Unit"), 26), new(Say("经办人账号", "Handler’s account"), 14), new(Say("来源", "Source"), 10), new(Say("诉求类型", "Kind"), 10),
            new(Say("紧急程度", "Urgency"), 12), new(Say("受理时间", "Received"), 17), new(Say("到期时间", "Due"), 17), new(Say("办结时间", "Closed"), 17),
            new(Say("办理结果", "Outcome"), 12), new(Say("超期", "Late"), 8), new(Say("黄牌", "Yellow cards"), 8), new(Say("红牌", "Red cards"), 8), new(Say("督办", "Pressed"), 8),
        ];
        async IAsyncEnumerable<object?[]> Rows()
        {
            await foreach (var m in list.All(person.Scope, Filters.Of(http.Request.Query, person), MostRows, stop))
            {
                var due = DueNow.Of(m, now);
                yield return
                [
                    m.Number, m.Title, names.CategoryPath(m.Category), names.PlacePath(m.Area), names.Stage(m.Class, m.Stage), names.Unit(m.Lead), m.Handler,
                    names.Choice("sources", m.Source), names.Choice("demands", m.Demand), names.Choice("urgency", m.Urgency),
                    At(m.Received), due.At, m.Closed is { } closed ? At(closed) : null, m.Outcome is { } outcome ? names.Choice("outcomes", outcome) : null,
                    due.Standing is Standing.Overdue or Standing.Late ? Say("是", "yes") : "", m.Yellow, m.Red, m.Supervisions,
                ];
            }
        }

        var file = await Workbook.Write(Say("事项", "Matters"), columns, Rows(), stop);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(file, Workbook.Media, $"bihuan-{Times.Local(now).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.xlsx");
    }

    // A sheet cannot carry a notice: the list it was asked from does.
    static IResult BackToList(HttpContext http, Reader reader, IReadOnlyList<Refusal> wrong)
    {
        Notices.Leave(http, Filters.Dropped(wrong, http.Request.Query, reader));
        return Results.Redirect(wrong.Aggregate("/matters" + http.Request.QueryString, (address, no) => Address.With(address, no.Field!, null)));
    }

    static DateTimeOffset At(long millis) => DateTimeOffset.FromUnixTimeMilliseconds(millis);
}
