namespace Bihuan.Engine.Language.Categories;

/// <summary>Numbers 32-bit hashes from 0 in the order in which they came.</summary>
public sealed class Vocabulary
{
    // The hash in the upper half and the number plus one in the lower: one look in memory finds both.
    ulong[] slots;

    /// <summary>Begins empty.</summary>
    /// <param name="expected">How many are expected; it grows when there are more.</param>
    public Vocabulary(int expected = 1024)
    {
        var size = 1024;
        while (size < expected * 2) size *= 2;
        slots = new ulong[size];
    }

    /// <summary>How many hashes have a number.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a hash, or -1.</summary>
    public int Find(uint key)
    {
        var all = slots;
        for (var slot = (int)key & (all.Length - 1); all[slot] != 0; slot = (slot + 1) & (all.Length - 1))
            if ((uint)(all[slot] >> 32) == key) return (int)(uint)all[slot] - 1;
        return -1;
    }

    /// <summary>The number of a hash, a new one when it had none.</summary>
    public int Add(uint key)
    {
        var known = Find(key);
        if (known >= 0) return known;
        if (Count * 2 >= slots.Length) Grow();
        Put(key, Count);
        return Count++;
    }

    /// <summary>All hashes by their numbers.</summary>
    public uint[] Keys()
    {
        var all = new uint[Count];
        foreach (var slot in slots)
            if (slot != 0) all[(int)(uint)slot - 1] = (uint)(slot >> 32);
        return all;
    }

    void Put(uint key, int row)
    {
        var slot = (int)key & (slots.Length - 1);
        while (slots[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
        slots[slot] = ((ulong)key << 32) | ((uint)row + 1);
    }

    void Grow()
    {
        var all = Keys();
        slots = new ulong[slots.Length * 2];
        for (var row = 0; row < all.Length; row++) Put(all[row], row);
    }
}
