using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>What is handled: the way in for programs.</summary>
public static class MattersFeature
{
    public static IServiceCollection AddMatters(this IServiceCollection services) => services
        .AddSingleton<MatterDesk>().AddSingleton<Recurrences>().AddSingleton<Repeats>().AddSingleton<PostHolders>().AddSingleton<FindMatters>().AddSingleton<IndexMatters>().AddSingleton<ListMatters>().AddSingleton<ReadMatter>().AddSingleton<BrokenLoops>().AddSingleton<Todos>().AddSingleton<EraseRequester>()
        .AddSingleton<Dossiers>().AddSingleton<EvidenceDesk>().AddSingleton<DocumentDesk>().AddSingleton<ShareDesk>().AddSingleton<Migration>().AddSingleton<FormRecords>().AddSingleton<Inflows>();

    /// <summary>The clock's hand, where a process serves.</summary>
    public static IServiceCollection AddTicking(this IServiceCollection services) => services.AddHostedService<Ticker>().AddHostedService<IndexTicker>();

    public static void MapMatters(this IEndpointRouteBuilder app)
    {
        var matters = app.MapGroup("/api/matters").WithTags("Matters").SignedInOnly();
        matters.MapPost("", Receive).WithSummary("Write down a request");
        matters.MapGet("", List).WithSummary("List matters inside your scope").WithMetadata(new Narrowed(Walks: true));
        matters.MapGet("/{id}", Read).WithSummary("Read one matter with its history and the moves you may take");
        matters.MapPost("/{id}/moves/{move}", (string id, string move, JsonObject words, MatterDesk desk, ReadMatter read, SignedIn who, Clerk clerk, CancellationToken stop) =>
            Take(id, move, words, desk, read, who, clerk, stop)).WithSummary("Take a move of the playbook").WithMetadata(new TakesAnyMove());
        foreach (var act in Acts.All)
            matters.MapPost($"/{{id}}/{act.Makes}", (string id, JsonObject words, MatterDesk desk, ReadMatter read, SignedIn who, Clerk clerk, CancellationToken stop) =>
                    Take(id, act.Name, words, desk, read, who, clerk, stop))
                .WithSummary(Summary(act)).WithMetadata(act);
        matters.MapPost("/{id}/erasures", async (string id, EraseRequester.Command command, EraseRequester erase, SignedIn who, Clerk clerk, CancellationToken stop) =>
            (await erase.Run(clerk, id, command, stop)).AsHttp()).WithSummary("Erase the requester of a matter, in every matter of theirs");
        app.MapGet("/api/broken-loops", async (BrokenLoops broken, SignedIn who, CancellationToken stop) =>
            Results.Json(await broken.Find(who.Person!.Scope, stop), Facts.Json)).WithTags("Matters").SignedInOnly()
            .WithSummary("List open matters without owner, clock or verified end");
    }

    static async Task<IResult> Receive(ReceiveMatter.Command command, MatterDesk desk, ReadMatter read, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        // Tied only to what the person may know of: a guess at a number must tell nothing.
        // What somebody may not see is not there for them to be tied to either.
        foreach (var (field, number) in ((string, string?)[])[("from", command.From), ("beside", command.Beside)])
            if (!string.IsNullOrWhiteSpace(number) && await read.Of(who.Person!, await MatterPages.IdOf(desk, who.Person!, number, stop), stop) is null) return No.SuchMatter.On(field).AsHttp();
        // A playbook that says itself who begins it is asked by the desk.
        if (command.Playbook is null && who.Unless("agent", "clerk", "dispatcher", "grid-member", "petition-officer", "coordinator", "supervisor", "leader") is { } refusal) return refusal.AsHttp();
        var answer = await desk.Receive(clerk, command, stop);
        return answer.AsHttp(m => new { m.Id, m.Number, QueryCode = desk.QueryCode(clerk.Caller.District, m.Id), m.Stage, m.Version });
    }

    static async Task<IResult> List(HttpContext http, ReadList list, Namer namer, SignedIn who, CancellationToken stop)
    {
        var (words, person) = (http.Request.Query, who.Person!);
        var names = await namer.For(Reader.Nobody, person.Caller.District, stop, [(string?)words["handler"]]);
        if (ListFilter.Wrong(words, names).FirstOrDefault() is { } wrong) return wrong.AsHttp();
        var query = Filters.Of(words, person);
        var (page, _, refusal) = await list.Page(person.Scope, query, stop, counting: false);
        if (refusal is not null) return refusal.AsHttp();
        if (ListColumn.Read(words["columns"], query.Kind, names) is not { Length: > 0 } columns) return Results.Json(page, Facts.Json);

        var coded = await list.Coded(person.Caller.District, [.. page.Rows], columns, list.MomentOf(query), stop);
        return Results.Json(new
        {
            Rows = page.Rows.Select(row => columns.Select(column => (column.Key, Value: column.Code(new(row, coded.GetValueOrDefault(row.Id) ?? ImmutableDictionary<string, string>.Empty))))
                .Prepend(("version", row.Version)).Prepend(("id", row.Id)).ToDictionary(cell => cell.Item1, cell => cell.Item2)).ToList(),
            page.Next, page.Previous, page.Through,
        }, Facts.Json);
    }

    static async Task<IResult> Read(string id, ReadMatter read, MatterDesk desk, SignedIn who, CancellationToken stop)
    {
        id = id.Length == 32 ? id : await desk.IdOf(who.Person!.Caller.District, id, stop) ?? id;
        if (await read.Of(who.Person!, id, stop) is not { } view) return No.SuchMatter.AsHttp();
        return new Answer<Matter>(null, view.Matter.Stream, view.Matter, view.Matter.Version).AsHttp(_ => MatterSheet.Of(view, desk, who.Person!));
    }

    static async Task<IResult> Take(
        string id, string move, JsonObject words, MatterDesk desk, ReadMatter read, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        id = id.Length == 32 ? id : await desk.IdOf(clerk.Caller.District, id, stop) ?? id;
        // Decided inside the lane, on the story as it stands then: whoever lost sight of a matter can no longer act on it.
        var answer = await desk.Take(clerk, id, move, words, stop, story => desk.Sees(who.Person!.Scope, story) ? null : No.SuchMatter);
        return answer.AsHttp(m => new { m.Id, m.Number, m.Stage, m.Version });
    }

    static string Summary(Act act) => char.ToUpperInvariant(act.Name[0]) + act.Name[1..].Replace('-', ' ');
}
