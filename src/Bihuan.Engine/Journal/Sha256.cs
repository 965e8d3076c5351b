using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Bihuan.Engine.Journal;

/// <summary>SHA-256 of texts as UTF-8. A thread keeps its hash: making one anew took longer than hashing a fact.</summary>
static class Sha256
{
    [ThreadStatic]
    static IncrementalHash? kept;

    /// <summary>The hash of texts one after the other.</summary>
    public static byte[] Of(params ReadOnlySpan<string> texts) => Of([], "", texts);

    /// <summary>The hash of bytes and then of texts, each followed by the same end.</summary>
    public static byte[] Of(ReadOnlySpan<byte> first, string end, params ReadOnlySpan<string> texts)
    {
        var length = 0;
        foreach (var text in texts) length += Encoding.UTF8.GetMaxByteCount(text.Length + end.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var at = 0;
        foreach (var text in texts)
        {
            at += Encoding.UTF8.GetBytes(text, buffer.AsSpan(at));
            at += Encoding.UTF8.GetBytes(end, buffer.AsSpan(at));
        }

        var hash = kept ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        hash.AppendData(buffer.AsSpan(0, at));
        // What was hashed may be somebody's words: the next one who rents the buffer does not find them.
        buffer.AsSpan(0, at).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
        return hash.GetHashAndReset();
    }
}
