using System.Globalization;
using Bihuan.Duties;
using Bihuan.Duties.Drafts;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters.Drafts;

/// <summary>The next edition of the dispatch catalogue: written, replayed over what came, and then published; on pages and for programs.</summary>
public static class DraftPages
{
    /// <param name="Rows">The rows to try; the draft's when left out.</param>
    /// <param name="Weeks">How far back: 1 to 104; 8 when left out.</param>
    /// <param name="Against">force: the rows in force; handled: who led each matter. Where it is left out, the rows in force, if there are any.</param>
    public sealed record Asked(ImmutableArray<CatalogueRow>? Rows = null, int? Weeks = null, string? Against = null);

    /// <summary>What a replay answers.</summary>
    /// <param name="Draft">The version of the draft that was replayed; with it the draft is published. Left out where rows were given.</param>
    /// <param name="Gaps">How many pairs of category and street nobody, two units or a unit without anybody would have.</param>
    public sealed record Answered(long? Draft, int Weeks, string Against, int Cases, int Moved, bool IsCut, IReadOnlyList<Moves> Shifts, IReadOnlyList<UnitLoad> Loads, IReadOnlyList<int> Unused, IReadOnlyList<Hidden> Shadowed, IReadOnlyList<int> Placed, int Gaps, long Millis);

    /// <param name="Examples">Numbers of the latest matters, as far as the reader may see them.</param>
    public sealed record Moves(string? From, string? To, int Count, IReadOnlyList<int> Rows, IReadOnlyList<string> Examples);

    public sealed record Hidden(int Row, IReadOnlyList<int> By);

    public sealed record Kept(int Base, int Edition, long Version, IReadOnlyList<CatalogueRow> Rows);

    internal sealed record Rooms(DraftDesk Desk, ReplayMatters Replay, DutyGapRoom Gaps, ListMatters List, Namer Namer, ReaderOf ReaderOf, SignedIn Who, Clerk Clerk)
    {
        public Person Person => Who.Person!;
        public string District => Person.Caller.District;
    }

    public static void MapDrafts(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/catalogue").WithTags("Duties").SignedInOnly();
        api.MapGet("/draft", async ([AsParameters] Rooms rooms, CancellationToken stop) => await rooms.Desk.Of(rooms.District, stop) is var (draft, force) && draft.Exists
            ? Results.Json(new Kept(draft.Base, force.Edition, draft.Version, draft.Rows), Facts.Json) : Duties.No.NoDraft.AsHttp()).WithSummary("Read the draft of the dispatch catalogue").Produces<Kept>();
        api.MapPut("/draft", async (KeepDraft.Command command, [AsParameters] Rooms rooms, CancellationToken stop) => (await rooms.Desk.Keep(rooms.Clerk, command with { Rows = Whole(command.Rows) }, stop)).AsHttp(draft => new { draft.Base, draft.Version, Rows = draft.Rows.Length }))
            .WithSummary("Keep rows as the draft of the dispatch catalogue");
        api.MapDelete("/draft", async ([AsParameters] Rooms rooms, CancellationToken stop) => (await rooms.Desk.Drop(rooms.Clerk, stop)).AsHttp()).WithSummary("Throw the draft of the dispatch catalogue away");
        api.MapPost("/simulations", Simulate).WithSummary("Replay the last weeks through a draft of the dispatch catalogue").Produces<Answered>();
        api.MapPost("/editions", async (PublishDraft.Command command, [AsParameters] Rooms rooms, CancellationToken stop) => (await rooms.Desk.Publish(rooms.Clerk, command, stop)).AsHttp(catalogue => new { catalogue.Edition, Rows = catalogue.Rows.Length }))
            .WithSummary("Publish the draft of the dispatch catalogue as it was replayed");

        var pages = app.MapGroup("/catalogue").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("/draft", (HttpContext http, int? row, [AsParameters] Rooms rooms, CancellationToken stop) => Show(http, rooms, row, null, null, stop));
        pages.MapPost("/draft", Change);
        pages.MapGet("/simulation", (HttpContext http, int? weeks, string? against, [AsParameters] Rooms rooms, CancellationToken stop) => Result(http, weeks, against, rooms, null, stop));
        pages.MapPost("/simulation", Publish);
    }

    // Programs leave out what is empty.
    static ImmutableArray<CatalogueRow> Whole(ImmutableArray<CatalogueRow> rows) => rows.IsDefault ? [] : [.. rows.Select(row => row with { Co = row.Co.IsDefault ? [] : row.Co, Basis = row.Basis.Zh is null ? new("", "") : row.Basis, Duty = row.Duty ?? "basic" })];

    static async Task<IResult> Simulate(Asked asked, [AsParameters] Rooms rooms, CancellationToken stop)
    {
        if (rooms.Who.Unless(Readers) is { } fault) return fault.AsHttp();
        var (draft, _) = await rooms.Desk.Of(rooms.District, stop);
        var rows = asked.Rows is { } given ? Whole(given) : draft.Rows;
        if (asked.Rows is null && !draft.Exists) return Duties.No.NoDraft.AsHttp();
        if (rows.IsEmpty) return Duties.No.Rows.AsHttp();

        var replayed = await rooms.Replay.Run(rooms.Person.Scope, rows, Math.Clamp(asked.Weeks ?? 8, 1, 104), asked.Against switch { "handled" => true, "force" => false, _ => null }, stop);
        var numbers = (await rooms.List.Of(rooms.Person.Scope, replayed.Result.Shifts.SelectMany(shift => shift.Examples), stop)).ToDictionary(row => row.Id, row => row.Number, StringComparer.Ordinal);
        var gaps = await rooms.Gaps.Read(rooms.District, new() { Rows = rows }, await rooms.Namer.For(Reader.Nobody, rooms.District, stop), stop);
        return Results.Json(new Answered(asked.Rows is null ? draft.Version : null, replayed.Weeks, replayed.IsAgainstHandled ? "handled" : "force", replayed.Result.Cases, replayed.Result.Moved, replayed.IsCut,
            [.. replayed.Result.Shifts.Select(shift => new Moves(shift.From, shift.To, shift.Count, [.. shift.Rows.Select(row => row.Row)], [.. shift.Examples.Select(id => numbers.GetValueOrDefault(id)).OfType<string>()]))],
            replayed.Result.Loads, [.. replayed.Result.Unused.Select(row => row.Row)], [.. replayed.Result.Findings.Shadowed.Select(hidden => new Hidden(hidden.Row.Row, [.. hidden.By.Select(row => row.Row)]))],
            [.. replayed.Result.Findings.Placed.Select(row => row.Row)], gaps.Count(cell => cell.Gap is not null), replayed.Millis), Facts.Json);
    }

    /// <summary>Who replays: those who see the district and have a hand in who does what.</summary>
    static readonly string[] Readers = ["dispatcher", "supervisor", "leader", "assessor"];

    static async Task<IResult> Show(HttpContext http, Rooms rooms, int? row, CatalogueRow? entered, Refusal? refusal, CancellationToken stop)
    {
        var reader = await rooms.ReaderOf(http);
        var (draft, force) = await rooms.Desk.Of(rooms.District, stop);
        if (refusal is { Field: null }) reader = reader with { Notice = new(reader.Say(refusal.Zh, refusal.En), Tone.Red, refusal.Code), Path = "/catalogue/draft" };
        return Pages.Show<DraftPage>(http, reader, new
        {
            Draft = draft, Force = force, Names = await rooms.Namer.For(reader, rooms.District, stop, [draft.By]), MayWrite = rooms.Person.Is(KeepDraft.Writers), MayReplay = rooms.Person.Is(Readers),
            Chosen = entered ?? (row is { } number ? draft.Rows.FirstOrDefault(one => one.Row == number) ?? (number == 0 ? new CatalogueRow(0, "", null, null, "", [], null, null, default, "basic") : null) : null), Refusal = refusal,
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static async Task<IResult> Change(HttpContext http, [AsParameters] Rooms rooms, CancellationToken stop)
    {
        if (rooms.Who.Unless(KeepDraft.Writers) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        var reader = await rooms.ReaderOf(http);
        var names = await rooms.Namer.For(reader, rooms.District, stop);
        var (draft, force) = await rooms.Desk.Of(rooms.District, stop);
        CatalogueRow? entered = null;
        Answer<CatalogueDraft> answer;
        switch (form["do"].ToString())
        {
            case "begin": answer = await rooms.Desk.Keep(rooms.Clerk, new(force.Rows), stop); break;
            case "history": answer = await rooms.Desk.Keep(rooms.Clerk, new(await rooms.Replay.FromHistory(rooms.Person.Scope, 104, stop)), stop); break;
            case "catch-up": answer = await rooms.Desk.CatchUp(rooms.Clerk, stop); break;
            case "drop": answer = await rooms.Desk.Drop(rooms.Clerk, stop); break;
            case "take-out": answer = await rooms.Desk.Change(rooms.Clerk, Whole(form["row"]), null, stop); break;
            case "sheet":
                using (var bytes = new MemoryStream())
                {
                    if (form.Files["file"] is { Length: > 0 and < 5 << 20 } file) await file.CopyToAsync(bytes, stop);
                    bytes.Position = 0;
                    var (rows, wrong) = DraftSheet.Read(bytes, draft.Exists ? draft.Rows : force.Rows, names);
                    if (wrong is not null) return await Show(http, rooms, null, null, wrong, stop);
                    answer = await rooms.Desk.Keep(rooms.Clerk, new(rows), stop);
                }

                break;
            default:
                var (row, refusal) = Entered(form, draft.Exists ? draft.Rows : force.Rows, names);
                if (refusal is not null) return await Show(http, rooms, row.Row, row, refusal, stop);
                entered = row;
                answer = await rooms.Desk.Change(rooms.Clerk, row.Row, row, stop);
                break;
        }

        if (answer.Refusal is { } no) return await Show(http, rooms, entered?.Row, entered, no, stop);
        Notices.Leave(http, new(form["do"].ToString() == "drop" ? reader.Say("草稿已放弃，现行目录没有动。", "The draft was thrown away; the edition in force was not touched.") : reader.Say("草稿已保存；试算一下，看会动哪些事。", "The draft is kept. Replay it to see what would move.")));
        http.Response.Headers.Location = "/catalogue/draft";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    static int Whole(string? said) => int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>A row as somebody entered it in the form; number 0 is a new one.</summary>
    static (CatalogueRow Row, Refusal? Refusal) Entered(IFormCollection form, ImmutableArray<CatalogueRow> rows, Named names)
    {
        string Word(string name) => form[name].ToString().Trim();
        var number = Whole(Word("row")) is > 0 and var said ? said : rows.Select(row => row.Row).DefaultIfEmpty(0).Max() + 1;
        var before = rows.FirstOrDefault(row => row.Row == number);
        var (area, isArea) = DraftSheet.AreaOf(Word("area"), names);
        var unit = DraftSheet.UnitOf(Word("unit"), names);
        var category = Word("category").Split(' ')[0];
        var co = form["co"].SelectMany(one => (one ?? "").Split('\n')).Select(one => one.Trim()).Where(one => one.Length > 0).Select(one => (Said: one, Code: DraftSheet.UnitOf(one, names))).ToList();
        var basis = Word("basis");
        var row = new CatalogueRow(number, category, area, Word("place") is { Length: > 0 } place ? place : null, unit ?? Word("unit"), [.. co.Select(one => one.Code ?? one.Said)], Word("limit") is { Length: > 0 } limit ? limit : null,
            Word("urgent") is { Length: > 0 } urgent ? urgent : null, before is not null && (before.Basis.Zh == basis || before.Basis.En == basis) ? before.Basis : new(basis, basis), Word("duty") is { Length: > 0 } duty ? duty : "basic");
        return (row, names.Categories.Of(category) is null ? No.SuchCategory.With(category).On("category")
            : !isArea ? No.Place.With(Word("area")).On("area")
            : unit is null ? Duties.No.SuchUnit.With(number, Word("unit")).On("unit")
            : co.FirstOrDefault(one => one.Code is null) is { Said: not null } wrong ? Duties.No.SuchUnit.With(number, wrong.Said).On("co") : null);
    }

    static async Task<IResult> Result(HttpContext http, int? weeks, string? against, Rooms rooms, Refusal? refusal, CancellationToken stop)
    {
        var reader = await rooms.ReaderOf(http);
        if (refusal is not null) reader = reader with { Notice = new(reader.Say(refusal.Zh, refusal.En), Tone.Red, refusal.Code), Path = "/catalogue/simulation" };
        var names = await rooms.Namer.For(reader, rooms.District, stop);
        var (draft, force) = await rooms.Desk.Of(rooms.District, stop);
        var mayReplay = rooms.Person.Is(Readers);
        var replayed = draft.Exists && mayReplay ? await rooms.Replay.Run(rooms.Person.Scope, draft.Rows, Math.Clamp(weeks ?? 8, 1, 104), against switch { "handled" => true, "force" => false, _ => null }, stop) : null;
        var examples = replayed is null ? [] : (await rooms.List.Of(rooms.Person.Scope, replayed.Result.Shifts.Take(SimulationPage.Most).SelectMany(shift => shift.Examples), stop)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        IReadOnlyList<DutyCell> gaps = draft.Exists && mayReplay ? await rooms.Gaps.Read(rooms.District, new() { Rows = draft.Rows }, names, stop) : [];
        return Pages.Show<SimulationPage>(http, reader, new
        {
            Draft = draft, Force = force, Replayed = replayed, Examples = examples, Names = names, MayPublish = rooms.Person.Is(KeepDraft.Writers), MayReplay = mayReplay,
            Gaps = gaps, GapsNow = draft.Exists && mayReplay ? (await rooms.Gaps.Read(rooms.District, names, stop)).Count(cell => cell.Gap is not null) : 0,
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static async Task<IResult> Publish(HttpContext http, [AsParameters] Rooms rooms, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var answer = await rooms.Desk.Publish(rooms.Clerk, new(long.TryParse(form["draft"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0), stop);
        if (answer.Refusal is { } refusal) return await Result(http, null, null, rooms, refusal, stop);

        var reader = await rooms.ReaderOf(http);
        Notices.Leave(http, new(reader.Say($"第 {answer.Story.Edition} 版已施行；已经派出的事项仍按原来的条目。", $"Edition {answer.Story.Edition} is in force; what was sent before keeps the row it was sent by.")));
        http.Response.Headers.Location = "/catalogue";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
