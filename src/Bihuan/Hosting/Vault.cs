using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Bihuan.Hosting;

/// <summary>
/// Keeps personal data unreadable without a key per person; the person's keys are themselves wrapped by the installation's master key.
/// Cipher text: 1 byte algorithm (1 = AES-256-GCM), 12 bytes nonce, 16 bytes tag, then the encrypted bytes.
/// </summary>
public sealed class Vault
{
    const byte AesGcm256 = 1;
    readonly byte[] master;
    readonly byte[] marks;
    readonly ConcurrentBag<IncrementalHash> marking = [];
    readonly ConcurrentDictionary<(string District, string Person), byte[]> keys = new();
    int remembered;

    /// <summary>Opens the vault with a master key of 32 bytes.</summary>
    public Vault(byte[] master)
    {
        this.master = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "bihuan wrap"u8.ToArray());
        marks = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "bihuan mark"u8.ToArray());
    }

    /// <summary>Reads the master key from a file, making one that only the owner may read when there is none.</summary>
    public static Vault At(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return new(Convert.FromHexString(File.ReadAllText(path).Trim()));
    }

    /// <summary>A pseudonym that is the same for the same words and tells nothing about them: 32 hex digits.</summary>
    public string Mark(string district, string words)
    {
        // Kept: an HMAC made anew for every mark took most of the time that marking takes.
        if (!marking.TryTake(out var hmac)) hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, marks);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{district}\n{words}"));
        var mark = Convert.ToHexStringLower(hmac.GetHashAndReset().AsSpan(0, 16));
        marking.Add(hmac);
        return mark;
    }

    /// <summary>A fresh person's key, and its wrapped form for the store.</summary>
    public (byte[] Key, byte[] Wrapped) NewKey()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return (key, Encrypt(master, key));
    }

    /// <summary>Encrypts under the installation's own key: a second factor's secret, a ticket that comes back from a form.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> plain) => Encrypt(master, plain);

    /// <summary>Unwraps a stored key, or what <see cref="Wrap"/> made.</summary>
    /// <exception cref="CryptographicException">It was not wrapped here, or was changed.</exception>
    public byte[] Unwrap(byte[] wrapped) => Decrypt(master, wrapped);

    /// <summary>A key already known to this process; null when it must be read or made.</summary>
    public byte[]? Known(string district, string person) => keys.GetValueOrDefault((district, person));

    /// <summary>Remembers a key that stands in the store.</summary>
    public void Remember(string district, string person, byte[] key)
    {
        // Bounded: a full vault forgets, and reads again what it needs. Counted once in a hundred times, since nobody else may touch it meanwhile.
        if (Interlocked.Increment(ref remembered) % 100 == 0 && keys.Count > 50_000) keys.Clear();
        keys[(district, person)] = key;
    }

    /// <summary>Forgets a key that was destroyed.</summary>
    public void Forget(string district, string person) => keys.TryRemove((district, person), out _);

    /// <summary>Encrypts.</summary>
    public static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> plain)
    {
        var cipher = new byte[29 + plain.Length];
        cipher[0] = AesGcm256;
        RandomNumberGenerator.Fill(cipher.AsSpan(1, 12));
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(cipher.AsSpan(1, 12), plain, cipher.AsSpan(29), cipher.AsSpan(13, 16));
        return cipher;
    }

    /// <summary>Decrypts.</summary>
    /// <exception cref="CryptographicException">The key is another one, or the bytes were changed.</exception>
    public static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> cipher)
    {
        if (cipher.Length < 29 || cipher[0] != AesGcm256) throw new CryptographicException("Not a cipher text of this vault.");
        var plain = new byte[cipher.Length - 29];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(cipher.Slice(1, 12), cipher[29..], cipher.Slice(13, 16), plain);
        return plain;
    }
}
