using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>Follows it by number and query code, judges it, asks for it to be done again.</summary>
public sealed class FollowPages(PublicDesk portal, MatterDesk desk, Visits visits, PeopleSettings settings, ReaderOf readerOf)
{
    /// <summary>Asks for the two numbers.</summary>
    public Task<IResult> Ask(HttpContext http, string? number) => Ask(http, number, null);

    public async Task<IResult> Enter(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var number = PublicDesk.Plain(form["number"]);
        var (refusal, _) = await portal.Open(Where.From(http).Address, number, form["code"], http.RequestAborted);
        if (refusal is not null) return await Ask(http, number, refusal);

        visits.Begin(http, number);
        return Redirect(number);
    }

    public static IResult Leave(HttpContext http)
    {
        Visits.End(http);
        return Redirect("");
    }

    public Task<IResult> Read(HttpContext http, string number) => Show(http, number, null, null);

    public async Task<IResult> Judge(HttpContext http, string number)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var words = new JsonObject();
        if (form["resolved"].ToString() is "yes" or "no") words["resolved"] = form["resolved"] == "yes";
        foreach (var name in (string[])["satisfied", "attitude", "words"])
            if (form[name].ToString() is { Length: > 0 } said) words[name] = said.Length > 1000 ? said[..1000] : said;
        return await Act(http, number, form, id => portal.Judge(id, form["key"], words, http.RequestAborted), "judge",
            new Words("您的评价记下了。30 天内可以改。", "Your verdict is recorded. It can be changed within 30 days."));
    }

    public async Task<IResult> AskReopening(HttpContext http, string number)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return await Act(http, number, form, id => portal.AskReopening(id, form["key"], form["why"], http.RequestAborted), "reopen",
            new Words("重办要求收到了，会有人看并答复您。", "Your request was received; somebody will look at it and answer."));
    }

    async Task<IResult> Act(HttpContext http, string number, IFormCollection form, Func<string, Task<Answer<Matter>>> act, string which, Words done)
    {
        if (!visits.Holds(http, number) || await desk.IdOf(settings.District, number, http.RequestAborted) is not { } id) return Redirect($"?number={number}", "");
        var answer = await act(id);
        if (answer.Refusal is { } refusal) return await Show(http, number, (which, refusal), form);

        Notices.Leave(http, new((await readerOf(http)).Say(done.Zh, done.En), Tone.Green));
        return Redirect(number);
    }

    async Task<IResult> Show(HttpContext http, string number, (string Which, Refusal Refusal)? refused, IFormCollection? form)
    {
        PortalPages.Large(http);
        var stop = http.RequestAborted;
        if (!visits.Holds(http, number) || await desk.IdOf(settings.District, number, stop) is not { } id) return Redirect($"?number={PublicDesk.Plain(number)}", "");
        if (await portal.Read(id, stop) is not { } progress) return Results.NotFound();
        var typed = form?.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()) ?? [];
        return Pages.Show<ProgressPage>(http, await readerOf(http), new
        {
            Progress = progress, Rules = await portal.Rules(id, stop), Key = Guid.NewGuid().ToString("N"), Which = refused?.Which, Typed = typed,
            Refusals = refused is { } no ? (IReadOnlyList<Refusal>)[no.Refusal] : [], Big = PortalPages.IsLarge(http),
        }, refused is { } status ? Problems.Status(status.Refusal) : StatusCodes.Status200OK);
    }

    async Task<IResult> Ask(HttpContext http, string? number, Refusal? refusal)
    {
        PortalPages.Large(http);
        return Pages.Show<FollowPage>(http, await readerOf(http), new
        {
            Number = number ?? "", Refusals = refusal is null ? [] : (IReadOnlyList<Refusal>)[refusal], Big = PortalPages.IsLarge(http),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static IResult Redirect(string to, string slash = "/") => new SeeOther($"/follow{(to.Length == 0 ? "" : slash)}{to}");

    sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
