using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>The button and the address with which a paper is issued.</summary>
public static class DocumentPages
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/matters/{id}/documents/{document}", Press).SignedInOnly().ExcludeFromDescription();
        app.MapPost("/api/matters/{id}/documents/{document}", async (string id, string document, DocumentDesk documents, MatterDesk desk, SignedIn who, Clerk clerk, CancellationToken stop) =>
                (await Issue(id, document, documents, desk, who.Person!, clerk, stop)).AsHttp(m => new { m.Id, m.Number, m.Version, m.Documents }))
            .WithTags("Matters").SignedInOnly().WithSummary("Issue a document of the playbook");
    }

    static async Task<IResult> Press(
        HttpContext http, string id, string document, ReaderOf readerOf, DocumentDesk documents, MatterDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var reader = await readerOf(http);
        var form = await http.Request.ReadFormAsync(stop);
        if (form["key"].ToString() is { Length: > 0 and <= 64 } key) clerk = clerk.For(clerk.Caller with { CommandKey = $"document {key} {document}" });
        var answer = await Issue(id, document, documents, desk, who.Person!, clerk, stop);
        if (answer.Refusal is { } no) Notices.Leave(http, new(reader.Say(no.Zh, no.En), Tone.Red, no.Code));
        else Notices.Leave(http, new(reader.Say($"已出具，编号 {answer.Story.Documents[^1].Digits}，在附件里下载。", $"Issued under {answer.Story.Documents[^1].Digits}; it stands with the evidence.")));
        return MatterPages.SeeOther($"/matters/{id}#evidence");
    }

    static async Task<Answer<Matter>> Issue(string id, string document, DocumentDesk documents, MatterDesk desk, Person person, Clerk clerk, CancellationToken stop) =>
        await documents.Issue(clerk, await MatterPages.IdOf(desk, person, id, stop), document, stop, story => desk.Sees(person.Scope, story) ? null : No.SuchMatter);
}
