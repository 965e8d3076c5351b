namespace Bihuan.Intake;

/// <summary>How alike two Chinese texts are: the share of their character pairs that both have (Jaccard), 0 to 1.</summary>
public sealed class Likeness
{
    readonly HashSet<int> pairs;

    public Likeness(string text) => pairs = Pairs(text);

    /// <summary>The likeness of another text to this one; 0 where either says nothing.</summary>
    public double Of(string other)
    {
        var theirs = Pairs(other);
        if (pairs.Count == 0 || theirs.Count == 0) return 0;
        var (few, many) = pairs.Count < theirs.Count ? (pairs, theirs) : (theirs, pairs);
        var both = few.Count(many.Contains);
        return (double)both / (pairs.Count + theirs.Count - both);
    }

    // Punctuation and spaces say nothing and part what belongs together.
    static HashSet<int> Pairs(string text)
    {
        HashSet<int> found = [];
        var before = '\0';
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c)) continue;
            var now = char.ToLowerInvariant(c);
            if (before != '\0') found.Add((before << 16) | now);
            before = now;
        }

        return found;
    }
}
