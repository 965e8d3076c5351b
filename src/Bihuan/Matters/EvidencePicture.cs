using System.Buffers.Binary;

namespace Bihuan.Matters;

/// <summary>Knows a file by its content, and takes out of pictures what their makers did not mean to tell: the place, the device, what hangs behind the end.</summary>
public static class EvidencePicture
{
    const byte Mark = 0xFF, App0 = 0xE0, App1 = 0xE1, App15 = 0xEF, Comment = 0xFE, Scan = 0xDA, End = 0xD9;

    static readonly string[] Said = ["tEXt", "zTXt", "iTXt", "eXIf", "tIME"];

    /// <summary>What the bytes are; null for everything that is not taken.</summary>
    public static string? Sniff(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        _ => null,
    };

    /// <summary>The picture without its metadata; null when it is damaged. Other files are returned as they are.</summary>
    public static byte[]? Clean(byte[] bytes, string media)
    {
        try
        {
            return media switch
            {
                "image/jpeg" => Jpeg(bytes),
                "image/png" => Png(bytes),
                "image/webp" => WebP(bytes),
                _ => bytes,
            };
        }
        catch (ArgumentException)
        {
            // A length inside the file points outside it: whatever it is, it is no picture.
            return null;
        }
    }

    /// <summary>Copies what draws the picture; of the Exif block only which side is up.</summary>
    static byte[]? Jpeg(byte[] bytes)
    {
        using var clean = new MemoryStream(bytes.Length);
        clean.Write(bytes.AsSpan(0, 2));
        for (var at = 2; at + 1 < bytes.Length;)
        {
            if (bytes[at] != Mark) return null;
            var kind = bytes[at + 1];
            if (kind == Mark)
            {
                at++;
                continue;
            }

            if (kind == End)
            {
                clean.Write([Mark, End]);
                return clean.ToArray();
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            var segment = bytes.AsSpan(at, length);
            if (kind == App1)
            {
                if (Upright(segment) is { } side) clean.Write(side);
            }
            else if (kind is not (> App1 and <= App15 or Comment) || kind is 0xE2 && segment[4..].StartsWith("ICC_PROFILE"u8) || kind is 0xEE)
            {
                // Colour profiles (APP2) and Adobe's colour transform (APP14) change how it looks, so they stay.
                clean.Write(segment);
            }

            at += length;
            if (kind != Scan) continue;
            var from = at;
            while (at + 1 < bytes.Length && (bytes[at] != Mark || bytes[at + 1] is 0 or (>= 0xD0 and <= 0xD7))) at++;
            clean.Write(bytes.AsSpan(from, at - from));
        }

        return null;
    }

    /// <summary>An Exif block that tells the orientation and nothing else; null when the picture stands upright.</summary>
    static byte[]? Upright(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 24 || !segment[4..].StartsWith("Exif\0\0"u8)) return null;
        var tiff = segment[10..];
        var little = tiff[0] == (byte)'I';
        ushort Short(ReadOnlySpan<byte> of) => little ? BinaryPrimitives.ReadUInt16LittleEndian(of) : BinaryPrimitives.ReadUInt16BigEndian(of);
        var start = (int)Math.Min(int.MaxValue, little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]));
        if (start + 2 > tiff.Length || start < 8) return null;
        var count = Short(tiff[start..]);
        for (var (n, at) = (0, start + 2); n < count && at + 12 <= tiff.Length; n++, at += 12)
        {
            if (Short(tiff[at..]) != 0x0112) continue;
            var side = Short(tiff[(at + 8)..]);
            return side is < 2 or > 8 ? null :
            [
                Mark, App1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1,
                0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)side, 0, 0, 0, 0, 0, 0,
            ];
        }

        return null;
    }

    /// <summary>Copies the chunks up to the end of the picture, without those that only talk about it.</summary>
    static byte[]? Png(byte[] bytes)
    {
        using var clean = new MemoryStream(bytes.Length);
        clean.Write(bytes.AsSpan(0, 8));
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = (int)Math.Min(int.MaxValue - 12, BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at))) + 12;
            var chunk = bytes.AsSpan(at, length);
            var name = System.Text.Encoding.ASCII.GetString(chunk[4..8]);
            if (!Said.Contains(name, StringComparer.Ordinal)) clean.Write(chunk);
            if (name == "IEND") return clean.ToArray();
            at += length;
        }

        return null;
    }

    /// <summary>Copies the chunks of the RIFF file, without Exif and XMP, and corrects what its head says of them.</summary>
    static byte[]? WebP(byte[] bytes)
    {
        using var clean = new MemoryStream(bytes.Length);
        clean.Write(bytes.AsSpan(0, 12));
        var end = Math.Min(bytes.Length, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)) + 8L);
        for (var at = 12; at + 8 <= end;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4));
            var length = (int)Math.Min(int.MaxValue, 8L + size + (size & 1));
            var chunk = bytes.AsSpan(at, (int)Math.Min(length, end - at));
            if (chunk.Length < 8 + size) return null;
            at += length;
            if (chunk.StartsWith("EXIF"u8) || chunk.StartsWith("XMP "u8)) continue;
            var copy = chunk.ToArray();
            if (copy.AsSpan().StartsWith("VP8X"u8)) copy[8] &= 0b1111_0011;
            clean.Write(copy);
        }

        var done = clean.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(done.AsSpan(4), (uint)done.Length - 8);
        return done.Length > 20 ? done : null;
    }
}
