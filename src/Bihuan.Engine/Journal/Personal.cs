using System.Text.Json;

namespace Bihuan.Engine.Journal;

/// <summary>
/// Proof of personal data that a fact speaks of: the data stand beside the journal, encrypted under the person's own key, so that
/// erasing them leaves the chain whole.
/// </summary>
/// <param name="Person">Whose they are: a pseudonym, 32 hex digits.</param>
/// <param name="Digest">SHA-256 over salt and body, 64 hex digits; the salt keeps a telephone number from being guessed.</param>
public sealed record Seal(string Person, string Digest);

/// <summary>Personal data in the clear, on its way in or out.</summary>
/// <param name="Person">Whose they are: a pseudonym, 32 hex digits.</param>
/// <param name="Salt">16 random bytes as hex, made by the way in.</param>
/// <param name="Body">JSON.</param>
public sealed record Personal(string Person, string Salt, string Body)
{
    Seal? seal;

    // What was wrapped a moment ago is not read again; what comes out of the store is.
    object? wrapped;

    /// <summary>What the fact holds instead of the data.</summary>
    public Seal Seal => seal ??= new(Person, Convert.ToHexStringLower(Sha256.Of(Salt, Body)));

    /// <summary>Wraps a record as personal data.</summary>
    public static Personal Of<T>(string person, string salt, T data) =>
        new(person, salt, JsonSerializer.Serialize(data, Facts.Json)) { wrapped = data };

    /// <summary>Reads the record back.</summary>
    public T Read<T>() => wrapped is T same ? same : JsonSerializer.Deserialize<T>(Body, Facts.Json)!;

    /// <summary>Same words of the same person under the same salt.</summary>
    public bool Equals(Personal? other) => other is not null && (Person, Salt, Body) == (other.Person, other.Salt, other.Body);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Person, Salt, Body);
}
