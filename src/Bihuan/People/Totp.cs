using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bihuan.People;

/// <summary>The code on a phone: RFC 6238 with HMAC-SHA-1, six digits, a step of 30 seconds.</summary>
public static class Totp
{
    const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step of a moment.</summary>
    public static long StepOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / 30;

    /// <summary>The code of a step.</summary>
    public static string Code(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("000000");
    }

    /// <summary>The step whose code it is, one before or after included; null when it is none of them.</summary>
    public static long? Step(ReadOnlySpan<byte> secret, string? code, DateTimeOffset now)
    {
        var typed = new string([.. (code ?? "").Where(char.IsAsciiDigit)]);
        for (var step = StepOf(now) - 1; step <= StepOf(now) + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.ASCII.GetBytes(Code(secret, step)), System.Text.Encoding.ASCII.GetBytes(typed)))
                return step;
        return null;
    }

    /// <summary>A secret as people type it: base32 without padding.</summary>
    public static string Text(ReadOnlySpan<byte> secret)
    {
        var text = new System.Text.StringBuilder();
        var (held, bits) = (0, 0);
        foreach (var one in secret)
        {
            (held, bits) = ((held << 8) | one, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Base32[(held >> (bits - 5)) & 31]);
            held &= (1 << bits) - 1;
        }

        if (bits > 0) text.Append(Base32[(held << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>What the QR code says to the phone.</summary>
    public static string Address(string account, string issuer, ReadOnlySpan<byte> secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Text(secret)}&issuer={Uri.EscapeDataString(issuer)}";
}
