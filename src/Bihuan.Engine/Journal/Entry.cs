namespace Bihuan.Engine.Journal;

/// <summary>A fact as it stands in the journal.</summary>
/// <param name="Stream">Whose story.</param>
/// <param name="Version">1 for the first entry of the stream, without gaps.</param>
/// <param name="Fact">What happened.</param>
/// <param name="Stamp">Who, in which post, when.</param>
public sealed record Entry(Stream Stream, long Version, Fact Fact, Stamp Stamp)
{
    /// <summary>The personal data the fact speaks of, opened; null when there is none or when it has been erased.</summary>
    public Personal? Personal { get; init; }

    /// <summary>The hash of the journal's line that it stands in, 32 bytes; empty until it is written.</summary>
    public ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>The entry with what was kept beside it; words of somebody's own stand in the fact again.</summary>
    public Entry With(Personal? personal) => this with
    {
        Personal = personal,
        Fact = personal is not null && Fact is ISpoken spoken ? spoken.Saying(personal.Read<string>(), spoken.Seal) : Fact,
    };
}

/// <summary>
/// The hash chain of a stream. Each line's hash is SHA-256 over the previous line's hash (32 zero bytes for the first) and the
/// stored columns as UTF-8, each followed by a line feed, in this order:
/// district, stream, version, kind, at (Unix milliseconds), by, post, body.
/// A line holds what one verb recorded: kind and body are those of all its entries, version that of the first.
/// </summary>
public static class Chain
{
    /// <summary>What stands before the first line.</summary>
    public static ReadOnlyMemory<byte> Start { get; } = new byte[32];

    /// <summary>The hash of one line.</summary>
    /// <param name="previous">The hash before it, 32 bytes.</param>
    /// <param name="columns">district, stream, version, kind, at, by, post, body: exactly as stored.</param>
    public static byte[] Link(ReadOnlySpan<byte> previous, params ReadOnlySpan<string> columns) => Sha256.Of(previous, "\n", columns);
}
