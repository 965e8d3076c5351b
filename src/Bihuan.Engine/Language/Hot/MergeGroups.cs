namespace Bihuan.Engine.Language.Hot;

/// <summary>Puts groups together that grew apart by chance: the larger ones take the smaller ones in.</summary>
static class MergeGroups
{
    // Two groups are one when they are so alike.
    const double Same = 0.22;

    /// <summary>The groups that are left, pinned ones first, then by size. What is given stays as it is.</summary>
    /// <param name="groups">As they found themselves.</param>
    /// <param name="loud">A single message with fewer likes than these begins nothing and joins nothing here.</param>
    /// <param name="together">Whether two places may be one.</param>
    public static IEnumerable<TalkGroup> Run(IEnumerable<TalkGroup> groups, int loud, Func<string, string, bool> together)
    {
        List<TalkGroup> merged = [], alone = [];
        Dictionary<int, List<int>> holders = [];
        foreach (var group in groups.Where(g => g.Members.Count > 0).OrderByDescending(g => g.Known is not null).ThenByDescending(g => g.Members.Count))
        {
            if (group is { Known: null, Members: [{ Said.Likes: var likes }] } && likes < loud)
            {
                alone.Add(group);
            }
            else if ((group.Known is null ? Nearest(group, merged, holders, together) : -1) is var into and >= 0)
            {
                Enter(merged[into].Take(group), into, holders);
            }
            else
            {
                merged.Add(group.Copy());
                // A single message takes nobody in.
                if (group.Known is not null || group.Members.Count > 1) Enter(group.Sum.Keys, merged.Count - 1, holders);
            }
        }

        return merged.Concat(alone);
    }

    static int Nearest(TalkGroup group, List<TalkGroup> merged, Dictionary<int, List<int>> holders, Func<string, string, bool> together)
    {
        Dictionary<int, double> likeness = [];
        foreach (var (token, weight) in group.Sum)
            if (holders.TryGetValue(token, out var held))
                foreach (var at in held) likeness[at] = likeness.GetValueOrDefault(at) + (weight * merged[at].Sum.GetValueOrDefault(token));
        var (best, most) = (-1, Same);
        foreach (var (at, product) in likeness.OrderBy(pair => pair.Key))
            if (together(group.Place, merged[at].Place) && product / (merged[at].Length * group.Length) is var like && (best < 0 ? like >= most : like > most)) (best, most) = (at, like);
        return best;
    }

    static void Enter(IEnumerable<int> tokens, int at, Dictionary<int, List<int>> holders)
    {
        foreach (var token in tokens)
        {
            if (!holders.TryGetValue(token, out var held)) holders[token] = held = [];
            held.Add(at);
        }
    }
}
