using System.Text;
using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class EvidencePictureTests
{
    static readonly byte[] Head = [0xFF, 0xD8];
    static readonly byte[] Body = [0xFF, 0xDA, 0, 4, 1, 2, 0x11, 0xFF, 0x00, 0x22, 0xFF, 0xD0, 0x33];
    static readonly byte[] End = [0xFF, 0xD9];

    [Fact]
    public void takes_the_place_out_of_a_photo_and_what_hangs_behind_its_end()
    {
        byte[] photo = [.. Head, .. Segment(0xE1, "Exif\0\0MM\0*\0\0\0\b\0\0GPS 36.1"), .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/"), .. Body, .. End, .. "<script>"u8];

        Assert.Equal([.. Head, .. Body, .. End], EvidencePicture.Clean(photo, "image/jpeg")!);
    }

    [Fact]
    public void keeps_which_side_of_a_photo_is_up()
    {
        byte[] tiff = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, .. "GPS"u8];
        byte[] photo = [.. Head, .. Segment(0xE1, [.. "Exif\0\0"u8, .. tiff]), .. Body, .. End];

        byte[] kept = [.. Head, .. Segment(0xE1, [.. "Exif\0\0"u8, .. tiff[..^3]]), .. Body, .. End];
        Assert.Equal(kept, EvidencePicture.Clean(photo, "image/jpeg")!);
    }

    [Fact]
    public void takes_what_is_told_out_of_a_png()
    {
        byte[] png = [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", "0123456789abc"), .. Chunk("tEXt", "place"), .. Chunk("eXIf", "x"), .. Chunk("IEND", ""), .. "<?php"u8];

        Assert.Equal([0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", "0123456789abc"), .. Chunk("IEND", "")], EvidencePicture.Clean(png, "image/png")!);
    }

    [Theory]
    [InlineData("image/jpeg", "FFD8FFE1FFFF00"), InlineData("image/png", "89504E470D0A1A0A7FFFFFFF49484452"), InlineData("image/webp", "524946460400000057454250")]
    public void says_of_a_broken_picture_that_it_is_none(string media, string hex) => Assert.Null(EvidencePicture.Clean(Convert.FromHexString(hex), media));

    [Theory]
    [InlineData("<!DOCTYPE html><script>"), InlineData("<svg xmlns='http://www.w3.org/2000/svg'>"), InlineData("MZ"), InlineData(""), InlineData("GIF")]
    public void knows_what_is_not_taken(string bytes) => Assert.Null(EvidencePicture.Sniff(Encoding.UTF8.GetBytes(bytes)));

    static byte[] Segment(byte kind, string body) => Segment(kind, Encoding.Latin1.GetBytes(body));

    static byte[] Segment(byte kind, byte[] body) => [0xFF, kind, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    static byte[] Chunk(string name, string body) => [0, 0, 0, (byte)body.Length, .. Encoding.ASCII.GetBytes(name + body), 1, 2, 3, 4];
}
