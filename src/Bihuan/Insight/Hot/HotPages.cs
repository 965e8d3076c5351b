using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Insight.Hot;

/// <summary>What repeats, where, how many people, is it growing; and what is done about its cause.</summary>
public static class HotPages
{
    const int MostListed = 100;

    /// <summary>A cause that is dealt with, and what still comes in.</summary>
    public sealed record Dealt(Matter Matter, Playbook Playbook, Inflow Inflow);

    /// <summary>An issue for programs.</summary>
    /// <param name="Value">(people + supporters) × growth × spread × severity.</param>
    /// <param name="Week">How many came in the last seven days; <paramref name="WeekBefore"/> in the seven before.</param>
    /// <param name="Root">The number of the matter that deals with the cause.</param>
    /// <param name="IsDue">Whether enough people speak of it for one.</param>
    public sealed record Sheet(string Id, string Name, string Place, int People, int Cases, double Supporters, double Growth, double Spread, double Severity, double Value, int Week, int WeekBefore, string? Root, bool IsDue, IReadOnlyList<string>? Matters);

    /// <param name="Hearing">How many have been heard while the window is heard for the first time; left out when that is done.</param>
    public sealed record SheetList(IReadOnlyList<Sheet> Issues, int Heard, DateTimeOffset? Since, int? Hearing);

    public static IServiceCollection AddHot(this IServiceCollection services) => services.AddSingleton<HotRows>().AddSingleton<HotRoots>().AddSingleton<TieLater>().AddSingleton<HotGroups>()
        .AddSingleton<MakeRoot>().AddSingleton<HotTalk>().AddHostedService(house => house.GetRequiredService<HotTalk>());

    public static void MapHot(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/hot").WithTags("Insight").SignedInOnly();
        api.MapGet("", List).WithSummary("List what several people say again and again, the hottest first").Produces<SheetList>();
        api.MapGet("/{id}", Read).WithSummary("Read one hot issue with its matters; by the identifier of any of them").Produces<Sheet>();
        api.MapPost("/{id}/roots", async (string id, MakeRoot.Command command, MakeRoot make, SignedIn who, Clerk clerk, CancellationToken stop) =>
            (await make.Run(clerk, who.Person!, id, command, stop)).Answer.AsHttp(m => new { m.Id, m.Number, m.Stage, m.Version, Cases = m.Links.Length }))
            .WithSummary("Make one matter of a hot issue: with a unit and a day, tied to its cases");

        var pages = app.MapGroup("/hot").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", (HttpContext http, [AsParameters] Rooms rooms, string? show, string? area, CancellationToken stop) => Show(http, rooms, show, area, stop));
        pages.MapGet("/{id}", (HttpContext http, string id, [AsParameters] Rooms rooms, CancellationToken stop) => One(http, id, rooms, null, null, stop));
        pages.MapPost("/{id}/roots", Make);
        pages.MapGet("/roots/{number}", (HttpContext http, string number, [AsParameters] Rooms rooms, CancellationToken stop) => Root(http, number, rooms, null, stop));
        pages.MapPost("/roots/{number}/gatherings", Gather);
    }

    /// <summary>What the pages need around them.</summary>
    internal sealed record Rooms(HotGroups Groups, HotTalk Talk, HotRoots Roots, MakeRoot Maker, Inflows Inflows, ListMatters List, MatterDesk Desk, ReadMatter Matters, Namer Namer, ReaderOf ReaderOf, SignedIn Who, Clerk Clerk)
    {
        public Person Person => Who.Person!;
    }

    /// <summary>Whether a person begins matters of the playbook that gathers.</summary>
    internal static bool MayMake(Person person, Playbook playbook) => playbook.Begins!.By.Any(by => by.Role == person.Post.Role);

    static Sheet Of(HotIssue issue, DateTimeOffset now, bool withMatters) => new(issue.Id, issue.Name, issue.Place, issue.Heat.People, issue.Members.Length, Math.Round(issue.Heat.Supporters, 2),
        Math.Round(issue.Heat.Growth, 3), Math.Round(issue.Heat.Spread, 3), issue.Heat.Severity, Math.Round(issue.Heat.Value, 2), issue.Within(now, 7), issue.Within(now.AddDays(-7), 7), issue.Root?.Number, issue.IsDue,
        withMatters ? [.. issue.Members.Select(said => said.Id)] : null);

    static async Task<IResult> List(HotGroups groups, SignedIn who, TimeProvider time, CancellationToken stop)
    {
        var sight = await groups.Of(who.Person!, stop);
        return Results.Json(new SheetList([.. sight.Issues.Take(MostListed).Select(issue => Of(groups.Named(issue), time.GetUtcNow(), false))], sight.Heard, sight.Since, sight.Hearing), Facts.Json);
    }

    static async Task<IResult> Read(string id, HotGroups groups, SignedIn who, TimeProvider time, CancellationToken stop) =>
        await groups.One(who.Person!, id, stop) is { } issue ? Results.Json(Of(issue, time.GetUtcNow(), true), Facts.Json) : No.SuchIssue.AsHttp();

    static async Task<IResult> Show(HttpContext http, Rooms rooms, string? show, string? area, CancellationToken stop)
    {
        var (person, reader) = (rooms.Person, await rooms.ReaderOf(http));
        var sight = await rooms.Groups.Of(person, stop);
        var dealt = new List<Dealt>();
        foreach (var playbook in rooms.Talk.Gathering)
            foreach (var root in (await rooms.Roots.Of(playbook, stop)).Where(root => rooms.Desk.Sees(person.Scope, root.Matter)))
                if (await rooms.Inflows.Of(person.Scope, playbook, root.Matter, stop) is { } flow) dealt.Add(new(root.Matter, playbook, flow));
        return Pages.Show<HotPage>(http, reader, new
        {
            Sight = sight, Name = (Func<HotIssue, string>)(issue => rooms.Groups.Named(issue).Name), Dealt = dealt, Names = await rooms.Namer.For(reader, person.Caller.District, stop), Which = show is "due" or "growing" or "dealt" ? show : "", Area = area is { Length: 9 } ? area : null,
            Gathering = rooms.Talk.Gathering.FirstOrDefault()?.Begins?.Gathers, SeesNothing = person.Scope.MaxSensitivity < 0,
        });
    }

    static async Task<IResult> One(HttpContext http, string id, Rooms rooms, IReadOnlyDictionary<string, string>? said, Refusal? refusal, CancellationToken stop)
    {
        var (person, reader) = (rooms.Person, await rooms.ReaderOf(http));
        if (await rooms.Groups.One(person, id, stop) is not { } issue)
            return Pages.Show<HotGonePage>(http, reader, new { IsHearing = rooms.Talk.Hearing is not null }, StatusCodes.Status404NotFound);

        var suggested = issue.Root is null && MayMake(person, issue.Playbook) ? await rooms.Maker.Suggest(person, issue, stop) : [];
        var rows = await rooms.List.Of(person.Scope, issue.Members.Select(one => one.Id), stop);
        return Pages.Show<HotIssuePage>(http, reader, new
        {
            Issue = issue, Rows = rows, Names = await rooms.Namer.For(reader, person.Caller.District, stop, rows.Select(row => row.Handler)), MayMake = MayMake(person, issue.Playbook), Refusal = refusal,
            Said = said ?? suggested.ToDictionary(word => word.Key, word => word.Value?.ToString() ?? "", StringComparer.Ordinal),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static async Task<IResult> Make(HttpContext http, string id, [AsParameters] Rooms rooms, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var said = form.ToDictionary(word => word.Key, word => word.Value.ToString().Trim(), StringComparer.Ordinal);
        var key = said.GetValueOrDefault("key") is { Length: > 0 and <= 64 } given ? $"root {given}" : null;
        var issue = await rooms.Groups.One(rooms.Person, id, stop);
        var answers = new JsonObject();
        foreach (var field in issue?.Playbook.Begins?.Form.Select(asked => issue.Playbook.Field(asked.Field)).OfType<Bihuan.Engine.Playbooks.Field>() ?? [])
            if (said.GetValueOrDefault(field.Id) is { Length: > 0 } word) answers[field.Id] = field.Type is FieldType.Unit or FieldType.Choice or FieldType.Area or FieldType.Person ? word.Split(' ')[0] : word;
        var (answer, left) = await rooms.Maker.Run(key is null ? rooms.Clerk : rooms.Clerk.For(rooms.Clerk.Caller with { CommandKey = key }), rooms.Person, id, new(answers, said.GetValueOrDefault("title")), stop);
        if (answer.Refusal is { } refusal) return await One(http, id, rooms, said, refusal, stop);

        var (reader, matter) = (await rooms.ReaderOf(http), answer.Story);
        Notices.Leave(http, left is null
            ? new(reader.Say($"已立项 {matter.Number}，归集 {matter.Links.Length} 件；以后说同一件事的会自动归集。", $"{matter.Number} was begun with {matter.Links.Length} cases tied to it; later ones that speak of the same are tied by themselves."))
            : new(reader.Say($"已立项 {matter.Number}，但没有全部办完：{left.Zh}", $"{matter.Number} was begun, but not everything was done: {left.En}"), Tone.Amber, left.Code));
        http.Response.Headers.Location = $"/matters/{matter.Number}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    static async Task<IResult> Root(HttpContext http, string number, Rooms rooms, Refusal? refusal, CancellationToken stop)
    {
        var (person, reader) = (rooms.Person, await rooms.ReaderOf(http));
        if (await rooms.Desk.IdOf(person.Caller.District, number, stop) is not { } id || await rooms.Matters.Of(person, id, stop) is not { Playbook.Begins.Gathers: not null } view)
            return Pages.Show<HotGonePage>(http, reader, new { IsHearing = false }, StatusCodes.Status404NotFound);

        if (refusal is not null) reader = reader with { Notice = new(reader.Say(refusal.Zh, refusal.En), Tone.Red, refusal.Code), Path = $"/hot/roots/{number}" };
        var issue = await rooms.Groups.OfRoot(person, id, stop);
        var tied = await rooms.List.Of(person.Scope, view.Matter.Links, stop);
        var offered = await rooms.List.Of(person.Scope, issue?.Unsure ?? [], stop);
        return Pages.Show<HotRootPage>(http, reader, new
        {
            View = view, Tied = tied, Offered = offered, Inflow = await rooms.Inflows.Of(person.Scope, view.Playbook, view.Matter, stop), Issue = issue?.Id,
            MayTie = view.Moves.Any(offer => offer.Closed is null && offer.Move.Act == GatherCases.Act.Name),
            Names = await rooms.Namer.For(reader, person.Caller.District, stop, tied.Concat(offered).Select(row => row.Handler)),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static async Task<IResult> Gather(HttpContext http, string number, [AsParameters] Rooms rooms, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        string[] chosen = [.. form["matter"].OfType<string>()];
        var id = await rooms.Desk.IdOf(rooms.Person.Caller.District, number, stop) ?? "";
        if (chosen.Length == 0) return await Root(http, number, rooms, No.NoneChosen, stop);
        // Only what the person sees: a guess at an identifier must tie nothing.
        var seen = (await rooms.List.Of(rooms.Person.Scope, chosen, stop)).Select(row => row.Id).ToList();
        var words = new JsonObject { ["matters"] = new JsonArray([.. seen.Select(one => JsonValue.Create(one))]) };
        var answer = await rooms.Desk.Take(rooms.Clerk, id, GatherCases.Act.Name, words, stop, story => rooms.Desk.Sees(rooms.Person.Scope, story) ? null : Matters.No.SuchMatter);
        if (answer.Refusal is { } refusal) return await Root(http, number, rooms, refusal, stop);

        Notices.Leave(http, new((await rooms.ReaderOf(http)).Say($"已归集 {seen.Count} 件。", seen.Count == 1 ? "1 case was tied." : $"{seen.Count} cases were tied.")));
        http.Response.Headers.Location = $"/hot/roots/{number}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
