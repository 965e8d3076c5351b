namespace Bihuan.Hosting;

/// <summary>A file kept beside the journal, under the hash of its bytes.</summary>
/// <param name="Hash">SHA-256 of the bytes, 64 hex digits.</param>
/// <param name="Media">What the content was found to be, never what the sender called it.</param>
/// <param name="Thumbnail">A small JPEG; null where none could be made.</param>
public sealed record KeptFile(string Hash, string Media, byte[] Bytes, byte[]? Thumbnail)
{
    /// <summary>Writes it in a verb's own transaction; the same bytes a second time change nothing.</summary>
    public Statement Statement(string district) => new("""
        insert into files (district, hash, media, size, bytes, thumbnail) values ($1, $2, $3, $4, $5, $6)
        on conflict (district, hash) do nothing
        """, district, Hash, Media, (long)Bytes.Length, Bytes, Thumbnail);

    /// <summary>Takes away what nothing speaks of any more, such as a model that two later ones have followed.</summary>
    public static Statement Drop(string district, string hash) => new("delete from files where district = $1 and hash = $2", district, hash);

    /// <summary>Reads it; null when there is none.</summary>
    public static async Task<KeptFile?> Read(Store store, string district, string hash, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var row = await connection.QueryFirstOrDefaultAsync<(string Media, byte[] Bytes, byte[]? Thumbnail)?>(new CommandDefinition(
            "select media, bytes, thumbnail from files where district = @district and hash = @hash", new { district, hash }, cancellationToken: stop));
        return row is { } found ? new(hash, found.Media, found.Bytes, found.Thumbnail) : null;
    }
}
