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
    MatterDesk desk, PublicDesk portal, PlaceFinder finder, AreaMap areas, Shelf shelf, Turns turns, Visits visits, HeldPhotos held, PeopleSettings settings, ReaderOf readerOf)
{
    public Task<IResult> Open(HttpContext http) => Show(http, SayForm.Fresh, []);

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

    public async Task<IResult> Take(HttpContext http)
    {
        var stop = http.RequestAborted;
        var read = await http.Request.ReadFormAsync(stop);
        var form = SayForm.Read(read);
        if (await Photos(http, form.Key, read) is { } wrong) return await Show(http, form, [wrong]);
        if (read["drop"].ToString() is { Length: > 0 } hash)
        {
            held.Drop(form.Key, hash);
            return await Show(http, form, []);
        }

        var where = Whereabouts.Of(form, finder, areas);
        if (form.Missing(where).ToList() is { Count: > 0 } missing) return await Show(http, form, missing);
        // Nobody comes at once because of a web page: it is said before anything is sent, and once.
        if (Emergency.In(form.Text) is { } emergency && form.Warned != emergency.Number) return await Show(http, form, []);
        if (!turns.MaySay(Where.From(http).Address)) return await Show(http, form, [No.TooOften]);

        var answer = await desk.Receive(portal.Resident(form.Key), form.Command(where), stop);
        if (answer.Refusal is { Code: "desk.key-reused" }) return await Again(http, form);
        if (answer.Refusal is { } refusal) return await Show(http, form, [refusal]);
        var photos = held.Of(form.Key);
        var lost = photos.Length > 0 ? await portal.Add(answer.Story.Id, form.Key, null, photos, stop, "before") : null;
        if (lost is null) held.Forget(form.Key);
        visits.Begin(http, answer.Story.Number);
        return await Receipt(http, answer.Story, photos.Length, lost);
    }

    // The words were changed after they had been registered: another request, under a key of its own, with the same pictures.
    Task<IResult> Again(HttpContext http, SayForm form)
    {
        var fresh = form with { Key = SayForm.Fresh.Key };
        held.Keep(fresh.Key, held.Of(form.Key));
        return Show(http, fresh, [Intake.No.SameForm]);
    }

    async Task<Refusal?> Photos(HttpContext http, string key, IFormCollection read)
    {
        if (read.Files.Count == 0) return null;
        if (!turns.MayBring(Where.From(http).Address)) return No.TooOften;
        var (taken, refusal) = await EvidenceDesk.TakeIn(read.Files, PublicDesk.FilesAtOnce - held.Of(key).Length, http.RequestAborted, "photos");
        if (refusal is not null) return refusal.Code == Matters.No.FilesTooMany.Code ? Matters.No.FilesTooMany.With(PublicDesk.FilesAtOnce).On("photos") : refusal;
        held.Keep(key, taken);
        return null;
    }

    // Shown in answer to the POST, never at an address: the code must not lie in a history. Reloading asks again and registers nothing twice.
    async Task<IResult> Receipt(HttpContext http, Matter matter, int photos, Refusal? lost)
    {
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        return Pages.Show<ReceiptPage>(http, await readerOf(http), new
        {
            matter.Number, Code = desk.QueryCode(settings.District, matter.Id), matter.Said.Title, At = matter.ReceivedAt, Place = areas.ByCode(matter.Area),
            Photos = photos, Lost = lost, Steps = NextSteps.Of(matter, playbook, shelf.Calendar, null), Anonymous = matter.IsAnonymous, Big = PortalPages.IsLarge(http),
        });
    }

    async Task<IResult> Show(HttpContext http, SayForm form, IReadOnlyList<Refusal> refusals)
    {
        PortalPages.Large(http);
        var emergency = Emergency.In(form.Text);
        return Pages.Show<SayPage>(http, await readerOf(http), new
        {
            Form = form with { Warned = emergency?.Number ?? "" }, Where = Whereabouts.Of(form, finder, areas), Photos = held.Of(form.Key), Emergency = emergency,
            Refusals = refusals, District = areas.District.Code, Big = PortalPages.IsLarge(http),
        }, refusals.Count > 0 ? Problems.Status(refusals[0]) : StatusCodes.Status200OK);
    }
}
