using System.Text.Encodings.Web;
using System.Text.Json;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>The areas of the district as a tree with a map, and each area: what lies in it, what it came out of, what it went into, and its matters.</summary>
public static class AreaPages
{
    const int MostFound = 60;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapAreaPages(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/areas").WithTags("Areas").SignedInOnly();
        api.MapPost("/{code}/split", async (string code, SplitArea.Command command, AreaDesk desk, Clerk clerk, CancellationToken stop) => (await desk.Split(clerk, code, command, stop)).AsHttp())
            .WithSummary("Split a community or a grid into several, from a date");
        api.MapPost("/mergers", async (MergeAreas.Command command, AreaDesk desk, Clerk clerk, CancellationToken stop) => (await desk.Merge(clerk, command, stop)).AsHttp())
            .WithSummary("Merge communities or grids into one, from a date");

        var pages = app.MapGroup("/areas").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", List);
        pages.MapGet("/counts", async (HttpContext http, string? parent, Tallies tallies, ListMatters list, AreaMap map, SignedIn who, CancellationToken stop) =>
        {
            var counts = await Count(who.Person!, tallies, list, map, stop);
            http.Response.Headers.CacheControl = "no-store";
            return Results.Json(map.Children(parent ?? map.District.Code).ToDictionary(area => area.Code, area => new { count = counts(area), href = $"/areas/{area.Code}" }), Json);
        });
        pages.MapGet("/{code}", Show);
        pages.MapTurns();
    }

    /// <summary>Counting further tells nobody more about an area.</summary>
    internal const int MostCounted = 5_000;

    /// <summary>In which scope somebody counts: administrators see no matter, but the number of all.</summary>
    internal static Scope Counted(this Person person) => person.Is(Roles.SystemAdmin) ? new(person.Caller.District, MaxSensitivity: 2) : person.Scope;

    /// <summary>How many matters are open in an area and in those out of which it came.</summary>
    static async Task<Func<Area, long>> Count(Person person, Tallies tallies, ListMatters list, AreaMap map, CancellationToken stop)
    {
        var counts = await tallies.WithinAreas(list, person.Counted(), new(State: "open"), stop);
        return area => map.WithPredecessors(area.Code).Sum(code => counts.GetValueOrDefault(code));
    }

    static async Task<IResult> List(HttpContext http, string? q, Tallies tallies, ListMatters list, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var (person, reader) = (who.Person!, await readerOf(http));
        var names = await namer.For(reader, person.Caller.District, stop);
        var sought = (q ?? "").Trim();
        return Pages.Show<AreasPage>(http, reader, new
        {
            Names = names, Count = await Count(person, tallies, list, names.Areas, stop), Sought = sought, MayTurn = person.Is(Roles.SystemAdmin),
            Found = sought.Length == 0 ? null : Seek(names.Areas, sought),
        });
    }

    // By code or by a part of either name; those that have ended are found too.
    static IReadOnlyList<Area> Seek(AreaMap map, string sought) => [.. map.All.Concat(map.Ended).Where(area => area.Code.StartsWith(sought, StringComparison.Ordinal)
        || area.Name.Contains(sought, StringComparison.OrdinalIgnoreCase) || area.NameEn.Contains(sought, StringComparison.OrdinalIgnoreCase))
        .OrderBy(area => area.Level).ThenBy(area => area.Code, StringComparer.Ordinal).Take(MostFound)];

    static async Task<IResult> Show(HttpContext http, string code, Tallies tallies, ListMatters list, AreaTies ties, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var (person, reader) = (who.Person!, await readerOf(http));
        var names = await namer.For(reader, person.Caller.District, stop);
        if (names.Areas.ByCode(code) is not { } area) return Grid.No.SuchArea.With(code).AsHttp();

        var admin = person.Is(Roles.SystemAdmin);
        return Pages.Show<AreaPage>(http, reader, new
        {
            Area = area, Names = names, IsAdmin = admin, Count = await Count(person, tallies, list, names.Areas, stop),
            Open = await list.Count(person.Counted(), new(State: "open", Area: code), stop, MostCounted),
            All = await list.Count(person.Counted(), new(State: "all", Area: code), stop, MostCounted),
            // Whoever is posted to what has ended sees nothing of what comes in after it.
            Posts = admin && area.Ended is not null ? await ties.Posts(person.Caller.District, [code], stop) : [],
        });
    }
}
