using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Intake;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>
/// Says it: one short page with three questions, then one to check. The second page is where the place is confirmed and an emergency
/// stopped: without script neither can be shown while somebody types.
/// </summary>
public sealed class SayPages(MatterDesk desk, PublicDesk portal, PlaceFinder finder, AreaMap areas, Shelf shelf, Turns turns, Visits visits, PeopleSettings settings, ReaderOf readerOf)
{
    public Task<IResult> Open(HttpContext http) => Form(http, SayForm.Fresh, []);

    /// <summary>The first page leads to the second, the second to the number; back keeps every word.</summary>
    public async Task<IResult> Take(HttpContext http)
    {
        var stop = http.RequestAborted;
        var read = await http.Request.ReadFormAsync(stop);
        var form = SayForm.Read(read);
        var step = read["step"].ToString();
        if (step is "back") return await Form(http, form, []);
        if (form.Missing().ToList() is { Count: > 0 } missing) return await Form(http, form, missing);

        var guess = finder.Find($"{form.Place}");
        if (guess.Candidates.Count == 0) guess = finder.Find(form.Text.Length > 2000 ? form.Text[..2000] : form.Text);
        if (step is not "send") return await Check(http, form with { Area = guess.Sure?.Area.Code ?? "" }, guess, []);
        if (!form.Agreed) return await Check(http, form, guess, [No.Consent.On("agreed")]);
        if (form.Area.Length > 0 && areas.ByCode(form.Area) is null) form = form with { Area = "" };
        // A doubtful place is asked for; one that no candidate fits is left to the agent.
        if (form.Area.Length == 0 && guess.Ambiguous && read["area"].Count == 0) return await Check(http, form, guess, [Intake.No.Place.On("area")]);
        if (!turns.MaySay(Where.From(http).Address)) return await Check(http, form, guess, [No.TooOften]);

        var place = guess.Candidates.FirstOrDefault(c => c.Area.Code == form.Area);
        var answer = await desk.Receive(portal.Resident(form.Key), form.Command(place), stop);
        if (answer.Refusal is { Code: "desk.key-reused" }) return await Check(http, form with { Key = SayForm.Fresh.Key }, guess, [Intake.No.SameForm]);
        if (answer.Refusal is { } refusal) return await Form(http, form, [refusal]);
        visits.Begin(http, answer.Story.Number);
        return await Receipt(http, answer.Story);
    }

    // Shown in answer to the POST, never at an address: the code must not lie in a history. Reloading asks again and registers nothing twice.
    async Task<IResult> Receipt(HttpContext http, Matter matter)
    {
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        return Pages.Show<ReceiptPage>(http, await readerOf(http), new
        {
            matter.Number, Code = desk.QueryCode(settings.District, matter.Id), matter.Said.Title, At = matter.ReceivedAt,
            Steps = NextSteps.Of(matter, playbook, shelf.Calendar, null), Anonymous = matter.IsAnonymous, Big = PortalPages.IsLarge(http),
        });
    }

    async Task<IResult> Form(HttpContext http, SayForm form, IReadOnlyList<Refusal> refusals)
    {
        PortalPages.Large(http);
        return Pages.Show<SayPage>(http, await readerOf(http), new { Form = form, Refusals = refusals, Big = PortalPages.IsLarge(http) }, Status(refusals));
    }

    async Task<IResult> Check(HttpContext http, SayForm form, PlaceGuess guess, IReadOnlyList<Refusal> refusals) => Pages.Show<CheckPage>(
        http, await readerOf(http), new { Form = form, Guess = guess, Emergency = Emergency.In(form.Text), Refusals = refusals, Big = PortalPages.IsLarge(http) }, Status(refusals));

    static int Status(IReadOnlyList<Refusal> refusals) => refusals.Count > 0 ? Problems.Status(refusals[0]) : StatusCodes.Status200OK;
}
