using Bihuan.Hosting;

namespace Bihuan.Matters;

/// <summary>The name under which a requester is filed: the same telephone gives the same one, and nobody can read the telephone out of it.</summary>
public static class Pseudonym
{
    const int Shortest = 7;

    /// <summary>Of a telephone as people write it; null when it is none.</summary>
    public static string? Of(Vault vault, string district, string? phone)
    {
        var digits = new string([.. (phone ?? "").Where(char.IsAsciiDigit)]);
        return digits.Length < Shortest ? null : vault.Mark(district, $"phone {digits}");
    }
}
