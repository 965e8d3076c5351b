using System.Collections.Immutable;
using Bihuan.Engine.Language.Segments;

namespace Bihuan.Engine.Language.Hot;

/// <summary>Groups a running stream: each message joins the group that speaks most like it, or begins one. One thread at a time.</summary>
public sealed class Talk
{
    // Below this likeness two messages are about different things; found on half a year of messages, far from either edge.
    const double Alike = 0.17;

    // Two groups that grew apart by chance are one when they are so alike.
    const double Same = 0.22;
    // A single message so widely approved is worth another look.
    const int Loud = 100;
    const int Kept = 90;
    const int SubjectCounts = 3;

    readonly Dictionary<string, int> among = new(StringComparer.Ordinal);
    readonly List<Group> groups = [];
    readonly Dictionary<string, List<int>> places = new(StringComparer.Ordinal);
    int messages;

    /// <summary>How alike two messages must be to be about one thing, 0 to 1; default 0.17.</summary>
    public double Threshold { get; init; } = Alike;

    /// <summary>How far back it looks; default 184 days.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(184);

    /// <summary>Learns from earlier messages which words are common; they join no group.</summary>
    public void Hear(Message message)
    {
        messages++;
        foreach (var token in Counts(message).Keys) among[token] = among.GetValueOrDefault(token) + 1;
    }

    /// <summary>Adds a message of the stream.</summary>
    public void Add(Said said)
    {
        Hear(said.Message);
        var vector = Vector(said.Message);
        var likeness = new Dictionary<int, double>();
        foreach (var (token, weight) in vector)
            foreach (var place in places.GetValueOrDefault(token, []))
                if (groups[place].Sum.TryGetValue(token, out var sum)) likeness[place] = likeness.GetValueOrDefault(place) + (weight * sum);
        var (best, most) = (-1, 0.0);
        foreach (var (place, product) in likeness)
        {
            var like = product / groups[place].Length;
            if (like > most || (like == most && place < best))
            {
                best = place;
                most = like;
            }
        }

        if (most < Threshold)
        {
            best = groups.Count;
            groups.Add(new());
        }

        Join(groups[best], best, said, vector);
    }

    /// <summary>The hottest groups of the window that ends with the youngest message, the hottest first: of two persons at least, or of one with many likes.</summary>
    /// <param name="most">How many at most; default 10.</param>
    public ImmutableArray<HotGroup> Hottest(int most = 10)
    {
        if (groups.Count == 0) return [];
        var last = groups.Max(g => g.Members.Max(m => m.At));
        var found =
            from g in Merge()
            let members = g.Members.Where(m => m.At > last - Window).OrderBy(m => m.At).ThenBy(m => m.Id, StringComparer.Ordinal).ToImmutableArray()
            where members.Length > 0
            let heat = Heat.Of(members, last - (Window / 2))
            where heat.People >= 2 || heat.Supporters >= 5
            orderby heat.Value descending, members[0].At
            select (members, heat);
        return [.. found.Take(most).Select(f => new HotGroup(NameGroup.Run(f.members, Rarity), f.members, f.heat))];
    }

    List<Group> Merge()
    {
        var all = groups.Where(g => g.Members.Count > 0).Select(g => g.Copy()).OrderByDescending(g => g.Members.Count).ToList();
        var merged = new List<Group>();
        foreach (var group in all)
        {
            var stays = group.Members.Count < 2 && group.Members[0].Likes < Loud;
            var into = stays ? null : merged.Where(m => m.Members.Count > 1).Select(m => (Group: m, Like: m.Like(group)))
                .Where(m => m.Like >= Same).OrderByDescending(m => m.Like).FirstOrDefault().Group;
            if (into is null) merged.Add(group);
            else into.Take(group);
        }

        return merged;
    }

    void Join(Group group, int place, Said said, Dictionary<string, double> vector)
    {
        group.Members.Add(said);
        foreach (var (token, weight) in vector)
        {
            var before = group.Sum.GetValueOrDefault(token);
            group.Sum[token] = before + weight;
            group.Square += (weight * weight) + (2 * before * weight);
            if (before != 0) continue;
            if (!places.TryGetValue(token, out var at)) places[token] = at = [];
            at.Add(place);
        }
    }

    /// <summary>A message as its rarest pairs of characters, of length 1.</summary>
    Dictionary<string, double> Vector(Message message)
    {
        var vector = Counts(message).Select(c => (c.Key, Value: Math.Log(1 + c.Value) * Rarity(c.Key)))
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Kept).ToArray();
        var length = Math.Sqrt(vector.Sum(c => c.Value * c.Value));
        return length == 0 ? [] : vector.ToDictionary(c => c.Key, c => c.Value / length, StringComparer.Ordinal);
    }

    // Squared, so that a name counts and a manner of speaking does not.
    double Rarity(string token)
    {
        var rare = Math.Log((messages + 1.0) / (among.GetValueOrDefault(token) + 1));
        return rare * rare;
    }

    static Dictionary<string, double> Counts(Message message)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var token in IndexText.Tokens(message.Subject)) counts[token] = counts.GetValueOrDefault(token) + SubjectCounts;
        foreach (var token in IndexText.Tokens(message.Text[..Math.Min(400, message.Text.Length)])) counts[token] = counts.GetValueOrDefault(token) + 1;
        return counts;
    }

    sealed class Group
    {
        public List<Said> Members { get; } = [];

        public Dictionary<string, double> Sum { get; private init; } = new(StringComparer.Ordinal);

        public double Square { get; set; }

        public double Length => Math.Sqrt(Square);

        public Group Copy()
        {
            var copy = new Group { Sum = new(Sum, StringComparer.Ordinal), Square = Square };
            copy.Members.AddRange(Members);
            return copy;
        }

        public double Like(Group other) =>
            other.Sum.Sum(s => s.Value * Sum.GetValueOrDefault(s.Key)) / Math.Max(1e-9, Length * other.Length);

        public void Take(Group other)
        {
            Members.AddRange(other.Members);
            foreach (var (token, weight) in other.Sum) Sum[token] = Sum.GetValueOrDefault(token) + weight;
            Square = Sum.Values.Sum(v => v * v);
        }
    }
}
