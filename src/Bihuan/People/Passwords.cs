using System.Security.Cryptography;
using System.Text;

namespace Bihuan.People;

/// <summary>
/// Keeps passwords as <c>pbkdf2-sha256$rounds$salt$hash</c> (salt 16 bytes, hash 32 bytes, base64), so that an older or a national algorithm
/// can stand beside it; and says which passwords are good enough.
/// </summary>
public static class Passwords
{
    const string Algorithm = "pbkdf2-sha256";
    const int Rounds = 120_000;

    // Hashing is all processor: more at once than there are cores only makes everybody wait longer.
    static readonly SemaphoreSlim Cores = new(Environment.ProcessorCount);

    // Verified when there is no such account, so that the time taken does not tell.
    static readonly Lazy<string> Nobody = new(() => Hash("nobody's password"));

    static readonly string[] Common =
    [
        "password", "p@ssw0rd", "passw0rd", "qwerty", "asdfgh", "zxcvbn", "1q2w3e", "1qaz2wsx", "123456", "654321", "111111", "000000", "888888",
        "abc123", "abcd1234", "admin", "letmein", "welcome", "iloveyou", "woaini", "5201314", "monkey", "dragon", "changeme", "default",
    ];

    const string Unmistakable = "abcdefghjkmnpqrstuvwxyz23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>The form in which a password is kept.</summary>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"{Algorithm}${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Rounds))}";
    }

    /// <summary>Whether the password is the one kept; takes as long when nothing is kept.</summary>
    public static async ValueTask<bool> Verify(string? kept, string password, CancellationToken stop)
    {
        await Cores.WaitAsync(stop);
        try
        {
            return Matches(kept ?? Nobody.Value, password) && kept is not null;
        }
        finally
        {
            Cores.Release();
        }
    }

    static bool Matches(string kept, string password)
    {
        var parts = kept.Split('$');
        return parts is [Algorithm, var rounds, var salt, var hash] && CryptographicOperations.FixedTimeEquals(
            Derive(password, Convert.FromBase64String(salt), int.Parse(rounds)), Convert.FromBase64String(hash));
    }

    // Longer ones are cut before the work, not after it: nobody types a thousand characters by mistake.
    static byte[] Derive(string password, byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(password.Length > 256 ? password[..256] : password), salt, rounds, HashAlgorithmName.SHA256, 32);

    /// <summary>Why a password is not good enough; null when it is.</summary>
    public static Refusal? Fault(string account, string? password)
    {
        if (password is null || password.Length > 256) return No.WeakPassword;
        if (password.Contains(account, StringComparison.OrdinalIgnoreCase)) return No.NamedPassword;
        var kinds = (password.Any(char.IsUpper) ? 1 : 0) + (password.Any(char.IsLower) ? 1 : 0) + (password.Any(char.IsDigit) ? 1 : 0)
            + (password.Any(c => !char.IsLetterOrDigit(c)) ? 1 : 0);
        if (password.Length < 10 || (password.Length < 16 && kinds < 3)) return No.WeakPassword;
        if (password.Distinct().Count() < 5) return No.CommonPassword;

        // What is left beside a common word must be worth something by itself.
        var rest = Common.Aggregate(password.ToLowerInvariant(), (left, word) => left.Replace(word, "", StringComparison.Ordinal));
        return rest.Length < 5 ? No.CommonPassword : null;
    }

    /// <summary>A password for one sign-in: no letter that looks like another.</summary>
    public static string OneTime()
    {
        string Part() => RandomNumberGenerator.GetString(Unmistakable, 4);
        while (true)
        {
            var password = $"{Part()}-{Part()}-{Part()}";
            if (Fault("\n", password) is null) return password;
        }
    }
}
