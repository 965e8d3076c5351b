using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>What an outside partner sees by their link, and what they answer. Unknown, over or taken back: one calm page that tells nothing.</summary>
public sealed class SharedPages(ShareDesk shares, Clerk clerk, Turns turns, PeopleSettings settings, TimeProvider time, ReaderOf readerOf)
{
    public async Task<IResult> Read(HttpContext http, string number, int share, string secret)
    {
        var (refusal, view) = await Open(http, number, share, secret);
        if (view is null) return await Gone(http, refusal);

        await ShareDesk.Look(Partner(), view, http.RequestAborted);
        return await Show(http, view, null, null);
    }

    public async Task<IResult> Confirm(HttpContext http, string number, int share, string secret)
    {
        var (refusal, view) = await Open(http, number, share, secret);
        if (view is null) return await Gone(http, refusal);
        if ((await ShareDesk.Confirm(Partner(), view, http.RequestAborted)).Refusal is { } no) return await Show(http, view, no, null);

        Notices.Leave(http, new((await readerOf(http)).Say("已确认收到，对方看得到。", "Confirmed; those who shared it see it."), Tone.Green));
        return new SeeOther($"/shared/{number}/{share}/{secret}");
    }

    public async Task<IResult> Write(HttpContext http, string number, int share, string secret)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (refusal, view) = await Open(http, number, share, secret);
        if (view is null) return await Gone(http, refusal);
        if (!turns.MaySay(Where.From(http).Address)) return await Show(http, view, No.TooOften, form);
        var key = form["key"].ToString();
        var said = clerk.For(Partner().Caller with { CommandKey = key is { Length: > 0 and <= 64 } ? $"shared {key}" : null });
        if ((await ShareDesk.Write(said, view, form["what"], form["words"], http.RequestAborted)).Refusal is { } no) return await Show(http, view, no, form);

        Notices.Leave(http, new((await readerOf(http)).Say("收到了，记在这件事的办理经过里，注明是你们单位写的。", "Received; it stands in the history of the matter as your organisation's words."), Tone.Green));
        return new SeeOther($"/shared/{number}/{share}/{secret}");
    }

    public async Task<IResult> File(HttpContext http, string number, int share, string secret, string hash) =>
        await Open(http, number, share, secret) is (null, { } view) && await shares.File(settings.District, view, hash, http.RequestAborted) is var (file, name)
            ? EvidenceFiles.Whole(http, file, name) : Results.NotFound();

    async Task<(Refusal? Refusal, ShareDesk.View? View)> Open(HttpContext http, string number, int share, string secret)
    {
        if (!turns.MayLookUp(Where.From(http).Address, $"shared {number}")) return (No.TooOften, null);
        var view = await shares.Find(settings.District, PublicDesk.Plain(number), share, secret, time.GetUtcNow(), http.RequestAborted);
        if (view is null) turns.WasWrong($"shared {number}");
        return (null, view);
    }

    // The link is the key: it must not leak to where the page leads, nor into what machines remember of it.
    static void Guard(HttpContext http)
    {
        PortalPages.Large(http);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
    }

    async Task<IResult> Show(HttpContext http, ShareDesk.View view, Refusal? refusal, IFormCollection? form)
    {
        Guard(http);
        return Pages.Show<SharedPage>(http, await readerOf(http), new
        {
            View = view, Href = shares.Href(settings.District, view.Matter, view.Share.Number), Key = form?["key"].ToString() is { Length: 32 } kept ? kept : Guid.NewGuid().ToString("N"),
            Written = form?["words"].ToString(), What = form?["what"].ToString(), Refusals = refusal is null ? [] : (IReadOnlyList<Refusal>)[refusal], Big = PortalPages.IsLarge(http),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    async Task<IResult> Gone(HttpContext http, Refusal? refusal)
    {
        Guard(http);
        return Pages.Show<SharedGonePage>(http, await readerOf(http), new { Refusals = refusal is null ? [] : (IReadOnlyList<Refusal>)[refusal], Big = PortalPages.IsLarge(http) },
            refusal is null ? StatusCodes.Status404NotFound : Problems.Status(refusal));
    }

    Clerk Partner() => clerk.For(Caller.Partner(settings.District));
}
