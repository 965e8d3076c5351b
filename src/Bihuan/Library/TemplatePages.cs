using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Library;

/// <summary>The template of a document in the browser: taken out, put back after a look, gone back to; and the same for programs.</summary>
static class TemplatePages
{
    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/library/{playbook}/templates/{document}").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", (string playbook, string document, HttpContext http, SignedIn signedIn, Shelf shelf) =>
            LibraryPages.MayNotRead(signedIn) is { } fault ? Task.FromResult(fault.AsHttp()) : Find(shelf, playbook, document, found => Show(http, found, null, null)));
        pages.MapGet("/{version:int}", Download);
        pages.MapPost("/preview", Look);
        pages.MapPost("/sample", Sample);
        pages.MapPost("", Record);
        pages.MapPost("/use", Choose);

        var api = app.MapGroup("/api/library/{playbook}/templates").WithTags("Library").SignedInOnly();
        api.MapGet("", List).WithSummary("List the documents of a playbook and their templates");
        api.MapGet("/{document}/{version:int}", Download).WithSummary("Read a template of a document as .docx; version 0 is the playbook's own");
        api.MapPost("/{document}", Send).WithSummary("Record another template for a document");
        api.MapPut("/{document}", async (string playbook, string document, Chosen chosen, Shelf shelf, TemplateDesk desk, Clerk clerk, SignedIn signedIn, CancellationToken stop) =>
            signedIn.Unless(Roles.SystemAdmin) is { } fault ? fault.AsHttp()
                : await Find(shelf, playbook, document, async found => (await desk.Choose(clerk, new(playbook, document, chosen.Version), stop)).AsHttp(templates => Told(found, templates))))
            .WithSummary("Go back to a template recorded before");
    }

    /// <param name="Version">0 is the playbook's own.</param>
    internal sealed record Chosen(int Version);

    sealed record Found(Playbook Playbook, Document Paper);

    /// <summary>The page of a document's template.</summary>
    public static string Href(Playbook playbook, Document paper) => $"/library/{Uri.EscapeDataString(playbook.Name)}/templates/{Uri.EscapeDataString(paper.Id)}";

    /// <summary>A file carried in a form; empty where it is none.</summary>
    public static byte[] Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }

    static object Told(Found found, Templates templates) => new
    {
        found.Paper.Id, found.Paper.Title, used = templates.Used(found.Paper.Id)?.Version ?? 0,
        versions = templates.Of(found.Paper.Id).Select(version => new { version.Version, version.Sha256, version.Size, version.Note, version.Stamp.At, version.Stamp.By }),
    };

    static async Task<IResult> Find(Shelf shelf, string playbook, string document, Func<Found, Task<IResult>> then) =>
        shelf.Newest(playbook) is not { } known ? LibraryPages.Missing(playbook, null)
        : known.Documents.FirstOrDefault(paper => paper.Id == document) is not { } paper ? No.SuchDocument.With(document).AsHttp()
        : await then(new(known, paper));

    static async Task<IResult> List(string playbook, SignedIn signedIn, Shelf shelf, TemplateDesk desk, CancellationToken stop)
    {
        if (LibraryPages.MayNotRead(signedIn) is { } fault) return fault.AsHttp();
        if (shelf.Newest(playbook) is not { } known) return LibraryPages.Missing(playbook, null);
        var templates = await desk.Of(signedIn.Person!.Caller.District, playbook, stop);
        return Results.Json(known.Documents.Select(paper => Told(new(known, paper), templates)), Facts.Json);
    }

    static async Task<IResult> Download(string playbook, string document, int version, SignedIn signedIn, Shelf shelf, TemplateDesk desk, CancellationToken stop) =>
        LibraryPages.MayNotRead(signedIn) is { } fault ? fault.AsHttp() : await Find(shelf, playbook, document, async found =>
            await desk.Bytes(signedIn.Person!.Caller.District, found.Playbook, found.Paper, version, stop) is { } bytes
                ? Results.File(bytes, TemplateFile.Media, $"{found.Paper.Title.Zh} 模板{(version == 0 ? "" : $"第{version}版")}.docx") : No.SuchTemplate.With(version).AsHttp());

    static async Task<IResult> Look(string playbook, string document, HttpContext http, SignedIn signedIn, Shelf shelf, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        return await Find(shelf, playbook, document, async found =>
        {
            if (form.Files["file"] is not { Length: > 0 } file) return await Show(http, found, null, No.TemplateMissing);
            // More than a template may have is not read: the sentence comes from what was read of it.
            var bytes = new byte[Math.Min(file.Length, TemplateFile.MostBytes + 1)];
            await using var from = file.OpenReadStream();
            await from.ReadExactlyAsync(bytes, stop);
            var look = TemplateDesk.Look(found.Playbook, found.Paper, bytes, shelf.OriginOf(found.Playbook));
            return await Show(http, found, look, look.Refusal);
        });
    }

    static async Task<IResult> Sample(string playbook, string document, HttpContext http, SignedIn signedIn, Shelf shelf, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        return await Find(shelf, playbook, document, async found =>
        {
            var look = TemplateDesk.Look(found.Playbook, found.Paper, Decoded(form["template"].ToString()), shelf.OriginOf(found.Playbook));
            if (look.Refusal is { } no) return await Show(http, found, look, no);
            var known = TemplateFields.Sample(found.Playbook, shelf.OriginOf(found.Playbook));
            return Results.File(TemplateFile.Fill(look.Bytes, found.Paper.Title.Zh, "样张", known.GetValueOrDefault), TemplateFile.Media, $"{found.Paper.Title.Zh} 样张.docx");
        });
    }

    static async Task<IResult> Record(string playbook, string document, HttpContext http, SignedIn signedIn, Shelf shelf, TemplateDesk desk, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        return await Find(shelf, playbook, document, async found =>
        {
            var bytes = Decoded(form["template"].ToString());
            var answer = await desk.Record(clerk, found.Playbook, found.Paper, bytes, form["note"], stop);
            if (answer.Refusal is { } no) return await Show(http, found, TemplateDesk.Look(found.Playbook, found.Paper, bytes, shelf.OriginOf(found.Playbook)), no);
            var (reader, version) = (await readerOf(http), answer.Story.Used(found.Paper.Id)!.Version);
            Notices.Leave(http, new Notice(reader.Say($"已启用第 {version} 版模板，从现在起的{found.Paper.Title.Zh}按它出具。", $"Version {version} of the template is used: papers from now on are made by it.")));
            return Results.Redirect(Href(found.Playbook, found.Paper));
        });
    }

    static async Task<IResult> Choose(string playbook, string document, HttpContext http, SignedIn signedIn, Shelf shelf, TemplateDesk desk, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        return await Find(shelf, playbook, document, async found =>
        {
            var version = int.TryParse(form["version"], out var asked) ? asked : -1;
            var answer = await desk.Choose(clerk, new(playbook, document, version), stop);
            if (answer.Refusal is { } no) return await Show(http, found, null, no);
            var reader = await readerOf(http);
            Notices.Leave(http, new Notice(version == 0 ? reader.Say("已改回流程自带的模板。", "The playbook’s own template is used again.")
                : reader.Say($"已改用第 {version} 版模板。", $"Version {version} of the template is used.")));
            return Results.Redirect(Href(found.Playbook, found.Paper));
        });
    }

    static async Task<IResult> Send(string playbook, string document, string? note, HttpRequest request, SignedIn signedIn, Shelf shelf, TemplateDesk desk, Clerk clerk, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        if (request.ContentLength is not (> 0 and <= TemplateFile.MostBytes)) return No.TemplateMissing.AsHttp();
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, stop);
        return await Find(shelf, playbook, document, async found =>
            (await desk.Record(clerk, found.Playbook, found.Paper, bytes.ToArray(), note, stop)).AsHttp(templates => Told(found, templates)));
    }

    static async Task<IResult> Show(HttpContext http, Found found, TemplateLook? look, Refusal? refusal)
    {
        var services = http.RequestServices;
        var person = services.GetRequiredService<SignedIn>().Person!;
        return Pages.Show<TemplatePage>(http, await services.GetRequiredService<ReaderOf>()(http), new
        {
            found.Playbook, found.Paper, Look = look, Refusal = refusal, MayRecord = person.Is(Roles.SystemAdmin),
            Templates = await services.GetRequiredService<TemplateDesk>().Of(person.Caller.District, found.Playbook.Name, http.RequestAborted),
            HasFile = services.GetRequiredService<Shelf>().TemplateOf(found.Playbook.Name, found.Paper.Id) is not null,
        }, refusal is { } no ? Problems.Status(no) : StatusCodes.Status200OK);
    }
}
