using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Intake.Batches;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Intake;

/// <summary>How it arrives: the sheet on which a request is written down while it is spoken.</summary>
public static class IntakeFeature
{
    /// <summary>Who writes down what others say.</summary>
    public static readonly string[] Writers = ["agent", "clerk", "grid-member", "dispatcher", "petition-officer"];

    public static IServiceCollection AddIntake(this IServiceCollection services) =>
        services.AddSingleton<SimilarMatters>().AddSingleton<Suggestions>().AddScoped<IntakePages>().AddScoped<BeginPages>().AddBatches();

    public static void MapIntake(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/intake/suggestions", Suggest).WithTags("Intake").SignedInOnly().WithMetadata(new OnlyAsks())
            .WithSummary("Suggest similar matters, the place, categories and the unit for what is being said");
        app.MapPost("/api/intake/similar", Near).WithTags("Intake").SignedInOnly().WithMetadata(new OnlyAsks())
            .WithSummary("Find what was written down close by not long ago, before writing it down once more");
        app.MapBatches();
        var begin = app.MapGroup("/begin").SignedInOnly().ExcludeFromDescription();
        begin.MapGet("", (BeginPages page, HttpContext http) => page.Choose(http));
        begin.MapGet("/{playbook}", (BeginPages page, HttpContext http, string playbook) => page.Open(http, playbook));
        begin.MapPost("/{playbook}", (BeginPages page, HttpContext http, string playbook) => page.Take(http, playbook));
        var pages = app.MapGroup("/intake").SignedInOnly().ExcludeFromDescription();
        pages.MapGet("", (IntakePages page, HttpContext http, string? phone) => page.Open(http, phone));
        pages.MapPost("", (IntakePages page, HttpContext http) => page.Take(http));
        pages.MapPost("/suggestions", (IntakePages page, HttpContext http) => page.Suggest(http));
        pages.MapGet("/{number}/registered", (IntakePages page, HttpContext http, string number) => page.Registered(http, number));
    }

    /// <summary>What is about to be written down.</summary>
    /// <param name="Playbook">Of which kind.</param>
    /// <param name="Area">A division code; may be left to the point.</param>
    /// <param name="Form">The answers to the playbook's own first form, by field.</param>
    public sealed record Written(string Playbook, string? Area = null, double? Lon = null, double? Lat = null, JsonObject? Form = null);

    static async Task<IResult> Near(Written written, Library.Shelf shelf, Repeats repeats, FormRecords records, Grid.AreaMap areas, SignedIn who, Clerk clerk, TimeProvider time, CancellationToken stop)
    {
        if (shelf.Newest(written.Playbook ?? "") is not { } playbook) return Matters.No.SuchPlaybook.With(written.Playbook ?? "").On("playbook").AsHttp();
        var person = who.Person!;
        if (playbook.Begins is not { } begins || begins.By.All(by => by.Role != person.Post.Role)) return Hosting.No.NotYours.AsHttp();
        // Only what is compared is filled in: to ask is not to look at anybody's data.
        var same = begins.Repeats?.Same ?? [];
        var asked = begins.Form.Where(one => same.Contains(one.Field) || playbook.Field(one.Field)?.Type == FieldType.Record).ToList();
        var filled = await records.Fill(clerk, playbook, asked, FormAnswers.None.Coded, written.Form, stop);
        if (filled.Refusal is { } refusal) return refusal.AsHttp();
        var at = filled.Placed(new("", Area: written.Area ?? (written is { Lon: { } lon, Lat: { } lat } ? areas.Find(lon, lat)?.Code : null), Lon: written.Lon, Lat: written.Lat));
        var said = filled.Words.ToDictionary(word => word.Key, word => word.Value?.ToString() ?? "");
        var near = await repeats.Find(person.Scope, playbook, new(at.Area ?? "", at.Lon, at.Lat), said, time.GetUtcNow(), stop);
        return Results.Json(near.Select(one => new { one.Id, one.Number, one.Title, one.Stage, IsOpen = one.IsOpen != 0, one.Received, one.Area, one.Metres, one.Why }), Facts.Json);
    }

    static async Task<IResult> Suggest(Suggestions.Asked words, Suggestions suggestions, SignedIn who, CancellationToken stop)
    {
        if (who.Unless(Writers) is { } refusal) return refusal.AsHttp();
        var given = await suggestions.Of(who.Person!, words with { Text = words.Text ?? "" }, stop);
        return Results.Json(new
        {
            given.Caller,
            Similar = given.Similar.Select(hit => new
            {
                hit.Id, hit.Number, hit.Title, hit.Stage, hit.IsOpen, hit.Lead, hit.Area, hit.Received, hit.Closed, hit.Outcome, hit.SameCaller, hit.Alike, hit.Why,
            }),
            given.Places, given.IsAmbiguous, given.Area, given.Categories, given.Category, given.Telling, given.Marks, given.Duty, given.Units, given.Emergency,
        }, Facts.Json);
    }
}
