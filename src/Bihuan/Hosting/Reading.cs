namespace Bihuan.Hosting;

/// <summary>Reads a story or its entries outside any verb: for a page that tells what happened.</summary>
public sealed class Reading(Store store, Stories stories, Vault vault, KeptTales kept)
{
    /// <summary>How a story stands, and its version; the empty story at 0 when there is none.</summary>
    public async Task<(T Story, long Version)> Story<T>(string district, Stream stream, CancellationToken stop) where T : class, IStory<T>
    {
        if (kept.Find(district, stream) is { } known && await Version(district, stream, stop) == known.Version) return ((T)known.Story, known.Version);

        var since = kept.Cleared;
        var entries = await Entries(district, stream, stop);
        var story = entries.Aggregate(T.Empty, (s, entry) => s.Apply(entry));
        if (entries is not [.., var last]) return (story, 0);
        kept.Keep(district, stream, new(story, last.Version, last.Hash), since);
        return (story, last.Version);
    }

    /// <summary>How a story stood when this process last saw it; null where it is not kept. Another may have written since: for who asks the lane again before it matters.</summary>
    public T? Seen<T>(string district, Stream stream) where T : class, IStory<T> => kept.Find(district, stream)?.Story as T;

    async ValueTask<long?> Version(string district, Stream stream, CancellationToken stop) =>
        await store.Ask(new("select version from heads where district = $1 and stream = $2", district, stream.Name), stop) as long?;

    /// <summary>What happened, in order, with personal data opened where it still exists.</summary>
    public async Task<IReadOnlyList<Entry>> Entries(string district, Stream stream, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var lines = (await connection.QueryAsync<Line>("""
            select stream as Stream, version as Version, kind as Kind, at as At, "by" as "By", post as Post, body as Body, hash as Hash, position as Position
            from journal where district = @district and stream = @stream order by version
            """, new { district, stream = stream.Name })).AsList();
        List<Entry> entries = [.. lines.SelectMany(line => Tales.Read(stories, line))];
        if (!entries.Exists(entry => entry.Fact is ISealed { Seal: not null })) return entries;

        var personal = (await connection.QueryAsync<(string Digest, string Person, string Salt, byte[] Cipher, byte[]? Wrapped)>("""
            select p.digest, p.person, p.salt, p.cipher, k.wrapped from personal p
            left join persons k on k.district = p.district and k.person = p.person
            where p.district = @district and p.stream = @stream
            """, new { district, stream = stream.Name })).AsList();
        return entries.ConvertAll(entry => entry.Fact is ISealed { Seal: { } seal }
            && personal.Find(k => k.Digest == seal.Digest) is { Wrapped: { } wrapped } found
            ? entry.With(Tales.Open(vault.Known(district, found.Person) ?? vault.Unwrap(wrapped), new(stream.Name, found.Digest, found.Person, found.Salt, found.Cipher)))
            : entry);
    }

    /// <summary>Many stories, a few hundred at a time, without personal data: for a look at how things stand as a whole.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Entry>> Many(
        string district, IEnumerable<Stream> streams, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        foreach (var some in streams.Chunk(400))
        {
            var parameters = new DynamicParameters(new { district });
            var lines = await connection.QueryAsync<Line>($"""
                select stream as Stream, version as Version, kind as Kind, at as At, "by" as "By", post as Post, body as Body, hash as Hash, position as Position
                from journal where district = @district and stream in {parameters.AddAll("stream", some.Select(stream => stream.Name))} order by stream, version
                """, parameters);
            foreach (var story in lines.GroupBy(line => line.Stream)) yield return [.. story.SelectMany(line => Tales.Read(stories, line))];
        }
    }
}
