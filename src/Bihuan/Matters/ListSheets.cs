using System.Globalization;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;
using Standing = Bihuan.Parts.Standing;

namespace Bihuan.Matters;

/// <summary>A list that leaves the house: as a workbook, and as paper.</summary>
public static class ListSheets
{
    /// <summary>The most rows one workbook holds.</summary>
    const int MostRows = 100_000;

    /// <summary>The most rows that are printed: some thirty pages.</summary>
    public const int MostPrinted = 500;

    internal static void Map(RouteGroupBuilder pages, IEndpointRouteBuilder app)
    {
        pages.MapGet("/matters.xlsx", Export);
        pages.MapGet("/matters/print", Print);
        app.MapGet("/api/matters.xlsx", Export).WithTags("Matters").SignedInOnly().WithSummary("Export a list of matters as a workbook").WithMetadata(new Narrowed(Walks: false));
    }

    static async Task<IResult> Print(HttpContext http, ReadList list, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        var reader = await readerOf(http);
        var known = await namer.For(reader, person.Caller.District, stop, [(string?)http.Request.Query["handler"]]);
        if (ListFilter.Wrong(http.Request.Query, known).ToList() is { Count: > 0 } wrong) return BackToList(http, reader, wrong);

        var query = Filters.Of(http.Request.Query, person);
        var (rows, refusal) = await list.All(person.Scope, query, MostPrinted + 1, stop);
        if (refusal is not null) return BackToList(http, refusal, reader);

        var printed = reader.Now;
        if (list.MomentOf(query) is { } moment) reader = reader with { Now = moment };
        var all = await rows.ToListAsync(stop);
        var names = await namer.For(reader, person.Caller.District, stop, all.Select(row => row.Handler).Append(query.Handler));
        var columns = ListColumn.Read(http.Request.Query["columns"], query.Kind, names);
        if (columns.IsEmpty) columns = ListLook.Usual;
        return Pages.Show<MatterListPrint>(http, reader, new
        {
            Query = query, Rows = all.Take(MostPrinted).ToList(), Names = names, Columns = columns, Printed = printed,
            IsCut = all.Count > MostPrinted, Coded = await list.Coded(person.Caller.District, all, columns, list.MomentOf(query), stop),
            Filters = Filters.InForce(reader.Path, http.Request.Query, names, reader.Say).Select(chip => chip.Words).ToList(),
        });
    }

    static async Task<IResult> Export(HttpContext http, ReadList list, Namer namer, TimeProvider time, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        var now = time.GetUtcNow();
        var reader = new Reader(Reader.TongueOf(http.Request), now, "/");
        var names = await namer.For(reader, person.Caller.District, stop, [(string?)http.Request.Query["handler"]]);
        if (ListFilter.Wrong(http.Request.Query, names).ToList() is { Count: > 0 } wrong)
            return Problems.IsApi(http.Request) ? wrong[0].AsHttp() : BackToList(http, reader, wrong);

        var query = Filters.Of(http.Request.Query, person);
        var (rows, refusal) = await list.All(person.Scope, query, MostRows, stop);
        if (refusal is not null) return Problems.IsApi(http.Request) ? refusal.AsHttp() : BackToList(http, refusal, reader);

        var title = reader.Say("事项", "Matters") + (query.AsOf is { } day ? day.ToString(" yyyy-MM-dd", CultureInfo.InvariantCulture) : "");
        var columns = ListColumn.Read(http.Request.Query["columns"], query.Kind, names);
        var file = columns.IsEmpty
            ? await Workbook.Write(title, Heads(reader), Whole(rows, names, list.MomentOf(query) ?? now, reader), stop)
            : await Workbook.Write(title, [.. columns.Select(column => new WorkbookColumn(names.Say(column.Title), column.Width))],
                list.Lines(person.Caller.District, rows, columns, list.MomentOf(query), stop).Select(line => columns.Select(column => column.Says(line, names)).ToArray()), stop);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(file, Workbook.Media, $"bihuan-{Times.Local(now).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.xlsx");
    }

    static IReadOnlyList<WorkbookColumn> Heads(Reader reader)
    {
        string Say(string zh, string en) => reader.Say(zh, en);
        return
        [
            new(Say("编号", "Number"), 20), new(Say("诉求", "What was said"), 60), new(Say("类别", "Category"), 34), new(Say("地点", "Place"), 34),
            new(Say("环节", "Stage"), 14), new(Say("承办单位", "Unit"), 26), new(Say("经办人账号", "Handler’s account"), 14), new(Say("来源", "Source"), 10), new(Say("诉求类型", "Kind"), 10),
            new(Say("紧急程度", "Urgency"), 12), new(Say("受理时间", "Received"), 17), new(Say("到期时间", "Due"), 17), new(Say("办结时间", "Closed"), 17),
            new(Say("办理结果", "Outcome"), 12), new(Say("超期", "Late"), 8), new(Say("黄牌", "Yellow cards"), 8), new(Say("红牌", "Red cards"), 8), new(Say("督办", "Pressed"), 8),
        ];
    }

    static async IAsyncEnumerable<object?[]> Whole(IAsyncEnumerable<MatterRow> rows, Named names, DateTimeOffset now, Reader reader)
    {
        await foreach (var m in rows)
        {
            var due = DueNow.Of(m, now);
            yield return
            [
                m.Number, m.Title, names.CategoryPath(m.Category), names.PlacePath(m.Area), names.Stage(m.Class, m.Stage), names.Unit(m.Lead), m.Handler,
                names.Choice("sources", m.Source), names.Choice("demands", m.Demand), names.Choice("urgency", m.Urgency),
                At(m.Received), due.At, m.Closed is { } closed ? At(closed) : null, m.Outcome is { } outcome ? names.Choice("outcomes", outcome) : null,
                due.Standing is Standing.Overdue or Standing.Late ? reader.Say("是", "yes") : "", m.Yellow, m.Red, m.Supervisions,
            ];
        }
    }

    // A sheet cannot carry a notice: the list it was asked from does.
    static IResult BackToList(HttpContext http, Reader reader, IReadOnlyList<Refusal> wrong)
    {
        Notices.Leave(http, Filters.Dropped(wrong, http.Request.Query, reader));
        return Results.Redirect(wrong.Aggregate("/matters" + http.Request.QueryString, (address, no) => Address.With(address, no.Field!, null)));
    }

    // The list itself says why it cannot be told.
    static IResult BackToList(HttpContext http, Refusal refusal, Reader reader)
    {
        Notices.Leave(http, new(reader.Say(refusal.Zh, refusal.En), Tone.Amber, refusal.Code));
        return Results.Redirect("/matters" + http.Request.QueryString);
    }

    static DateTimeOffset At(long millis) => DateTimeOffset.FromUnixTimeMilliseconds(millis);
}
