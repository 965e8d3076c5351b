using System.Runtime.CompilerServices;

namespace Bihuan.Engine.Language.Categories;

/// <summary>Counts the characters and neighbouring pairs of characters of one message; used again for the next, by one thread at a time.</summary>
public sealed class Grams
{
    /// <summary>How many characters of a text are read: 700. What is decisive is said before.</summary>
    public const int Longest = 700;

    // A text counts half after so many characters, and so on: what it is about stands at the beginning.
    const float HalfAt = 300;

    // Messages that come without a subject begin with it; the longest subjects are about so long.
    const int SubjectLength = 30;

    const int Places = 4096;

    // The hash in the upper half, the number of the gram plus one in the lower.
    readonly ulong[] table = new ulong[Places];

    readonly int[] slots = new int[Places];
    readonly char[] form = new char[Longest];

    /// <summary>The 32-bit hashes of the distinct grams, in order of appearance; <see cref="Count"/> of them.</summary>
    public uint[] Keys { get; } = new uint[Places];

    /// <summary>How often each stands in the text, later ones counting less.</summary>
    public float[] InText { get; } = new float[Places];

    /// <summary>How often each stands in the subject.</summary>
    public float[] InSubject { get; } = new float[Places];

    /// <summary>How many distinct grams the message has; at most 4,000.</summary>
    public int Count { get; private set; }

    /// <summary>Counts a message.</summary>
    public void Read(Message message)
    {
        for (var n = 0; n < Count; n++) table[slots[n]] = 0;
        Count = 0;
        var length = Letters.Write(message.Text, form, []);
        Walk(length, InText, HalfAt);
        if (message.Subject.Length > 0)
        {
            length = Letters.Write(message.Subject, form, []);
            Walk(length, InSubject, float.PositiveInfinity);
        }
        else
        {
            Walk(Math.Min(length, SubjectLength), InSubject, float.PositiveInfinity);
        }
    }

    /// <summary>The hash of one character, or of a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Key(char first, char second = '\0')
    {
        var hash = (first * 0x9e3779b1u) ^ ((second + 1u) * 0x85ebca77u);
        hash ^= hash >> 15;
        hash *= 0x2c1b3c6du;
        hash ^= hash >> 13;
        return hash == 0 ? 1 : hash;
    }

    void Walk(int length, float[] counts, float halfAt)
    {
        for (var n = 0; n < length; n++)
        {
            var letter = form[n];
            if (letter == ' ') continue;
            var weight = 1 / (1 + (n / halfAt));
            Add(Key(letter), weight, counts);
            if (n + 1 < length && form[n + 1] != ' ') Add(Key(letter, form[n + 1]), weight, counts);
        }
    }

    void Add(uint key, float weight, float[] counts)
    {
        var slot = (int)(key & (Places - 1));
        while (table[slot] != 0)
        {
            if ((uint)(table[slot] >> 32) == key)
            {
                counts[(int)(uint)table[slot] - 1] += weight;
                return;
            }

            slot = (slot + 1) & (Places - 1);
        }

        if (Count == Places - 96) return;
        table[slot] = ((ulong)key << 32) | ((uint)Count + 1);
        slots[Count] = slot;
        Keys[Count] = key;
        InText[Count] = InSubject[Count] = 0;
        counts[Count++] = weight;
    }
}
