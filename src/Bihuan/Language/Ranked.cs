using System.Runtime.InteropServices;

namespace Bihuan.Language;

/// <summary>
/// Documents that were found, taken in the order of their points, the newer first among equals. Only as many are put in order as are taken, and a part of the index is only
/// gone through where it may hold one of them.
/// </summary>
/// <param name="parts">The parts of the index that were found in.</param>
/// <param name="rarity">Of each word that was asked for.</param>
public sealed class Ranked(IEnumerable<Ranked.Part> parts, IReadOnlyList<double> rarity)
{
    /// <summary>A part of the index.</summary>
    /// <param name="Best">No key of it is above.</param>
    /// <param name="AtMost">No more were found in it.</param>
    /// <param name="Keys">Adds its keys: points * 2^40 + document.</param>
    public sealed record Part(ulong Best, int AtMost, Action<List<ulong>> Keys);

    readonly List<Part> waiting = [.. parts.OrderBy(part => part.Best)];
    readonly List<ulong> keys = [];
    int taken;
    ulong below = ulong.MaxValue;

    /// <summary>How rare each word is.</summary>
    public IReadOnlyList<double> Rarity { get; } = rarity;

    /// <summary>No more are left to be taken.</summary>
    public int AtMost => keys.Count - taken + waiting.Sum(part => part.AtMost);

    /// <summary>How many are left to be taken: goes through everything.</summary>
    public int Count()
    {
        while (waiting.Count > 0) Open();
        return keys.Count - taken;
    }

    /// <summary>Leaves out whatever does not stand behind a document that was taken before.</summary>
    public Ranked Behind(ulong key)
    {
        below = key;
        return this;
    }

    /// <summary>Takes the next best.</summary>
    public ReadOnlySpan<ulong> Take(int count)
    {
        while (keys.Count - taken < count && waiting.Count > 0) Open();
        count = Math.Min(count, keys.Count - taken);
        if (count == 0) return [];
        Select(CollectionsMarshal.AsSpan(keys)[taken..], count);
        // Whatever is better than the last of these lies in a part whose best is.
        var last = ulong.MaxValue;
        foreach (var key in CollectionsMarshal.AsSpan(keys).Slice(taken, count)) last = Math.Min(last, key);
        while (waiting.Count > 0 && waiting[^1].Best > last) Open();
        var rest = CollectionsMarshal.AsSpan(keys)[taken..];
        Select(rest, count);
        rest[..count].Sort(static (a, b) => b.CompareTo(a));
        taken += count;
        return rest[..count];
    }

    void Open()
    {
        var part = waiting[^1];
        waiting.RemoveAt(waiting.Count - 1);
        var from = keys.Count;
        part.Keys(keys);
        if (below == ulong.MaxValue) return;
        var to = from;
        for (var n = from; n < keys.Count; n++)
            if (keys[n] < below) keys[to++] = keys[n];
        keys.RemoveRange(to, keys.Count - to);
    }

    /// <summary>The document of a key.</summary>
    public static long DocumentOf(ulong key) => (long)(key & ((1UL << 40) - 1));

    /// <summary>Moves the largest to the front, in no order.</summary>
    static void Select(Span<ulong> all, int count)
    {
        for (var (low, high) = (0, all.Length - 1); low < high;)
        {
            var pivot = all[low + ((high - low) / 2)];
            var (left, right) = (low, high);
            while (left <= right)
            {
                while (all[left] > pivot) left++;
                while (all[right] < pivot) right--;
                if (left > right) break;
                (all[left], all[right]) = (all[right], all[left]);
                left++;
                right--;
            }

            if (count - 1 <= right) high = right;
            else if (count - 1 >= left) low = left;
            else return;
        }
    }
}
