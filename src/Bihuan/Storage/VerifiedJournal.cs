using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Bihuan.Hosting;

namespace Bihuan.Storage;

/// <summary>Walks every chain of the journal, the roll and what is kept under seal, and says where something is broken.</summary>
public static class VerifiedJournal
{
    /// <summary>Recomputes every hash and compares what stands beside it, all as of one moment.</summary>
    /// <param name="said">Told how many entries have been checked.</param>
    public static async Task<Verified> Verify(Store store, Stories stories, Vault vault, Action<long>? said, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        // One snapshot: the house may be at work while it is checked.
        await connection.ExecuteAsync(store.IsShared ? "begin isolation level repeatable read read only" : "begin transaction");
        var sealedData = new VerifiedSeals(stories.Facts, vault);
        var walk = await Walk(connection, sealedData, said);
        var broken = walk.Broken;
        broken.AddRange(await VerifiedRoll.Check(connection, walk.Ends, broken.Select(b => (b.District, b.Stream)).ToHashSet()));
        broken.AddRange(await sealedData.Check(connection, broken.Select(b => (b.District, b.Stream)).ToHashSet()));
        // One writer counts positions without gaps, so whatever vanished past every other proof is noticed too.
        if (!store.IsShared && walk.Positions != walk.Lines && broken.Count == 0)
            broken.Add(new("", "", walk.Positions, $"共有 {walk.Positions} 个位置，却只有 {walk.Lines} 行", $"there are {walk.Positions} positions but {walk.Lines} lines"));
        await connection.ExecuteAsync("rollback transaction");
        return new(walk.Entries, walk.Ends.Count, walk.Root, broken) { Sealed = sealedData.Read, Erased = sealedData.Erased };
    }

    static async Task<Walked> Walk(DbConnection connection, VerifiedSeals sealedData, Action<long>? said)
    {
        var heads = (await connection.QueryAsync<(string District, string Stream, long Version, byte[] Hash)>(
            "select district, stream, version, hash from heads")).ToDictionary(h => (h.District, h.Stream), h => (h.Version, h.Hash));
        using var root = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var ends = new Dictionary<(string District, string Stream), (long Version, byte[] Hash)>();
        var broken = new List<Broken>();
        var (entries, lines, positions) = (0L, 0L, 0L);
        (string District, string Stream) current = ("", "");
        var (version, hash, isBroken) = (0L, Chain.Start.ToArray(), false);

        void Finish()
        {
            if (current.Stream.Length == 0) return;
            ends[current] = (version, hash);
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

            var several = Line.Count(line.Kind);
            entries += several;
            lines++;
            positions = Math.Max(positions, line.Position);
            if (lines % 5000 == 0) said?.Invoke(entries);
            sealedData.Meet(line);
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
            version = line.Version + several - 1;
            hash = line.Hash;
        }

        Finish();
        broken.AddRange(heads.Select(h => new Broken(h.Key.District, h.Key.Stream, 1, "整条记录被删去了", "the whole stream has been removed")));
        return new(entries, lines, positions, Convert.ToHexStringLower(root.GetHashAndReset()), ends, broken);
    }

    sealed record Walked(
        long Entries, long Lines, long Positions, string Root, Dictionary<(string District, string Stream), (long Version, byte[] Hash)> Ends, List<Broken> Broken);
}

/// <summary>One line of the journal and whose it is: see <see cref="Line"/>.</summary>
sealed record Stored(
    string District, string Stream, long Version, long Position, string Kind, long At, string Who, string Post, string Body, byte[] Hash);

/// <summary>What a walk over the journal found.</summary>
/// <param name="Entries">How many were read.</param>
/// <param name="Streams">How many chains.</param>
/// <param name="Root">SHA-256 over the last hash of every chain in order: one line that stands for everything.</param>
/// <param name="Broken">The first broken entry of every broken chain, where several stand in one line the first of them; empty when the journal is whole.</param>
public sealed record Verified(long Entries, long Streams, string Root, IReadOnlyList<Broken> Broken)
{
    /// <summary>How many seals agree with what is kept under them.</summary>
    public long Sealed { get; init; }

    /// <summary>How many seals have nothing under them any more, because a fact says that it was erased.</summary>
    public long Erased { get; init; }
}

/// <summary>The first entry of a chain that is not what was written.</summary>
public sealed record Broken(string District, string Stream, long Version, string Zh, string En);
