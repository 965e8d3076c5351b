using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Intake.Batches;

/// <summary>Matters that come in sheets: the ways in for browsers and programs.</summary>
public static class BatchFeature
{
    public static IServiceCollection AddBatches(this IServiceCollection services) =>
        services.AddSingleton<ImportBatch>().AddSingleton<ListBatches>().AddSingleton<Improvements>().AddScoped<BatchPages>();

    public static void MapBatches(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/begin/{playbook}/batch").SignedInOnly().ExcludeFromDescription();
        pages.MapGet("", (BatchPages page, HttpContext http, string playbook) => page.List(http, playbook));
        pages.MapGet("/template.xlsx", (BatchPages page, HttpContext http, string playbook) => page.Template(http, playbook));
        pages.MapPost("/preview", (BatchPages page, HttpContext http, string playbook) => page.Look(http, playbook));
        pages.MapPost("", (BatchPages page, HttpContext http, string playbook) => page.Take(http, playbook));
        pages.MapGet("/{id}", (BatchPages page, HttpContext http, string playbook, string id) => page.Open(http, playbook, id));
        pages.MapGet("/{id}/meeting", (BatchPages page, HttpContext http, string playbook, string id, int? n) => page.Meet(http, playbook, id, n));
        var classes = app.MapGroup("/begin/{playbook}/classes").SignedInOnly().ExcludeFromDescription();
        classes.MapGet("", (BatchPages page, HttpContext http, string playbook) => page.Classes(http, playbook));
        classes.MapPost("", (BatchPages page, HttpContext http, string playbook) => page.Plan(http, playbook));
        app.MapGet("/nights", (BatchPages page, HttpContext http, string? day) => page.Night(http, day)).SignedInOnly().ExcludeFromDescription();

        var api = app.MapGroup("/api").WithTags("Batches").SignedInOnly();
        api.MapGet("/batches/{playbook}", async (string playbook, ListBatches batches, SignedIn who, CancellationToken stop) =>
            Results.Json(await batches.Of(who.Person!.Scope, playbook, stop), Facts.Json)).WithSummary("List the batches of a playbook with how many of their matters are open");
        api.MapGet("/batches/{playbook}/{id}", async (string playbook, string id, ListBatches batches, SignedIn who, CancellationToken stop) =>
            Results.Json(await batches.Items(who.Person!.Scope, id, stop), Facts.Json)).WithSummary("List the matters of one batch");
        api.MapPost("/batches/{playbook}", Import).DisableAntiforgery().WithSummary("Take in a sheet of matters; with preview=true it only says what it would do");
        api.MapGet("/nights", async (string? day, ListBatches batches, SignedIn who, TimeProvider time, CancellationToken stop) =>
            Results.Json(await batches.Nights(who.Person!.Scope, BatchPages.MidnightOf(BatchPages.DayOf(day, time.GetUtcNow())), stop), Facts.Json))
            .WithSummary("List what was open at the midnight of a day though it had to end that day, with the reason given");
    }

    static async Task<IResult> Import(
        string playbook, bool? preview, IFormFile file, HttpContext http, BatchPages pages, ImportBatch import, Shelf shelf, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        if (shelf.Newest(playbook) is not { Begins: not null } found) return Matters.No.SuchPlaybook.With(playbook).AsHttp();
        if (!BatchPages.MayImport(found, who.Person!.Post.Role)) return Hosting.No.NotYours.AsHttp();
        var (given, wrong) = BatchPages.Given(await http.Request.ReadFormAsync(stop));
        if (given is null) return wrong!.AsHttp();
        var (look, refusal) = await pages.Read(file, found, given);
        if (look is null) return refusal!.AsHttp();
        var (batch, added, refused, no) = preview == true ? (null, 0, [], null) : await import.Add(clerk, found, given, look.Good, stop);
        if (no is not null) return no.AsHttp();
        var english = Problems.ReadsEnglish(http.Request);
        return Results.Json(new
        {
            Batch = batch, Good = look.Good.Count, Added = added, look.Known, look.Unread,
            Bad = look.Bad.Concat(refused).Select(bad => new { bad.Row, bad.Why.Code, bad.Why.Field, Title = english ? bad.Why.En : bad.Why.Zh }),
        }, Facts.Json);
    }
}
