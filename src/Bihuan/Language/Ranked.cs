namespace Bihuan.Language;

/// <summary>Documents that were found, taken in the order of their points, the newer first among equals. Only as many are put in order as are taken.</summary>
/// <param name="keys">Points * 2^40 + document.</param>
/// <param name="rarity">Of each word that was asked for.</param>
public sealed class Ranked(ulong[] keys, IReadOnlyList<double> rarity)
{
    int taken;

    /// <summary>How many were found.</summary>
    public int Count => keys.Length;

    /// <summary>How many have not been taken yet.</summary>
    public int Left => keys.Length - taken;

    /// <summary>How rare each word is.</summary>
    public IReadOnlyList<double> Rarity { get; } = rarity;

    /// <summary>Leaves out whatever does not stand behind a document that was taken before.</summary>
    public Ranked Behind(ulong key) => new([.. keys.Where(one => one < key)], Rarity);

    /// <summary>Takes the next best.</summary>
    public ReadOnlySpan<ulong> Take(int count)
    {
        count = Math.Min(count, Left);
        var rest = keys.AsSpan(taken);
        Select(rest, count);
        rest[..count].Sort(static (a, b) => b.CompareTo(a));
        taken += count;
        return rest[..count];
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
