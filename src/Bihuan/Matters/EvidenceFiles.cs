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
        api.MapPost("", AddByApi).WithSummary("Add evidence: pictures or PDF, multipart").WithMetadata(limit).DisableAntiforgery();
        api.MapGet("/{hash}", Send).WithSummary("Read a file of a matter");
        var pages = app.MapGroup("/matters/{id}/files").SignedInOnly().ExcludeFromDescription();
        pages.MapPost("", AddByPage).WithMetadata(limit).DisableAntiforgery();
        pages.MapGet("/{hash}", Send);
        pages.MapGet("/{hash}/small", SendSmall);
    }

    static async Task<IResult> AddByApi(HttpContext http, string id, EvidenceDesk evidence, MatterDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var (answer, refusal) = await Add(http, id, evidence, desk, who.Person!, clerk, stop);
        return answer is null ? refusal!.AsHttp() : answer.AsHttp(m => new { m.Id, m.Number, m.Version, m.Evidence });
    }

    static async Task<IResult> AddByPage(
        HttpContext http, string id, ReaderOf readerOf, EvidenceDesk evidence, Dossiers dossiers, MatterDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var reader = await readerOf(http);
        var (answer, refusal) = await Add(http, id, evidence, desk, who.Person!, clerk, stop);
        if (await dossiers.Of(who.Person!, await MatterPages.IdOf(desk, who.Person!, id, stop), stop) is not { } dossier) return MatterPages.Missing(http, reader);
        if (answer is null)
            return MatterPages.Show(http, reader, dossier with { Tried = new(AddEvidence.Act.Name, refusal, new Dictionary<string, IReadOnlyList<string>>()) }, Problems.Status(refusal!));

        Notices.Leave(http, new(reader.Say("附件已添加。", "The evidence was added.")));
        return MatterPages.SeeOther($"{dossier.Href}#evidence");
    }

    /// <summary>All of them or none: everything is looked at before anything is written.</summary>
    static async Task<(Answer<Matter>? Answer, Refusal? Refusal)> Add(
        HttpContext http, string id, EvidenceDesk evidence, MatterDesk desk, Person person, Clerk clerk, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return (null, No.File.On("files"));
        var form = await http.Request.ReadFormAsync(stop);
        if (form.Files.Count is 0 or > EvidenceDesk.AtMost) return (null, No.File.On("files"));
        var matter = await MatterPages.IdOf(desk, person, id, stop);
        var files = new List<EvidenceDesk.Taken>();
        foreach (var sent in form.Files)
        {
            // Refused by its length before it is read.
            if (sent.Length > EvidenceDesk.Largest) return (null, No.FileTooLarge.With(EvidenceDesk.Largest / 1024 / 1024).On("files"));
            using var bytes = new MemoryStream((int)sent.Length);
            await sent.CopyToAsync(bytes, stop);
            var (taken, refusal) = await EvidenceDesk.TakeIn(sent.FileName, bytes.ToArray(), stop);
            if (taken is null) return (null, refusal);
            files.Add(taken);
        }

        Answer<Matter>? answer = null;
        foreach (var file in files)
        {
            answer = await evidence.Add(clerk, matter, file, form["phase"], stop, story => ReadMatter.Sees(person.Scope, story) ? null : No.SuchMatter);
            if (answer.Refusal is { } refusal) return (null, refusal);
        }

        return (answer, null);
    }

    static async Task<IResult> Send(HttpContext http, string id, string hash, Reading reading, MatterDesk desk, Store store, SignedIn who, CancellationToken stop) =>
        await Find(http, id, hash, reading, desk, store, who.Person!, stop) is var (file, name)
            ? Results.Bytes(file.Bytes, file.Media, file.Media == "application/pdf" ? name : null)
            : MatterPages.NotThere(http);

    static async Task<IResult> SendSmall(HttpContext http, string id, string hash, Reading reading, MatterDesk desk, Store store, SignedIn who, CancellationToken stop) =>
        await Find(http, id, hash, reading, desk, store, who.Person!, stop) is var (file, _) && file.Media != "application/pdf"
            ? file.Thumbnail is { } small ? Results.Bytes(small, "image/jpeg") : Results.Bytes(file.Bytes, file.Media)
            : MatterPages.NotThere(http);

    /// <summary>A file of this very matter, for somebody who sees the matter; knowing a hash alone opens nothing.</summary>
    static async Task<(KeptFile File, string Name)?> Find(
        HttpContext http, string id, string hash, Reading reading, MatterDesk desk, Store store, Person person, CancellationToken stop)
    {
        var district = person.Caller.District;
        var (matter, _) = await reading.Story<Matter>(district, Stream.Of(Matter.Noun, await MatterPages.IdOf(desk, person, id, stop)), stop);
        if (!matter.Exists || !ReadMatter.Sees(person.Scope, matter) || matter.Evidence.FirstOrDefault(e => e.Hash == hash) is not { } evidence) return null;
        if (await KeptFile.Read(store, district, hash, stop) is not { } file) return null;

        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.CacheControl = "private, max-age=86400";
        headers.ContentDisposition = file.Media == "application/pdf" ? headers.ContentDisposition : "inline";
        return (file, evidence.Name);
    }
}
