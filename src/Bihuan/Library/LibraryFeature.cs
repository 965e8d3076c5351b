using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Library;

/// <summary>How it is handled: the shelf's and the calendar's ways in.</summary>
public static class LibraryFeature
{
    const int MostBytes = 1 << 20;

    public static IServiceCollection AddLibrary(this IServiceCollection services) => services.AddSingleton<CalendarDesk>().AddSingleton<PlaybookDesk>().AddSingleton<TemplateDesk>();

    public static void MapLibrary(this IEndpointRouteBuilder app)
    {
        app.MapLibraryPages();
        app.MapReceivers();
        app.MapTemplates();
        var api = app.MapGroup("/api/calendar").WithTags("Library").SignedInOnly();
        api.MapGet("", async (CalendarDesk desk, CancellationToken stop) => Results.Json(new
        {
            desk.Calendar.Version, desk.Calendar.Horizon, desk.Source, Years = await desk.Years(stop),
        }, Facts.Json)).WithSummary("Read which years the working calendar holds");
        api.MapPost("/years", async (ImportCalendar.Command command, CalendarDesk desk, Clerk clerk, CancellationToken stop) =>
            (await desk.Import(clerk, command with { Json = desk.Read(command.Json ?? "", command.Year).Json }, stop)).AsHttp())
            .WithSummary("Import a year of the working calendar");

        var pages = app.MapGroup("/calendar").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", (HttpContext http, SignedIn signedIn, CancellationToken stop) => Show(http, signedIn, null, null, stop));
        pages.MapPost("/preview", Look);
        pages.MapPost("", Import);
    }

    static async Task<IResult> Look(HttpContext http, SignedIn signedIn, CalendarDesk desk, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        if (form.Files["file"] is not { Length: > 0 } file) return await Show(http, signedIn, null, No.CalendarFile, stop);
        if (file.Length > MostBytes) return await Show(http, signedIn, null, No.CalendarFile, stop);
        using var reader = new StreamReader(file.OpenReadStream());
        int? year = int.TryParse(form["year"], out var given) ? given : null;
        return await Show(http, signedIn, desk.Read(await reader.ReadToEndAsync(stop), year), null, stop);
    }

    static async Task<IResult> Import(HttpContext http, SignedIn signedIn, CalendarDesk desk, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        var preview = desk.Read(form["json"].ToString(), int.TryParse(form["year"], out var year) ? year : null);
        var answer = await desk.Import(clerk, new(preview.Year, preview.Json), stop);
        if (answer.Refusal is { } refusal) return await Show(http, signedIn, preview, preview.Faults.IsEmpty ? refusal : null, stop);

        var reader = await readerOf(http);
        Notices.Leave(http, new Notice(reader.Say($"已导入 {preview.Year} 年放假安排，到期时间已按它重算。", $"The notice for {preview.Year} is in force; due times have been computed by it.")));
        return Results.Redirect("/calendar");
    }

    static async Task<IResult> Show(HttpContext http, SignedIn signedIn, CalendarDesk.Preview? preview, Refusal? refusal, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var services = http.RequestServices;
        var desk = services.GetRequiredService<CalendarDesk>();
        return Pages.Show<CalendarPage>(http, await services.GetRequiredService<ReaderOf>()(http), new
        {
            Years = await desk.Years(stop), desk.Calendar, desk.Source, Preview = preview, Refusal = refusal,
        }, refusal is not null ? Problems.Status(refusal) : preview is { Faults.IsEmpty: false } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
