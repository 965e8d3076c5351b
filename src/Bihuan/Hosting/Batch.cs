using System.Globalization;
using System.Text;

namespace Bihuan.Hosting;

/// <summary>The verbs that share one commit: what they have read, and what they are going to write.</summary>
sealed class Batch(string laneName, Lane lane, Stories stories, Vault vault, Numbers numbers)
{
    readonly Dictionary<(string District, string Stream), Tale> tales = [];
    readonly List<Statement> statements = [];
    readonly List<(string District, string Person, byte[] Key)> newKeys = [];
    readonly List<(string District, Stream Stream)> changed = [];
    readonly HashSet<(string District, string Series)> counted = [];

    /// <summary>How a stream stands, what this batch has already recorded included.</summary>
    public async ValueTask<Tale> Tale(string district, Stream stream, bool isNew, CancellationToken stop)
    {
        if (tales.TryGetValue((district, stream.Name), out var tale)) return tale;
        tale = isNew
            ? new(stories.For(district).Of(stream).Empty, 0, Chain.Start)
            : await Tales.Load(lane, stories, vault, district, stream, stop);
        return tales[(district, stream.Name)] = tale;
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
        var kind = stories.For(district).Of(stream);
        var story = before.Story;
        var (version, hash) = (before.Version, before.Hash);
        foreach (var fact in facts)
        {
            version++;
            var line = Link(district, stream, version, fact, stamp, hash.Span);
            hash = line.Hash;
            statements.Add(lane.Append(district, line));
            story = kind.Apply(story, new Entry(stream, version, fact, stamp) { Hash = hash }
                .With(fact is ISealed { Seal: { } seal } ? personal.FirstOrDefault(p => p.Seal.Digest == seal.Digest) : null));
        }

        // A verb may keep something for each of several streams: it stands beside the stream whose fact carries its seal.
        foreach (var item in personal.Where(p => facts.Any(f => f is ISealed sealed_ && sealed_.Seal?.Digest == p.Seal.Digest)))
            await Keep(district, stream, item, stop);
        statements.Add(new("""
            insert into heads (district, stream, version, hash) values ($1, $2, $3, $4)
            on conflict (district, stream) do update set version = excluded.version, hash = excluded.hash
            """, district, stream.Name, version, hash.ToArray()));
        Post(district, Posting.Between(kind.Rows(before.Story), kind.Rows(story)));
        changed.Add((district, stream));
        return tales[(district, stream.Name)] = new(story, version, hash);
    }

    /// <summary>Writes the rows of a stream again, where what they are computed by has changed but nothing has happened. Sums are left alone.</summary>
    public async ValueTask Repost(string district, Stream stream, CancellationToken stop)
    {
        var tale = await Tale(district, stream, isNew: false, stop);
        foreach (var row in stories.For(district).Of(stream).Rows(tale.Story).Where(row => !row.Table.IsTally)) statements.Add(TableSql.Put(district, row));
    }

    /// <summary>Remembers that a client's key was answered.</summary>
    public void Answered(string district, string key, string digest, Stream stream, long version, DateTimeOffset at) => statements.Add(new(
        "insert into commands (district, key, digest, stream, version, at) values ($1, $2, $3, $4, $5, $6)",
        district, key, digest, stream.Name, version, at.ToUnixTimeMilliseconds()));

    /// <summary>Writes what is not a fact but belongs to the same transaction: a file's bytes, a destroyed key.</summary>
    public void Write(IEnumerable<Statement> more) => statements.AddRange(more);

    /// <summary>One value read in the lane's own transaction.</summary>
    public Task<object?> Ask(Statement statement, CancellationToken stop) => lane.Ask(statement, stop);

    /// <summary>The streams that got facts.</summary>
    public IReadOnlyList<(string District, Stream Stream)> Changed => changed;

    /// <summary>True when nothing was recorded.</summary>
    public bool IsEmpty => statements.Count == 0;

    /// <summary>Sends everything; durable after the lane's commit.</summary>
    public async Task Flush(CancellationToken stop)
    {
        foreach (var (district, series) in counted)
            if (numbers.Written(laneName, district, series) is { } written) statements.Add(written);
        await lane.Write(statements, stop);
        await Call(stop);
    }

    /// <summary>Puts the new ends of all streams of this commit on the roll, last of all: other nodes wait for the lane's page no longer than for a commit.</summary>
    async Task Call(CancellationToken stop)
    {
        foreach (var district in changed.Select(c => c.District).Distinct().Order(StringComparer.Ordinal))
        {
            await lane.Hold($"{district} {laneName}", stop);
            var last = await lane.Ask(new("select max(number) from roll where district = $1 and lane = $2", district, laneName), stop) as long? ?? 0;
            var before = last == 0 ? null
                : await lane.Ask(new("select hash from roll where district = $1 and lane = $2 and number = $3", district, laneName, last), stop) as byte[];
            var streams = string.Join('\n', changed.Where(c => c.District == district).Select(c => c.Stream.Name).Distinct()
                .Select(name => tales[(district, name)] is var tale ? Roll.Line(name, tale.Version, tale.Hash.Span) : ""));
            await lane.Write([new("insert into roll (district, lane, number, streams, hash) values ($1, $2, $3, $4, $5)",
                district, laneName, last + 1, streams, Roll.Link(before, district, laneName, last + 1, streams))], stop);
        }
    }

    /// <summary>To be called after the commit: only then do the keys exist.</summary>
    public void Committed()
    {
        foreach (var (district, person, key) in newKeys) vault.Remember(district, person, key);
    }

    void Post(string district, Posting posting)
    {
        foreach (var row in posting.Drop) statements.Add(TableSql.Drop(district, row));
        foreach (var row in posting.Put) statements.Add(TableSql.Put(district, row));
        foreach (var row in posting.Add) statements.Add(TableSql.Add(district, row));
    }

    Line Link(string district, Stream stream, long version, Fact fact, Stamp stamp, ReadOnlySpan<byte> previous)
    {
        var kind = stories.Facts.KindOf(fact);
        var body = stories.Facts.Write(fact);
        var at = stamp.At.ToUnixTimeMilliseconds();
        var post = stamp.Post.ToString();
        var hash = Chain.Link(previous, district, stream.Name, version.ToString(CultureInfo.InvariantCulture), kind,
            at.ToString(CultureInfo.InvariantCulture), stamp.By, post, body);
        return new(stream.Name, version, kind, at, stamp.By, post, body, hash);
    }

    async ValueTask Keep(string district, Stream stream, Personal item, CancellationToken stop)
    {
        var key = newKeys.Find(k => k.District == district && k.Person == item.Person).Key
            ?? vault.Known(district, item.Person)
            ?? await Tales.Key(lane, vault, district, item.Person, stop);
        if (key is null)
        {
            (key, var wrapped) = vault.NewKey();
            newKeys.Add((district, item.Person, key));
            statements.Add(new("insert into persons (district, person, wrapped) values ($1, $2, $3)", district, item.Person, wrapped));
        }

        statements.Add(new("""
            insert into personal (district, stream, digest, person, salt, cipher) values ($1, $2, $3, $4, $5, $6)
            on conflict (district, stream, digest) do nothing
            """, district, stream.Name, item.Seal.Digest, item.Person, item.Salt, Vault.Encrypt(key, Encoding.UTF8.GetBytes(item.Body))));
    }
}

/// <summary>A stream as it stands: the folded story, its version, and the hash the next entry links to.</summary>
public sealed record Tale(object Story, long Version, ReadOnlyMemory<byte> Hash);
