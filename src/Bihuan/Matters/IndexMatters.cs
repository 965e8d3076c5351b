using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Bihuan.Engine.Language.Index;
using Bihuan.Hosting;
using Bihuan.Storage;

namespace Bihuan.Matters;

/// <summary>
/// Keeps the index of words abreast of what is said and of what is written on it afterwards: walks all matters once, then follows the roll, in which every commit names what it moved. Never in anybody's
/// transaction, and by one process at a time.
/// </summary>
public sealed class IndexMatters(Store store, Settings settings, TimeProvider time) : IDisposable
{
    /// <summary>The most documents of one segment of the first walk.</summary>
    public const int Largest = 16_384;

    const int Rows = 2048;
    const int MostStreams = 4096;

    readonly WordTables tables = new(store, settings.District);
    readonly SemaphoreSlim one = new(1);

    sealed record Line(string Id, string Title, string Text, long Received, string? Words);

    /// <summary>Indexes until nothing is left to be indexed.</summary>
    /// <param name="gently">Rests three times as long as it works, so that who is served meanwhile hardly notices, and keeps the index for this process afterwards.</param>
    /// <param name="said">Told how many documents there are.</param>
    /// <returns>False where another process does it.</returns>
    public async Task<bool> BringUpToDate(bool gently, Action<long>? said, CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            return await Index(gently, said, stop);
        }
        finally
        {
            one.Release();
        }
    }

    async Task<bool> Index(bool gently, Action<long>? said, CancellationToken stop)
    {
        await using var lane = await store.OpenLane(stop);
        var isMore = true;
        while (isMore)
        {
            if (await tables.Claim(lane, time.GetUtcNow(), stop) is not { } state) return false;
            if (state.Edition != WordTables.Edition) await tables.Begin(lane, await Ends(stop), stop);
            else isMore = state.IsWhole ? await Follow(lane, state, stop) : await Walk(lane, state, gently, said, stop);
        }

        if (!gently) await tables.Leave(lane, stop);
        return true;
    }

    /// <summary>Makes it anew, from nothing.</summary>
    /// <returns>False where another process does it.</returns>
    public async Task<bool> Again(Action<long>? said, CancellationToken stop)
    {
        await using (var lane = await store.OpenLane(stop)) await tables.Forget(lane, stop);
        return await BringUpToDate(gently: false, said, stop);
    }

    /// <summary>Lets another process have it without waiting for the minute to pass.</summary>
    public async Task Leave(CancellationToken stop)
    {
        await using var lane = await store.OpenLane(stop);
        if (await tables.Claim(lane, time.GetUtcNow(), stop) is not null) await tables.Leave(lane, stop);
    }

    /// <summary>Takes the matters in the order in which they were received.</summary>
    /// <returns>True: what was done meanwhile is still to be followed.</returns>
    async Task<bool> Walk(Lane lane, WordTables.State state, bool gently, Action<long>? said, CancellationToken stop)
    {
        var gathered = new Gathered(state.Next);
        var (received, id, isWhole) = (state.Received, state.Id, false);
        await using var connection = await store.Read(stop);
        while (gathered.Count < Largest && !isWhole)
        {
            var began = Stopwatch.GetTimestamp();
            var lines = (await connection.QueryAsync<Line>("""
                select m.id as Id, m.title as Title, m.text as Text, m.received as Received, w.words as Words
                from matters m left join matter_words w on w.district = m.district and w.matter = m.id
                where m.district = @district and (m.received, m.id) > (@received, @id) order by m.received, m.id limit @rows
                """, new { district = settings.District, received, id, rows = Rows })).AsList();
            foreach (var line in lines) gathered.Add(line.Id, line.Title, line.Text, line.Words ?? "", line.Received);
            if (lines.Count > 0) (received, id) = (lines[^1].Received, lines[^1].Id);
            isWhole = lines.Count < Rows;
            if (gently) await Task.Delay(Stopwatch.GetElapsedTime(began) * 3, stop);
        }

        var after = state with { IsWhole = isWhole, Received = received, Id = id };
        if (gathered.Count == 0) await tables.Note(lane, after, stop);
        else await tables.Add(lane, gathered.Pack(), gathered.Documents, gathered.PackPassages(), Grown(after, gathered.Count), new Dictionary<string, long>(), stop);
        said?.Invoke(state.Next + gathered.Count - 1);
        return true;
    }

    // One for what was said, one for what was written on it.
    static WordTables.State Grown(WordTables.State state, int documents) => state with { Next = state.Next + documents, Segment = state.Segment + 2 };

    /// <summary>Takes what has happened since the last time.</summary>
    /// <returns>Whether more has.</returns>
    async Task<bool> Follow(Lane lane, WordTables.State state, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var done = (await connection.QueryAsync<(string Lane, long Number)>("select lane, number from word_progress where district = @district", new { district = settings.District }))
            .ToDictionary(row => row.Lane, row => row.Number, StringComparer.Ordinal);
        var (moved, ends) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        await foreach (var name in LanesOf(connection))
        {
            // A lane's rows are committed in the order of their numbers, also where those of several lanes, and the journal's positions, are not.
            var rows = await connection.QueryAsync<(long Number, string Streams)>(
                "select number, streams from roll where district = @district and lane = @name and number > @number order by number limit 500",
                new { district = settings.District, name, number = done.GetValueOrDefault(name) });
            foreach (var (number, streams) in rows.TakeWhile(_ => moved.Count < MostStreams))
            {
                foreach (var (stream, _, _) in Roll.Read(streams))
                    if (IdOf(stream) is { } id) moved.Add(id);
                ends[name] = number;
            }
        }

        var gathered = new Gathered(state.Next);
        foreach (var some in moved.Chunk(1000))
        {
            var parameters = new DynamicParameters(new { district = settings.District });
            var lines = await connection.QueryAsync<Changed>($"""
                select m.id as Id, m.title as Title, m.text as Text, m.received as Received, w.words as Words, d.document as Document, d.digest as Digest, t.length as ToldLength, t.digest as ToldDigest
                from matters m left join matter_words w on w.district = m.district and w.matter = m.id
                left join word_documents d on d.district = m.district and d.matter = m.id
                left join word_told t on t.district = d.district and t.document = d.document
                where m.district = @district and m.id in {parameters.AddTexts(store, "ids", some)} order by m.received, m.id
                """, parameters);
            foreach (var line in lines)
            {
                var words = line.Words ?? "";
                var told = (int)(line.ToldLength ?? 0);
                // What is written later only comes to what was there; where it does not, words were taken out, and the whole is another document.
                if (line.Document is not { } document || line.Digest != Digest(line.Title, line.Text) || words.Length < told || told > 0 && line.ToldDigest != Digest(words[..told]))
                    gathered.Add(line.Id, line.Title, line.Text, words, line.Received, line.Document, hadPassages: told > 0);
                else if (words.Length > told) gathered.AddLater(document, line.Title, line.Text, words, told);
            }
        }

        if (gathered.IsAny) await tables.Add(lane, gathered.Pack(), gathered.Documents, gathered.PackPassages(), state = Grown(state, gathered.Count), ends, stop);
        else if (ends.Count > 0) await tables.Note(lane, ends, stop);
        return await new MergeWords(store, settings.District, tables).Tidy(lane, state, stop) || await new MergePassages(store, settings.District, tables).Tidy(lane, state, stop)
            || moved.Count >= MostStreams;
    }

    sealed record Changed(string Id, string Title, string Text, long Received, string? Words, long? Document, long? Digest, long? ToldLength, long? ToldDigest);

    /// <summary>The matter whose stream it is; null for another's.</summary>
    public static string? IdOf(string stream) => stream.StartsWith(Matter.Noun + "-", StringComparison.Ordinal) && stream.Length == Matter.Noun.Length + 33 ? stream[(Matter.Noun.Length + 1)..] : null;

    /// <summary>Up to where each lane of the roll has come.</summary>
    async Task<IReadOnlyDictionary<string, long>> Ends(CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        // What has not written yet will: its first row is then new.
        var ends = Enumerable.Range(0, store.Lanes).ToDictionary(n => $"{n}", _ => 0L, StringComparer.Ordinal);
        await foreach (var lane in LanesOf(connection))
            ends[lane] = await connection.ExecuteScalarAsync<long?>("select max(number) from roll where district = @district and lane = @lane", new { district = settings.District, lane }) ?? 0;
        return ends;
    }

    async IAsyncEnumerable<string> LanesOf(System.Data.Common.DbConnection connection)
    {
        // From one to the next by the key: a lane has a row a commit.
        for (var last = ""; await connection.ExecuteScalarAsync<string?>("select min(lane) from roll where district = @district and lane > @last", new { district = settings.District, last }) is { } next; last = next) yield return next;
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    static long Digest(string title, string text) => Digest($"{title}\0{text}");

    static long Digest(string words)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(words), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    /// <summary>The documents of a segment that is being made, and what was written later on them and on others.</summary>
    sealed class Gathered(long first)
    {
        readonly GatherWords words = new();
        readonly List<byte> days = [];
        readonly List<(WordTables.Told Told, uint[] Words)> passages = [];

        public List<WordTables.Document> Documents { get; } = [];

        public int Count => Documents.Count;

        public bool IsAny => Count > 0 || passages.Count > 0;

        public void Add(string id, string title, string text, string passages, long received, long? replaces = null, bool hadPassages = false)
        {
            if (Count % WordTables.Block == 0)
            {
                var day = Language.WordLook.DayOf(received);
                days.AddRange([(byte)day, (byte)(day >> 8)]);
            }

            words.Add(Count, title, text);
            if (passages.Length > 0) AddLater(first + Count, title, text, passages, 0);
            Documents.Add(new(id, Digest(title, text), replaces, hadPassages));
        }

        /// <param name="told">How many characters of its passages were added before.</param>
        public void AddLater(long document, string title, string text, string passages, int told)
        {
            var known = Passage.Read(passages[..told]).Select(passage => passage.Text).Prepend(text).Prepend(title);
            this.passages.Add((new(document, passages.Length, Digest(passages)), [.. words.Beside(known, Passage.Read(passages[told..]).Select(passage => passage.Text))]));
        }

        public WordTables.Packed Pack()
        {
            var (bits, pages) = words.Pack();
            return new(first, Count, bits, [.. days], pages);
        }

        /// <summary>Afterwards: what was said is packed by the same hand.</summary>
        public WordTables.PackedPassages PackPassages()
        {
            if (passages.Count == 0) return WordTables.PackedPassages.None;
            // Where only few documents are far from the others, the numbers in between cost nothing: places are differences.
            passages.Sort((one, other) => one.Told.Document.CompareTo(other.Told.Document));
            var from = passages[0].Told.Document;
            foreach (var (told, said) in passages) words.Add((int)(told.Document - from), said);
            var places = words.Places;
            var (bits, pages) = words.Pack();
            return new(from, passages[^1].Told.Document - from + 1, places, bits, pages, [.. passages.Select(one => one.Told)]);
        }
    }
}

/// <summary>Has the index brought up to date as long as the house is open: every few seconds, and never more than a twentieth of the time.</summary>
public sealed class IndexTicker(IndexMatters index, TimeProvider time, ILogger<IndexTicker> log) : Paced(Pace, time, log, "The index of words could not be brought up to date.")
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    protected override async Task Once(CancellationToken stop)
    {
        var began = Time.GetTimestamp();
        await index.BringUpToDate(gently: true, null, stop);
        var rest = (Time.GetElapsedTime(began) * 20) - Pace;
        if (rest > TimeSpan.Zero) await Task.Delay(rest < TimeSpan.FromMinutes(1) ? rest : TimeSpan.FromMinutes(1), Time, stop);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await index.Leave(cancellationToken);
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or OperationCanceledException)
        {
            // Whoever comes next waits until the minute has passed.
        }
    }
}
