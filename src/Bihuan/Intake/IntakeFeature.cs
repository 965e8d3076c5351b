using Bihuan.Hosting;
using Bihuan.Intake.Batches;
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
            given.Places, given.IsAmbiguous, given.Area, given.Categories, given.Category, given.Duty, given.Emergency,
        }, Facts.Json);
    }
}
