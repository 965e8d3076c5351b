using System.Collections.Immutable;

namespace Bihuan.Engine.Language.Index;

/// <summary>What somebody looks for: pieces that must all be said, each as it is written. A piece ends at a space or a mark; what stands in quotation marks is one.</summary>
public sealed class WordQuestion
{
    const int MostPieces = 8;

    static readonly string Opening = "\"“”「『《〝";
    static readonly string Closing = "\"“”」』》〞";

    readonly ImmutableArray<ImmutableArray<uint>> keys;

    WordQuestion(ImmutableArray<string> pieces)
    {
        Pieces = pieces;
        keys = [.. pieces.Select(Keys)];
    }

    /// <summary>In the order in which they were asked, in half width and lower case.</summary>
    public ImmutableArray<string> Pieces { get; }

    /// <summary>The keys of each piece, each once. A single Chinese character has none: every word that holds it is another.</summary>
    public IReadOnlyList<ImmutableArray<uint>> KeysOf => keys;

    /// <summary>Whether an index can tell: a piece has a key.</summary>
    public bool IsTellable => keys.Any(k => k.Length > 0);

    /// <summary>Whether having the keys is not yet being said: several keys may stand apart, and two runs of letters may share a key.</summary>
    public bool NeedsProof => keys.Any(k => k.Length != 1) || Pieces.Any(piece => piece.Length != 2 || !WordKeys.IsHan(piece[0]));

    /// <summary>Reads a question.</summary>
    public static WordQuestion Of(string text)
    {
        var pieces = new List<string>();
        for (var n = 0; n < text.Length;)
        {
            if (Opening.Contains(text[n], StringComparison.Ordinal))
            {
                var end = n + 1;
                while (end < text.Length && !Closing.Contains(text[end], StringComparison.Ordinal)) end++;
                // Marks and spaces at its ends say nothing.
                Add(text[(n + 1)..end].Trim());
                n = end + 1;
            }
            else if (IsWord(text[n]))
            {
                var from = n;
                while (n < text.Length && IsWord(text[n])) n++;
                Add(text[from..n]);
            }
            else
            {
                n++;
            }
        }

        return new([.. pieces.Distinct(StringComparer.Ordinal).Take(MostPieces)]);

        void Add(string piece)
        {
            if (piece.Any(IsWord)) pieces.Add(WordKeys.Fold(piece));
        }
    }

    /// <summary>Whether a document says all of it, each piece within one of its texts.</summary>
    public bool Fits(params IEnumerable<string> texts) => Missing(texts).Count == 0;

    /// <summary>The pieces that none of the texts says.</summary>
    public IReadOnlyList<string> Missing(params IEnumerable<string> texts)
    {
        List<string> missing = [.. Pieces];
        foreach (var text in texts)
        {
            if (missing.Count == 0) break;
            var form = WordKeys.Fold(text);
            missing.RemoveAll(piece => Next(form, piece, 0) >= 0);
        }

        return missing;
    }

    /// <summary>The same question, of some of its pieces.</summary>
    public WordQuestion Of(IReadOnlyCollection<string> some) => new([.. Pieces.Where(some.Contains)]);

    /// <summary>Where a text says it: stretches that do not overlap, in order.</summary>
    /// <param name="text">As it was said.</param>
    /// <param name="alike">Where the document only resembles the question: neighbouring pairs that both have are marked too.</param>
    public IReadOnlyList<Range> Marks(string text, bool alike = false)
    {
        var form = WordKeys.Fold(text);
        var marked = new bool[text.Length];
        foreach (var piece in alike ? Pieces.SelectMany(Pairs) : Pieces)
            for (var at = Next(form, piece, 0); at >= 0; at = Next(form, piece, at + 1))
                marked.AsSpan(at, piece.Length).Fill(true);
        var found = new List<Range>();
        for (var n = 0; n < marked.Length; n++)
        {
            if (!marked[n]) continue;
            var from = n;
            while (n < marked.Length && marked[n]) n++;
            found.Add(from..n);
        }

        return found;
    }

    static IEnumerable<string> Pairs(string piece) => piece.Length < 2 ? [piece] : Enumerable.Range(0, piece.Length - 1).Select(n => piece.Substring(n, 2)).Where(pair => WordKeys.IsHan(pair[0]) && WordKeys.IsHan(pair[1]));

    // Letters and digits stand whole: 3 is not said where 13 is.
    static int Next(string form, string piece, int from)
    {
        for (var at = form.IndexOf(piece, from, StringComparison.Ordinal); at >= 0; at = form.IndexOf(piece, at + 1, StringComparison.Ordinal))
        {
            var end = at + piece.Length;
            if (!(at > 0 && WordKeys.IsInRun(piece[0]) && WordKeys.IsInRun(form[at - 1])) && !(end < form.Length && WordKeys.IsInRun(piece[^1]) && WordKeys.IsInRun(form[end]))) return at;
            if (at + 1 >= form.Length) break;
        }

        return -1;
    }

    static ImmutableArray<uint> Keys(string piece)
    {
        var found = new List<uint>();
        WordKeys.Add(piece, found);
        // A lone character between marks is a token, but not the only place where that character is said.
        return [.. found.Where(key => (key & 0xffff) != 0 || key >= 0xa0000000u).Distinct()];
    }

    static bool IsWord(char letter) => Letters.Of(letter) != ' ';
}
