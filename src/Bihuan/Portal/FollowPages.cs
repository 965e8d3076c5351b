using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>Follows it by number and query code, judges it, asks for it to be done again.</summary>
public sealed class FollowPages(PublicDesk portal, MatterDesk desk, Visits visits, HeldPhotos held, Turns turns, PeopleSettings settings, ReaderOf readerOf)
{
    /// <summary>Asks for the two numbers.</summary>
    public Task<IResult> Ask(HttpContext http, string? number) => Ask(http, number, null);

    public async Task<IResult> Enter(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var number = PublicDesk.Plain(form["number"]);
        var (refusal, _, mandate) = await portal.Open(Where.From(http).Address, number, form["code"], http.RequestAborted);
        if (refusal is not null) return await Ask(http, number, refusal);

        visits.Begin(http, number, mandate);
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
        return await Act(http, number, form, async id =>
        {
            var own = await portal.Asked(id, "judge", http.RequestAborted);
            if (own is var (move, playbook))
                foreach (var (field, said) in MoveWords.Read(move, playbook, form, null).Words)
                    if (!words.ContainsKey(field) && field is not ("resolved" or "satisfied" or "attitude" or "words")) words[field] = said?.DeepClone();
            return (await portal.Judge(id, form["key"], words, http.RequestAborted)).Refusal;
        }, "judge",
            new Words("您的评价记下了。30 天内可以改。", "Your verdict is recorded. It can be changed within 30 days."));
    }

    public async Task<IResult> AskReopening(HttpContext http, string number)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return await Act(http, number, form, id => portal.AskReopening(id, form["key"], form["why"], http.RequestAborted), "reopen",
            new Words("重办要求收到了，会有人看并答复您。", "Your request was received; somebody will look at it and answer."));
    }

    /// <summary>A move of the playbook that is the requester's own: to ask for a review, to take a mandate back.</summary>
    public async Task<IResult> Take(HttpContext http, string number, string move)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return await Act(http, number, form, async id =>
        {
            var asked = await portal.Asked(id, move, http.RequestAborted);
            return (await portal.Take(id, form["key"], move, asked is var (found, playbook) ? MoveWords.Read(found, playbook, form, null).Words : [], http.RequestAborted)).Refusal;
        }, move, new Words("收到了，下面看得到。", "Received; it stands below."));
    }

    /// <summary>More words and pictures, as long as it is open.</summary>
    public async Task<IResult> Add(HttpContext http, string number)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var key = form["key"].ToString();
        return await Act(http, number, form, async id =>
        {
            if (!turns.MayBring(Where.From(http).Address)) return No.TooOften;
            var (taken, wrong) = await EvidenceDesk.TakeIn(form.Files, PublicDesk.FilesAtOnce, http.RequestAborted, "photos");
            var photos = held.Keep(key, taken);
            if (wrong is not null) return wrong;
            if (form["drop"].ToString() is { Length: > 0 } hash)
            {
                held.Drop(key, hash);
                return Matters.No.Supplement.On("words");
            }

            if (await portal.Add(id, key, form["words"], photos, http.RequestAborted) is { } refusal) return refusal;
            held.Forget(key);
            return null;
        }, "add", new Words("补充的内容收到了，办理的人看得到。", "What you added was received; whoever works on it sees it."));
    }

    /// <summary>A file that this requester sent.</summary>
    public async Task<IResult> File(HttpContext http, string number, string hash, bool isSmall) =>
        visits.Holds(http, number) && await Come(http, number) is (null, var id) && await portal.File(id, hash, http.RequestAborted) is var (file, name)
            ? isSmall ? await EvidenceFiles.Small(http, file, http.RequestAborted) : EvidenceFiles.Whole(http, file, name)
            : Results.NotFound();

    Task<IResult> Act(HttpContext http, string number, IFormCollection form, Func<string, Task<Answer<Matter>>> act, string which, Words done) =>
        Act(http, number, form, async id => (await act(id)).Refusal, which, done);

    async Task<IResult> Act(HttpContext http, string number, IFormCollection form, Func<string, Task<Refusal?>> act, string which, Words done)
    {
        if (!visits.Holds(http, number) || await desk.IdOf(settings.District, number, http.RequestAborted) is null) return Redirect($"?number={number}", "");
        if (await Come(http, number) is not (null, var id)) return await Show(http, number, null, form);
        if (await act(id) is { } refusal) return await Show(http, number, (which, refusal), form);

        Notices.Leave(http, new((await readerOf(http)).Say(done.Zh, done.En), Tone.Green));
        return Redirect(number);
    }

    async Task<IResult> Show(HttpContext http, string number, (string Which, Refusal Refusal)? refused, IFormCollection? form)
    {
        PortalPages.Large(http);
        var stop = http.RequestAborted;
        if (!visits.Holds(http, number) || await desk.IdOf(settings.District, number, stop) is not { } id) return Redirect($"?number={PublicDesk.Plain(number)}", "");
        if (await Come(http, number) is ({ } over, _))
        {
            Visits.End(http);
            return await Ask(http, number, over);
        }

        if (await portal.Read(id, stop) is not { } progress) return Results.NotFound();
        var typed = form?.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()) ?? [];
        return Pages.Show<ProgressPage>(http, await readerOf(http), new
        {
            Progress = progress, Rules = await portal.Rules(id, stop), Key = typed.GetValueOrDefault("key") is { Length: 32 } kept ? kept : Guid.NewGuid().ToString("N"),
            Photos = held.Of(typed.GetValueOrDefault("key", "")), Which = refused?.Which, Typed = typed,
            Refusals = refused is { } no ? (IReadOnlyList<Refusal>)[no.Refusal] : [], Big = PortalPages.IsLarge(http),
        }, refused is { } status ? Problems.Status(status.Refusal) : StatusCodes.Status200OK);
    }

    /// <summary>By what right this browser reads, and why it may not any more.</summary>
    async Task<(Refusal? Over, string Id)> Come(HttpContext http, string number)
    {
        if (await desk.IdOf(settings.District, number, http.RequestAborted) is not { } id) return (Matters.No.SuchMatter, "");
        portal.Mandate = visits.MandateOf(http, number);
        return (await portal.Over(id, http.RequestAborted), id);
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
}
