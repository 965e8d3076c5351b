using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Library;

/// <summary>The shelf in the browser: what stands on it, one playbook, two versions side by side, and publishing.</summary>
static partial class LibraryPages
{
    const int MostBytes = 1 << 20;

    public static void MapLibraryPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/library").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", Shelves);
        pages.MapGet("/publish", (HttpContext http, SignedIn signedIn, PlaybookDesk desk, Shelf shelf, string? from) =>
            signedIn.Unless(Roles.SystemAdmin) is { } fault ? Task.FromResult(fault.AsHttp())
                : Publishing(http, null, null, shelf.Newest(from ?? "") is { } present ? Next(shelf.OriginOf(present)?.Yaml, present.Version) : null));
        pages.MapPost("/publish/preview", Look);
        pages.MapPost("/publish", Publish);
        pages.MapGet("/{playbook}", One);
        pages.MapGet("/{playbook}/compare", Compare);
        pages.MapGet("/{playbook}/{version:int}" + PackFile.Extension, Export);

        var api = app.MapGroup("/api/library").WithTags("Library").SignedInOnly();
        api.MapGet("", (SignedIn signedIn, Shelf shelf) => MayNotRead(signedIn)?.AsHttp() ?? Results.Json(
            shelf.All.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Version).Select(p => new
            {
                p.Name, p.Version, p.Title, shelf.OriginOf(p)?.File, shelf.OriginOf(p)?.Sha256,
            }), Facts.Json)).WithSummary("List the playbooks on the shelf");
        api.MapPost("/publications", async (PublishPlaybook.Command command, PlaybookDesk desk, Clerk clerk, CancellationToken stop) =>
            (await desk.Publish(clerk, command, stop)).AsHttp()).WithSummary("Publish a version of a playbook");
        api.MapGet("/{playbook}/{version:int}" + PackFile.Extension, Export).WithSummary("Export a version of a playbook as one file");
        api.MapPost("/packs", async (HttpRequest request, PlaybookDesk desk, Clerk clerk, SignedIn signedIn, CancellationToken stop) =>
        {
            if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
            using var bytes = new MemoryStream();
            if (request.ContentLength is not (> 0 and <= PackFile.MostBytes)) return No.PackTooLarge.With(PackFile.MostBytes >> 20, PackFile.MostParts).AsHttp();
            await request.Body.CopyToAsync(bytes, stop);
            var pack = PackFile.Open(bytes.ToArray());
            return pack.Refusal is { } wrong ? wrong.AsHttp() : (await desk.Publish(clerk, new(pack.Yaml, pack.Examples, pack.Templates), stop)).AsHttp();
        }).WithSummary("Import a playbook from one file and publish it");
        api.MapPost("/trials", async (TrialCommand command, PlaybookDesk desk, SignedIn signedIn, CancellationToken stop) =>
        {
            if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
            var draft = await desk.Trial(desk.Read(new(command.Yaml, command.Examples)), command.Weeks ?? PlaybookTrial.UsualWeeks, stop);
            return draft.Trial is { } trial ? Results.Json(trial, Facts.Json) : (draft.Refusal ?? No.PlaybookText).AsHttp();
        }).WithSummary("Try a text against the matters of the last weeks");
    }

    /// <param name="Weeks">How many weeks back, 1 to 26; 4 when left out.</param>
    internal sealed record TrialCommand(string? Yaml, ImmutableArray<string>? Examples = null, int? Weeks = null);

    /// <summary>The text of a version as the beginning of the next one.</summary>
    static string? Next(string? yaml, int version) =>
        yaml is null ? null : Regex.Replace(yaml, @"^version:\s*\d+", $"version: {version + 1}", RegexOptions.Multiline, TimeSpan.FromSeconds(1));

    internal static Refusal? MayNotRead(SignedIn signedIn) => signedIn.Unless(Roles.SystemAdmin, "leader", "dispatcher");

    static async Task<IResult> Shelves(HttpContext http, SignedIn signedIn, Shelf shelf, PlaybookDesk desk, Store store, ReaderOf readerOf, CancellationToken stop)
    {
        if (MayNotRead(signedIn) is { } fault) return fault.AsHttp();
        return Pages.Show<LibraryPage>(http, await readerOf(http), new { Shelf = shelf, Open = await desk.Open(stop), MayPublish = signedIn.Person!.Is(Roles.SystemAdmin), People = await Publishers(shelf, shelf.All, store, signedIn, stop) });
    }

    static async Task<IResult> One(string playbook, int? version, HttpContext http, SignedIn signedIn, Shelf shelf, PlaybookDesk desk, TemplateDesk templates, ReaderOf readerOf,
        UnitTree tree, KeptStories<Offices> offices, Store store, CancellationToken stop)
    {
        if (MayNotRead(signedIn) is { } fault) return fault.AsHttp();
        if ((version is { } v ? shelf.Exactly(playbook, v) : shelf.Newest(playbook)) is not { } found) return Missing(playbook, version);
        var district = signedIn.Person!.Caller.District;
        var units = await tree.Of(district, stop);
        return Pages.Show<PlaybookPage>(http, await readerOf(http), new
        {
            Units = units, Office = (await offices.Of(district, stop)).Of(playbook, units.Children("").FirstOrDefault()?.Code ?? ""),
            Playbook = found, Shelf = shelf, Results = desk.Try(found), MayPublish = signedIn.Person!.Is(Roles.SystemAdmin),
            Templates = await templates.Of(district, playbook, stop), People = await Publishers(shelf, [found], store, signedIn, stop),
            MayBegin = found.Begins?.By.Any(by => by.Role == signedIn.Person.Post.Role) ?? false,
        });
    }

    static Task<IReadOnlyDictionary<string, Words>> Publishers(Shelf shelf, IEnumerable<Playbook> playbooks, Store store, SignedIn signedIn, CancellationToken stop) =>
        ListAccounts.Names(store, signedIn.Person!.Caller.District, playbooks.Select(p => shelf.OriginOf(p)?.Published?.By).OfType<string>(), stop);

    static async Task<IResult> Export(string playbook, int version, SignedIn signedIn, Shelf shelf, TemplateDesk templates, CancellationToken stop) =>
        MayNotRead(signedIn) is { } fault ? fault.AsHttp()
        : shelf.Exactly(playbook, version) is { } found && shelf.OriginOf(found) is { } origin
            ? Results.File(PackFile.Write(found, origin, await templates.Files(signedIn.Person!.Caller.District, found, stop)), PackFile.Media, PackFile.NameOf(found))
        : Missing(playbook, version);

    static async Task<IResult> Compare(string playbook, int? from, int? to, HttpContext http, SignedIn signedIn, Shelf shelf, ReaderOf readerOf)
    {
        if (MayNotRead(signedIn) is { } fault) return fault.AsHttp();
        var after = to is { } t ? shelf.Exactly(playbook, t) : shelf.Newest(playbook);
        if (after is null) return Missing(playbook, to);
        var before = from is { } f ? shelf.Exactly(playbook, f) : shelf.Versions(playbook).LastOrDefault(p => p.Version < after.Version) ?? after;
        if (before is null) return Missing(playbook, from);
        return Pages.Show<ComparePage>(http, await readerOf(http), new { Before = before, After = after, Shelf = shelf, Changes = after.Since(before, Whoever.Of) });
    }

    static async Task<IResult> Look(HttpContext http, SignedIn signedIn, PlaybookDesk desk, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        var (yaml, examples, sha256) = (form["yaml"].ToString(), Split(form["examples"].ToString()), (string?)null);
        var templates = Carried(form);
        if (form.Files["file"] is { Length: > 0 } file)
        {
            if (file.Length > PackFile.MostBytes) return await Publishing(http, null, No.PackTooLarge.With(PackFile.MostBytes >> 20, PackFile.MostParts).On("file"), null);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, stop);
            if (PackFile.IsZip(bytes.ToArray()))
            {
                var pack = PackFile.Open(bytes.ToArray());
                if (pack.Refusal is { } wrong) return await Publishing(http, null, wrong, null);
                (yaml, examples, sha256, templates) = (pack.Yaml, pack.Examples, pack.Sha256, pack.Templates);
            }
            else if (bytes.Length > MostBytes) return await Publishing(http, null, No.PlaybookText.On("file"), null);
            else yaml = Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF');
        }

        var draft = desk.Read(new(yaml, examples, templates)) with { FileSha256 = sha256 };
        if (int.TryParse(form["weeks"], CultureInfo.InvariantCulture, out var weeks)) draft = await desk.Trial(draft, weeks, stop);
        return await Publishing(http, draft, draft.Playbook is null ? draft.Refusal : null, null);
    }

    static async Task<IResult> Publish(HttpContext http, SignedIn signedIn, PlaybookDesk desk, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        var command = new PublishPlaybook.Command(form["yaml"].ToString(), Split(form["examples"].ToString()), Carried(form));
        var answer = await desk.Publish(clerk, command, stop);
        if (answer.Refusal is { } refusal) return await Publishing(http, desk.Read(command), refusal, null);

        var reader = await readerOf(http);
        var last = desk.Read(command).Playbook!;
        Notices.Leave(http, new Notice(reader.Say($"第 {last.Version} 版已发布，新事项按它办；在办事项仍按原来的版本办完。",
            $"Version {last.Version} is published. New matters follow it; open ones end by the version they began with.")));
        return Results.Redirect($"/library/{last.Name}");
    }

    static async Task<IResult> Publishing(HttpContext http, PlaybookDraft? draft, Refusal? refusal, string? yaml) =>
        Pages.Show<PublishPage>(http, await http.RequestServices.GetRequiredService<ReaderOf>()(http), new
        {
            Draft = draft, Refusal = refusal, Yaml = draft?.Yaml ?? yaml ?? "",
            Units = draft?.Trial is null ? null : await http.RequestServices.GetRequiredService<UnitTree>().Of(http.RequestServices.GetRequiredService<Settings>().District, http.RequestAborted),
        },
            (refusal ?? draft?.Refusal) is { } no ? Problems.Status(no) : StatusCodes.Status200OK);

    internal static IResult Missing(string playbook, int? version) =>
        (version is { } v ? No.SuchVersion.With(playbook, v) : No.SuchPlaybook.With(playbook)).AsHttp();

    /// <summary>The Word templates of a pack, carried from the look to the publication.</summary>
    static ImmutableSortedDictionary<string, byte[]> Carried(IFormCollection form) => form.Keys.Where(key => key.StartsWith(PublishPage.TemplateKey, StringComparison.Ordinal))
        .ToImmutableSortedDictionary(key => key[PublishPage.TemplateKey.Length..], key => TemplatePages.Decoded(form[key].ToString()), StringComparer.Ordinal);

    /// <summary>Several examples in one text are parted by a line of three dashes.</summary>
    static ImmutableArray<string> Split(string examples) =>
        [.. Parting().Split(examples.ReplaceLineEndings("\n")).Where(text => !string.IsNullOrWhiteSpace(text))];

    [GeneratedRegex(@"^---[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex Parting();
}
