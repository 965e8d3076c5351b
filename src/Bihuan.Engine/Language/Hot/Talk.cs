using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Bihuan.Engine.Language.Segments;

namespace Bihuan.Engine.Language.Hot;

/// <summary>Groups a running stream: each message joins the group that speaks most like it, or begins one. One thread at a time.</summary>
public sealed class Talk
{
    // Below this likeness two messages are about different things; docs/guide/performance.md says how the first ten change around it.
    const double Alike = 0.19;

    // A single message so widely approved is worth another look.
    const int Loud = 100;
    const int Kept = 90;
    const int SubjectCounts = 6;
    const int Read = 400;
    const int Little = 500;

    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly List<int> among = [];
    readonly List<TalkGroup> groups = [];
    readonly Dictionary<int, List<int>> holders = [];
    readonly Dictionary<string, int> bySame = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> byKnown = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> byId = new(StringComparer.Ordinal);

    // What one message has in common with each group, cleared for the next: it has up to as many lines as there are groups.
    readonly Dictionary<int, double> likeness = [];
    int messages;

    /// <summary>How alike two messages must be to be about one thing, 0 to 1; default 0.19.</summary>
    public double Threshold { get; init; } = Alike;

    /// <summary>How far back it looks; default 184 days.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(184);

    /// <summary>How many characters of a place say that it is another: messages of two such places are about different things. 0, the default, looks at words alone.</summary>
    public int PlaceLength { get; init; }

    /// <summary>How alike a message must be to the group it joins to be taken for one of it without being asked about; default 0.3.</summary>
    public double Sure { get; init; } = 0.3;

    /// <summary>How many messages are in groups.</summary>
    public int Count => byId.Count;

    /// <summary>Whether a message is in a group.</summary>
    public bool Holds(string id) => byId.ContainsKey(id);

    /// <summary>Learns from earlier messages which words are common; they join no group.</summary>
    public void Hear(Message message)
    {
        messages++;
        foreach (var token in Counts(message).Keys) among[Number(token)]++;
    }

    /// <summary>Adds a message of the stream; one that is there already stays where it is.</summary>
    public void Add(Said said)
    {
        if (byId.ContainsKey(said.Id)) return;
        Hear(said.Message);
        if (said.Same is { } same)
        {
            if (!bySame.TryGetValue(same, out var at)) bySame[same] = at = Begin(null);
            Join(at, said, [], 1);
            return;
        }

        var vector = Vector(said.Message);
        var place = PlaceOf(said);
        likeness.Clear();
        foreach (var (token, weight) in vector)
            if (holders.TryGetValue(token, out var held))
                foreach (var group in held)
                    if (groups[group].Sum.TryGetValue(token, out var sum)) CollectionsMarshal.GetValueRefOrAddDefault(likeness, group, out _) += weight * sum;
        var (best, most) = (-1, 0.0);
        foreach (var (group, product) in likeness)
        {
            if (!Together(place, groups[group].Place)) continue;
            var like = product / groups[group].Length;
            if (like > most || (like == most && group < best)) (best, most) = (group, like);
        }

        if (most < Threshold) (best, most) = (Begin(null), 1);
        Join(best, said, vector, most);
    }

    /// <summary>Takes messages for one group whatever they say; later ones that speak like it join it, and it joins no other.</summary>
    /// <param name="name">By which <see cref="Gathered.Known"/> tells it; more under the same name are added.</param>
    /// <param name="members">Those of another group are taken out of it; empty pins nothing.</param>
    public void Pin(string name, IReadOnlyCollection<Said> members)
    {
        if (members.Count == 0) return;
        if (!byKnown.TryGetValue(name, out var at)) byKnown[name] = at = Begin(name);
        foreach (var said in members)
        {
            if (byId.TryGetValue(said.Id, out var there) && there == at) continue;
            if (byId.ContainsKey(said.Id)) Remove(said.Id);
            else Hear(said.Message);
            if (said.Same is { } same) bySame[same] = at;
            Join(at, said, said.Same is null ? Vector(said.Message) : [], 1);
        }
    }

    /// <summary>Takes a message out: it was erased, or is no matter of its own any more.</summary>
    public void Remove(string id)
    {
        if (!byId.Remove(id, out var at)) return;
        groups[at].Take(id);
    }

    /// <summary>Every group as it stands, those that grew apart by chance put together; those of one message too.</summary>
    public ImmutableArray<Gathered> Groups() => [.. MergeGroups.Run(groups, Loud, Together).Select(group => group.Told())];

    /// <summary>The hottest groups of the window that ends with the youngest message, the hottest first: of two persons at least, or of one with many likes.</summary>
    /// <param name="most">How many at most; default 10.</param>
    public ImmutableArray<HotGroup> Hottest(int most = 10)
    {
        if (byId.Count == 0) return [];
        var gathered = Groups();
        var last = gathered.Max(g => g.Members[^1].At);
        var found =
            from g in gathered
            let members = g.Members.Where(m => m.At > last - Window).ToImmutableArray()
            where members.Length > 0
            let heat = Heat.Of(members, last - (Window / 2))
            where heat.People >= 2 || heat.Supporters >= 5
            orderby heat.Value descending, members[0].At
            select (members, heat);
        return [.. found.Take(most).Select(f => new HotGroup(Name(f.members), f.members, f.heat))];
    }

    /// <summary>What messages call themselves: see <see cref="NameGroup"/>.</summary>
    /// <param name="members">At least one.</param>
    public string Name(ImmutableArray<Said> members) => NameGroup.Run(members, Rarity);

    int Begin(string? known)
    {
        groups.Add(new(known));
        return groups.Count - 1;
    }

    void Join(int at, Said said, KeyValuePair<int, double>[] vector, double like)
    {
        byId[said.Id] = at;
        foreach (var token in groups[at].Add(new(said, vector, like < Sure), PlaceOf(said)))
        {
            if (!holders.TryGetValue(token, out var held)) holders[token] = held = [];
            held.Add(at);
        }
    }

    string PlaceOf(Said said) => PlaceLength > 0 && said.Place.Length >= PlaceLength ? said.Place[..PlaceLength] : "";

    static bool Together(string place, string other) => place.Length == 0 || other.Length == 0 || place == other;

    /// <summary>A message as its rarest tokens, of length 1.</summary>
    KeyValuePair<int, double>[] Vector(Message message)
    {
        var vector = Counts(message).Select(c => (c.Key, Value: Math.Log(1 + c.Value) * Rarity(c.Key)))
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Kept).ToArray();
        var length = Math.Sqrt(vector.Sum(c => c.Value * c.Value));
        return length == 0 ? [] : [.. vector.Select(c => KeyValuePair.Create(Number(c.Key), c.Value / length))];
    }

    // Squared, so that a name counts and a manner of speaking does not.
    double Rarity(string token)
    {
        // Before much has been heard, what a few say is not common yet.
        var rare = Math.Log((Math.Max(messages, Little) + 1.0) / ((numbers.TryGetValue(token, out var number) ? among[number] : 0) + 1));
        return rare * rare;
    }

    int Number(string token)
    {
        if (numbers.TryGetValue(token, out var number)) return number;
        numbers[token] = number = among.Count;
        among.Add(0);
        return number;
    }

    static Dictionary<string, double> Counts(Message message)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var token in IndexText.Tokens(message.Subject)) counts[token] = counts.GetValueOrDefault(token) + SubjectCounts;
        foreach (var token in IndexText.Tokens(message.Text[..Math.Min(Read, message.Text.Length)])) counts[token] = counts.GetValueOrDefault(token) + 1;
        return counts;
    }
}
