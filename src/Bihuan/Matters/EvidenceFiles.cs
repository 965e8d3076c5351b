using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;
using Microsoft.AspNetCore.Mvc;

namespace Bihuan.Matters;

/// <summary>Files of a matter: in through a form or the API, out to those who see the matter, never executable.</summary>
public static class EvidenceFiles
{
    const long MostAtOnce = 64 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        var limit = new RequestSizeLimitAttribute(MostAtOnce);
        var api = app.MapGroup("/api/matters/{id}/files").WithTags("Matters").SignedInOnly();
        api.MapPost("", AddByApi).WithSummary("Add evidence: pictures or PDF, multipart").Accepts<Form>("multipart/form-data").WithMetadata(limit).DisableAntiforgery();
        api.MapGet("/{hash}", Send).WithSummary("Read a file of a matter");
        var pages = app.MapGroup("/matters/{id}/files").SignedInOnly().ExcludeFromDescription();
        pages.MapPost("", AddByPage).WithMetadata(limit).DisableAntiforgery();
        pages.MapGet("/{hash}", Send);
        pages.MapGet("/{hash}/small", SendSmall);
    }

    /// <summary>What a program sends; read from the form itself.</summary>
    /// <param name="Phase">before, after or other.</param>
    sealed record Form(IFormFileCollection Files, string? Phase = null);

    static async Task<IResult> AddByApi(HttpContext http, string id, EvidenceDesk evidence, MatterDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var (answer, refusal, known) = await Add(http, id, evidence, desk, who.Person!, clerk, stop);
        return answer is null ? refusal!.AsHttp() : answer.AsHttp(m => new { m.Id, m.Number, m.Version, m.Evidence, AlreadyThere = known });
    }

    static async Task<IResult> AddByPage(
        HttpContext http, string id, ReaderOf readerOf, EvidenceDesk evidence, Dossiers dossiers, MatterDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var reader = await readerOf(http);
        var (answer, refusal, known) = await Add(http, id, evidence, desk, who.Person!, clerk, stop);
        if (await dossiers.Of(who.Person!, await MatterPages.IdOf(desk, who.Person!, id, stop), stop) is not { } dossier) return MatterPages.Missing(http, reader);
        if (answer is null)
            return MatterPages.Show(http, reader, dossier with { Tried = new(AddEvidence.Act.Name, refusal, new Dictionary<string, IReadOnlyList<string>>()) }, Problems.Status(refusal!));

        Notices.Leave(http, new(Said(reader, (await http.Request.ReadFormAsync(stop)).Files.Count - known.Count, known)));
        return MatterPages.SeeOther($"{dossier.Href}#evidence");
    }

    static string Said(Reader reader, int added, IReadOnlyList<string> known) => (added, known.Count) switch
    {
        (_, 0) => reader.Say("附件已添加。", "The evidence was added."),
        (0, _) => reader.Say($"这个附件先前已经有了，没有重复添加：{string.Join("、", known)}。", $"It was there already and was not added again: {string.Join(", ", known)}."),
        _ => reader.Say($"已添加 {added} 个附件；先前已经有的没有重复添加：{string.Join("、", known)}。", $"{added} added; there already and not added again: {string.Join(", ", known)}."),
    };

    /// <summary>All of them or none: everything is looked at before anything is written.</summary>
    /// <returns>Also the names of the files that were there already, under the names they have there.</returns>
    static async Task<(Answer<Matter>? Answer, Refusal? Refusal, IReadOnlyList<string> Known)> Add(
        HttpContext http, string id, EvidenceDesk evidence, MatterDesk desk, Person person, Clerk clerk, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return (null, No.File.On("files"), []);
        var form = await http.Request.ReadFormAsync(stop);
        if (form.Files.Count is 0) return (null, No.File.On("files"), []);
        var matter = await MatterPages.IdOf(desk, person, id, stop);
        var (files, wrong) = await EvidenceDesk.TakeIn(form.Files, EvidenceDesk.AtMost, stop);
        if (wrong is not null) return (null, wrong, []);

        Answer<Matter>? answer = null;
        List<string> known = [];
        foreach (var (n, file) in files.Index())
        {
            // Several files are several commands: each has a key of its own, and only the first is weighed against what the sender has seen.
            var caller = n == 0 ? clerk.Caller : clerk.Caller with { Seen = null, CommandKey = clerk.Caller.CommandKey is { } key ? $"{key} {n}" : null };
            string? before = null;
            answer = await evidence.Add(clerk.For(caller), matter, file, form["phase"], stop, story =>
            {
                before = story.Evidence.FirstOrDefault(e => e.Hash == file.File.Hash)?.Name;
                return desk.Sees(person.Scope, story) ? null : No.SuchMatter;
            });
            if (answer.Refusal is { } refusal) return (null, refusal, []);
            if (before is not null) known.Add(before);
        }

        return (answer, null, known);
    }

    static async Task<IResult> Send(HttpContext http, string id, string hash, Reading reading, MatterDesk desk, Store store, SignedIn who, CancellationToken stop) =>
        await Find(id, hash, reading, desk, store, who.Person!, stop) is var (file, name) ? Whole(http, file, name) : MatterPages.NotThere(http);

    static async Task<IResult> SendSmall(HttpContext http, string id, string hash, Reading reading, MatterDesk desk, Store store, SignedIn who, CancellationToken stop) =>
        await Find(id, hash, reading, desk, store, who.Person!, stop) is var (file, _) ? await Small(http, file, stop) : MatterPages.NotThere(http);

    /// <summary>The file itself: pictures to be looked at, papers to be kept, nothing to be run.</summary>
    public static IResult Whole(HttpContext http, KeptFile file, string name)
    {
        Guard(http);
        http.Response.Headers.ContentDisposition = file.Media == "application/pdf" ? http.Response.Headers.ContentDisposition : "inline";
        return Results.Bytes(file.Bytes, file.Media, file.Media == "application/pdf" ? name : null);
    }

    /// <summary>Its small picture; where this machine makes none, the picture itself; where nobody can read it, a sign that says so.</summary>
    public static async Task<IResult> Small(HttpContext http, KeptFile file, CancellationToken stop)
    {
        Guard(http);
        // What was taken in before there was a tool gets its small picture when it is first asked for.
        if ((file.Thumbnail ?? await EvidenceThumbnail.Of(file.Bytes, file.Media, stop)) is { } small) return Results.Bytes(small, "image/jpeg");
        if (file.Media == "application/pdf") return Results.Bytes(Sign(Paper), "image/svg+xml");
        return EvidenceThumbnail.IsThere ? Results.Bytes(Sign(Unreadable), "image/svg+xml") : Results.Bytes(file.Bytes, file.Media);
    }

    // Tabler's file-text and photo-off, on a sheet of the shape that small pictures have.
    const string Paper = "M14 3v4a1 1 0 0 0 1 1h4M17 21H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7l5 5v11a2 2 0 0 1-2 2zM9 13h6M9 17h6";
    const string Unreadable = "M15 8h.01M7 3h11a3 3 0 0 1 3 3v11m-.856 3.099A3 3 0 0 1 18 21H6a3 3 0 0 1-3-3V6c0-.845.349-1.608.91-2.153M3 16l5-5c.928-.893 2.072-.893 3 0l5 5M16.33 12.338c.574-.054 1.155.166 1.67.662l3 3M3 3l18 18";

    static byte[] Sign(string lines) => System.Text.Encoding.UTF8.GetBytes(
        $"""<svg xmlns="http://www.w3.org/2000/svg" width="448" height="336" viewBox="-14 -9 52 42"><rect x="-14" y="-9" width="52" height="42" fill="#EFEDE7"/><path d="{lines}" fill="none" stroke="#5B6470" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></svg>""");

    static void Guard(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.CacheControl = "private, max-age=86400";
    }

    /// <summary>A file of this very matter, for somebody who sees the matter; knowing a hash alone opens nothing.</summary>
    static async Task<(KeptFile File, string Name)?> Find(
        string id, string hash, Reading reading, MatterDesk desk, Store store, Person person, CancellationToken stop)
    {
        var district = person.Caller.District;
        var (matter, _) = await reading.Story<Matter>(district, Stream.Of(Matter.Noun, await MatterPages.IdOf(desk, person, id, stop)), stop);
        if (!matter.Exists || !desk.Sees(person.Scope, matter) || matter.Evidence.FirstOrDefault(e => e.Hash == hash) is not { } evidence) return null;
        return await KeptFile.Read(store, district, hash, stop) is { } file ? (file, evidence.Name) : null;
    }
}
