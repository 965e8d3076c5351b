using System.Data.Common;
using Bihuan.Hosting;

namespace Bihuan.Storage;

/// <summary>Compares the journal with the roll: every stream that a commit named must still stand, and end where the roll saw it end.</summary>
static class VerifiedRoll
{
    /// <param name="ends">Where the streams of the journal end.</param>
    /// <param name="known">Streams already found broken; they are not named twice.</param>
    public static async Task<IReadOnlyList<Broken>> Check(
        DbConnection connection, Dictionary<(string District, string Stream), (long Version, byte[] Hash)> ends, HashSet<(string, string)> known)
    {
        var broken = new List<Broken>();
        var named = new Dictionary<(string District, string Stream), (long Version, string Hash)>();
        (string District, string Lane) current = ("", "");
        var (number, hash, isBroken) = (0L, Chain.Start.ToArray(), false);
        await foreach (var row in connection.QueryUnbufferedAsync<Called>("select district, lane, number, streams, hash from roll order by district, lane, number"))
        {
            if ((row.District, row.Lane) != current)
            {
                current = (row.District, row.Lane);
                (number, hash, isBroken) = (0L, Chain.Start.ToArray(), false);
            }

            if (!isBroken && row.Lane != Roll.Before && (row.Number != number + 1
                || !Roll.Link(hash, row.District, row.Lane, row.Number, row.Streams).AsSpan().SequenceEqual(row.Hash)))
            {
                isBroken = true;
                broken.Add(new(row.District, $"roll-{row.Lane}", number + 1, "总册的这一页被删改过", "this page of the roll has been changed or removed"));
            }

            (number, hash) = (row.Number, row.Hash);
            foreach (var (stream, version, end) in Roll.Read(row.Streams))
                if (!named.TryGetValue((row.District, stream), out var seen) || seen.Version < version) named[(row.District, stream)] = (version, end);
        }

        foreach (var (at, end) in named.Where(pair => !known.Contains(pair.Key)))
            if (!ends.TryGetValue(at, out var found))
                broken.Add(new(at.District, at.Stream, 1, "整条记录连同末端被删去了", "the whole stream has been removed together with its head"));
            else if (found.Version < end.Version)
                broken.Add(new(at.District, at.Stream, found.Version + 1, "这一条被删去了，末端也改过", "this entry has been removed and the head rewritten"));
            else if (found.Version > end.Version)
                broken.Add(new(at.District, at.Stream, end.Version + 1, "总册上没有这一条，是后来添上的", "the roll does not know this entry: it was added afterwards"));
            else if (Convert.ToHexStringLower(found.Hash) != end.Hash)
                broken.Add(new(at.District, at.Stream, found.Version, "与总册不符，连末端一起改写过", "does not agree with the roll: it was rewritten together with its head"));
        broken.AddRange(ends.Keys.Where(at => !named.ContainsKey(at) && !known.Contains(at))
            .Select(at => new Broken(at.District, at.Stream, 1, "总册上没有这条记录，是后来添上的", "the roll does not know this stream: it was added afterwards")));
        return [.. broken.OrderBy(b => (b.District, b.Stream), Comparer<(string, string)>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}")))];
    }

    sealed record Called(string District, string Lane, long Number, string Streams, byte[] Hash);
}
