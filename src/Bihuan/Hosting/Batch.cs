using System.Globalization;
using System.Text;

namespace Bihuan.Hosting;

/// <summary>The verbs that share one commit: what they have read, and what they are going to write.</summary>
sealed class Batch(string laneName, Lane lane, Stories stories, Vault vault, Numbers numbers, KeptTales kept)
{
    readonly Dictionary<(string District, string Stream), Tale> tales = [];
    readonly Dictionary<(string District, string Stream), long> ends = [];
    readonly List<Statement> statements = new(Usual);
    readonly List<(string District, string Person, byte[] Key)> newKeys = [];
    readonly Dictionary<(string District, Stream Stream), Change> changes = [];
    readonly HashSet<(string District, string Series)> counted = [];
    bool hasDestroyed;
    bool isPosted;

    // How many rows a commit of a few verbs writes.
    const int Usual = 128;

    static readonly Insert Heads = new("heads", ["district", "stream", "version", "hash"], "ttib",
        "on conflict (district, stream) do update set version = excluded.version, hash = excluded.hash");

    static readonly Insert Commands = new("commands", ["district", "key", "digest", "stream", "version", "at"], "ttttii");

    static readonly Insert Persons = new("persons", ["district", "person", "wrapped"], "ttb");

    static readonly Insert PersonalRows = new("personal", ["district", "stream", "digest", "person", "salt", "cipher"], "tttttb", "on conflict (district, stream, digest) do nothing");

    /// <summary>What becomes of a stream in this commit.</summary>
    /// <param name="Before">How it stood before the first verb.</param>
    /// <param name="IsAgain">Whether its rows are written even where they say the same.</param>
    sealed record Change(Tale Before, Tale After, bool IsAgain = false)
    {
        public bool IsMore => After.Version > Before.Version;

        /// <summary>The rows after, when they have been posted.</summary>
        public IReadOnlyList<Row>? Rows { get; set; }
    }

    /// <summary>How a stream stands, what this batch has already recorded included.</summary>
    public async ValueTask<Tale> Tale(string district, Stream stream, bool isNew, CancellationToken stop)
    {
        if (tales.TryGetValue((district, stream.Name), out var tale)) return tale;
        tale = isNew
            ? new(stories.For(district).Of(stream).Empty, 0, Chain.Start)
            : await Stands(district, stream, stop);
        return tales[(district, stream.Name)] = tale;
    }

    async ValueTask<Tale> Stands(string district, Stream stream, CancellationToken stop) =>
        kept.Find(district, stream) is { } known && await End(district, stream, stop) == known.Version
            ? known
            : await Tales.Load(lane, stories, vault, district, stream, stop);

    async ValueTask<long?> End(string district, Stream stream, CancellationToken stop) => ends.TryGetValue((district, stream.Name), out var end)
        ? end
        : await lane.Ask(new("select version from heads where district = $1 and stream = $2", district, stream.Name), stop) as long?;

    /// <summary>
    /// Asks at once where the streams end whose stories are kept and are about to be asked for: a question for each, one after the other, took a fifth of a
    /// commit. Whoever writes one of them meanwhile takes the version that this commit then asks for in vain.
    /// </summary>
    public async Task Expect(IReadOnlyList<Job> jobs, CancellationToken stop)
    {
        foreach (var house in jobs.Where(job => kept.Find(job.District, job.Stream) is not null).GroupBy(job => job.District))
            foreach (var (stream, version) in await lane.Ends(house.Key, [.. house.Select(job => job.Stream.Name).Distinct()], stop))
                ends[(house.Key, stream)] = version;
    }

    /// <summary>The next number of a series, starting at 1.</summary>
    public ValueTask<long> Next(string district, string series, CancellationToken stop)
    {
        counted.Add((district, series));
        return numbers.Next(laneName, lane, district, series, stop);
    }

    /// <summary>Adds facts to a stream and posts its ledgers.</summary>
    public async ValueTask<Tale> Append(
        string district, Stream stream, IReadOnlyList<Fact> facts, IReadOnlyList<Personal> personal, Stamp stamp, CancellationToken stop)
    {
        var before = await Tale(district, stream, isNew: false, stop);
        if (facts.Count == 0) return before;
        var kind = stories.For(district).Of(stream);
        var (story, version) = (before.Story, before.Version);
        var line = Link(district, stream, version + 1, facts, stamp, before.Hash.Span);
        statements.Add(lane.Append(district, line));
        foreach (var fact in facts)
        {
            version++;
            story = kind.Apply(story, new Entry(stream, version, fact, stamp) { Hash = line.Hash }
                .With(fact is ISealed { Seal: { } seal } ? personal.FirstOrDefault(p => p.Seal.Digest == seal.Digest) : null));
        }

        // A verb may keep something for each of several streams: it stands beside the stream whose fact carries its seal.
        foreach (var item in personal.Where(p => facts.Any(f => f is ISealed sealed_ && sealed_.Seal?.Digest == p.Seal.Digest)))
            await Keep(district, stream, item, stop);
        var after = new Tale(story, version, line.Hash);
        changes[(district, stream)] = changes.TryGetValue((district, stream), out var change) ? change with { After = after } : new(before, after);
        return tales[(district, stream.Name)] = after;
    }

    /// <summary>Writes the rows of a stream again, where what they are computed by has changed but nothing has happened. Sums are left alone.</summary>
    public async ValueTask Repost(string district, Stream stream, CancellationToken stop)
    {
        var tale = await Tale(district, stream, isNew: false, stop);
        changes[(district, stream)] = (changes.TryGetValue((district, stream), out var change) ? change : new(tale, tale)) with { IsAgain = true };
    }

    /// <summary>Remembers that a client's key was answered.</summary>
    public void Answered(string district, string key, string digest, Stream stream, long version, DateTimeOffset at) => statements.Add(Statement.Of(Commands,
        district, key, digest, stream.Name, version, at.ToUnixTimeMilliseconds()));

    /// <summary>Writes what is not a fact but belongs to the same transaction: a file's bytes, a destroyed key.</summary>
    public void Write(IEnumerable<Statement> more) => statements.AddRange(more);

    /// <summary>Destroys a person's key and everything kept under it; the chains stay whole.</summary>
    public void Destroy(string district, string person)
    {
        statements.Add(new("delete from personal where district = $1 and person = $2", district, person));
        statements.Add(new("delete from persons where district = $1 and person = $2", district, person));
        hasDestroyed = true;
    }

    /// <summary>One value read in the lane's own transaction.</summary>
    public Task<object?> Ask(Statement statement, CancellationToken stop) => lane.Ask(statement, stop);

    /// <summary>The streams that got facts.</summary>
    public IEnumerable<(string District, Stream Stream)> Changed => changes.Where(c => c.Value.IsMore).Select(c => c.Key);

    /// <summary>Sends everything; it stands when this returns.</summary>
    /// <returns>Completes when it is durable too.</returns>
    public async Task<Task> Conclude(CancellationToken stop)
    {
        Post();
        foreach (var (district, series) in counted)
            if (numbers.Written(laneName, district, series) is { } written) statements.Add(written);
        return await lane.Conclude(await Call(stop), stop);
    }

    /// <summary>
    /// The ends of all changed streams and their ledgers, each once however many verbs of this commit spoke of it. Needs no database: whoever
    /// writes many at once may post the next while the last is written.
    /// </summary>
    public void Post()
    {
        if (isPosted) return;
        isPosted = true;
        var sums = new Dictionary<(string District, string Table, string Key), Row>();
        // What comes may take the key of what goes.
        List<Statement> puts = new(Usual);
        foreach (var ((district, stream), change) in changes)
        {
            var kind = stories.For(district).Of(stream);
            if (change.IsMore)
                statements.Add(Statement.Of(Heads, district, stream.Name, change.After.Version, change.After.Hash.ToArray()));
            Row[] after = [.. kind.Rows(change.After.Story)];
            change.Rows = after;
            var posting = Posting.Between(change.Before.Rows ?? kind.Rows(change.Before.Story), after);
            foreach (var row in posting.Drop) statements.Add(TableSql.Drop(district, row));
            foreach (var put in change.IsAgain ? after.Where(row => !row.Table.IsTally).Select(row => new Put(row, null)) : posting.Put) puts.Add(TableSql.Put(district, put));
            foreach (var row in posting.Add)
            {
                var key = (district, row.Table.Name, row.Key);
                sums[key] = sums.TryGetValue(key, out var sum) ? Posting.Sum(sum, row) : row;
            }
        }

        statements.AddRange(puts);
        foreach (var ((district, _, _), row) in sums) statements.Add(TableSql.Add(district, row));
    }

    /// <summary>
    /// Sends what there is, and gives what remains to be sent with the commit: the new ends of all streams, on the roll. Last of all, so that other nodes wait for the
    /// lane's page no longer than for a commit.
    /// </summary>
    async Task<IReadOnlyList<Statement>> Call(CancellationToken stop)
    {
        IReadOnlyList<Statement> waiting = statements;
        foreach (var moved in changes.Where(c => c.Value.IsMore).GroupBy(c => c.Key.District).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var last = await lane.Call(waiting, moved.Key, laneName, stop);
            var number = (last?.Number ?? 0) + 1;
            var streams = string.Join('\n', moved.Select(c => Roll.Line(c.Key.Stream.Name, c.Value.After.Version, c.Value.After.Hash.Span)));
            var hash = Roll.Link(last?.Hash, moved.Key, laneName, number, streams);
            waiting = [new("insert into roll (district, lane, number, streams, hash) values ($1, $2, $3, $4, $5)", moved.Key, laneName, number, streams, hash)];
            lane.Called(moved.Key, laneName, number, hash);
        }

        return waiting;
    }

    /// <summary>To be called after the commit: only then do the keys exist, and the stories stand as they were told.</summary>
    public void Committed()
    {
        foreach (var (district, person, key) in newKeys) vault.Remember(district, person, key);
        if (hasDestroyed) kept.Clear();
        foreach (var ((district, stream), change) in changes)
            if (change.IsMore || change.IsAgain) kept.Keep(district, stream, kept.KeepsRows ? change.After with { Rows = change.Rows } : change.After);
    }

    Line Link(string district, Stream stream, long version, IReadOnlyList<Fact> facts, Stamp stamp, ReadOnlySpan<byte> previous)
    {
        var (kind, body) = Line.Together([.. facts.Select(fact => (stories.Facts.KindOf(fact), stories.Facts.Write(fact)))]);
        var at = stamp.At.ToUnixTimeMilliseconds();
        var post = stamp.Post.ToString();
        var hash = Chain.Link(previous, district, stream.Name, version.ToString(CultureInfo.InvariantCulture), kind,
            at.ToString(CultureInfo.InvariantCulture), stamp.By, post, body);
        return new(stream.Name, version, kind, at, stamp.By, post, body, hash);
    }

    /// <summary>Makes the key of somebody who has none yet.</summary>
    public byte[] Meet(string district, string person)
    {
        var (key, wrapped) = vault.NewKey();
        newKeys.Add((district, person, key));
        statements.Add(Statement.Of(Persons, district, person, wrapped));
        return key;
    }

    async ValueTask Keep(string district, Stream stream, Personal item, CancellationToken stop)
    {
        var key = newKeys.Find(k => k.District == district && k.Person == item.Person).Key
            ?? vault.Known(district, item.Person)
            ?? await Tales.Key(lane, vault, district, item.Person, stop);
        key ??= Meet(district, item.Person);
        statements.Add(Statement.Of(PersonalRows, district, stream.Name, item.Seal.Digest, item.Person, item.Salt, Vault.Encrypt(key, Encoding.UTF8.GetBytes(item.Body))));
    }
}

/// <summary>A stream as it stands: the folded story, its version, and the hash the next entry links to.</summary>
public sealed record Tale(object Story, long Version, ReadOnlyMemory<byte> Hash)
{
    /// <summary>The rows that stand in the ledgers for it; null where they are not known and have to be computed.</summary>
    public IReadOnlyList<Row>? Rows { get; init; }
}
