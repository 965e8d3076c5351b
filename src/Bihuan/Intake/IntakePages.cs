using System.Text.Json.Nodes;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Intake;

/// <summary>The agent's sheet: one screen from the first word to the number.</summary>
public sealed class IntakePages(
    Suggestions suggestions, MatterDesk desk, Reading reading, Shelf shelf, AreaMap areas, UnitTree units, SignedIn who, Clerk clerk, ReaderOf readerOf)
{
    const string Merge = "merge:";
    const string Link = "link:";
    const string Tell = "tell:";

    Person Person => who.Person!;

    /// <summary>An empty sheet; a telephone system may open it with the caller's number.</summary>
    public async Task<IResult> Open(HttpContext http, string? phone)
    {
        if (who.Unless(IntakeFeature.Writers) is not null) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = IntakeForm.Fresh(Person.Post.Role) with { Phone = phone?.Trim() ?? "" };
        var given = form.Phone.Length > 0 ? await suggestions.Of(Person, form.Asked, http.RequestAborted) : Suggestions.Given.Nothing;
        return await Show(http, form, given, []);
    }

    /// <summary>The panel alone, while somebody types.</summary>
    public async Task<IResult> Suggest(HttpContext http)
    {
        if (who.Unless(IntakeFeature.Writers) is { } refusal) return refusal.AsHttp();
        var form = IntakeForm.Read(await http.Request.ReadFormAsync(http.RequestAborted));
        var given = await suggestions.Of(Person, form.Asked, http.RequestAborted);
        var panel = new { Form = Warn(form, given), Given = given, Areas = areas, Rules = await Rules(http.RequestAborted), Refusals = Array.Empty<Refusal>(), MayMerge };
        return Pages.Show<SuggestionPanel>(http, await readerOf(http), panel);
    }

    /// <summary>Registers, with or without the next step; or only looks again.</summary>
    public async Task<IResult> Take(HttpContext http)
    {
        if (who.Unless(IntakeFeature.Writers) is not null) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var stop = http.RequestAborted;
        var read = await http.Request.ReadFormAsync(stop);
        var form = IntakeForm.Read(read);
        var act = read["act"].ToString();
        if (act is "look") return await Again(http, form, []);
        if (act.StartsWith(Tell, StringComparison.Ordinal))
            return await Again(http, form with { Reply = await Progress(act[Tell.Length..], stop), Demand = "consult" }, []);

        var refusals = Missing(form, act);
        if (refusals.Count > 0) return await Again(http, form, refusals);
        var (refusal, matter) = await Register(form, stop);
        if (refusal is { Code: "desk.key-reused" })
            return await Again(http, form with { Key = Guid.NewGuid().ToString("N") }, [No.SameForm]);
        if (refusal is not null) return await Again(http, form, [refusal]);

        var further = act switch
        {
            "register" => null,
            "answer" => await Next(form, matter, "answer", new() { ["reply"] = form.Reply }, stop),
            _ when act.StartsWith(Merge, StringComparison.Ordinal) => await Next(form, matter, "merge", new() { ["into"] = act[Merge.Length..] }, stop),
            // Tied to the other, and on its own way: each is answered by itself.
            _ when act.StartsWith(Link, StringComparison.Ordinal) => await Next(form, matter, "link", new() { ["matter"] = act[Link.Length..] }, stop) ?? await Next(form, matter, "accept", [], stop),
            _ => await Next(form, matter, "accept", [], stop),
        };
        // It is registered whatever became of the step after it; the page says what is left to do.
        if (further is not null) Notices.Leave(http, new((await readerOf(http)).Say(further.Zh, further.En), Tone.Amber, further.Code));
        return Results.Redirect($"/intake/{matter.Number}/registered");
    }

    /// <summary>The number, the code, and what to tell the caller.</summary>
    public async Task<IResult> Registered(HttpContext http, string number)
    {
        var stop = http.RequestAborted;
        var district = Person.Caller.District;
        if (await desk.IdOf(district, number, stop) is not { } id) return Results.NotFound();
        var (matter, _) = await reading.Story<Matter>(district, Stream.Of(Matter.Noun, id), stop);
        // The code is for the one who still has the caller on the line, and for nobody else.
        if (matter.ReceivedBy != Person.Account || Person.Scope.Offices.Any(matter.IsKeptFrom)) return Results.NotFound();

        // Where it is kept from them, the call is over after an hour.
        if (!desk.Sees(Person.Scope, matter) && DateTimeOffset.UtcNow - matter.ReceivedAt > TimeSpan.FromHours(1)) return Results.NotFound();

        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        var tree = await units.Of(district, stop);
        Words? unit = await desk.Suggest(district, matter, stop) is { } duty ? tree.Name(duty.Unit) : null;
        return Pages.Show<RegisteredPage>(http, await readerOf(http), new
        {
            Address = $"{http.Request.Host}/follow", Matter = matter, Stage = playbook.Stage(matter.Stage)!, Code = desk.QueryCode(district, id),
            Steps = NextSteps.Of(matter, playbook, shelf.Calendar, unit), Into = await NumberOf(matter.MergedInto, stop), MayOpen = desk.Sees(Person.Scope, matter), Next = playbook.Begins is null ? "/intake" : $"/begin/{playbook.Name}",
        });
    }

    List<Refusal> Missing(IntakeForm form, string act)
    {
        List<Refusal> missing = [];
        if (form.Text.Length == 0) missing.Add(Matters.No.Text.On("text"));
        if (!form.Anonymous && form.Phone.Length == 0) missing.Add(Matters.No.Phone.On("phone"));
        if (areas.ByCode(form.At) is null) missing.Add(No.Place.On("place"));
        if (form.Category.Length == 0) missing.Add(Matters.No.Category.On("category"));
        if (act is "answer" && form.Reply.Length == 0) missing.Add(Matters.No.Reply.On("reply"));
        return missing;
    }

    async Task<(Refusal? Refusal, Matter Matter)> Register(IntakeForm form, CancellationToken stop)
    {
        var at = form is { Lon: not null, Lat: not null } ? (form.Lon, form.Lat) : (null, null);
        if (at.Lon is null && form.Other.Length == 0)
        {
            var given = await suggestions.Of(Person, form.Asked, stop);
            var place = given.Places.FirstOrDefault(place => place.Area == form.Area);
            at = (place?.Lon, place?.Lat);
        }

        var answer = await desk.Receive(Keyed(form, ""), form.Command(at), stop);
        return (answer.Refusal, answer.Story);
    }

    async Task<Refusal?> Next(IntakeForm form, Matter matter, string move, JsonObject words, CancellationToken stop) =>
        (await desk.Take(Keyed(form, $" {move}"), matter.Id, move, words, stop)).Refusal;

    Clerk Keyed(IntakeForm form, string step) =>
        form.Key.Length is > 0 and <= 64 ? clerk.For(clerk.Caller with { CommandKey = $"intake {form.Key}{step}" }) : clerk;

    /// <summary>What to say about a matter that is on its way already.</summary>
    async Task<string> Progress(string number, CancellationToken stop)
    {
        var district = Person.Caller.District;
        if (await desk.IdOf(district, number, stop) is not { } id) return "";
        var (matter, _) = await reading.Story<Matter>(district, Stream.Of(Matter.Noun, id), stop);
        if (!desk.Sees(Person.Scope, matter)) return "";
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        var unit = matter.Lead is { } lead ? (await units.Of(district, stop)).Name(lead.Unit).Zh : null;
        var due = matter.Clocks.GetValueOrDefault("handle") is { Stopped: null } handle ? handle.Due(shelf.Calendar).At : null;
        return $"您反映的问题已有办理（编号 {matter.Number}）：{playbook.Stage(matter.Stage)?.Public.Zh}"
            + (unit is null ? "" : $"，承办单位是{unit}")
            + (due is { } at ? $"，预计 {Times.DueDay(at, zh: true)} 前办结" : "")
            + (matter.Reply.Length > 0 ? $"。答复：{matter.Reply}" : "。有进展会联系您。");
    }

    async Task<string?> NumberOf(string? id, CancellationToken stop) =>
        id is null ? null : (await reading.Story<Matter>(Person.Caller.District, Stream.Of(Matter.Noun, id), stop)).Story.Number;

    bool MayMerge => Person.Is("agent", "dispatcher");

    static IntakeForm Warn(IntakeForm form, Suggestions.Given given) =>
        given.Emergency is not null && !form.Warned ? form with { Urgency = "incident", Warned = true } : form with { Warned = given.Emergency is not null };

    async ValueTask<Rulebook> Rules(CancellationToken stop) => await desk.Rules(Person.Caller.District, shelf.Newest(MatterDesk.Requests)!, stop);

    async Task<IResult> Again(HttpContext http, IntakeForm form, IReadOnlyList<Refusal> refusals) =>
        await Show(http, form, await suggestions.Of(Person, form.Asked, http.RequestAborted), refusals);

    async Task<IResult> Show(HttpContext http, IntakeForm form, Suggestions.Given given, IReadOnlyList<Refusal> refusals) => Pages.Show<IntakePage>(
        http, await readerOf(http), new
        {
            Form = Warn(form, given), Given = given, Areas = areas, Rules = await Rules(http.RequestAborted), Refusals = refusals, MayMerge,
            MayAnswer = Person.Is("agent", "dispatcher", "clerk"),
        }, refusals.Count > 0 ? Problems.Status(refusals[0]) : StatusCodes.Status200OK);
}
