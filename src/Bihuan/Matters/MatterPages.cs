using System.Globalization;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>The page of one matter, and the forms on it: the same verbs as the API, with another mouth.</summary>
public static class MatterPages
{
    public static void MapMatterPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/matters/{id}").SignedInOnly().ExcludeFromDescription();
        pages.MapGet("", Read);
        pages.MapPost("/moves/{move}", Take);
        pages.MapGet("/place.geojson", Place);
        ReplyHints.Map(pages);
        EvidenceFiles.Map(app);
        DocumentPages.Map(app);
        SharePages.Map(app);
    }

    static async Task<IResult> Read(HttpContext http, string id, ReaderOf readerOf, Dossiers dossiers, MatterDesk desk, SignedIn who, CancellationToken stop)
    {
        var found = await dossiers.Of(who.Person!, await IdOf(desk, who.Person!, id, stop), stop);
        if (found is null) return Missing(http, await readerOf(http));
        return id == found.Matter.Number ? Show(http, await readerOf(http), found) : Results.Redirect(found.Href + http.Request.QueryString);
    }

    static async Task<IResult> Take(
        HttpContext http, string id, string move, ReaderOf readerOf, Dossiers dossiers, MatterDesk desk, FormRecords records, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var person = who.Person!;
        var reader = await readerOf(http);
        var form = await http.Request.ReadFormAsync(stop);
        if (await dossiers.Of(person, await IdOf(desk, person, id, stop), stop) is not { } before) return Missing(http, reader);

        var offered = Offered(before.Playbook, before.Matter.Stage, move);
        var (words, tried) = MoveWords.Read(offered ?? new(move, default, [], null, null), before.Playbook, form, before.Duty?.Unit);
        var (pick, chosen) = FormPick.Of(form);
        if (pick is not null && chosen is not null) words[pick] = chosen;
        var filled = await records.Fill(clerk, before.Playbook, offered?.Form ?? [], before.Matter.Coded, words, stop, pick);
        tried = tried.With(filled);
        if (pick is not null) return Show(http, reader, before with { Filled = filled, Tried = tried with { Refusal = filled.Refusal } }, filled.Refusal is null ? StatusCodes.Status200OK : Problems.Status(filled.Refusal));
        if (filled.Refusal is null) words = filled.Words;
        var caller = clerk.Caller with
        {
            Seen = long.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : clerk.Caller.Seen,
            CommandKey = form["key"].ToString() is { Length: > 0 and <= 64 } key ? key : clerk.Caller.CommandKey,
        };
        var answer = await desk.Take(clerk.For(caller), before.Matter.Id, move, words, stop, story => desk.Sees(person.Scope, story) ? null : No.SuchMatter);
        var after = await dossiers.Of(person, before.Matter.Id, stop);
        if (answer.Refusal is { } refusal)
            return after is null ? Missing(http, reader) : Show(http, reader, after with { Filled = filled.Records.IsEmpty && filled.Several.IsEmpty ? after.Filled : filled, Tried = tried with { Refusal = refusal } }, Problems.Status(refusal));
        if (after is not null && offered?.Act == SeeRequester.Act.Name) return Show(http, reader, after with { IsRevealed = true });

        var done = after is null ? reader.Say("已办。这件事现在不在您的范围内。", "Done. The matter is no longer within your scope.") : DossierWords.Done(before, after, reader);
        var settled = await FormPick.Settle(records, clerk.For(caller), before.Playbook, filled, form, reader, stop);
        Notices.Leave(http, settled is null ? new(done) : settled with { Sentence = $"{done}{reader.Say("", " ")}{settled.Sentence}" });
        return SeeOther(after?.Href ?? "/");
    }

    static async Task<IResult> Place(HttpContext http, string id, Dossiers dossiers, MatterDesk desk, SignedIn who, CancellationToken stop)
    {
        if (await dossiers.Of(who.Person!, await IdOf(desk, who.Person!, id, stop), stop) is not { Matter: { Lon: { } lon, Lat: { } lat } } dossier) return NotThere(http);
        return Results.Json(new
        {
            type = "FeatureCollection",
            features = new[]
            {
                new
                {
                    type = "Feature", geometry = new { type = "Point", coordinates = new[] { lon, lat } },
                    properties = new { title = dossier.Matter.Said.Title, tone = "green" },
                },
            },
        }, contentType: "application/geo+json");
    }

    /// <summary>A public number or an identifier, as an identifier.</summary>
    internal static async Task<string> IdOf(MatterDesk desk, Person person, string id, CancellationToken stop) =>
        id.Length == 32 ? id : await desk.IdOf(person.Caller.District, id, stop) ?? id;

    internal static IResult Show(HttpContext http, Reader reader, Dossier dossier, int status = StatusCodes.Status200OK) =>
        Pages.Show<MatterPage>(http, reader, new { Dossier = dossier with { Origin = $"{http.Request.Scheme}://{http.Request.Host}" } }, status);

    /// <summary>The same answer for what does not exist and for what this person may not know of.</summary>
    internal static IResult Missing(HttpContext http, Reader reader) =>
        Pages.Show<MatterPageMissing>(http, reader, status: StatusCodes.Status404NotFound);

    internal static IResult NotThere(HttpContext http) =>
        Problems.IsApi(http.Request) ? No.SuchMatter.AsHttp() : Results.NotFound();

    /// <summary>303: the answer to a form is another page, so that reloading it sends nothing twice.</summary>
    internal static IResult SeeOther(string href) => new Elsewhere(href);

    /// <summary>The move of the present stage, else of any: a stage may have moved on while somebody was writing.</summary>
    static Move? Offered(Playbook playbook, string stage, string move) =>
        playbook.MovesAt(stage).FirstOrDefault(m => m.Id == move)
            ?? playbook.Stages.SelectMany(s => s.Moves).Concat(playbook.Anywhere).FirstOrDefault(m => m.Id == move);

    sealed class Elsewhere(string href) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = href;
            return Task.CompletedTask;
        }
    }
}
