using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Reads one matter inside the caller's scope, with what happened and what the caller may do now.</summary>
public sealed class ReadMatter(Reading reading, Shelf shelf, MatterDesk desk, TimeProvider time)
{
    /// <summary>A matter as one person sees it.</summary>
    /// <param name="Moves">Every move that the stage offers, open ones first, closed ones with the reason.</param>
    public sealed record View(Matter Matter, Playbook Playbook, Rulebook Rules, IReadOnlyList<Entry> Entries, IReadOnlyList<Offer> Moves)
    {
        /// <summary>The versions of the playbook that it followed before.</summary>
        public ImmutableArray<Playbook> Before { get; init; } = [];
    }

    /// <summary>A move and, where it is closed to this person now, why.</summary>
    public sealed record Offer(Move Move, Refusal? Closed);

    /// <summary>The matter; null when there is none that this person may know of.</summary>
    public async Task<View?> Of(Person person, string id, CancellationToken stop)
    {
        var entries = await reading.Entries(person.Caller.District, Stream.Of(Matter.Noun, id), stop);
        if (entries.Count == 0) return null;
        var matter = entries.Aggregate(Matter.Empty, (m, entry) => m.Apply(entry));
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        if (!Sees(person.Scope, matter, playbook, shelf.Calendar)) return null;
        // A tie to what is kept from this person would tell of it.
        foreach (var tied in matter.Links.Concat(matter.Absorbed).ToList())
        {
            var (other, _) = await reading.Story<Matter>(person.Caller.District, Stream.Of(Matter.Noun, tied), stop);
            if (!person.Scope.Offices.Any(other.IsKeptFrom) && SeenBy.Holds(Onlookers.Of(other, shelf.Find(other.Playbook, other.PlaybookVersion), shelf.Calendar), person.Scope.Marks)) continue;
            matter = matter with { Links = matter.Links.Remove(tied), Absorbed = matter.Absorbed.Remove(tied) };
            entries = [.. entries.Where(entry => entry.Fact is not Linked { Matter: var to } || to != tied).Where(entry => entry.Fact is not Absorbed { Matter: var child } || child != tied)
                .Select(entry => entry.Fact is CasesGathered many && many.Matters.Contains(tied) ? entry with { Fact = many with { Matters = many.Matters.Remove(tied) } } : entry)];
        }

        var rules = await desk.Rules(person.Caller.District, playbook, stop);
        var stamp = new Stamp(time.GetUtcNow(), person.Account, person.Caller.Post);
        var offers = playbook.MovesAt(matter.Stage)
            .Where(move => move.When?.Holds(matter.Answers) ?? true)
            .Select(move => new Offer(move, TakeMove.Closed(move, matter, rules, stamp)))
            .OrderBy(offer => offer.Closed is not null).ToList();
        return new(matter, playbook, rules, entries, offers)
        {
            Before = [.. entries.Select(entry => entry.Fact).OfType<Migrated>().Select(fact => shelf.Find(matter.Playbook, fact.From))],
        };
    }

    /// <summary>Whether a matter lies inside a scope.</summary>
    public static bool Sees(Scope scope, Matter matter, Playbook playbook, WorkCalendar calendar) =>
        scope.Allows(matter.Area, matter.Playbook, matter.Sensitivity, matter.Parties, matter.KeptFrom, Onlookers.Of(matter, playbook, calendar));
}
