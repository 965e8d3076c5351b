using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Grid;

/// <summary>Boundaries in the browser and the API: choose a file, say its datum, look, take it in.</summary>
public static class BoundaryPages
{
    const int MostBytes = 20 << 20;

    /// <summary>What a file would change, as the API tells it.</summary>
    /// <param name="Doubt">Why the datum seems to be another one; null when it does not.</param>
    public sealed record LookRow(string Datum, IReadOnlyList<LookChange> Changes, IReadOnlyList<LookFault> Refused, IReadOnlyList<LookClash> Clashes, Words? Doubt);

    /// <param name="Change">`new`, `moved` or `same`.</param>
    public sealed record LookChange(int Feature, string Code, Words Name, string Change, double? Metres);

    public sealed record LookFault(int Feature, string Named, Words Why);

    /// <param name="Kind">`overlap`, `gap` or `outside`.</param>
    public sealed record LookClash(string Kind, IReadOnlyList<string> Areas, double SquareMetres);

    public static void MapBoundaries(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/areas/boundaries").WithTags("Areas").SignedInOnly();
        api.MapPost("", async (ImportBoundaries.Command command, AreaDesk desk, Clerk clerk, CancellationToken stop) =>
            await desk.Import(clerk, command, stop) is var (answer, look) && answer.Refusal is { } refusal ? refusal.AsHttp() : Results.Json(Row(look), Facts.Json))
            .WithSummary("Import the boundaries of areas; the answer names the features that were refused").Produces<LookRow>();
        api.MapPost("/look", async (ImportBoundaries.Command command, SignedIn who, AreaDesk desk, CancellationToken stop) =>
            who.Unless(Roles.SystemAdmin) is { } fault ? fault.AsHttp()
            : Datum.Of(command.Datum) is null ? No.Datum.AsHttp()
            : await desk.Look(command, stop) is { } look ? Results.Json(Row(look), Facts.Json) : No.BoundaryFile.AsHttp())
            .WithSummary("See what a file of boundaries would change, before it does").Produces<LookRow>();

        var pages = app.MapGroup("/boundaries").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", (HttpContext http, SignedIn who) => Show(http, who, null, null, null));
        pages.MapPost("/look", Look);
        pages.MapPost("", Import);
        pages.MapGet("/files/{hash}", async (string hash, HttpContext http, SignedIn who, AreaDesk desk, CancellationToken stop) =>
            who.Unless(Roles.SystemAdmin) is { } fault ? fault.AsHttp()
            : await desk.File(hash, stop) is var (name, json) ? Results.File(System.Text.Encoding.UTF8.GetBytes(json), "application/geo+json", name) : No.LookAgain.AsHttp());
    }

    static async Task<IResult> Look(HttpContext http, SignedIn who, AreaDesk desk, Clerk clerk, CancellationToken stop)
    {
        if (who.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        if (Datum.Of(form["datum"]) is not { } datum) return await Show(http, who, null, null, No.Datum.On("datum"));
        if (form.Files["file"] is not { Length: > 0 and <= MostBytes } file) return await Show(http, who, null, null, No.BoundaryFile.On("file"), datum.Key);
        using var reader = new StreamReader(file.OpenReadStream());
        var command = new ImportBoundaries.Command(Path.GetFileName(file.FileName), datum.Key, await reader.ReadToEndAsync(stop));
        if (await desk.Look(command, stop) is not { } look) return await Show(http, who, null, null, No.BoundaryFile.On("file"), datum.Key);
        var kept = await desk.Keep(clerk, command, stop);
        return kept.Refusal is { } refusal ? refusal.AsHttp() : await Show(http, who, look, kept.Stream.Id, null, datum.Key);
    }

    static async Task<IResult> Import(HttpContext http, SignedIn who, AreaDesk desk, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (who.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        if (await desk.File(form["held"], stop) is not var (name, json)) return await Show(http, who, null, null, No.LookAgain);
        var command = new ImportBoundaries.Command(name, form["datum"].ToString(), json);
        var (answer, look) = await desk.Import(clerk, command, stop);
        if (answer.Refusal is { } refusal) return await Show(http, who, null, null, refusal, command.Datum);

        var (reader, taken) = (await readerOf(http), look!.Fresh.Count());
        Notices.Leave(http, new Notice(look.Faults.Count == 0
            ? reader.Say($"已导入 {taken} 条边界，地图已换上。", $"{taken} boundaries are taken in and on the map.")
            : reader.Say($"已导入 {taken} 条边界；{look.Faults.Count} 条退回，改好后再导入一次。", $"{taken} boundaries are taken in; {look.Faults.Count} were refused: correct them and import the file again.")));
        return Results.Redirect("/boundaries");
    }

    static async Task<IResult> Show(HttpContext http, SignedIn who, BoundaryLook? look, string? held, Refusal? refusal, string? datum = null)
    {
        if (who.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var services = http.RequestServices;
        return Pages.Show<BoundaryPage>(http, await services.GetRequiredService<ReaderOf>()(http), new
        {
            Areas = services.GetRequiredService<AreaMap>(), Look = look, Held = held, Chosen = datum, Refusal = refusal,
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static LookRow? Row(BoundaryLook? look) => look is null ? null : new(look.Datum.Key,
        [.. look.Changes.Select(c => new LookChange(c.Row.Number, c.Row.Boundary.Code, c.Row.Boundary.Name, c.Before is null ? "new" : c.IsSame ? "same" : "moved", c.Metres is { } metres ? Math.Round(metres, 1) : null))],
        [.. look.Faults.Select(f => new LookFault(f.Number, f.Named, f.Sentence))],
        [.. look.Clashes.Select(c => new LookClash(c.Kind, [.. c.Areas.Select(a => a.Code)], Math.Round(c.SquareMetres)))], look.Doubt);
}
