using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Sharing from the page of a matter, and the list of its shares for programs.</summary>
public static class SharePages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/matters/{id}/shares").SignedInOnly().ExcludeFromDescription();
        pages.MapPost("", Give);
        pages.MapPost("/{share:int}/revocations", Revoke);
        app.MapGet("/api/matters/{id}/shares", List).WithTags("Matters").SignedInOnly().WithSummary("List what was shared with partners, with their links");
    }

    static async Task<IResult> List(string id, Dossiers dossiers, MatterDesk desk, SignedIn who, CancellationToken stop)
    {
        if (await dossiers.Of(who.Person!, await MatterPages.IdOf(desk, who.Person!, id, stop), stop) is not { } dossier) return No.SuchMatter.AsHttp();
        var may = dossier.May("share") || dossier.May("revoke-share");
        return Results.Json(dossier.Shares.Select(given => new
        {
            given.Share.Number, given.Share.Partner, given.Share.Until, given.Share.Parts, given.Share.Files, given.Share.Ask, given.Share.At, given.Share.ConfirmedAt, given.Share.RevokedAt,
            given.Looks, given.Last, Href = may ? given.Href : null,
        }), Facts.Json);
    }

    static async Task<IResult> Give(HttpContext http, string id, ReaderOf readerOf, Dossiers dossiers, MatterDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        static JsonArray Many(IEnumerable<string?> all) => [.. all.Select(one => (JsonNode?)one)];
        var words = new JsonObject { ["partner"] = form["partner"].ToString(), ["until"] = form["until"].ToString(), ["ask"] = form["ask"].ToString(), ["parts"] = Many(form["parts"]), ["files"] = Many(form["files"]) };
        return await Take(http, id, "share", words, form, await readerOf(http), dossiers, desk, who.Person!, clerk, stop);
    }

    static async Task<IResult> Revoke(HttpContext http, string id, int share, ReaderOf readerOf, Dossiers dossiers, MatterDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        return await Take(http, id, "revoke-share", new() { ["share"] = share, ["why"] = form["why"].ToString() }, form, await readerOf(http), dossiers, desk, who.Person!, clerk, stop);
    }

    static async Task<IResult> Take(HttpContext http, string id, string act, JsonObject words, IFormCollection form, Reader reader, Dossiers dossiers, MatterDesk desk, Person person, Clerk clerk, CancellationToken stop)
    {
        var caller = clerk.Caller with
        {
            Seen = long.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : clerk.Caller.Seen,
            CommandKey = form["key"].ToString() is { Length: > 0 and <= 64 } key ? key : clerk.Caller.CommandKey,
        };
        var answer = await desk.Take(clerk.For(caller), await MatterPages.IdOf(desk, person, id, stop), act, words, stop, story => desk.Sees(person.Scope, story) ? null : No.SuchMatter);
        if (await dossiers.Of(person, answer.Stream.Id, stop) is not { } dossier) return MatterPages.Missing(http, reader);
        if (answer.Refusal is { } refusal)
        {
            var entered = form.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.OfType<string>()]);
            if (words["share"] is { } number) entered["share"] = [number.ToString()];
            return MatterPages.Show(http, reader, dossier with { Tried = new(act, refusal, entered) }, Problems.Status(refusal));
        }

        Notices.Leave(http, new(act == "share"
            ? reader.Say("已共享。把下面的链接发给对方；对方每看一次都有记录。", "Shared. Send the link below to the partner; every look is recorded.")
            : reader.Say("已收回，链接不再打开任何内容。", "Taken back; the link opens nothing any more.")));
        return MatterPages.SeeOther($"{dossier.Href}#shares");
    }
}
