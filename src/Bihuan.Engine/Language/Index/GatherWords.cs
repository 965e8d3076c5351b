using System.Buffers;

namespace Bihuan.Engine.Language.Index;

/// <summary>Gathers the words of documents, and packs them into the pages of a segment: see <see cref="WordPage"/>.</summary>
public sealed class GatherWords
{
    readonly List<uint> keys = [];
    ulong[] said = [];
    // Borrowed: made anew for every segment, they were a sixth of all that a writer at work allocates.
    ulong[] lines = [];
    int count;

    /// <summary>Nothing is in it.</summary>
    public bool IsEmpty => count == 0;

    /// <summary>How many places are in it: words, each as often as documents say it.</summary>
    public int Places => count;

    /// <summary>Adds what a document says. Documents are numbered from 0 in their segment.</summary>
    public void Add(int document, string title, string text)
    {
        foreach (var (key, weight) in Weigh(title, text)) Add(key, document, weight);
    }

    /// <summary>Adds words of a document, each once and without weight.</summary>
    public void Add(int document, IEnumerable<uint> words)
    {
        foreach (var key in words) Add(key, document, 0);
    }

    /// <summary>The words of some texts that others do not say, each once.</summary>
    public IReadOnlyCollection<uint> Beside(IEnumerable<string> known, IEnumerable<string> more)
    {
        keys.Clear();
        foreach (var text in more) WordKeys.Add(text, keys);
        if (keys.Count == 0) return [];
        var beside = new HashSet<uint>(keys);
        keys.Clear();
        foreach (var text in known) WordKeys.Add(text, keys);
        beside.ExceptWith(keys);
        return beside;
    }

    /// <summary>What a document says, each word once.</summary>
    /// <returns>The key and how much it weighs there: 1 where it is said more than once, 2 where it stands in the title, 3 for both.</returns>
    public IReadOnlyList<(uint Key, int Weight)> Weigh(string title, string text)
    {
        keys.Clear();
        WordKeys.Add(title, keys);
        var titled = keys.Count;
        WordKeys.Add(text, keys);
        if (said.Length < keys.Count) said = new ulong[keys.Count * 2];
        for (var n = 0; n < keys.Count; n++) said[n] = ((ulong)keys[n] << 1) | (n < titled ? 0u : 1u);
        Array.Sort(said, 0, keys.Count);
        var found = new List<(uint, int)>(keys.Count);
        for (var n = 0; n < keys.Count;)
        {
            var key = (uint)(said[n] >> 1);
            var isTitled = (said[n] & 1) == 0;
            var often = 0;
            for (; n < keys.Count && (uint)(said[n] >> 1) == key; n++) often += (int)(said[n] & 1);
            found.Add((key, (isTitled ? 2 : 0) + (often > 1 ? 1 : 0)));
        }

        return found;
    }

    void Add(uint key, int document, int weight) => Put(WordKeys.Mix(key), document, weight);

    /// <summary>Takes in a page of another segment.</summary>
    /// <param name="page">As it was packed.</param>
    /// <param name="number">Which page of that segment it is.</param>
    /// <param name="bits">See <see cref="WordPage"/>.</param>
    /// <param name="first">The number here of what was document 0 there.</param>
    /// <param name="isThere">Which documents there are still.</param>
    public void Take(ReadOnlySpan<byte> page, int number, int bits, int first, Func<int, bool>? isThere = null)
    {
        var at = 0;
        var mixed = WordPage.Start(number, bits);
        var isFirst = true;
        while (at < page.Length)
        {
            var step = WordPage.Read(page, ref at);
            mixed = isFirst ? mixed + step : mixed + step + 1;
            isFirst = false;
            var many = (int)WordPage.Read(page, ref at);
            WordPage.Read(page, ref at);
            var document = 0;
            for (var n = 0; n < many; n++)
            {
                var packed = WordPage.Read(page, ref at);
                document += (int)(packed >> 2);
                if (isThere is null || isThere(document)) Put(mixed, first + document, (int)(packed & 3));
            }
        }
    }

    void Put(uint mixed, int document, int weight)
    {
        if (count == lines.Length)
        {
            var more = ArrayPool<ulong>.Shared.Rent(Math.Max(4096, count * 2));
            lines.AsSpan(0, count).CopyTo(more);
            Give(lines);
            lines = more;
        }

        lines[count++] = ((ulong)mixed << 32) | ((uint)document << 2) | (uint)weight;
    }

    /// <summary>Packs everything into pages and begins anew.</summary>
    /// <param name="areInOrder">Whether documents came in the order of their numbers; else they are put in order, which takes twice as long.</param>
    /// <returns>How many bits of a word say which page it stands on, and the pages that hold anything, in order.</returns>
    public (int Bits, IReadOnlyList<(int Number, byte[] Page)> Pages) Pack(bool areInOrder = true)
    {
        Sort(areInOrder ? 32 : 0);
        var bits = 0;
        while (bits < WordPage.MostBits && count >> bits > WordPage.Lines) bits++;
        var pages = new List<(int, byte[])>();
        var page = new PageWriter();
        var postings = new PageWriter();
        for (var n = 0; n < count;)
        {
            var number = WordPage.Number((uint)(lines[n] >> 32), bits);
            var (before, isFirst) = (WordPage.Start(number, bits), true);
            while (n < count && (uint)(lines[n] >> 32) is var mixed && WordPage.Number(mixed, bits) == number)
            {
                page.Write(isFirst ? mixed - before : mixed - before - 1);
                (before, isFirst) = (mixed, false);
                var from = n;
                var last = 0u;
                for (; n < count && (uint)(lines[n] >> 32) == mixed; n++)
                {
                    var document = (uint)lines[n] >> 2;
                    postings.Write(((document - last) << 2) | ((uint)lines[n] & 3));
                    last = document;
                }

                page.Write((uint)(n - from));
                page.Write((uint)postings.Length);
                page.Write(postings.Written);
                postings.Clear();
            }

            pages.Add((number, page.Written.ToArray()));
            page.Clear();
        }

        Give(lines);
        (lines, count) = ([], 0);
        return (bits, pages);
    }

    static void Give(ulong[] borrowed)
    {
        if (borrowed.Length > 0) ArrayPool<ulong>.Shared.Return(borrowed);
    }

    // Eleven bits at a time, ten times faster than comparing: by the word alone where documents come in their order already, for what is equal keeps it.
    void Sort(int from)
    {
        const int bits = 11;
        var other = ArrayPool<ulong>.Shared.Rent(Math.Max(1, count));
        Span<int> starts = stackalloc int[1 << bits];
        for (var shift = from; shift < 64; shift += bits)
        {
            starts.Clear();
            foreach (var line in lines.AsSpan(0, count)) starts[(int)(line >> shift) & ((1 << bits) - 1)]++;
            for (int n = 0, sum = 0; n < starts.Length; n++) (starts[n], sum) = (sum, sum + starts[n]);
            foreach (var line in lines.AsSpan(0, count)) other[starts[(int)(line >> shift) & ((1 << bits) - 1)]++] = line;
            (lines, other) = (other, lines);
        }

        Give(other);
    }

    sealed class PageWriter
    {
        byte[] bytes = new byte[4096];

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

        public void Clear() => Length = 0;

        public void Write(uint value)
        {
            if (Length + 5 > bytes.Length) Array.Resize(ref bytes, bytes.Length * 2);
            for (; value > 127; value >>= 7) bytes[Length++] = (byte)(value | 128);
            bytes[Length++] = (byte)value;
        }

        public void Write(ReadOnlySpan<byte> more)
        {
            while (Length + more.Length > bytes.Length) Array.Resize(ref bytes, bytes.Length * 2);
            more.CopyTo(bytes.AsSpan(Length));
            Length += more.Length;
        }
    }
}
