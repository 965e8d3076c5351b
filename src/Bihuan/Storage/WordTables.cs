using Bihuan.Hosting;

namespace Bihuan.Storage;

/// <summary>
/// The tables of the index of words, and the only hand that writes them. They can be made again from the matters at any time: no migration, an edition.
/// <code>
/// word_documents  document        ascending from 1, in the order in which matters were received or changed
///                 matter, digest  whose words they are; the first 8 bytes of SHA-256 over title, a zero and text
/// word_segments   segment         its pages are the slots from segment * 4096 on
///                 first, documents, dead   the range of documents it holds, and how many of them are no more
///                 bits, days      see WordPage; two bytes each 256 documents, the lower first: the day they were received, from 2000-01-01
/// word_pages      slot, page      segment * 4096 + number of the page; see WordPage
/// word_passages   segment         of what was written on documents since: they keep their numbers, and their words are added as they come
///                 first, span     the range of documents, in which not each need stand
///                 places, dead    how many times any document says any word, and how many of its documents may be no more
///                 bits            see WordPage
/// word_told       document        of which passages were added
///                 length, digest  how many characters of them were; the first 8 bytes of SHA-256 over those
/// word_progress   lane, number    up to which row of the roll each lane has been followed
/// word_state      edition, ...    how far the first walk is, the next document and segment, and which process writes until when
/// </code>
/// </summary>
public sealed class WordTables(Store store, string district)
{
    /// <summary>Changes when words are cut, weighed or packed otherwise: then everything is indexed anew.</summary>
    public const long Edition = 2;

    /// <summary>How many slots a segment has.</summary>
    public const long Slots = 4096;

    /// <summary>How many documents have one day between them.</summary>
    public const int Block = 256;

    static readonly Insert DocumentRows = new("word_documents", ["district", "document", "matter", "digest"], "titi");

    static readonly Insert ToldRows = new("word_told", ["district", "document", "length", "digest"], "tiii");

    static readonly Insert PageRows = new("word_pages", ["district", "slot", "page"], "tib");

    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    // The name of whoever writes: a process, not a machine.
    readonly string me = Guid.NewGuid().ToString("N");

    /// <summary>How the index stands.</summary>
    /// <param name="Received">The last matter of the first walk: when it was received, and its identifier.</param>
    /// <param name="Next">The next document.</param>
    /// <param name="Segment">The next segment.</param>
    public sealed record State(long Edition, bool IsWhole, long Received, string Id, long Next, long Segment);

    /// <summary>A document as it is written.</summary>
    /// <param name="Replaces">The document that said something else of the same matter; null where there was none.</param>
    /// <param name="HadPassages">Whether anything was written on that one.</param>
    public readonly record struct Document(string Matter, long Digest, long? Replaces, bool HadPassages = false);

    /// <summary>How much of what was written on a document is in the index.</summary>
    public readonly record struct Told(long Document, long Length, long Digest);

    /// <summary>A segment of what was written later, as it is written. <see cref="Told"/> says how far its documents have come with it.</summary>
    public sealed record PackedPassages(long First, long Span, long Places, int Bits, IReadOnlyList<(int Number, byte[] Page)> Pages, IReadOnlyList<Told> Told)
    {
        /// <summary>Nothing was written.</summary>
        public static PackedPassages None { get; } = new(0, 0, 0, 0, [], []);
    }

    /// <summary>A segment as it is written.</summary>
    public sealed record Packed(long First, int Documents, int Bits, byte[] Days, IReadOnlyList<(int Number, byte[] Page)> Pages);

    /// <summary>Makes the tables where there are none.</summary>
    public static async Task Create(Store store, CancellationToken stop)
    {
        // Codes are compared as bytes on both databases; what is packed is not packed again.
        var (text, bytes) = store.IsShared ? ("text collate \"C\"", "bytea") : ("text", "blob");
        await using var lane = await store.OpenLane(stop);
        await lane.Begin(stop);
        await lane.Hold("words", stop);
        foreach (var sql in (string[])
        [
            $"create table if not exists word_state (district {text} primary key, edition bigint not null, whole bigint not null, received bigint not null, id {text} not null, next bigint not null, segment bigint not null, holder text not null, until bigint not null)",
            $"create table if not exists word_progress (district {text} not null, lane text not null, number bigint not null, primary key (district, lane))",
            $"create table if not exists word_documents (district {text} not null, document bigint not null, matter {text} not null, digest bigint not null, primary key (district, document)){(store.IsShared ? "" : " without rowid")}",
            "create unique index if not exists word_documents_matter on word_documents (district, matter)",
            $"create table if not exists word_segments (district {text} not null, segment bigint not null, first bigint not null, documents bigint not null, dead bigint not null, bits bigint not null, days {bytes} not null, primary key (district, segment))",
            $"create table if not exists word_passages (district {text} not null, segment bigint not null, first bigint not null, span bigint not null, places bigint not null, dead bigint not null, bits bigint not null, primary key (district, segment))",
            $"create table if not exists word_told (district {text} not null, document bigint not null, length bigint not null, digest bigint not null, primary key (district, document)){(store.IsShared ? "" : " without rowid")}",
            $"create table if not exists word_pages (district {text} not null, slot bigint not null, page {bytes} not null, primary key (district, slot))",
        ]) await lane.Write([new(sql)], stop);
        await lane.Commit(stop);
    }

    /// <summary>Says that this process writes the index from now on, for a minute.</summary>
    /// <returns>Null where another does.</returns>
    public async Task<State?> Claim(Lane lane, DateTimeOffset now, CancellationToken stop)
    {
        await lane.Begin(stop);
        await lane.Hold($"words {district}", stop);
        var (at, until) = (now.ToUnixTimeMilliseconds(), (now + Lease).ToUnixTimeMilliseconds());
        var isFree = await lane.Ask(new("select 1 from word_state where district = $1 and holder <> $2 and until > $3", district, me, at), stop) is null;
        if (isFree)
            await lane.Write([new("""
                insert into word_state (district, edition, whole, received, id, next, segment, holder, until) values ($1, 0, 0, 0, '', 1, 1, $2, $3)
                on conflict (district) do update set holder = excluded.holder, until = excluded.until
                """, district, me, until)], stop);
        await lane.Commit(stop);
        return isFree ? await Stand(stop) : null;
    }

    /// <summary>Lets others write it at once.</summary>
    public Task Leave(Lane lane, CancellationToken stop) => Together(lane, [new("update word_state set until = 0 where district = $1", district)], stop);

    /// <summary>How the index stands; null where nobody has begun it.</summary>
    public async Task<State?> Stand(CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return await connection.QueryFirstOrDefaultAsync<StateLine>(
            "select edition as Edition, whole as Whole, received as Received, id as Id, next as Next, segment as Segment from word_state where district = @district", new { district }) is { } line
            ? new(line.Edition, line.Whole == 1, line.Received, line.Id, line.Next, line.Segment) : null;
    }

    sealed record StateLine(long Edition, long Whole, long Received, string Id, long Next, long Segment);

    /// <summary>Whoever writes it next begins with nothing.</summary>
    public async Task Forget(Lane lane, CancellationToken stop)
    {
        await lane.Begin(stop);
        await lane.Hold($"words {district}", stop);
        await lane.Write([new("update word_state set edition = 0 where district = $1", district)], stop);
        await lane.Commit(stop);
    }

    /// <summary>Empties it, and notes up to where each lane has come: what is walked from here on holds all that was done before.</summary>
    public async Task Begin(Lane lane, IReadOnlyDictionary<string, long> ends, CancellationToken stop)
    {
        // A few pages at a time: whoever writes something down must not wait for it.
        var last = await lane.Ask(new("select max(slot) from word_pages where district = $1", district), stop) as long? ?? 0;
        await Together(lane, [new("delete from word_segments where district = $1", district), new("delete from word_passages where district = $1", district)], stop);
        for (var slot = 0L; slot <= last; slot += Slots / 4)
            await Together(lane, [new("delete from word_pages where district = $1 and slot >= $2 and slot < $3", district, slot, slot + Slots / 4)], stop);
        var most = await lane.Ask(new("select max(document) from word_documents where district = $1", district), stop) as long? ?? 0;
        for (var document = 0L; document <= most; document += 5000)
            await Together(lane, [.. Cut(document, document + 5000)], stop);
        await Together(lane,
        [
            new("delete from word_progress where district = $1", district),
            .. ends.Select(end => new Statement("insert into word_progress (district, lane, number) values ($1, $2, $3)", district, end.Key, end.Value)),
            new("update word_state set edition = $1, whole = 0, received = 0, id = '', next = 1, segment = 1 where district = $2", Edition, district),
        ], stop);
    }

    /// <summary>Adds what was said and what was written later, each as a segment: pages and documents a part at a time, which nobody reads before the last commit says that they are there.</summary>
    /// <param name="after">How the index stands then: two segments on.</param>
    /// <param name="progress">Up to where each lane has then been followed.</param>
    public async Task Add(Lane lane, Packed segment, IReadOnlyList<Document> documents, PackedPassages passages, State after, IReadOnlyDictionary<string, long> progress, CancellationToken stop)
    {
        var number = after.Segment - 2;
        // What somebody left behind who was stopped in the middle.
        await Together(lane, [new("delete from word_pages where district = $1 and slot >= $2", district, number * Slots), .. Cut(segment.First, long.MaxValue)], stop);
        await Write(lane, number, segment.Pages, stop);
        await Write(lane, number + 1, passages.Pages, stop);
        var document = segment.First;
        var dead = documents.Where(one => one.Replaces is not null).ToList();
        foreach (var some in documents.Chunk(1000))
        {
            await Together(lane, [.. some.Where(one => one.Replaces is not null).SelectMany(one => Cut(one.Replaces!.Value, one.Replaces.Value + 1))], stop);
            await Together(lane, [.. some.Select(one => Statement.Of(DocumentRows, district, document++, one.Matter, one.Digest))], stop);
        }

        // What is told of documents that were there before holds from the moment in which it can be found.
        foreach (var some in passages.Told.Where(one => one.Document >= segment.First).Chunk(1000))
            await Together(lane, [.. some.Select(one => Statement.Of(ToldRows, district, one.Document, one.Length, one.Digest))], stop);
        await Together(lane,
        [
            .. documents.Count > 0 ? [Row(number, segment)] : (Statement[])[],
            .. passages.Pages.Count > 0 ? [Row(number + 1, passages)] : (Statement[])[],
            .. passages.Told.Where(one => one.Document < segment.First).Select(one => new Statement(
                "insert into word_told (district, document, length, digest) values ($1, $2, $3, $4) on conflict (district, document) do update set length = excluded.length, digest = excluded.digest",
                district, one.Document, one.Length, one.Digest)),
            .. dead.Select(one => new Statement("update word_segments set dead = dead + 1 where district = $1 and first <= $2 and first + documents > $2", district, one.Replaces)),
            .. dead.Where(one => one.HadPassages).Select(one => new Statement("update word_passages set dead = dead + 1 where district = $1 and first <= $2 and first + span > $2", district, one.Replaces)),
            .. Noted(progress), Stands(after),
        ], stop);
    }

    IEnumerable<Statement> Cut(long from, long until) =>
    [
        new("delete from word_documents where district = $1 and document >= $2 and document < $3", district, from, until),
        new("delete from word_told where district = $1 and document >= $2 and document < $3", district, from, until),
    ];

    /// <summary>Notes that there was nothing to add.</summary>
    public Task Note(Lane lane, IReadOnlyDictionary<string, long> progress, CancellationToken stop) => Together(lane, [.. Noted(progress)], stop);

    /// <summary>Notes how the index stands.</summary>
    public Task Note(Lane lane, State after, CancellationToken stop) => Together(lane, [Stands(after)], stop);

    /// <summary>Puts one segment in the place of several that lie side by side.</summary>
    public async Task Replace(Lane lane, IReadOnlyCollection<long> several, Packed one, State after, CancellationToken stop)
    {
        var number = after.Segment - 1;
        await Together(lane, [new("delete from word_pages where district = $1 and slot >= $2", district, number * Slots)], stop);
        await Write(lane, number, one.Pages, stop);
        await Together(lane,
        [
            Row(number, one),
            .. several.Select(old => new Statement("delete from word_segments where district = $1 and segment = $2", district, old)), Stands(after),
        ], stop);
        await Drop(lane, several, stop);
    }

    /// <summary>Puts one segment of what was written later in the place of several; none where nothing of them is left.</summary>
    public async Task ReplacePassages(Lane lane, IReadOnlyCollection<long> several, PackedPassages one, State after, CancellationToken stop)
    {
        var number = after.Segment - 1;
        await Together(lane, [new("delete from word_pages where district = $1 and slot >= $2", district, number * Slots)], stop);
        await Write(lane, number, one.Pages, stop);
        await Together(lane,
        [
            .. one.Pages.Count > 0 ? [Row(number, one)] : (Statement[])[],
            .. several.Select(old => new Statement("delete from word_passages where district = $1 and segment = $2", district, old)), Stands(after),
        ], stop);
        await Drop(lane, several, stop);
    }

    async Task Drop(Lane lane, IReadOnlyCollection<long> several, CancellationToken stop)
    {
        foreach (var old in several)
            for (var slot = old * Slots; slot < (old + 1) * Slots; slot += Slots / 4)
                await Together(lane, [new("delete from word_pages where district = $1 and slot >= $2 and slot < $3", district, slot, slot + Slots / 4)], stop);
    }

    async Task Write(Lane lane, long number, IReadOnlyList<(int Number, byte[] Page)> pages, CancellationToken stop)
    {
        foreach (var some in pages.Chunk(256))
            await Together(lane, [.. some.Select(page => Statement.Of(PageRows, district, (number * Slots) + page.Number, page.Page))], stop);
    }

    Statement Row(long number, PackedPassages passages) => new("insert into word_passages (district, segment, first, span, places, dead, bits) values ($1, $2, $3, $4, $5, 0, $6)",
        district, number, passages.First, passages.Span, passages.Places, (long)passages.Bits);

    Statement Row(long number, Packed segment) => new("insert into word_segments (district, segment, first, documents, dead, bits, days) values ($1, $2, $3, $4, 0, $5, $6)",
        district, number, segment.First, (long)segment.Documents, (long)segment.Bits, segment.Days);

    IEnumerable<Statement> Noted(IReadOnlyDictionary<string, long> progress) => progress.Select(end => new Statement(
        "insert into word_progress (district, lane, number) values ($1, $2, $3) on conflict (district, lane) do update set number = excluded.number", district, end.Key, end.Value));

    // SQLite numbers values by where they first stand: they are named in their order.
    Statement Stands(State after) => new("update word_state set edition = case when edition = 0 then 0 else $1 end, whole = $2, received = $3, id = $4, next = $5, segment = $6 where district = $7",
        after.Edition, after.IsWhole ? 1L : 0L, after.Received, after.Id, after.Next, after.Segment, district);

    /// <summary>One commit, by whoever has claimed the index and nobody else: a process that was away too long finds another in its place.</summary>
    async Task Together(Lane lane, IReadOnlyList<Statement> statements, CancellationToken stop)
    {
        if (statements.Count == 0) return;
        await lane.Begin(stop);
        try
        {
            await lane.Hold($"words {district}", stop);
            if (await lane.Ask(new("select 1 from word_state where district = $1 and holder = $2", district, me), stop) is null)
                throw new InvalidOperationException("Another process writes the index of words now.");
            await lane.Write(statements, stop);
            await lane.Commit(stop);
        }
        catch (Exception)
        {
            await lane.Rollback();
            throw;
        }
    }
}
