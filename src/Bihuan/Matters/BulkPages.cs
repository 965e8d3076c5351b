using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Where somebody is on the way from ticks to done.</summary>
public enum BulkStep { Choose, Form, Preview, Done }

/// <summary>The ways in to many moves at once: four pages without a script, and the API.</summary>
public static class BulkPages
{
    /// <summary>What the pages need around them.</summary>
    internal sealed record Rooms(BulkMoves Bulk, Dossiers Dossiers, ListMatters List, Namer Namer, ReaderOf ReaderOf, SignedIn Who, Clerk Clerk);

    /// <param name="Matters">Numbers; <c>number:version</c> where the version that was looked at shall hold.</param>
    /// <param name="Move">The name of a move or an act.</param>
    /// <param name="Words">The form's answers by field, the same for all.</param>
    /// <param name="IsPreview">Says what would become of each, and writes nothing.</param>
    public sealed record Command(IReadOnlyList<string>? Matters, string? Move, JsonObject? Words = null, bool IsPreview = false);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/matters").SignedInOnly().ExcludeFromDescription().MapPost("/bulk", Step);
        app.MapGroup("/api/bulk-moves").WithTags("Matters").SignedInOnly().MapPost("", Take).WithSummary("Take one move for several matters, or preview it");
    }

    static async Task<IResult> Take(Command command, BulkMoves bulk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var person = who.Person!;
        if (Count(command.Matters?.Count ?? 0) is { } no) return no.On("matters").AsHttp();
        if (string.IsNullOrWhiteSpace(command.Move)) return No.MoveNotChosen.On("move").AsHttp();
        var chosen = await bulk.Find(person, command.Matters!, stop);
        var words = command.Words ?? [];
        var lines = command.IsPreview
            ? await bulk.Preview(clerk, person, chosen, command.Move, words, null, stop)
            : await bulk.Run(clerk, person, chosen, command.Move, words, null, clerk.Caller.CommandKey, stop);
        return Results.Json(new
        {
            command.IsPreview, Done = lines.Count(line => line.Refusal is null), Refused = lines.Count(line => line.Refusal is not null),
            Matters = lines.Select(line => new
            {
                line.Chosen.Number, IsDone = line.Refusal is null, line.After?.Stage, line.After?.Version, line.Refusal?.Code, line.Refusal?.Field,
                Words = line.Refusal is { } refusal ? new Words(refusal.Zh, refusal.En) : (Words?)null,
            }),
        }, Facts.Json);
    }

    static Refusal? Count(int count) => count == 0 ? No.NoneChosen : count > BulkMoves.Most ? No.TooManyChosen.With(BulkMoves.Most, count) : null;

    static async Task<IResult> Step(HttpContext http, [AsParameters] Rooms rooms, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var (person, reader) = (rooms.Who.Person!, await rooms.ReaderOf(http));
        var query = form["query"].ToString();
        var words = new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query));
        var names = await rooms.Namer.For(reader, person.Caller.District, stop, [words["handler"].ToString()]);
        IEnumerable<string?> said = form["m"];
        if (form["step"] == "all")
        {
            // What no list would show is not handled either.
            if (ListFilter.Wrong(words, names).FirstOrDefault() is { } wrong) return Back(http, reader, wrong, "");
            said = await rooms.List.All(person.Scope, Filters.Of(words, person), BulkMoves.Most, stop).Select(row => (string?)$"{row.Number}:{row.Version}").ToListAsync(stop);
        }

        var numbers = said.ToList();
        if (Count(numbers.Count) is { } no) return Back(http, reader, no, query);

        var chosen = await rooms.Bulk.Find(person, numbers, stop);
        var look = new BulkLook(BulkStep.Choose, chosen, BulkMoves.Offers(chosen)) { Query = query, Left = [.. form["left"].OfType<string>()] };
        if (form["step"].ToString() is "choose" or "all") return Show(http, reader, look, names);
        return await WithMove(http, reader, rooms, form, look, names, stop);
    }

    static async Task<IResult> WithMove(HttpContext http, Reader reader, Rooms rooms, IFormCollection form, BulkLook look, Named names, CancellationToken stop)
    {
        var person = rooms.Who.Person!;
        // A move and the matter whose form stands for all: `dispatch@LS…`.
        var at = form["move"].ToString().Split('@');
        var like = at.Length == 2 ? (await rooms.Bulk.Find(person, [at[1]], stop))[0] : null;
        if (like?.View is not { } view || BulkMoves.Named(at[0], view.Playbook, view.Matter.Stage, orElsewhere: form["step"] == "do") is not { } move || await rooms.Dossiers.Of(person, view.Matter.Id, stop) is not { } dossier)
            return Show(http, Saying(reader, No.MoveNotChosen), look, names, Problems.Status(No.MoveNotChosen));

        var (words, tried) = MoveWords.Read(move, view.Playbook, form, null);
        tried = tried with { Entered = tried.Entered.Where(pair => pair.Key is not ("m" or "step" or "move" or "query" or "left") && pair.Key != reader.Token?.Field).ToDictionary() };
        look = look with { Move = move, MoveWord = form["move"].ToString(), Form = Neutral(dossier, move, form["step"] == "form" ? null : tried), Key = form["key"].ToString() };
        switch (form["step"].ToString())
        {
            case "preview":
                look = look with { Step = BulkStep.Preview, Key = Guid.NewGuid().ToString("N"), Lines = await rooms.Bulk.Preview(rooms.Clerk, person, look.Chosen, move.Id, words, like, stop) };
                // One mistake in the form is one sentence at its field, and not the same sentence two hundred times.
                if (look.Lines.All(line => line.Refusal?.Field is not null) && look.Lines[0].Refusal is { Field: { } field } refusal && move.Form.Any(asked => asked.Field == field))
                    return Show(http, reader, look with { Step = BulkStep.Form, Form = look.Form with { Tried = tried with { Refusal = refusal } } }, names, Problems.Status(refusal));
                return Show(http, reader, look, names);
            case "do":
                var key = look.Key is { Length: > 0 and <= 64 } own ? own : null;
                look = look with { Step = BulkStep.Done, Lines = await rooms.Bulk.Run(rooms.Clerk, person, look.Chosen, move.Id, words, like, key, stop) };
                return Show(http, reader, look, names);
            default:
                return Show(http, reader, look with { Step = BulkStep.Form }, names);
        }
    }

    /// <summary>The form without what the one matter would propose: it stands for all of them.</summary>
    static Dossier Neutral(Dossier dossier, Move move, Tried? tried) => dossier with
    {
        Duty = null,
        Guesses = [],
        Related = [],
        View = dossier.View with { Matter = dossier.Matter with { Category = "", Area = "" } },
        Tried = tried ?? new(move.Id, null, move.Form.ToDictionary(asked => asked.Field, _ => (IReadOnlyList<string>)[""])),
    };

    static Reader Saying(Reader reader, Refusal no) => reader with { Notice = new(reader.Say(no.Zh, no.En), Tone.Red, no.Code) };

    static IResult Show(HttpContext http, Reader reader, BulkLook look, Named names, int status = StatusCodes.Status200OK) =>
        Pages.Show<BulkPage>(http, reader with { IsAnswer = true, Path = "/matters" }, new { Look = look, Names = names }, status);

    static IResult Back(HttpContext http, Reader reader, Refusal no, string query)
    {
        Notices.Leave(http, new(reader.Say(no.Zh, no.En), Tone.Red, no.Code));
        return MatterPages.SeeOther(Address.With(Address.With("/matters?" + query.TrimStart('?'), "tick", null), "tick", "1"));
    }
}

/// <summary>What the page of many moves shows.</summary>
public sealed record BulkLook(BulkStep Step, IReadOnlyList<BulkMoves.Chosen> Chosen, IReadOnlyList<BulkMoves.Offer> Offers)
{
    /// <summary>The list from which they were chosen: what stands behind its question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>Numbers that the preview refused, with nothing done to them.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    public Move? Move { get; init; }

    /// <summary>The move as the form carries it.</summary>
    public string MoveWord { get; init; } = "";

    /// <summary>The form that stands for all, and what was entered.</summary>
    public Dossier? Form { get; init; }

    public IReadOnlyList<BulkMoves.Line> Lines { get; init; } = [];

    /// <summary>The key of this very go: a second press answers the same.</summary>
    public string Key { get; init; } = "";
}
