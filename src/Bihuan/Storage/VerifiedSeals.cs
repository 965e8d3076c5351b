using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Bihuan.Hosting;

namespace Bihuan.Storage;

/// <summary>Compares what is kept under seal with the seals in the journal: nothing missing, nothing changed, nothing that belongs to nobody.</summary>
sealed class VerifiedSeals(Facts facts, Vault vault)
{
    readonly HashSet<string> sealing = [.. facts.KindsOf<ISealed>(), .. facts.OldKinds];
    readonly HashSet<string> erasing = [.. facts.KindsOf<IErasing>()];
    readonly Dictionary<(string District, string Stream, string Digest), (string Person, long Version)> seals = [];
    readonly Dictionary<(string District, string Stream), long> erasures = [];

    /// <summary>Seals that agree with what is kept.</summary>
    public long Read { get; private set; }

    /// <summary>Seals whose data a later fact says were erased.</summary>
    public long Erased { get; private set; }

    /// <summary>Takes note of a line of the journal.</summary>
    public void Meet(Stored line)
    {
        try
        {
            var version = line.Version;
            foreach (var (kind, body) in Line.Apart(line.Kind, line.Body))
            {
                if (erasing.Contains(kind)) erasures[(line.District, line.Stream)] = version;
                if (sealing.Contains(kind) && (facts.Read(kind, body) as ISealed)?.Seal is { } seal)
                    seals.TryAdd((line.District, line.Stream, seal.Digest), (seal.Person, version));
                version++;
            }
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or InvalidOperationException)
        {
            // A forged body is named by its chain.
        }
    }

    /// <param name="known">Streams already found broken; they are not named twice.</param>
    public async Task<IReadOnlyList<Broken>> Check(DbConnection connection, HashSet<(string, string)> known)
    {
        var broken = new List<Broken>();
        var met = new HashSet<(string, string, string)>();
        await foreach (var row in connection.QueryUnbufferedAsync<Row>("""
            select p.district, p.stream, p.digest, p.person, p.salt, p.cipher, k.wrapped from personal p
            left join persons k on k.district = p.district and k.person = p.person order by p.district, p.stream, p.digest
            """))
        {
            var at = (row.District, row.Stream, row.Digest);
            met.Add(at);
            if (known.Contains((row.District, row.Stream))) continue;
            if (!seals.TryGetValue(at, out var seal))
                broken.Add(new(row.District, row.Stream, 0, "个人信息里有一行没有对应的封印，是后来添上的", "something is kept here that no entry has sealed: it was added afterwards"));
            else if (Fault(row, seal.Person) is { } fault)
                broken.Add(new(row.District, row.Stream, seal.Version, fault.Zh, fault.En));
            else Read++;
        }

        foreach (var (at, seal) in seals.Where(pair => !met.Contains(pair.Key)))
            if (erasures.TryGetValue((at.District, at.Stream), out var erased) && erased > seal.Version) Erased++;
            else if (!known.Contains((at.District, at.Stream)))
                broken.Add(new(at.District, at.Stream, seal.Version, "封存的个人信息不见了，也没有删除的记录", "what this entry sealed is missing, and no entry says that it was erased"));
        return broken;
    }

    Words? Fault(Row row, string person)
    {
        if (row.Person != person) return new("封存的个人信息被挪到了别人名下", "what this entry sealed has been moved to another person");
        if (row.Wrapped is null) return new("个人信息的钥匙不见了", "the person's key is missing");
        try
        {
            var plain = Vault.Decrypt(vault.Unwrap(row.Wrapped), row.Cipher);
            return new Personal(row.Person, row.Salt, Encoding.UTF8.GetString(plain)).Seal.Digest == row.Digest ? null : Changed;
        }
        catch (CryptographicException)
        {
            return Changed;
        }
    }

    static Words Changed => new("封存的个人信息被改过，与封印不符", "what this entry sealed has been changed: it does not agree with its seal");

    sealed record Row(string District, string Stream, string Digest, string Person, string Salt, byte[] Cipher, byte[]? Wrapped);
}
