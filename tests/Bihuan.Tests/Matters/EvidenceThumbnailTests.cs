using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

/// <summary>The small pictures as Debian's libvips makes them: of real files, made here.</summary>
public class EvidenceThumbnailTests
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("jpg", "image/jpeg"), InlineData("png", "image/png"), InlineData("webp", "image/webp"), InlineData("gif", "image/gif")]
    public async Task makes_a_small_jpeg_of_a_picture(string ending, string media)
    {
        var file = await Made(Png(1200, 600), ending);
        Assert.Equal(media, EvidencePicture.Sniff(file));

        var small = await EvidenceThumbnail.Of(EvidencePicture.Clean(file, media)!, media, Stop);

        Assert.Equal((448, 224), Size(small!));
        Assert.InRange(small!.Length, 200, 20_000);
    }

    [Fact]
    public async Task turns_a_photo_upright_and_tells_nothing_of_its_place()
    {
        var photo = await Made(Png(1200, 600), "jpg");
        byte[] turned = [.. photo[..2], .. Exif(side: 6), .. photo[2..]];

        var (taken, _) = await EvidenceDesk.TakeIn("路灯.jpeg", turned, Stop);

        var small = taken!.File.Thumbnail!;
        Assert.Equal(("路灯.jpg", (168, 336)), (taken.Name, Size(small)));
        foreach (var file in (byte[][])[small, taken.File.Bytes]) Assert.DoesNotContain("GPS-36.1", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(small), StringComparison.Ordinal);
    }

    [Fact]
    public async Task shows_the_first_page_of_a_paper()
    {
        Assert.SkipUnless(EvidenceThumbnail.IsThere, "libvips-tools is not installed");
        var small = await EvidenceThumbnail.Of(Paper(), "application/pdf", Stop);

        Assert.Equal((336, 336), Size(small!));
    }

    [Theory]
    [InlineData("image/jpeg"), InlineData("image/png"), InlineData("application/pdf")]
    public async Task makes_none_of_what_cannot_be_read(string media)
    {
        byte[] file = media switch
        {
            "image/jpeg" => [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9],
            "image/png" => Png(40, 40)[..30],
            _ => "%PDF-1.7 nothing behind it"u8.ToArray(),
        };

        Assert.Null(await EvidenceThumbnail.Of(file, media, Stop));
    }

    /// <summary>A red picture with a white edge on its left.</summary>
    static byte[] Png(int width, int height)
    {
        using var lines = new MemoryStream();
        using (var zip = new ZLibStream(lines, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < height; y++)
            {
                zip.WriteByte(0);
                for (var x = 0; x < width; x++) zip.Write(x < 10 ? [255, 255, 255] : [180, 40, 30]);
            }

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2);
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", head), .. Chunk("IDAT", lines.ToArray()), .. Chunk("IEND", [])];
    }

    static byte[] Chunk(string name, byte[] body)
    {
        var (length, sum) = (new byte[4], new byte[4]);
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. body];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. length, .. named, .. sum];
    }

    static uint Crc(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var next in bytes)
        {
            sum ^= next;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
        }

        return ~sum;
    }

    /// <summary>Which side is up, and a word that stands for the place.</summary>
    static byte[] Exif(byte side)
    {
        byte[] body = [.. "Exif\0\0MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, side, 0, 0, 0, 0, 0, 0, .. "GPS-36.1"u8];
        return [0xFF, 0xE1, 0, (byte)(body.Length + 2), .. body];
    }

    /// <summary>A PDF of one square page.</summary>
    static byte[] Paper() => Encoding.ASCII.GetBytes("""
        %PDF-1.4
        1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
        2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
        3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 600 600] /Resources <<>> >> endobj
        trailer <</Root 1 0 R>>
        %%EOF
        """);

    static (int Width, int Height) Size(byte[] jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
            if (jpeg[at + 1] is >= 0xC0 and <= 0xC2)
                return (BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 5)));
        return default;
    }

    /// <summary>The picture in another form, by the other tool of the same package.</summary>
    static async Task<byte[]> Made(byte[] png, string ending)
    {
        Assert.SkipUnless(EvidenceThumbnail.IsThere, "libvips-tools is not installed");
        var folder = Directory.CreateTempSubdirectory("bihuan-pictures-");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "from.png"), Path.Combine(folder.FullName, $"to.{ending}"));
            await File.WriteAllBytesAsync(from, png, Stop);
            using var vips = Process.Start(new ProcessStartInfo("/usr/bin/vips", ["copy", from, to]) { RedirectStandardError = true, UseShellExecute = false })!;
            await vips.WaitForExitAsync(Stop);
            Assert.True(vips.ExitCode == 0, await vips.StandardError.ReadToEndAsync(Stop));
            return await File.ReadAllBytesAsync(to, Stop);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
