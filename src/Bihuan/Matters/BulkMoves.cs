using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>
/// One move for many matters: each is looked at first and then taken by its own verb, with its own answer. Nothing is done that the matter's own page would
/// refuse, and nothing is left out without its sentence.
/// </summary>
public sealed class BulkMoves(MatterDesk desk, ReadMatter read, Store store)
{
    /// <summary>The most matters of one go: as many as somebody reads through before pressing.</summary>
    public const int Most = 200;

    // A judgement on one piece of work, a word with one person, a look at one requester: the same answer for many would be no answer.
    static readonly FrozenSet<string> OneByOne = new[]
    {
        HandIn.Act.Name, VerifyWork.Act.Name, CallBack.Act.Name, Judge.Act.Name, Contact.Act.Name, SeeRequester.Act.Name, AddEvidence.Act.Name,
        Merge.Act.Name, Split.Act.Name, NamePoints.Act.Name, Link.Act.Name, DeclareInterest.Act.Name,
    }.ToFrozenSet();

    /// <summary>A matter that was chosen.</summary>
    /// <param name="Seen">The version that was looked at; null where nobody said.</param>
    /// <param name="View">As the person sees it; null where there is none that they may know of.</param>
    public sealed record Chosen(string Number, long? Seen, ReadMatter.View? View)
    {
        /// <summary>As a form carries it.</summary>
        public string Word => Seen is { } seen ? $"{Number}:{seen}" : Number;
    }

    /// <summary>A move that at least one of the matters offers.</summary>
    /// <param name="Like">The first of them: its form stands for all.</param>
    /// <param name="Open">How many of them are open to it.</param>
    public sealed record Offer(Move Move, Chosen Like, int Open);

    /// <summary>What became of one matter, or would.</summary>
    /// <param name="Refusal">Why not; null is done.</param>
    public sealed record Line(Chosen Chosen, Refusal? Refusal, Matter? After = null);

    /// <summary>The matters that a form names as <c>number:version</c>, in its order, each once.</summary>
    public async Task<IReadOnlyList<Chosen>> Find(Person person, IEnumerable<string?> words, CancellationToken stop)
    {
        var said = words.OfType<string>().Select(word => word.Trim().Split(':')).Where(word => word[0].Length > 0).DistinctBy(word => word[0].ToUpperInvariant())
            .Select(word => (Number: word[0].ToUpperInvariant(), Seen: word.Length > 1 && long.TryParse(word[1], System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : (long?)null)).ToList();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var connection = await store.Read(stop))
            foreach (var some in said.Chunk(400))
            {
                var parameters = new DynamicParameters(new { district = person.Caller.District });
                foreach (var (number, id) in await connection.QueryAsync<(string Number, string Id)>(
                    $"select number, id from matters where district = @district and number in {parameters.AddAll("number", some.Select(one => one.Number))}", parameters)) found[number] = id;
            }

        var chosen = new List<Chosen>();
        foreach (var (number, seen) in said) chosen.Add(new(number, seen, found.TryGetValue(number, out var id) ? await read.Of(person, id, stop) : null));
        return chosen;
    }

    /// <summary>Every move that can be taken for several at once, those that fit most matters first.</summary>
    public static IReadOnlyList<Offer> Offers(IEnumerable<Chosen> chosen) =>
        [.. (from one in chosen
             let view = one.View
             where view is not null
             from offer in view.Moves
             where offer.Closed is null && IsForMany(offer.Move, view.Playbook)
             group (offer.Move, one) by Asks(offer.Move, view.Playbook) into same
             select new Offer(same.First().Move, same.First().one, same.Count())).OrderByDescending(offer => offer.Open).ThenByDescending(offer => offer.Move.IsPrimary)];

    /// <summary>Whether one form can be the same for many: it asks nothing that is one matter's own, and the act judges no single piece of work.</summary>
    public static bool IsForMany(Move move, Playbook playbook) => !(move.Act is { } act && OneByOne.Contains(act))
        && !move.Form.Any(asked => playbook.Field(asked.Field) is { } field
            && (field.Type is FieldType.Replies or FieldType.Matter or FieldType.Files || field.Type is FieldType.Lines && move.Act is { } does && Acts.ByName[does].Reads(field.Id)));

    /// <summary>What a move asks and does, so that two playbooks' moves are one where they are the same to who fills in the form.</summary>
    static string Asks(Move move, Playbook playbook) => $"{move.Id} {move.Title.Zh} {move.Act} "
        + string.Join(' ', move.With.OrderBy(word => word.Key, StringComparer.Ordinal).Select(word => $"{word.Key}={word.Value}"))
        + string.Join(' ', move.Form.Select(asked => $"{asked.Field}:{asked.Required}:{playbook.Field(asked.Field)?.Type}:{playbook.Field(asked.Field)?.List}"));

    /// <summary>Says of each what would become of it; writes nothing.</summary>
    /// <param name="like">The matter whose form was filled in; null where a program gives the words itself.</param>
    public Task<IReadOnlyList<Line>> Preview(Clerk clerk, Person person, IReadOnlyList<Chosen> chosen, string move, JsonObject words, Chosen? like, CancellationToken stop) =>
        Each(person, chosen, move, like, one => desk.Rehearse(Of(clerk, one, null), one.View!.Matter.Id, move, words, stop, Sees(person)));

    /// <summary>Takes the move for each; the same key again answers the same.</summary>
    public Task<IReadOnlyList<Line>> Run(Clerk clerk, Person person, IReadOnlyList<Chosen> chosen, string move, JsonObject words, Chosen? like, string? key, CancellationToken stop) =>
        Each(person, chosen, move, like, one => desk.Take(Of(clerk, one, key), one.View!.Matter.Id, move, words, stop, Sees(person)));

    static async Task<IReadOnlyList<Line>> Each(Person person, IReadOnlyList<Chosen> chosen, string move, Chosen? like, Func<Chosen, Task<Answer<Matter>>> take)
    {
        var asks = like?.View is { } view && Named(move, view.Playbook, view.Matter.Stage) is { } shown ? Asks(shown, view.Playbook) : null;
        var lines = new List<Line>();
        foreach (var one in chosen)
        {
            if (one.View is not { } known)
            {
                lines.Add(new(one, No.SuchMatter));
                continue;
            }

            var own = Named(move, known.Playbook, known.Matter.Stage);
            if (own is not null && !IsForMany(own, known.Playbook)) lines.Add(new(one, No.OneByOne.With(own.Title)));
            else if (own is not null && asks is not null && Asks(own, known.Playbook) != asks) lines.Add(new(one, No.AsksOtherwise.With(own.Title)));
            else
            {
                var answer = await take(one);
                lines.Add(new(one, answer.Refusal, answer.IsYes ? answer.Story : null));
            }
        }

        return lines;
    }

    /// <summary>The move of that name, or the first that does the act, at the stage; null where it offers none.</summary>
    /// <param name="orElsewhere">A second press finds the matter at its next stage: then the move of any stage is meant.</param>
    public static Move? Named(string move, Playbook playbook, string stage, bool orElsewhere = false) =>
        playbook.MovesAt(stage).FirstOrDefault(m => m.Id == move) ?? playbook.MovesAt(stage).FirstOrDefault(m => m.Act == move)
            ?? (orElsewhere ? playbook.Stages.SelectMany(s => s.Moves).Concat(playbook.Anywhere).FirstOrDefault(m => m.Id == move) : null);

    static Clerk Of(Clerk clerk, Chosen one, string? key) =>
        clerk.For(clerk.Caller with { Seen = one.Seen, CommandKey = key is null ? null : $"{key} {one.View!.Matter.Id}" });

    Func<Matter, Refusal?> Sees(Person person) => story => desk.Sees(person.Scope, story) ? null : No.SuchMatter;
}
