using System.Text;

namespace Bihuan.Bench.Loads;

/// <summary>A request whose bytes are made once; each turn writes its own digits into their places.</summary>
sealed class Stencil(byte[] bytes)
{
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Where a mark stands.</summary>
    public int Find(string mark) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)) is >= 0 and var at
        ? at : throw new ArgumentException($"{mark} does not stand in the request.", nameof(mark));

    /// <summary>Writes the last digits of a number.</summary>
    public void Put(int place, int width, int number)
    {
        for (var at = place + width - 1; at >= place; at--, number /= 10) bytes[at] = (byte)('0' + number % 10);
    }

    /// <summary>Writes ASCII letters.</summary>
    public void Put(int place, string letters) => Encoding.ASCII.GetBytes(letters, bytes.AsSpan(place));
}
