namespace Bihuan.Engine.Language.Hot;

/// <summary>A group while the talk goes on: its messages, and the sum of what they say.</summary>
sealed class TalkGroup(string? known)
{
    /// <summary>A message, and what it says by the number of each token: nothing where it has no words of its own.</summary>
    public readonly record struct Member(Said Said, KeyValuePair<int, double>[] Vector, bool IsUnsure);

    double square;

    public string? Known { get; } = known;

    public List<Member> Members { get; private init; } = [];

    /// <summary>Never holds a token whose weight has gone.</summary>
    public Dictionary<int, double> Sum { get; private init; } = [];

    public double Length => Math.Sqrt(Math.Max(1e-12, square));

    /// <summary>The first place that any of them told.</summary>
    public string Place { get; private set; } = "";

    /// <summary>Takes a message in.</summary>
    /// <returns>The tokens that were new here.</returns>
    public IEnumerable<int> Add(Member member, string place)
    {
        Members.Add(member);
        if (Place.Length == 0) Place = place;
        List<int> fresh = [];
        foreach (var (token, weight) in member.Vector)
        {
            if (!Sum.TryGetValue(token, out var before)) fresh.Add(token);
            Sum[token] = before + weight;
            square += (weight * weight) + (2 * before * weight);
        }

        return fresh;
    }

    /// <summary>Takes a message out. Its tokens stay, at nothing: who looks them up finds the group once.</summary>
    public void Take(string id)
    {
        var at = Members.FindIndex(member => member.Said.Id == id);
        if (at < 0) return;
        foreach (var (token, weight) in Members[at].Vector)
        {
            var before = Sum[token];
            Sum[token] = before - weight;
            square += (weight * weight) - (2 * before * weight);
        }

        Members.RemoveAt(at);
    }

    public TalkGroup Copy()
    {
        var copy = new TalkGroup(Known) { Members = [.. Members], Sum = new(Sum), Place = Place };
        copy.square = square;
        return copy;
    }

    /// <summary>Takes all of another group in; those that join so are asked about where the group is a known one.</summary>
    /// <returns>The tokens that were new here.</returns>
    public List<int> Take(TalkGroup other)
    {
        Members.AddRange(other.Members.Select(member => member with { IsUnsure = member.IsUnsure || Known is not null }));
        if (Place.Length == 0) Place = other.Place;
        List<int> fresh = [];
        foreach (var (token, weight) in other.Sum)
        {
            if (!Sum.TryGetValue(token, out var before)) fresh.Add(token);
            Sum[token] = before + weight;
            square += (weight * weight) + (2 * before * weight);
        }

        return fresh;
    }

    public Gathered Told() => new(Known,
        [.. Members.Select(member => member.Said).OrderBy(said => said.At).ThenBy(said => said.Id, StringComparer.Ordinal)],
        [.. Members.Where(member => member.IsUnsure).Select(member => member.Said.Id)]);
}
