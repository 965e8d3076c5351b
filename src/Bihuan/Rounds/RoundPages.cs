using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Rounds;

/// <summary>The pages of rounds: today, and one sweep.</summary>
public sealed class RoundPages(RoundDesk rounds, Namer namer, ReaderOf readerOf, SignedIn who, Clerk clerk)
{
    Person Person => who.Person!;

    /// <summary>What somebody entered, and why it was refused.</summary>
    /// <param name="Form">grades, ground or sweeps.</param>
    public sealed record Tried(string Form, Refusal Refusal, IFormCollection Words);

    public Task<IResult> Show(HttpContext http, string playbook, int? days) => Show(http, playbook, RoundsFeature.Days(days), null);

    async Task<IResult> Show(HttpContext http, string name, int days, Tried? tried)
    {
        if (rounds.Find(name) is not { } playbook) return Results.NotFound();
        var (reader, stop) = (await readerOf(http), http.RequestAborted);
        var book = await rounds.Book(stop);
        return Pages.Show<RoundsPage>(http, reader, new
        {
            Playbook = playbook, All = rounds.Playbooks, Book = book, Today = rounds.Today, Days = days, Tried = tried, Cells = await rounds.Read(Person, playbook, stop),
            Names = await namer.For(reader, Person.Caller.District, stop, book.On(name, rounds.Today).Select(one => (string?)one.By).Append(book.GroundOf(name)?.By).Concat(book.Sweeps.Select(sweep => sweep.By))),
            MayEnter = playbook.Begins!.Every?.By.Contains(Person.Post.Role) ?? false, MayBegin = playbook.Begins.By.Any(by => by.Role == Person.Post.Role), MayPlan = playbook.Begins.Sweep?.By.Contains(Person.Post.Role) ?? false,
        }, tried is null ? StatusCodes.Status200OK : Problems.Status(tried.Refusal));
    }

    public async Task<IResult> Enter(HttpContext http, string playbook)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var command = new EnterGrade.Command(playbook, form["grade"], form["day"], form["area"].ToString().Split(' ')[0], form["why"]);
        var answer = await rounds.Enter(clerk, command, http.RequestAborted);
        return await Done(http, playbook, new("grades", answer.Refusal!, form), answer, "等级已填；今天该派的一分钟内派出。", "The grade is entered; what it asks for today begins within a minute.");
    }

    public async Task<IResult> Set(HttpContext http, string playbook)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var answer = await rounds.Set(clerk, playbook, new(Areas(form), form["why"]), http.RequestAborted);
        return await Done(http, playbook, new("ground", answer.Refusal!, form), answer, "范围已改，从下一次派出起按新的范围。", "It is walked there from the next round on.");
    }

    public async Task<IResult> Plan(HttpContext http, string name)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (rounds.Find(name) is not { Begins.Sweep: not null } playbook) return Results.NotFound();
        var words = new JsonObject();
        foreach (var asked in playbook.Begins.Form)
            if (form[asked.Field].ToString().Trim() is { Length: > 0 } word)
                words[asked.Field] = TryExample.Typed(playbook.Field(asked.Field)?.Type, JsonValue.Create(playbook.Field(asked.Field)?.Type is FieldType.Unit or FieldType.Area or FieldType.Person or FieldType.Choice ? word.Split(' ')[0] : word));
        var (answer, sweep) = await rounds.Plan(Keyed(form), name, new(form["name"], form["day"], Areas(form), words), http.RequestAborted);
        return await Done(http, name, new("sweeps", answer.Refusal!, form), answer, "拉网检查已定，到那一天派出，当天的一分钟内派出。", "The sweep is planned; it begins on its day, within a minute where that is today.", $"/rounds/{name}/sweeps/{sweep}");
    }

    public async Task<IResult> CallOff(HttpContext http, string playbook, string sweep)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var answer = await rounds.CallOff(clerk, playbook, sweep, new(form["reason"]), http.RequestAborted);
        if (answer.Refusal is { Kind: RefusalKind.Missing }) return Results.NotFound();
        if (answer.Refusal is { } no) return await Show(http, playbook, sweep, no);
        Notices.Leave(http, new((await readerOf(http)).Say("拉网检查已取消。", "The sweep is called off.")));
        return MatterPages.SeeOther($"/rounds/{playbook}/sweeps/{sweep}");
    }

    public Task<IResult> Show(HttpContext http, string playbook, string sweep) => Show(http, playbook, sweep, null);

    async Task<IResult> Show(HttpContext http, string name, string id, Refusal? refusal)
    {
        var stop = http.RequestAborted;
        if (rounds.Find(name) is not { } playbook || (await rounds.Book(stop)).Sweeps.FirstOrDefault(sweep => sweep.Id == id && sweep.Playbook == name) is not { } found) return Results.NotFound();
        var reader = await readerOf(http);
        return Pages.Show<SweepPage>(http, reader, new
        {
            Playbook = playbook, Sweep = found, Cells = await rounds.Read(Person, found, stop), Names = await namer.For(reader, Person.Caller.District, stop, [found.By]), Refusal = refusal,
            MayCallOff = found.CalledOff is null && found.Day > rounds.Today && (playbook.Begins!.Sweep?.By.Contains(Person.Post.Role) ?? false),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    async Task<IResult> Done(HttpContext http, string playbook, Tried tried, Answer<RoundBook> answer, string zh, string en, string? to = null)
    {
        if (answer.Refusal is { Kind: RefusalKind.Missing }) return Results.NotFound();
        if (answer.Refusal is not null) return await Show(http, playbook, RoundsFeature.Days(null), tried);
        Notices.Leave(http, new((await readerOf(http)).Say(zh, en)));
        return MatterPages.SeeOther(to ?? $"/rounds/{playbook}");
    }

    Clerk Keyed(IFormCollection form) => form["key"].ToString() is { Length: > 0 and <= 64 } key ? clerk.For(clerk.Caller with { CommandKey = $"sweep {key}" }) : clerk;

    // Ticked in the list, or written as codes.
    static string[] Areas(IFormCollection form) => [.. form["areas"].SelectMany(said => (said ?? "").Split([' ', ',', '，', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))];
}
