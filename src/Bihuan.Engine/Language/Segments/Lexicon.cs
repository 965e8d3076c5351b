namespace Bihuan.Engine.Language.Segments;

/// <summary>Words and how often each is said; found as a path through characters, without making strings.</summary>
public sealed class Lexicon
{
    /// <summary>The longest word that is kept: 8 characters.</summary>
    public const int Longest = 8;

    // One entry an edge: the state and the character in the upper half, the state it leads to in the lower.
    readonly ulong[] edges;
    readonly int[] firsts = new int[0x10000];
    readonly float[] costs;

    /// <summary>Builds it from words and counts; words of one character only say how common the character is, longer ones than <see cref="Longest"/> are left out.</summary>
    public Lexicon(IEnumerable<KeyValuePair<string, double>> words)
    {
        var all = words.Where(w => w.Key.Length is > 0 and <= Longest && w.Value > 0).ToArray();
        var total = Math.Log(all.Sum(w => w.Value) + 1);
        var size = 1024;
        while (size < all.Sum(w => (long)w.Key.Length) * 2) size *= 2;
        edges = new ulong[size];
        var ends = new List<float> { float.PositiveInfinity };
        foreach (var (word, count) in all)
        {
            var state = 0;
            foreach (var letter in word)
            {
                var next = Next(state, letter);
                if (next == 0)
                {
                    next = ends.Count;
                    ends.Add(float.PositiveInfinity);
                    Put(state, letter, next);
                }

                state = next;
            }

            ends[state] = (float)(total - Math.Log(count));
        }

        for (var letter = 0; letter < firsts.Length; letter++) firsts[letter] = Next(0, (char)letter);

        costs = [.. ends];
        Unknown = (float)total + 1;
    }

    /// <summary>What an unknown character costs: as rare as anything can be.</summary>
    public float Unknown { get; }

    /// <summary>Reads lines of a word, a space and a count; what comes after, and lines of another form, are passed over.</summary>
    public static Lexicon Read(string lines)
    {
        var words = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in lines.AsSpan().EnumerateLines())
        {
            var space = line.IndexOf(' ');
            if (space <= 0) continue;
            var rest = line[(space + 1)..];
            var end = rest.IndexOf(' ');
            if (double.TryParse(end < 0 ? rest : rest[..end], out var count)) words[line[..space].ToString()] = count;
        }

        return new(words);
    }

    /// <summary>Whether a word is in it.</summary>
    public bool Has(ReadOnlySpan<char> word)
    {
        var state = 0;
        foreach (var letter in word)
            if ((state = Next(state, letter)) == 0) return false;
        return !float.IsInfinity(costs[state]);
    }

    /// <summary>The state behind a character, or 0 when no word goes on so.</summary>
    internal int Next(int state, char letter)
    {
        var all = edges;
        var key = ((uint)state << 8) * 0x9e3779b1u ^ (letter * 0x85ebca77u);
        var mark = ((ulong)(uint)state << 16) | letter;
        for (var slot = (int)(key ^ (key >> 15)) & (all.Length - 1); all[slot] != 0; slot = (slot + 1) & (all.Length - 1))
            if (all[slot] >> 24 == mark) return (int)(all[slot] & 0xffffff);
        return 0;
    }

    /// <summary>The state behind a first character, or 0.</summary>
    internal int First(char letter) => firsts[letter];

    internal float Cost(int state) => costs[state];

    void Put(int state, char letter, int next)
    {
        var key = ((uint)state << 8) * 0x9e3779b1u ^ (letter * 0x85ebca77u);
        var slot = (int)(key ^ (key >> 15)) & (edges.Length - 1);
        while (edges[slot] != 0) slot = (slot + 1) & (edges.Length - 1);
        edges[slot] = ((((ulong)(uint)state << 16) | letter) << 24) | (uint)next;
    }
}
