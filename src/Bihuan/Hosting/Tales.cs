using System.Text;

namespace Bihuan.Hosting;

/// <summary>Reads streams and opens the personal data beside them.</summary>
public static class Tales
{
    /// <summary>Reads and folds one stream; an unknown stream is the empty story at version 0.</summary>
    /// <param name="upTo">The last position of the journal that counts.</param>
    public static async Task<Tale> Load(
        Lane lane, Stories stories, Vault vault, string district, Stream stream, CancellationToken stop, long upTo = long.MaxValue)
    {
        var kind = stories.For(district).Of(stream);
        var story = kind.Empty;
        ReadOnlyMemory<byte> hash = Chain.Start;
        var version = 0L;
        foreach (var entry in await Entries(lane, stories, vault, district, stream, stop, upTo))
        {
            story = kind.Apply(story, entry);
            (version, hash) = (entry.Version, entry.Hash);
        }

        return new(story, version, hash);
    }

    /// <summary>The entries of one stream with their personal data opened where it still exists.</summary>
    public static async Task<IReadOnlyList<Entry>> Entries(
        Lane lane, Stories stories, Vault vault, string district, Stream stream, CancellationToken stop, long upTo = long.MaxValue)
    {
        var lines = await lane.Lines(district, stream.Name, stop);
        if (upTo < long.MaxValue) lines = [.. lines.Where(line => line.Position <= upTo)];
        if (lines.Count == 0) return [];

        IReadOnlyList<Kept>? kept = null;
        var entries = new List<Entry>(lines.Count * 3);
        foreach (var line in lines)
        {
            foreach (var entry in Read(stories, line))
            {
                entries.Add(entry);
                if (entry.Fact is not ISealed { Seal: { } seal }) continue;
                kept ??= await lane.Kept(district, stream.Name, stop);
                if (kept.FirstOrDefault(k => k.Digest == seal.Digest) is { } found
                    && (vault.Known(district, found.Person) ?? await Key(lane, vault, district, found.Person, stop)) is { } key)
                    entries[^1] = entry.With(Open(key, found));
            }
        }

        return entries;
    }

    /// <summary>The entries of a stored line, without personal data.</summary>
    public static IEnumerable<Entry> Read(Stories stories, Line line)
    {
        var stream = new Stream(line.Stream);
        var stamp = new Stamp(DateTimeOffset.FromUnixTimeMilliseconds(line.At), line.By, Post.Parse(line.Post));
        return line.Entries.Select((written, n) => new Entry(stream, line.Version + n, stories.Facts.Read(written.Kind, written.Body), stamp) { Hash = line.Hash });
    }

    /// <summary>Opens what was kept.</summary>
    public static Personal Open(byte[] key, Kept kept) =>
        new(kept.Person, kept.Salt, Encoding.UTF8.GetString(Vault.Decrypt(key, kept.Cipher)));

    /// <summary>Reads a person's key from the store; null when it was never made or has been destroyed.</summary>
    public static async Task<byte[]?> Key(Lane lane, Vault vault, string district, string person, CancellationToken stop)
    {
        if (await lane.Ask(new("select wrapped from persons where district = $1 and person = $2", district, person), stop) is not byte[] wrapped)
            return null;
        var key = vault.Unwrap(wrapped);
        vault.Remember(district, person, key);
        return key;
    }
}
