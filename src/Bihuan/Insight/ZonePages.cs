using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>Responsibility zones: a map, a list with the open matters of each, and where they overlap or leave a gap.</summary>
public static class ZonePages
{
    /// <summary>A zone with what is open in it.</summary>
    public sealed record Counted(Zone Zone, long Open);

    /// <summary>A zone as the API shows it.</summary>
    /// <param name="Open">Open matters in the reader's scope.</param>
    public sealed record ZoneRow(string Code, Words Name, IReadOnlyList<string> Areas, bool IsOutline, string Leader, string Unit, long Open, string? Account);

    /// <param name="Kind">`gap` or `overlap`.</param>
    public sealed record ClashRow(string Kind, IReadOnlyList<string> Zones, IReadOnlyList<string> Areas, double SquareMetres);

    public sealed record ZoneList(IReadOnlyList<ZoneRow> Zones, IReadOnlyList<ClashRow> Clashes);

    public static void MapZones(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/zones").WithTags("Areas").SignedInOnly();
        api.MapGet("", List).WithSummary("List the responsibility zones, and where they overlap or leave a gap").Produces<ZoneList>();
        api.MapPost("", async (DrawZone.Command command, ZoneDesk desk, Clerk clerk, CancellationToken stop) => (await desk.Draw(clerk, command, stop)).AsHttp())
            .WithSummary("Draw a responsibility zone, or draw it anew");
        api.MapPost("/{code}/end", async (string code, EndZone.Command command, ZoneDesk desk, Clerk clerk, CancellationToken stop) => (await desk.End(clerk, code, command, stop)).AsHttp())
            .WithSummary("End a responsibility zone");

        var pages = app.MapGroup("").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("/zones.geojson", async (HttpContext http, ZoneDesk desk, CancellationToken stop) => GeoJson(http, desk.Sheet(await desk.All(stop))));
        pages.MapGet("/zones/clashes.geojson", async (HttpContext http, ZoneDesk desk, CancellationToken stop) => GeoJson(http, desk.Sheet(desk.Check(await desk.All(stop)))));
        pages.MapGet("/zones", (HttpContext http, ZoneDesk desk, CancellationToken stop) => Show(http, desk, null, null, stop));
        pages.MapPost("/zones", Draw);
    }

    static IResult GeoJson(HttpContext http, byte[] sheet)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(sheet, "application/geo+json");
    }

    static async Task<IResult> List(ZoneDesk desk, Tallies tallies, ListMatters list, AreaMap map, SignedIn who, CancellationToken stop)
    {
        var zones = await Count(desk, tallies, list, map, who.Person!, stop);
        return Results.Json(new ZoneList(
            [.. zones.Select(z => new ZoneRow(z.Zone.Code, z.Zone.Name, desk.Codes(z.Zone), z.Zone.Outline.Length > 0, z.Zone.Leader, z.Zone.Unit, z.Open, z.Zone.Account))],
            [.. desk.Check(zones.Select(z => z.Zone)).Select(c => new ClashRow(c.IsGap ? "gap" : "overlap", c.Zones, [.. c.Areas.Select(a => a.Code)], Math.Round(c.SquareMetres)))]), Facts.Json);
    }

    static async Task<IReadOnlyList<Counted>> Count(ZoneDesk desk, Tallies tallies, ListMatters list, AreaMap map, Person person, CancellationToken stop)
    {
        var counts = new Dictionary<int, IReadOnlyDictionary<string, long>>();
        foreach (var digits in (int[])[9, 12, 15]) counts[digits] = await tallies.ByArea(list, person.Scope, new(State: "open"), digits, stop);
        return [.. (await desk.All(stop)).Select(zone => new Counted(zone, desk.Codes(zone).SelectMany(map.WithPredecessors)
            .Sum(code => counts.GetValueOrDefault(code.Length)?.GetValueOrDefault(code) ?? 0)))];
    }

    static async Task<IResult> Draw(HttpContext http, ZoneDesk desk, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        string Text(string name) => form[name].ToString().Trim();
        var command = new DrawZone.Command(Text("code"), new(Text("name"), Text("name_en").Length > 0 ? Text("name_en") : Text("name")),
            Text("areas").Split([' ', ',', '，', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries), Text("outline"), Text("leader"), Text("unit"), Text("account").Split(' ')[0]);
        var answer = await desk.Draw(clerk, command, stop);
        if (answer.Refusal is { } refusal) return await Show(http, desk, command, refusal, stop);

        Notices.Leave(http, new Notice((await readerOf(http)).Say($"责任区 {command.Code} 已划定。", $"Zone {command.Code} is drawn.")));
        return Results.Redirect("/zones");
    }

    static async Task<IResult> Show(HttpContext http, ZoneDesk desk, DrawZone.Command? entered, Refusal? refusal, CancellationToken stop)
    {
        var services = http.RequestServices;
        var (person, reader) = (services.GetRequiredService<SignedIn>().Person!, await services.GetRequiredService<ReaderOf>()(http));
        var names = await services.GetRequiredService<Namer>().For(reader, person.Caller.District, stop);
        var zones = await Count(desk, services.GetRequiredService<Tallies>(), services.GetRequiredService<ListMatters>(), names.Areas, person, stop);
        return Pages.Show<ZonesPage>(http, reader, new
        {
            Zones = zones, Clashes = desk.Check(zones.Select(z => z.Zone)), Names = names, MayDraw = person.Is(Roles.SystemAdmin), Leaders = await services.GetRequiredService<PostHolders>().Of(person.Caller.District, "leader", stop), Entered = entered, Refusal = refusal,
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }
}
