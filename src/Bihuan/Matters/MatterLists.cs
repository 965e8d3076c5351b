using Bihuan.Matters.Drafts;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>The lists of matters: the pages.</summary>
public static class MatterLists
{
    public static IServiceCollection AddMatterLists(this IServiceCollection services) => services.AddSingleton<Namer>().AddSingleton<DutyGapRoom>().AddSingleton<DraftDesk>().AddSingleton<ReplayMatters>()
        .AddSingleton<PastMatters>().AddSingleton<ReadList>().AddSingleton<ViewDesk>().AddSingleton<BulkMoves>();

    public static void MapMatterLists(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").SignedInOnly().ExcludeFromDescription();
        pages.MapGet("/matters", List);
        SearchPages.Map(pages, app);
        ListSheets.Map(pages, app);
        ViewPages.Map(app);
        BulkPages.Map(app);
        DispatchQueue.Map(pages);
        CatalogueList.Map(pages);
        DutyGapPages.Map(pages, app);
        app.MapDrafts();
        pages.MapGet("/broken-loops", Broken);
    }

    static async Task<IResult> List(HttpContext http, ReadList list, ViewDesk desk, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        var views = await desk.Of(person, stop);
        if (!http.Request.Query.Keys.Any(key => key is not "lang") && views.First is { } first) return Results.Redirect(http.Request.Query["lang"].ToString() is { Length: > 0 } lang ? Address.With(first.Href, "lang", lang) : first.Href);

        var reader = await readerOf(http);
        var known = await namer.For(reader, person.Caller.District, stop, [(string?)http.Request.Query["handler"]]);
        (var words, reader) = Filters.Without(http.Request.Query, [.. ListFilter.Wrong(http.Request.Query, known)], reader);
        var query = Filters.Of(words, person);
        var (page, count, refusal) = await list.Page(person.Scope, query, stop);
        var moment = list.MomentOf(query);
        if (moment is { } then) reader = reader with { Now = then };
        if (refusal is not null) reader = reader with { Notice = new(reader.Say(refusal.Zh, refusal.En), Tone.Amber, refusal.Code) };
        var names = await namer.For(reader, person.Caller.District, stop, page.Rows.Select(row => row.Handler).Append(query.Handler));
        var chosen = words["columns"].ToString() is { Length: > 0 } said ? said : views.Columns;
        var columns = ListColumn.Read(chosen, query.Kind, names);
        return Pages.Show<MatterListPage>(http, reader, new
        {
            Query = query, Page = page, Names = names, count.Count, count.IsMore,
            Look = new ListLook(columns, await list.Coded(person.Caller.District, [.. page.Rows], columns, moment, stop), views, ViewDesk.Query(words))
            {
                Moment = moment,
                IsRefused = refusal is not null,
                IsOwnDefault = words["columns"].ToString().Length == 0 && columns.Length > 0,
                IsArranging = words.ContainsKey("arrange"),
                IsTicking = words.ContainsKey("tick") && moment is null,
            },
            InForce = Filters.InForce(reader.Path, words, names, reader.Say).ToList(),
            Kept = words.Where(w => w.Key is not ("unit" or "text" or "asOf" or "after" or "before" or "lang" or "arrange" or "tick")).Select(w => (w.Key, w.Value.ToString())).ToList(),
            IsHandler = person.Is("handler", "coordinator"), IsLeader = person.Is("leader"),
            SeesNothing = person.Scope.MaxSensitivity < 0,
        });
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
}
