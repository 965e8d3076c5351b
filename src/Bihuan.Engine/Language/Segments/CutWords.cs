namespace Bihuan.Engine.Language.Segments;

/// <summary>Cuts Chinese text into words: the cheapest way through the text, where a word costs the more the rarer it is.</summary>
public static class CutWords
{
    // Longer stretches without a mark are cut here; no word is that long.
    const int Stretch = 256;

    /// <summary>The stretches of the text that are words, in order; marks and spaces are left out, letters and digits stay together.</summary>
    public static List<Range> Run(Lexicon lexicon, ReadOnlySpan<char> text)
    {
        var words = new List<Range>(text.Length / 2);
        for (var n = 0; n < text.Length;)
        {
            if (IsHan(text[n]))
            {
                var end = n + 1;
                while (end < text.Length && end - n < Stretch && IsHan(text[end])) end++;
                Cheapest(lexicon, text[n..end], n, words);
                n = end;
            }
            else if (char.IsLetterOrDigit(text[n]))
            {
                var from = n;
                while (n < text.Length && !IsHan(text[n]) && char.IsLetterOrDigit(text[n])) n++;
                words.Add(from..n);
            }
            else
            {
                n++;
            }
        }

        return words;
    }

    static bool IsHan(char letter) => letter is >= '\u3400' and <= '\u9fff';

    static void Cheapest(Lexicon lexicon, ReadOnlySpan<char> text, int at, List<Range> words)
    {
        Span<float> cost = stackalloc float[Stretch + 1];
        Span<byte> step = stackalloc byte[Stretch + 1];
        cost[..(text.Length + 1)].Fill(float.PositiveInfinity);
        cost[0] = 0;
        for (var n = 0; n < text.Length; n++)
        {
            var state = lexicon.First(text[n]);
            var so = cost[n];
            var most = Math.Min(Lexicon.Longest, text.Length - n);
            var single = so + lexicon.Unknown;
            for (var length = 1; state != 0; length++)
            {
                var then = so + lexicon.Cost(state);
                if (then < cost[n + length])
                {
                    cost[n + length] = then;
                    step[n + length] = (byte)length;
                }

                state = length < most ? lexicon.Next(state, text[n + length]) : 0;
            }

            if (single >= cost[n + 1]) continue;
            cost[n + 1] = single;
            step[n + 1] = 1;
        }

        var first = words.Count;
        for (var end = text.Length; end > 0; end -= step[end]) words.Add((at + end - step[end])..(at + end));
        words.Reverse(first, words.Count - first);
    }
}
