using System.Data.Common;
using Bihuan.Engine.Language.Index;
using Bihuan.Hosting;
using Bihuan.Storage;

namespace Bihuan.Language;

/// <summary>A look into the index of words of one district, all as of one moment: whoever writes it meanwhile is not seen.</summary>
public sealed class WordLook : IAsyncDisposable
{
    // What has happened since the index was written is looked at one by one: rows of the roll, and streams.
    const int MostRows = 1000;

    readonly DbConnection connection;
    readonly Store store;
    readonly string district;

    WordLook(DbConnection connection, Store store, string district) => (this.connection, this.store, this.district) = (connection, store, district);

    /// <summary>A part of the index: documents that were indexed together.</summary>
    public sealed record Segment(long Number, long First, long Documents, long Bits, byte[] Days)
    {
        /// <summary>The latest day of any of its documents.</summary>
        public int LastDay => Enumerable.Range(0, Days.Length / 2).Max(n => Days[n * 2] | (Days[(n * 2) + 1] << 8));

        /// <summary>The day on which a document was received, from 2000-01-01; documents of one block share one.</summary>
        public int Day(int document) => document / WordTables.Block * 2 is var at && at + 1 < Days.Length ? Days[at] | (Days[at + 1] << 8) : 0;
    }

    /// <summary>What was written later on documents from <paramref name="First"/> on: words that they did not say before.</summary>
    public sealed record Later(long Number, long First, long Span, long Bits);

    /// <summary>What was said, in the order of the documents.</summary>
    public IReadOnlyList<Segment> Segments { get; private set; } = [];

    /// <summary>What was written on them later; their ranges lie across one another.</summary>
    public IReadOnlyList<Later> Passages { get; private set; } = [];

    /// <summary>How many documents there are.</summary>
    public long Documents { get; private set; }

    /// <summary>What the next document will be.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>The streams that have moved since the index was written, the latest first; at most <see cref="MostMoved"/>.</summary>
    public IReadOnlyList<string> Moved { get; private set; } = [];

    /// <summary>The most streams that are looked at beside the index.</summary>
    public const int MostMoved = 4000;

    /// <summary>Up to which moment of receipt the first walk has come, Unix milliseconds; null where the index holds everything.</summary>
    public long? Walked { get; private set; }

    /// <summary>The connection within the moment.</summary>
    public DbConnection Connection => connection;

    /// <summary>Begins to look.</summary>
    public static async Task<WordLook> Open(Store store, string district, CancellationToken stop)
    {
        var look = new WordLook(await store.Read(stop), store, district);
        try
        {
            await look.Begin();
            return look;
        }
        catch (Exception)
        {
            await look.DisposeAsync();
            throw;
        }
    }

    async Task Begin()
    {
        await connection.ExecuteAsync(store.IsShared ? "begin isolation level repeatable read read only" : "begin transaction");
        var stands = await connection.QueryFirstOrDefaultAsync<Stands>("select edition as Edition, whole as Whole, received as Received, next as Next from word_state where district = @district", new { district });
        if (stands is not { Edition: WordTables.Edition })
        {
            Walked = 0;
            return;
        }

        Walked = stands.Whole == 1 ? null : stands.Received;
        Next = stands.Next;
        Segments = (await connection.QueryAsync<Segment>(
            "select segment as Number, first as First, documents as Documents, bits as Bits, days as Days from word_segments where district = @district order by first", new { district })).AsList();
        Passages = (await connection.QueryAsync<Later>("select segment as Number, first as First, span as Span, bits as Bits from word_passages where district = @district order by first", new { district })).AsList();
        Documents = Segments.Sum(segment => segment.Documents);
        // A lane's rows are committed in the order of their numbers: what stands behind the last that was followed is all that is new.
        var rows = await connection.QueryAsync<string>("""
            select r.streams from word_progress w cross join roll r
            where w.district = @district and r.district = w.district and r.lane = w.lane and r.number > w.number
            order by r.number desc limit @most
            """, new { district, most = MostRows });
        Moved = [.. rows.SelectMany(Roll.Read).Select(end => end.Stream).Distinct(StringComparer.Ordinal).Take(MostMoved)];
    }

    sealed record Stands(long Edition, long Whole, long Received, long Next);

    /// <summary>How much the document says for it: rarer words more, said often or in the title more, and a year newer as much as twice.</summary>
    /// <param name="said">The sum over the words asked for of their rarity times <see cref="WeightOf"/>, by their number.</param>
    /// <param name="day">When it was received, in days from 2000-01-01.</param>
    public static long Points(double said, int day) => (long)(1000 * Math.Log2(1 + said)) + (day * 1000L / 365);

    /// <summary>What a word counts by how it is said: once, more than once, in the title, both; and <see cref="Written"/>.</summary>
    public static double WeightOf(int weight) => weight switch { 0 => 1, 1 => 1.3, 2 => 2, 3 => 2.3, _ => 0.6 };

    /// <summary>The weight of a word that nobody said and that was written later.</summary>
    public const int Written = 4;

    /// <summary>The days from 2000-01-01 to a moment.</summary>
    public static int DayOf(long millis) => (int)Math.Clamp((millis - 946_684_800_000) / 86_400_000, 0, ushort.MaxValue);

    /// <summary>Every document that has all the keys, whether they were said or written later.</summary>
    /// <param name="byPoints">Whether they bear points; else their numbers alone tell which is newer.</param>
    public async Task<Ranked> Find(IReadOnlyList<uint> keys, bool byPoints)
    {
        var all = await Places(keys, [.. Segments.Select(Slots), .. Passages.Select(Slots)]);
        var (said, later) = (all[..Segments.Count], all[Segments.Count..]);
        var rarity = keys.Select((_, k) => Rarity(all.Sum(lists => (long)lists[k].Count))).ToArray();
        // One more than any of it can have, whatever is lost in rounding.
        ulong Best(int weight, int day) => !byPoints ? 0 : (ulong)((1000 * Math.Log2(1 + (rarity.DefaultIfEmpty(0).Average() * WeightOf(weight)))) + (day * 1000L / 365) + 2) << 40;
        var parts = new List<Ranked.Part>();
        // One word is the usual question and has the longest lists: nothing is put beside anything for it.
        var beside = keys.Count > 1 ? keys.Select((_, k) => Merged(later, k)).ToArray() : [];
        for (var s = 0; s < Segments.Count; s++)
        {
            var segment = Segments[s];
            var lists = said[s].Select((list, k) => new List(list, keys.Count > 1 ? Within(beside[k], segment) : default)).ToArray();
            if (lists.Length == 0 || lists.Any(list => list.Count == 0)) continue;
            parts.Add(new(Best(3, segment.LastDay) + (ulong)(segment.First + segment.Documents), lists.Min(list => list.Count), found => All(segment, [.. lists.Select(list => list.Read(segment.First))], byPoints ? rarity : null, found)));
        }

        for (var p = 0; p < Passages.Count && keys.Count == 1; p++)
        {
            var (passages, list) = (Passages[p], later[p][0]);
            if (list.Count > 0)
                parts.Add(new(Best(Written, Segments.Max(segment => segment.LastDay)) + (ulong)(passages.First + passages.Span), list.Count, found => Each(passages, list, byPoints ? rarity : null, found)));
        }

        return new(parts, rarity);
    }

    /// <summary>A word of a segment: where it was said there, and on which of its documents it was written later.</summary>
    readonly record struct List(Place Said, ArraySegment<long> Later)
    {
        public int Count => Said.Count + Later.Count;

        /// <summary>Both, in the order of the documents. No document stands in both.</summary>
        public uint[] Read(long first)
        {
            var said = Said.Read();
            if (Later.Count == 0) return said;
            var both = new uint[Count];
            for (int n = 0, s = 0, l = 0; n < both.Length; n++)
            {
                var later = l < Later.Count ? ((uint)(Later[l] - first) << 3) | Written : uint.MaxValue;
                if (s < said.Length && said[s] < later) both[n] = said[s++];
                else (both[n], l) = (later, l + 1);
            }

            return both;
        }
    }

    /// <summary>On which documents a word was written later, in their order.</summary>
    long[] Merged(Place[][] later, int k)
    {
        var documents = new long[later.Sum(lists => (long)lists[k].Count)];
        var (n, isInOrder) = (0, true);
        for (var p = 0; p < Passages.Count; p++)
            foreach (var place in later[p][k].Read())
            {
                documents[n] = Passages[p].First + (place >> 3);
                isInOrder &= n == 0 || documents[n] > documents[n - 1];
                n++;
            }

        if (!isInOrder) Array.Sort(documents);
        return documents;
    }

    static ArraySegment<long> Within(long[] documents, Segment segment)
    {
        static int At(int found) => found < 0 ? ~found : found;
        var from = At(Array.BinarySearch(documents, segment.First));
        return new(documents, from, At(Array.BinarySearch(documents, segment.First + segment.Documents)) - from);
    }

    /// <summary>How rare a word is that so many documents say.</summary>
    public double Rarity(long said) => Math.Log2(1 + (Documents + 1.0) / (said + 1.0));

    void Each(Later passages, Place list, double[]? rarity, List<ulong> found)
    {
        var points = rarity is null ? 0 : (long)(1000 * Math.Log2(1 + (rarity[0] * WeightOf(Written))));
        found.EnsureCapacity(found.Count + list.Count);
        var s = 0;
        foreach (var place in list.Read())
        {
            var document = passages.First + (place >> 3);
            while (s < Segments.Count && document >= Segments[s].First + Segments[s].Documents) s++;
            if (s < Segments.Count && document >= Segments[s].First)
                found.Add(((ulong)(rarity is null ? 0 : points + (Segments[s].Day((int)(document - Segments[s].First)) * 1000L / 365)) << 40) | (ulong)document);
        }
    }

    static void All(Segment segment, uint[][] lists, double[]? rarity, List<ulong> found)
    {
        var shortest = Array.IndexOf(lists, lists.MinBy(list => list.Length)!);
        var at = new int[lists.Length];
        var alone = lists.Length == 1 && rarity is not null ? Enumerable.Range(0, 4).Select(w => (long)(1000 * Math.Log2(1 + rarity[0] * WeightOf(w)))).ToArray() : null;
        found.EnsureCapacity(found.Count + lists[shortest].Length);
        foreach (var place in lists[shortest])
        {
            var document = place >> 3;
            var points = 0L;
            if (alone is not null)
            {
                points = alone[place & 3] + (segment.Day((int)document) * 1000L / 365);
            }
            else
            {
                var (said, isThere) = (0.0, true);
                for (var k = 0; k < lists.Length && isThere; k++)
                {
                    var list = lists[k];
                    while (at[k] < list.Length && list[at[k]] >> 3 < document) at[k]++;
                    isThere = at[k] < list.Length && list[at[k]] >> 3 == document;
                    if (isThere && rarity is not null) said += rarity[k] * WeightOf((int)(list[at[k]] & 7));
                }

                if (!isThere) continue;
                if (rarity is not null) points = Points(said / lists.Length, segment.Day((int)document));
            }

            found.Add(((ulong)points << 40) | (ulong)(segment.First + document));
        }
    }

    /// <summary>
    /// The documents that have said most of the keys, rare ones counting more, the best first. What was written later does not count: two complaints are not alike because they were
    /// answered with the same words.
    /// </summary>
    /// <param name="most">How many.</param>
    /// <param name="among">How many of the latest documents are looked at.</param>
    /// <returns>Each with the share of the keys' rarity that it has.</returns>
    public async Task<IReadOnlyList<(long Document, double Share)>> Alike(IReadOnlyList<uint> keys, int most, long among)
    {
        var latest = new List<Segment>();
        for (var n = Segments.Count - 1; n >= 0 && among > 0; n--)
        {
            latest.Add(Segments[n]);
            among -= Segments[n].Documents;
        }

        var places = await Places(keys, [.. latest.Select(Slots)]);
        var rarity = keys.Select((_, k) => Math.Log2(1 + (latest.Sum(s => s.Documents) + 1.0) / (places.Sum(lists => (long)lists[k].Count) + 1.0))).ToArray();
        // The rarest tell most; the commonest cost most.
        var (rarest, left) = (new List<int>(), MostPlaces);
        foreach (var k in Enumerable.Range(0, keys.Count).Where(k => places.Any(lists => lists[k].Count > 0)).OrderByDescending(k => rarity[k]).Take(MostKeys))
        {
            left -= places.Sum(lists => lists[k].Count);
            if (left < 0 && rarest.Count > 0) break;
            rarest.Add(k);
        }

        // What nobody says is missed too, and more than anything else.
        var all = rarity.Sum();
        var found = new List<ulong>();
        for (var s = 0; s < latest.Count; s++)
        {
            var sums = new float[latest[s].Documents];
            foreach (var k in rarest)
                foreach (var place in places[s][k].Read()) sums[place >> 3] += (float)rarity[k];
            for (var document = 0; document < sums.Length; document++)
                if (sums[document] > 0) found.Add(((ulong)(sums[document] / all * Whole) << 40) | (ulong)(latest[s].First + document));
        }

        return [.. new Ranked([new(ulong.MaxValue, found.Count, all => all.AddRange(found))], rarity).Take(most).ToArray().Select(key => (Ranked.DocumentOf(key), (key >> 40) / (double)Whole))];
    }

    const int Whole = 1_000_000;
    const int MostKeys = 24;
    const int MostPlaces = 300_000;

    static (long Number, int Bits) Slots(Segment segment) => (segment.Number, (int)segment.Bits);

    static (long Number, int Bits) Slots(Later passages) => (passages.Number, (int)passages.Bits);

    async Task<Place[][]> Places(IReadOnlyList<uint> keys, IReadOnlyList<(long Number, int Bits)> segments)
    {
        static long Slot((long Number, int Bits) segment, uint key) => (segment.Number * WordTables.Slots) + WordPage.Of(key, segment.Bits);
        var parameters = new DynamicParameters(new { district });
        var slots = parameters.AddNumbers(store, "slots", segments.SelectMany(segment => keys.Select(key => Slot(segment, key))).Distinct());
        var pages = (await connection.QueryAsync<PageLine>($"select slot as Slot, page as Page from word_pages where district = @district and slot in {slots}", parameters))
            .ToDictionary(page => page.Slot, page => page.Page);
        return [.. segments.Select(segment => keys.Select(key =>
        {
            if (!pages.TryGetValue(Slot(segment, key), out var page)) return default;
            var (count, where) = WordPage.Find(page, segment.Bits, key);
            return new Place(count, page, where);
        }).ToArray())];
    }

    sealed record PageLine(long Slot, byte[] Page);

    /// <summary>Where a page tells of a word.</summary>
    readonly record struct Place(int Count, byte[] Page, Range Where)
    {
        public uint[] Read() => Count == 0 ? [] : WordPage.Places(Page.AsSpan(Where), Count);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (connection.State is System.Data.ConnectionState.Open) await connection.ExecuteAsync("rollback transaction");
        await connection.DisposeAsync();
    }
}
