using System.Globalization;
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
        // Without one of them: what lies around a zone that is being drawn.
        pages.MapGet("/zones.geojson", async (HttpContext http, string? without, ZoneDesk desk, CancellationToken stop) => GeoJson(http, desk.Sheet((await desk.All(stop)).Where(zone => zone.Code != without))));
        pages.MapGet("/zones/clashes.geojson", async (HttpContext http, ZoneDesk desk, CancellationToken stop) => GeoJson(http, desk.Sheet(desk.Check(await desk.All(stop)))));
        pages.MapGet("/zones", Show);
        pages.MapPost("/zones", Draw);
        pages.MapGet("/zones/new", (HttpContext http, ZoneDesk desk, SignedIn who, CancellationToken stop) => who.Unless(Roles.SystemAdmin) is { } fault ? Task.FromResult(fault.AsHttp())
            : One(http, desk, null, new("", default, http.Request.Query["areas"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries), null, "", "", Fit: true), null, stop));
        pages.MapGet("/zones/{code}", (string code, HttpContext http, ZoneDesk desk, CancellationToken stop) => One(http, desk, code, null, null, stop));
        pages.MapGet("/zones/{code}/matters", Matters);
        pages.MapPost("/zones/{code}/end", End);
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
        foreach (var digits in (int[])[9, 12, 15]) counts[digits] = await tallies.ByArea(list, person.Counted(), new(State: "open"), digits, stop);
        return [.. (await desk.All(stop)).Select(zone => new Counted(zone, desk.Codes(zone).SelectMany(map.WithPredecessors)
            .Sum(code => counts.GetValueOrDefault(code.Length)?.GetValueOrDefault(code) ?? 0)))];
    }

    static async Task<IResult> Draw(HttpContext http, ZoneDesk desk, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        string Text(string name) => form[name].ToString().Trim();
        // The page asks which of the two it is; without it, what was written says so.
        var ground = Text("ground");
        var command = new DrawZone.Command(Text("code"), new(Text("name"), Text("name_en").Length > 0 ? Text("name_en") : Text("name")),
            ground is "outline" ? [] : Text("areas").Split([' ', ',', '，', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
            ground is "areas" ? null : Text("outline"), Text("leader"), Text("unit"), form["fit"].Count > 0, Text("account").Split(' ')[0]);
        var code = Text("was").Length > 0 ? Text("was") : null;
        var answer = code is null && (await desk.All(stop)).Any(zone => zone.Code == command.Code) && form.ContainsKey("ground") ? null : await desk.Draw(clerk, command, stop);
        if (answer is null) return await One(http, desk, null, command, Grid.No.ZoneThere.With(command.Code).On("code"), stop);
        if (answer.Refusal is { } refusal) return await One(http, desk, code, command, refusal, stop);

        Notices.Leave(http, new Notice((await readerOf(http)).Say($"责任区 {command.Code} 已划定。", $"Zone {command.Code} is drawn.")));
        return Results.Redirect("/zones");
    }

    static async Task<IResult> End(HttpContext http, string code, ZoneDesk desk, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var from = DateOnly.TryParseExact(form["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        var answer = await desk.End(clerk, code, new(form["reason"].ToString(), from), stop);
        if (answer.Refusal is { } refusal) return await One(http, desk, code, null, refusal, stop);

        Notices.Leave(http, new Notice((await readerOf(http)).Say($"责任区 {code} 已撤销。", $"Zone {code} has ended.")));
        return Results.Redirect("/zones");
    }

    static async Task<IResult> Show(HttpContext http, ZoneDesk desk, CancellationToken stop)
    {
        var services = http.RequestServices;
        var (person, reader) = (services.GetRequiredService<SignedIn>().Person!, await services.GetRequiredService<ReaderOf>()(http));
        var story = await desk.Story(stop);
        var names = await services.GetRequiredService<Namer>().For(reader, person.Caller.District, stop, [.. story.Ended.Select(ended => ended.By), .. story.ByCode.Values.Select(zone => zone.Account)]);
        var zones = await Count(desk, services.GetRequiredService<Tallies>(), services.GetRequiredService<ListMatters>(), names.Areas, person, stop);
        return Pages.Show<ZonesPage>(http, reader, new
        {
            Zones = zones, Ended = story.Ended, Clashes = desk.Check(zones.Select(z => z.Zone)), Names = names, MayDraw = person.Is(Roles.SystemAdmin),
        });
    }

    /// <summary>What is open in a zone, as far as the reader may see it: the very matters that are counted.</summary>
    static async Task<IResult> Matters(string code, string? state, string? after, string? before, HttpContext http, ZoneDesk desk, ListMatters list, CancellationToken stop)
    {
        if ((await desk.Story(stop)).ByCode.GetValueOrDefault(code) is not { } zone) return Grid.No.SuchZone.With(code).AsHttp();
        var services = http.RequestServices;
        var (person, reader) = (services.GetRequiredService<SignedIn>().Person!, await services.GetRequiredService<ReaderOf>()(http));
        var query = new ListMatters.Query(State: state is "overdue" ? state : null, Areas: desk.Codes(zone), After: after is not null && ListMatters.IsKey(after) ? after : null, Before: before is not null && ListMatters.IsKey(before) ? before : null);
        // A zone in which no area's middle lies holds nothing; without areas a list would hold everything.
        var (page, count) = query.Areas!.Count == 0 ? (new([], null), 0) : (await list.Read(person.Scope, query, stop), await list.Count(person.Scope, query, stop, 1001));
        return Pages.Show<ZoneMattersPage>(http, reader, new
        {
            Zone = zone, Query = query, Page = page, Count = count, Names = await services.GetRequiredService<Namer>().For(reader, person.Caller.District, stop, page.Rows.Select(row => row.Handler)),
        });
    }

    /// <summary>One zone, or the form of a new one.</summary>
    /// <param name="code">Null for a new one.</param>
    static async Task<IResult> One(HttpContext http, ZoneDesk desk, string? code, DrawZone.Command? entered, Refusal? refusal, CancellationToken stop)
    {
        var services = http.RequestServices;
        var (person, reader) = (services.GetRequiredService<SignedIn>().Person!, await services.GetRequiredService<ReaderOf>()(http));
        var story = await desk.Story(stop);
        var (zone, gone) = (code is null ? null : story.ByCode.GetValueOrDefault(code), story.Ended.LastOrDefault(ended => ended.Zone.Code == code));
        if (code is not null && zone is null && gone is null) return Grid.No.SuchZone.With(code).AsHttp();

        var told = code is null ? [] : await desk.Told(code, stop);
        var names = await services.GetRequiredService<Namer>().For(reader, person.Caller.District, stop, [.. told.Select(entry => entry.Stamp.By), .. told.Select(entry => (entry.Fact as ZoneDrawn)?.Zone.Account), zone?.Account]);
        var counted = await Count(desk, services.GetRequiredService<Tallies>(), services.GetRequiredService<ListMatters>(), names.Areas, person, stop);
        return Pages.Show<ZonePage>(http, reader, new
        {
            Zone = zone, Gone = zone is null ? gone : null, Told = told, Names = names, MayDraw = person.Is(Roles.SystemAdmin), Refusal = refusal,
            Open = counted.FirstOrDefault(c => c.Zone.Code == code)?.Open ?? 0,
            Clashes = desk.Check(counted.Select(c => c.Zone)).Where(clash => clash.IsGap || clash.Zones.Contains(code ?? "")).ToList(),
            Sheet = entered ?? (zone is null ? null : new(zone.Code, zone.Name, zone.Areas, ZoneDesk.Outline(zone), zone.Leader, zone.Unit, Account: zone.Account)),
            Leaders = await services.GetRequiredService<PostHolders>().Of(person.Caller.District, "leader", stop),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }
}
