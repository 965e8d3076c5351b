using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>One area: what lies in it, what it came out of, what it went into, and its matters.</summary>
public static class AreaPages
{
    public static void MapAreaPages(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/areas").WithTags("Areas").SignedInOnly();
        api.MapPost("/{code}/split", async (string code, SplitArea.Command command, AreaDesk desk, Clerk clerk, CancellationToken stop) => (await desk.Split(clerk, code, command, stop)).AsHttp())
            .WithSummary("Split a community or a grid into several, from a date");
        api.MapPost("/mergers", async (MergeAreas.Command command, AreaDesk desk, Clerk clerk, CancellationToken stop) => (await desk.Merge(clerk, command, stop)).AsHttp())
            .WithSummary("Merge communities or grids into one, from a date");
        app.MapGet("/areas/{code}", Show).SignedInOnly().ExcludeFromDescription();
    }

    static async Task<IResult> Show(HttpContext http, string code, ListMatters list, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var (person, reader) = (who.Person!, await readerOf(http));
        var names = await namer.For(reader, person.Caller.District, stop);
        if (names.Areas.ByCode(code) is not { } area) return Grid.No.SuchArea.With(code).AsHttp();

        return Pages.Show<AreaPage>(http, reader, new
        {
            Area = area, Names = names,
            Open = await list.Count(person.Scope, new(State: "open", Area: code), stop, 100_000),
            All = await list.Count(person.Scope, new(State: "all", Area: code), stop, 100_000),
        });
    }
}
