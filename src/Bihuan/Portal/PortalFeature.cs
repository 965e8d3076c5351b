using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Intake;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Microsoft.AspNetCore.Mvc;

namespace Bihuan.Portal;

/// <summary>What the public sees, without an account: say it, follow it, judge it.</summary>
public static class PortalFeature
{
    public static IServiceCollection AddPortal(this IServiceCollection services) => services
        .AddSingleton<Turns>().AddSingleton<HeldPhotos>().AddSingleton<Visits>().AddSingleton<PublicFigures>().AddScoped<PublicDesk>().AddScoped<SayPages>().AddScoped<FollowPages>().AddScoped<SharedPages>();

    public static void MapPortal(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription().RequireForm();
        pages.MapGet("/portal", PortalPages.First);
        pages.MapGet("/say", (SayPages page, HttpContext http) => page.Open(http));
        pages.MapPost("/say", (SayPages page, HttpContext http) => page.Take(http)).WithMetadata(Limit);
        pages.MapGet("/say/{playbook}", (SayPages page, HttpContext http, string playbook) => page.Open(http, playbook));
        pages.MapPost("/say/{playbook}", (SayPages page, HttpContext http, string playbook) => page.Take(http, playbook)).WithMetadata(Limit);
        pages.MapPost("/say/place", (SayPages page, HttpContext http) => page.Place(http));
        pages.MapGet("/say/photos/{key}/{hash}", (SayPages page, HttpContext http, string key, string hash) => page.Photo(http, key, hash));
        pages.MapGet("/follow", (FollowPages page, HttpContext http, string? number) => page.Ask(http, number));
        pages.MapPost("/follow", (FollowPages page, HttpContext http) => page.Enter(http));
        pages.MapPost("/follow/leave", (HttpContext http) => FollowPages.Leave(http));
        pages.MapGet("/follow/{number}", (FollowPages page, HttpContext http, string number) => page.Read(http, number));
        pages.MapGet("/follow/{number}/receipt", (SayPages page, HttpContext http, string number, int? photos) => page.Receipt(http, number, photos));
        pages.MapPost("/follow/{number}/supplements", (FollowPages page, HttpContext http, string number) => page.Add(http, number)).WithMetadata(Limit);
        pages.MapGet("/follow/{number}/files/{hash}", (FollowPages page, HttpContext http, string number, string hash) => page.File(http, number, hash, isSmall: false));
        pages.MapGet("/follow/{number}/files/{hash}/small", (FollowPages page, HttpContext http, string number, string hash) => page.File(http, number, hash, isSmall: true));
        pages.MapPost("/follow/{number}/verdicts", (FollowPages page, HttpContext http, string number) => page.Judge(http, number));
        pages.MapPost("/follow/{number}/moves/{move}", (FollowPages page, HttpContext http, string number, string move) => page.Take(http, number, move));
        pages.MapPost("/follow/{number}/reopening-requests", (FollowPages page, HttpContext http, string number) => page.AskReopening(http, number));
        pages.MapGet("/shared/{number}/{share:int}/{secret}", (SharedPages page, HttpContext http, string number, int share, string secret) => page.Read(http, number, share, secret));
        pages.MapPost("/shared/{number}/{share:int}/{secret}/confirmations", (SharedPages page, HttpContext http, string number, int share, string secret) => page.Confirm(http, number, share, secret));
        pages.MapPost("/shared/{number}/{share:int}/{secret}/notes", (SharedPages page, HttpContext http, string number, int share, string secret) => page.Write(http, number, share, secret));
        pages.MapGet("/shared/{number}/{share:int}/{secret}/files/{hash}", (SharedPages page, HttpContext http, string number, int share, string secret, string hash) => page.File(http, number, share, secret, hash));

        MapApi(app);
    }

    // Nine pictures of ten megabytes, and the words around them.
    static readonly RequestSizeLimitAttribute Limit = new((PublicDesk.FilesAtOnce * EvidenceDesk.Largest) + (1024 * 1024));

    static void MapApi(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/public").WithTags("Public");
        api.MapPost("/requests", Say).WithSummary("Say something without an account; answers the number and the query code").Produces<Registered>(201).ProducesProblem(429).WithMetadata(new OncePerKey());
        api.MapPost("/follow", Follow).WithSummary("See how a matter stands by number and query code").Produces<PublicProgress>().ProducesProblem(404).ProducesProblem(429);
        api.MapPost("/requests/{number}/supplements", Add).WithSummary("Add words and pictures to one's own matter: multipart with code, words, photos")
            .Produces<PublicProgress>().ProducesProblem(404).ProducesProblem(429).WithMetadata(Limit).DisableAntiforgery();
        api.MapPost("/requests/{number}/verdicts", Judge).WithSummary("Judge the result").Produces<PublicProgress>().ProducesProblem(429);
        api.MapPost("/requests/{number}/moves/{move}", Take).WithSummary("Take a move that is the requester's own, such as asking for a review").Produces<PublicProgress>().ProducesProblem(404).ProducesProblem(429);
        api.MapPost("/requests/{number}/reopening-requests", AskReopening).WithSummary("Ask for a closed matter to be done again").Produces<PublicProgress>().ProducesProblem(429);
    }

    /// <summary>What a resident says.</summary>
    public sealed record Saying(
        string Text, string? Place = null, string? Area = null, double? Lon = null, double? Lat = null, string? Name = null, string? Phone = null,
        bool Anonymous = false, ImmutableArray<string>? Points = null, string? Category = null, string? Playbook = null, string? Demand = null, JsonObject? Form = null);

    /// <summary>A move of the requester's own, with its words.</summary>
    public sealed record Taking(string Code, JsonObject? Words = null);

    /// <summary>What a resident keeps.</summary>
    public sealed record Registered(string Number, string QueryCode, Words Stage, IReadOnlyList<Words> Next, Emergency? Emergency);

    public sealed record Key(string Number, string Code);

    public sealed record Verdict(string Code, bool? Resolved, string? Satisfied, string? Attitude, string? Words = null);

    public sealed record ReopeningRequest(string Code, string? Why);

    static async Task<IResult> Say(Saying said, MatterDesk desk, PublicDesk portal, Shelf shelf, Turns turns, PeopleSettings settings, HttpContext http, CancellationToken stop)
    {
        if (!turns.MaySay(Where.From(http).Address)) return No.TooOften.AsHttp();
        var open = said.Playbook is { } name ? shelf.Newest(name)?.Begins?.Public : null;
        if (said.Playbook is { } unknown && open is null) return Matters.No.SuchPlaybook.With(unknown).On("playbook").AsHttp();
        var answer = await desk.Receive(portal.Resident(http.Request.Headers["Idempotency-Key"].ToString()), new ReceiveMatter.Command(
            said.Text ?? "", null, said.Points, said.Name, said.Phone, said.Place, said.Anonymous, said.Category, said.Area, said.Lon, said.Lat, open?.Source ?? "web", said.Demand, Playbook: said.Playbook, Form: said.Form), stop);
        if (!answer.IsYes) return answer.Refusal!.AsHttp();

        var matter = answer.Story;
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        return Results.Json(new Registered(matter.Number, desk.QueryCode(settings.District, matter.Id), playbook.Stage(matter.Stage)!.Public,
            NextSteps.Of(matter, playbook, shelf.Calendar, null), Emergency.In(said.Text)), Facts.Json, statusCode: 201);
    }

    static Task<IResult> Follow(Key key, PublicDesk portal, HttpContext http, CancellationToken stop) =>
        With(portal, http, key.Number, key.Code, _ => Task.FromResult<Refusal?>(null), stop);

    static Task<IResult> Judge(string number, Verdict verdict, PublicDesk portal, HttpContext http, CancellationToken stop) =>
        With(portal, http, number, verdict.Code, async id => (await portal.Judge(id, null, Words(verdict), stop)).Refusal, stop);

    static async Task<IResult> Add(string number, PublicDesk portal, Turns turns, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return Matters.No.Supplement.On("words").AsHttp();
        if (!turns.MayBring(Where.From(http).Address)) return No.TooOften.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        return await With(portal, http, number, form["code"], async id =>
        {
            var (taken, wrong) = await EvidenceDesk.TakeIn(form.Files, PublicDesk.FilesAtOnce, stop, "photos");
            return wrong ?? await portal.Add(id, null, form["words"], taken, stop);
        }, stop);
    }

    static Task<IResult> AskReopening(string number, ReopeningRequest request, PublicDesk portal, HttpContext http, CancellationToken stop) =>
        With(portal, http, number, request.Code, async id => (await portal.AskReopening(id, null, request.Why, stop)).Refusal, stop);

    static Task<IResult> Take(string number, string move, Taking taking, PublicDesk portal, HttpContext http, CancellationToken stop) =>
        With(portal, http, number, taking.Code, async id => (await portal.Take(id, null, move, taking.Words ?? [], stop)).Refusal, stop);

    static async Task<IResult> With(PublicDesk portal, HttpContext http, string? number, string? code, Func<string, Task<Refusal?>> act, CancellationToken stop)
    {
        var (refusal, id, mandate) = await portal.Open(Where.From(http).Address, number, code, stop);
        portal.Mandate = mandate;
        refusal ??= await act(id);
        return refusal is not null ? refusal.AsHttp() : Results.Json(await portal.Read(id, stop), Facts.Json);
    }

    static JsonObject Words(Verdict verdict) => new()
    {
        ["resolved"] = verdict.Resolved, ["satisfied"] = verdict.Satisfied, ["attitude"] = verdict.Attitude, ["words"] = verdict.Words,
    };
}
