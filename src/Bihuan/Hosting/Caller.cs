namespace Bihuan.Hosting;

/// <summary>On whose behalf verbs are recorded: the signed-in person in the post they act in, the public, a timer, an import.</summary>
/// <param name="District">The district's division code.</param>
/// <param name="Account">Who.</param>
/// <param name="Post">In which post.</param>
public sealed record Caller(string District, string Account, Post Post)
{
    /// <summary>When it is not now: a demo or an import tells what happened on another day. Null is the server's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The client's key for this command, so that the same one twice is written once; null when it gave none.</summary>
    public string? CommandKey { get; init; }

    /// <summary>The version the client was looking at; null when it does not care.</summary>
    public long? Seen { get; init; }

    /// <summary>The public.</summary>
    public static Caller Resident(string district) => new(district, "resident", new("resident", ""));

    /// <summary>Whoever opens what was shared with them: an office outside the district, without an account.</summary>
    public static Caller Partner(string district) => new(district, "partner", new("partner", ""));

    /// <summary>A timer.</summary>
    public static Caller Clock(string district) => new(district, "clock", new("clock", ""));
}
