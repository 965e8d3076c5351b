using Bihuan.Engine.Language.Replies;
using Bihuan.Matters.Learning;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Looks a reply over while it is written: is each point answered, is there a result, a date, a basis, is it the same as another. Said to the writer alone, kept nowhere, in nobody's way.</summary>
public static class ReplyHints
{
    /// <summary>The acts whose words go to the requester as the answer.</summary>
    public static bool IsReply(Move move) => move.Act is "hand-in" or "answer" or "close";

    internal static void Map(RouteGroupBuilder pages) => pages.MapPost("/reply-hints", Ask);

    /// <summary>With script only the hints; without, the page as it was with them under the form.</summary>
    static async Task<IResult> Ask(
        HttpContext http, string id, ReaderOf readerOf, Dossiers dossiers, MatterDesk desk, UnitReplies replies, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        var reader = await readerOf(http);
        var form = await http.Request.ReadFormAsync(stop);
        if (await dossiers.Of(person, await MatterPages.IdOf(desk, person, id, stop), stop) is not { } dossier) return MatterPages.Missing(http, reader);

        var move = dossier.View.Moves.FirstOrDefault(offer => offer.Closed is null && offer.Move.Id == form["hints"] && IsReply(offer.Move))?.Move;
        if (move is null) return Results.NoContent();
        var unit = dossier.Matter.Lead?.Unit ?? person.Post.Unit;
        var hints = Of(dossier.Matter.Said.Points, form["replies"].Append(form["reply"].ToString()), await replies.Of(person.Caller.District, unit, dossier.Matter.Id, stop));
        if (http.Request.Headers.ContainsKey("HX-Request")) return Pages.Show<ReplyHintList>(http, reader, new { Hints = hints });

        var (_, tried) = MoveWords.Read(move, dossier.Playbook, form, dossier.Duty?.Unit);
        return MatterPages.Show(http, reader, dossier with { Tried = tried, Hints = hints });
    }

    /// <summary>The hints on what has been written so far; null while nothing has.</summary>
    public static IReadOnlyList<Hint>? Of(IReadOnlyList<string> points, IEnumerable<string?> written, IReadOnlyList<string> others)
    {
        var reply = string.Join('\n', written.Where(words => !string.IsNullOrWhiteSpace(words)).Select(words => words!.Trim()));
        return reply.Length == 0 ? null : CheckReply.Run(points, reply, others);
    }
}
