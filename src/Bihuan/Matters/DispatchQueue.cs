using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.Matters.Learning;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>The dispatcher's desk: what waits for a unit, with the unit the catalogue suggests and the row that suggests it.</summary>
public static class DispatchQueue
{
    /// <summary>A line of the queue.</summary>
    /// <param name="Duty">Whose duty it is by the catalogue; null is a duty gap.</param>
    /// <param name="Like">What was decided in like cases, the likeliest first.</param>
    /// <param name="Rather">The category that the words speak for, where it is surely another one than it is filed under.</param>
    public sealed record Item(Todos.Line Todo, Duty? Duty, IReadOnlyList<Custom> Like, Likely? Rather)
    {
        /// <summary>What is usually decided, where it differs from the catalogue.</summary>
        public Custom? Otherwise => Duty is { } duty && Like is [{ IsUsual: true } first, ..] && first.Unit != duty.Unit ? first : null;
    }

    /// <summary>The tabs and the steps behind them: the stages whose first move sends or decides, in every playbook.</summary>
    public static ImmutableArray<(string Key, string[] Steps)> Tabs(Named names) =>
    [
        ("", Stages(names, Dispatch.Act.Name)), ("objections", Stages(names, Objection.Decide.Name)),
        ("requests", ["decide-extension", "decide-suspension", "decide-reopening", "decide-exemption"]),
    ];

    static string[] Stages(Named names, string act) =>
        [.. names.Kinds.SelectMany(p => p.Stages).Where(stage => stage.Moves.Any(move => move.IsPrimary && move.Act == act)).Select(stage => stage.Id).Distinct()];

    // As many as somebody decides on before looking again; what follows comes up as these are sent.
    const int Most = 50;

    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/dispatch", (HttpContext http, string? tab, [AsParameters] Rooms rooms, SignedIn who, CancellationToken stop) => Show(http, tab, rooms, who, null, stop));
        pages.MapPost("/dispatch", Send);
    }

    /// <summary>What the desk needs around it.</summary>
    internal sealed record Rooms(Todos Todos, MatterDesk Desk, Namer Namer, ReaderOf ReaderOf, LikeCases Like, Apprentice Apprentice, LessonBook Book);

    static async Task<IResult> Show(HttpContext http, string? tab, Rooms rooms, SignedIn who, Refusal? refusal, CancellationToken stop)
    {
        var person = who.Person!;
        var reader = await rooms.ReaderOf(http);
        if (refusal is not null) reader = reader with { Notice = new(reader.Say(refusal.Zh, refusal.En), Tone.Red, refusal.Code), Path = "/dispatch" };
        var known = Tabs(await rooms.Namer.For(reader, person.Caller.District, stop));
        var (key, steps) = known.FirstOrDefault(t => t.Key == (tab ?? ""), known[0]);
        var lines = new List<Todos.Line>();
        if (person.Is("dispatcher"))
            foreach (var step in steps) lines.AddRange(await rooms.Todos.Of(person, stop, Most, step));
        var items = new List<Item>();
        var sources = key.Length == 0 ? await rooms.Book.Sources(lines.Select(line => line.Id), stop) : new Dictionary<string, string>();
        foreach (var line in lines.OrderBy(line => line.Due).Take(Most)) items.Add(key.Length == 0 ? await Known(rooms, person.Caller.District, line, sources.GetValueOrDefault(line.Id, ""), stop) : new(line, null, [], null));
        var (counts, isMore) = await rooms.Todos.Counts(person, stop);
        return Pages.Show<DispatchPage>(http, reader, new
        {
            Tab = key,
            Items = items,
            Counts = counts,
            IsMore = isMore,
            Names = await rooms.Namer.For(reader, person.Caller.District, stop, lines.Select(line => line.Person)),
            IsDispatcher = person.Is("dispatcher"),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    /// <summary>Whose duty it is by the catalogue, what was decided in like cases, and whether the words speak for another category.</summary>
    static async Task<Item> Known(Rooms rooms, string district, Todos.Line line, string source, CancellationToken stop)
    {
        var duty = await rooms.Desk.Suggest(district, line.Category, line.Area, stop);
        var like = await rooms.Like.Of(district, line.Demand, line.Category, source, line.Area, stop);
        return new(line, duty, like, rooms.Apprentice.DoubtOf(line.Id));
    }

    /// <summary>One press: the row as suggested, or where no row fits what was decided in like cases, with that as the reason. Whatever differs is decided on the matter's own page.</summary>
    static async Task<IResult> Send(HttpContext http, [AsParameters] Rooms rooms, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var person = who.Person!;
        var form = await http.Request.ReadFormAsync(stop);
        var id = form["id"].ToString();
        var isByRow = int.TryParse(form["row"], CultureInfo.InvariantCulture, out var row);
        if (id.Length != 32 || !isByRow && form["basis"].ToString().Length == 0) return await Show(http, null, rooms, who, No.SuchMatter, stop);

        var words = new JsonObject { ["unit"] = form["unit"].ToString(), ["co"] = new JsonArray([.. form["co"].OfType<string>().Select(unit => JsonValue.Create(unit))]) };
        if (isByRow) words["row"] = row;
        else words["basis"] = form["basis"].ToString();
        var answer = await rooms.Desk.Take(clerk, id, "dispatch", words, stop, story => rooms.Desk.Sees(person.Scope, story) ? null : No.SuchMatter);
        if (answer.Refusal is { } refusal) return await Show(http, null, rooms, who, refusal, stop);

        var reader = await rooms.ReaderOf(http);
        var names = await rooms.Namer.For(reader, person.Caller.District, stop);
        var unit = names.Unit(form["unit"]);
        Notices.Leave(http, new(reader.Say(
            $"{answer.Story.Number} 已派给{unit}，签收和办理时限开始计算。", $"{answer.Story.Number} went to {unit}; its clocks for signing and handling run now.")));
        http.Response.Headers.Location = "/dispatch";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
