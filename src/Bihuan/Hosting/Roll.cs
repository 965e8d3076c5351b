using System.Globalization;

namespace Bihuan.Hosting;

/// <summary>
/// The roll: one row a commit, naming the streams it moved and where they ended then. Each lane's rows are chained, so that a stream
/// taken away together with its head is missed by name. A row's streams: lines of <c>stream version hash</c>, the hash as 64 hex digits.
/// </summary>
public static class Roll
{
    /// <summary>The lane of what stood when the roll was begun; it has one row, which is linked to nothing.</summary>
    public const string Before = "before";

    /// <summary>One stream's end.</summary>
    public static string Line(string stream, long version, ReadOnlySpan<byte> hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{stream} {version} {Convert.ToHexStringLower(hash)}");

    /// <summary>The ends that a row names.</summary>
    public static IEnumerable<(string Stream, long Version, string Hash)> Read(string streams) => streams.Split('\n').Select(line =>
        line.Split(' ') is [var stream, var version, var hash] ? (stream, long.Parse(version, CultureInfo.InvariantCulture), hash) : (line, 0, ""));

    /// <summary>The hash of a row over the one before it.</summary>
    public static byte[] Link(byte[]? before, string district, string lane, long number, string streams) =>
        Chain.Link(before ?? Chain.Start.Span, district, lane, number.ToString(CultureInfo.InvariantCulture), streams);
}
