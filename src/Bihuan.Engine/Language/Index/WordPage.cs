namespace Bihuan.Engine.Language.Index;

/// <summary>
/// A page of a segment: the words whose spread number begins with the page's number, and where each is said. All numbers are written seven bits a byte, the low ones first.
/// <code>
/// page     word *
/// word     step      from the word before (the first: from the least that can stand on the page), less one after the first
///          count     how many documents say it
///          length    of what follows, in bytes
///          place *   (documents since the one before) * 4 + weight: 1 said more than once, 2 in the title, 3 both
/// </code>
/// </summary>
public static class WordPage
{
    /// <summary>The most bits that say which page a word stands on.</summary>
    public const int MostBits = 12;

    /// <summary>How many places a page has, about: a page is read as a whole, and fits into one of the database's.</summary>
    internal const int Lines = 600;

    /// <summary>The page of a segment that a word would stand on.</summary>
    public static int Of(uint key, int bits) => Number(WordKeys.Mix(key), bits);

    /// <summary>Where a page tells of a word: how many documents say it, and the bytes that name them; 0 where none does.</summary>
    public static (int Count, Range Places) Find(ReadOnlySpan<byte> page, int bits, uint key)
    {
        var wanted = WordKeys.Mix(key);
        var mixed = Start(Number(wanted, bits), bits);
        var isFirst = true;
        for (var at = 0; at < page.Length;)
        {
            var step = Read(page, ref at);
            mixed = isFirst ? mixed + step : mixed + step + 1;
            isFirst = false;
            var count = (int)Read(page, ref at);
            var length = (int)Read(page, ref at);
            if (mixed == wanted) return (count, at..(at + length));
            if (mixed > wanted) break;
            at += length;
        }

        return (0, 0..0);
    }

    /// <summary>Where a word is said: document * 8 + weight, ascending. The third bit is left to whoever reads pages of several kinds together.</summary>
    /// <param name="packed">What <see cref="Find"/> has found.</param>
    /// <param name="count">How many documents it names.</param>
    public static uint[] Places(ReadOnlySpan<byte> packed, int count)
    {
        var places = new uint[count];
        var document = 0u;
        for (int n = 0, at = 0; n < count; n++)
        {
            // Neighbours mostly lie close together: one byte.
            uint one = packed[at];
            if (one < 128) at++;
            else one = Read(packed, ref at);
            document += one >> 2;
            places[n] = (document << 3) | (one & 3);
        }

        return places;
    }

    internal static int Number(uint mixed, int bits) => bits == 0 ? 0 : (int)(mixed >> (32 - bits));

    internal static uint Start(int number, int bits) => bits == 0 ? 0 : (uint)number << (32 - bits);

    internal static uint Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var one = bytes[at++];
            value |= (uint)(one & 127) << shift;
            if (one < 128) return value;
        }
    }
}
