using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Intake;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>Says it, on one page: what, where, with pictures, how to be reached. What is doubtful is asked on the same page, with every word kept.</summary>
public sealed class SayPages(
    MatterDesk desk, PublicDesk portal, PlaceFinder finder, AreaMap areas, Reading reading, Shelf shelf, Turns turns, Visits visits, HeldPhotos held, PeopleSettings settings, ReaderOf readerOf)
{
    /// <param name="name">A playbook that residents begin; null for a request.</param>
    public async Task<IResult> Open(HttpContext http, string? name = null)
    {
        if (name is not null && Begun(name) is null) return Results.NotFound();
        return await Show(http, SayForm.Fresh, [], Begun(name));
    }

    /// <summary>The playbook that residents begin by that name; null where there is none.</summary>
    Playbook? Begun(string? name) => name is not null && shelf.Newest(name) is { Begins.Public: not null } playbook ? playbook : null;

    /// <summary>Only the question where it is, while somebody types or points.</summary>
    public async Task<IResult> Place(HttpContext http)
    {
        var form = SayForm.Read(await http.Request.ReadFormAsync(http.RequestAborted));
        var where = Whereabouts.Of(form, finder, areas);
        return Pages.Show<PlaceChoices>(http, await readerOf(http), new { Form = form, Where = where, Refusals = where.IsOutside ? (IReadOnlyList<Refusal>)[No.Outside.On("place")] : [] });
    }

    /// <summary>A picture of a page that came back.</summary>
    public async Task<IResult> Photo(HttpContext http, string key, string hash) =>
        held.Of(key).FirstOrDefault(photo => photo.File.Hash == hash) is { } found ? await EvidenceFiles.Small(http, found.File, http.RequestAborted) : Results.NotFound();

    public async Task<IResult> Take(HttpContext http, string? name = null)
    {
        var playbook = Begun(name);
        if (name is not null && playbook is null) return Results.NotFound();
        var stop = http.RequestAborted;
        var read = await http.Request.ReadFormAsync(stop);
        var form = SayForm.Read(read);
        var wrong = await Photos(http, form.Key, read);
        // Another language or another size of type: the same page with every word that was typed.
        if (read["step"] == "look") return await Show(http, form, wrong is null ? [] : [wrong], playbook);
        if (read["drop"].ToString() is { Length: > 0 } hash)
        {
            held.Drop(form.Key, hash);
            return await Show(http, form, [], playbook);
        }

        var where = Whereabouts.Of(form, finder, areas);
        if (form.Missing(where, wrong, playbook).ToList() is { Count: > 0 } missing) return await Show(http, form, missing, playbook);
        // Nobody comes at once because of a web page: it is said before anything is sent, and once.
        if (Emergency.In(form.Text) is { } emergency && form.Warned != emergency.Number) return await Show(http, form, [], playbook);
        if (!turns.MaySay(Where.From(http).Address)) return await Show(http, form, [No.TooOften], playbook);

        var answers = playbook?.Begins?.Public is { } open ? MoveWords.Read(new("begin", open.Title, [], null, null) { Form = open.Form }, playbook, read, null).Words : null;
        var answer = await desk.Receive(portal.Resident(form.Key), form.Command(where, playbook, answers), stop);
        if (answer.Refusal is { Code: "desk.key-reused" }) return await Again(http, form, playbook);
        if (answer.Refusal is { } refusal) return await Show(http, form, [refusal], playbook);
        var photos = held.Of(form.Key);
        if (photos.Length == 0 || await portal.Add(answer.Story.Id, form.Key, null, photos, stop, "before") is null) held.Forget(form.Key);
        visits.Begin(http, answer.Story.Number);
        return new SeeOther($"/follow/{answer.Story.Number}/receipt{(photos.Length > 0 ? $"?photos={photos.Length}" : "")}");
    }

    // The words were changed after they had been registered: another request, under a key of its own, with the same pictures.
    Task<IResult> Again(HttpContext http, SayForm form, Playbook? playbook)
    {
        var fresh = form with { Key = SayForm.Fresh.Key };
        held.Keep(fresh.Key, held.Of(form.Key));
        return Show(http, fresh, [Intake.No.SameForm], playbook);
    }

    async Task<Refusal?> Photos(HttpContext http, string key, IFormCollection read)
    {
        if (read.Files.Count == 0) return null;
        if (!turns.MayBring(Where.From(http).Address)) return No.TooOften;
        var (taken, refusal) = await EvidenceDesk.TakeIn(read.Files, PublicDesk.FilesAtOnce - held.Of(key).Length, http.RequestAborted, "photos");
        // What can be kept is kept, also beside a file that cannot.
        held.Keep(key, taken);
        return refusal?.Code == Matters.No.FilesTooMany.Code ? Matters.No.FilesTooMany.With(PublicDesk.FilesAtOnce).On("photos") : refusal;
    }

    /// <summary>
    /// The two numbers, at an address that can be reloaded and read in the other language. The code never stands in the address: whoever
    /// sent the form is known by the visit for half an hour.
    /// </summary>
    /// <param name="photos">How many pictures were sent: it is told when fewer were kept.</param>
    public async Task<IResult> Receipt(HttpContext http, string number, int? photos)
    {
        PortalPages.Large(http);
        var stop = http.RequestAborted;
        // The requester's own code is not for an agent, who has another.
        if (!visits.Holds(http, number) || visits.MandateOf(http, number) > 0 || await desk.IdOf(settings.District, number, stop) is not { } id) return new SeeOther($"/follow?number={PublicDesk.Plain(number)}");
        var (matter, _) = await reading.Story<Matter>(settings.District, Stream.Of(Matter.Noun, id), stop);
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        var kept = matter.Evidence.Count(photo => photo.Phase == "before");
        return Pages.Show<ReceiptPage>(http, await readerOf(http), new
        {
            matter.Number, Code = desk.QueryCode(settings.District, id), matter.Said.Title, At = matter.ReceivedAt, Place = areas.ByCode(matter.Area), Photos = kept,
            Lost = Math.Max(0, (photos ?? 0) - kept), Steps = NextSteps.Of(matter, playbook, shelf.Calendar, null), Anonymous = matter.IsAnonymous, Big = PortalPages.IsLarge(http),
        });
    }

    async Task<IResult> Show(HttpContext http, SayForm form, IReadOnlyList<Refusal> refusals, Playbook? playbook = null)
    {
        PortalPages.Large(http);
        var emergency = Emergency.In(form.Text);
        return Pages.Show<SayPage>(http, await readerOf(http), new
        {
            Form = form with { Warned = emergency?.Number ?? "" }, Where = Whereabouts.Of(form, finder, areas), Photos = held.Of(form.Key), Emergency = emergency,
            Refusals = refusals, District = areas.District.Code, HasMap = areas.HasBoundaries, Playbook = playbook, Big = PortalPages.IsLarge(http),
        }, refusals.Count > 0 ? Problems.Status(refusals[0]) : StatusCodes.Status200OK);
    }
}
