namespace Bihuan.Engine.Language.Segments;

/// <summary>Finds words in a district's own texts: what stands together more often than chance would have it, with many neighbours on both sides.</summary>
public static class LearnWords
{
    /// <summary>Words of two to four characters and how often they were said.</summary>
    /// <param name="texts">At best some thousand.</param>
    /// <param name="least">How often a word must stand there; default 8.</param>
    public static Dictionary<string, double> Run(IEnumerable<string> texts, int least = 8)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        var beside = new Dictionary<string, (HashSet<char> Left, HashSet<char> Right)>(StringComparer.Ordinal);
        double letters = 0;
        foreach (var text in texts)
            for (var n = 0; n < text.Length; n++)
                for (var length = 1; length <= 4 && n + length <= text.Length && text[n + length - 1] is >= '\u4e00' and <= '\u9fff'; length++)
                {
                    var word = text.Substring(n, length);
                    counts[word] = counts.GetValueOrDefault(word) + 1;
                    if (length == 1)
                    {
                        letters++;
                        continue;
                    }

                    if (!beside.TryGetValue(word, out var sides)) beside[word] = sides = ([], []);
                    sides.Left.Add(n == 0 ? ' ' : text[n - 1]);
                    sides.Right.Add(n + length >= text.Length ? ' ' : text[n + length]);
                }

        return counts.Where(c => c.Key.Length == 1 || (c.Value >= least && IsWord(c.Key, c.Value))).ToDictionary(StringComparer.Ordinal);

        bool IsWord(string word, double count)
        {
            var sides = beside[word];
            if (Math.Min(sides.Left.Count, sides.Right.Count) < 4) return false;
            var chance = Enumerable.Range(1, word.Length - 1).Max(cut => counts[word[..cut]] * counts[word[cut..]] / letters);
            return count / chance > 12;
        }
    }
}
