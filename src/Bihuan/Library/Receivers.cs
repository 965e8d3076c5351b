using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Library;

/// <summary>Which unit receives the matters of a playbook: the ways in, from its page and for programs.</summary>
static class Receivers
{
    public static void MapReceivers(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/library").ExcludeFromDescription().SignedInOnly();
        pages.MapPost("/{playbook}/office", async (string playbook, HttpContext http, Clerk clerk, Shelf shelf, UnitTree tree, ReaderOf readerOf, CancellationToken stop) =>
        {
            var form = await http.Request.ReadFormAsync(stop);
            var answer = await Run(new(playbook, form["unit"].ToString()), clerk, shelf, tree, stop);
            var reader = await readerOf(http);
            Notices.Leave(http, answer.Refusal is { } no
                ? new Notice(reader.Say(no.Zh, no.En), Tone.Red, no.Code)
                : new Notice(reader.Say("受理单位已改，从现在起的新事项由它受理。", "The receiving office is named: it receives new matters from now on.")));
            return Results.Redirect($"/library/{Uri.EscapeDataString(playbook)}");
        });

        var api = app.MapGroup("/api/library").WithTags("Library").SignedInOnly();
        api.MapGet("/offices", async (SignedIn signedIn, KeptStories<Offices> offices, CancellationToken stop) =>
            Results.Json((await offices.Of(signedIn.Person!.Caller.District, stop)).ByPlaybook, Facts.Json)).WithSummary("List which unit receives what");
        api.MapPut("/{playbook}/office", async (string playbook, Named named, Clerk clerk, Shelf shelf, UnitTree tree, CancellationToken stop) =>
            (await Run(new(playbook, named.Unit ?? ""), clerk, shelf, tree, stop)).AsHttp(offices => new { playbook, unit = offices.ByPlaybook[playbook] }))
            .WithSummary("Name the unit that receives the matters of a playbook");
    }

    /// <param name="Unit">The code of a unit.</param>
    internal sealed record Named(string? Unit);

    static async Task<Answer<Offices>> Run(NameOffice.Command command, Clerk clerk, Shelf shelf, UnitTree tree, CancellationToken stop)
    {
        var units = await tree.Of(clerk.Caller.District, stop);
        return await clerk.Record<Offices>(Offices.Stream, command, (offices, now) =>
            NameOffice.Decide(offices, command, name => shelf.Newest(name) is not null, code => units.ByCode(code) is { IsClosed: false } && !Unit.IsDistrict(code), now), stop);
    }
}
