using System.Globalization;
using System.Security.Cryptography;
using Bihuan.Hosting;

namespace Bihuan.Storage;

/// <summary>Walks every chain of the journal and says where one is broken.</summary>
public static class VerifiedJournal
{
    /// <summary>Recomputes every hash and compares what stands beside it.</summary>
    /// <param name="said">Told how many entries have been checked.</param>
    public static async Task<Verified> Verify(Store store, Action<long>? said, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var heads = (await connection.QueryAsync<(string District, string Stream, long Version, byte[] Hash)>(
            "select district, stream, version, hash from heads")).ToDictionary(h => (h.District, h.Stream), h => (h.Version, h.Hash));
        using var root = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var broken = new List<Broken>();
        var (entries, streams, positions) = (0L, 0L, 0L);
        (string District, string Stream) current = ("", "");
        var (version, hash, isBroken) = (0L, Chain.Start.ToArray(), false);

        void Finish()
        {
            if (current.Stream.Length == 0) return;
            streams++;
            root.AppendData(hash);
            if (isBroken) return;
            if (!heads.Remove(current, out var head))
                broken.Add(new(current.District, current.Stream, 1, "没有流的末端，是后来添上的", "has no head: the whole stream was added afterwards"));
            else if (head.Version > version)
                broken.Add(new(current.District, current.Stream, version + 1, "这一条被删去了", "this entry has been removed"));
            else if (head.Version != version || !head.Hash.AsSpan().SequenceEqual(hash))
                broken.Add(new(current.District, current.Stream, version, "与流的末端不符，是后来添上的", "does not agree with the stream's head: it was added afterwards"));
        }

        await foreach (var line in connection.QueryUnbufferedAsync<Stored>("""
            select district, stream, version, position, kind, at, "by" as who, post, body, hash from journal
            order by district, stream, version
            """))
        {
            if ((line.District, line.Stream) != current)
            {
                Finish();
                current = (line.District, line.Stream);
                (version, hash, isBroken) = (0L, Chain.Start.ToArray(), false);
            }

            entries++;
            positions = Math.Max(positions, line.Position);
            if (entries % 5000 == 0) said?.Invoke(entries);
            if (isBroken) continue;

            var expected = Chain.Link(hash, line.District, line.Stream, line.Version.ToString(CultureInfo.InvariantCulture), line.Kind,
                line.At.ToString(CultureInfo.InvariantCulture), line.Who, line.Post, line.Body);
            if (line.Version != version + 1)
            {
                broken.Add(new(line.District, line.Stream, version + 1, "这一条被删去了", "this entry has been removed"));
                isBroken = true;
            }
            else if (!expected.AsSpan().SequenceEqual(line.Hash))
            {
                broken.Add(new(line.District, line.Stream, line.Version, "内容或次序被改过，与哈希不符", "has been changed or moved: it does not agree with its hash"));
                isBroken = true;
            }

            if (isBroken) heads.Remove(current);
            version = line.Version;
            hash = line.Hash;
        }

        Finish();
        broken.AddRange(heads.Select(h => new Broken(h.Key.District, h.Key.Stream, 1, "整条记录被删去了", "the whole stream has been removed")));
        // One writer counts positions without gaps, so whatever vanished with its head is noticed too.
        if (!store.IsShared && positions != entries && broken.Count == 0)
            broken.Add(new("", "", positions, $"共有 {positions} 个位置，却只有 {entries} 条", $"there are {positions} positions but {entries} entries"));
        return new(entries, streams, Convert.ToHexStringLower(root.GetHashAndReset()), broken);
    }

    sealed record Stored(
        string District, string Stream, long Version, long Position, string Kind, long At, string Who, string Post, string Body, byte[] Hash);
}

/// <summary>What a walk over the journal found.</summary>
/// <param name="Entries">How many were read.</param>
/// <param name="Streams">How many chains.</param>
/// <param name="Root">SHA-256 over the last hash of every chain in order: one line that stands for everything.</param>
/// <param name="Broken">The first broken entry of every broken chain; empty when the journal is whole.</param>
public sealed record Verified(long Entries, long Streams, string Root, IReadOnlyList<Broken> Broken);

/// <summary>The first entry of a chain that is not what was written.</summary>
public sealed record Broken(string District, string Stream, long Version, string Zh, string En);
