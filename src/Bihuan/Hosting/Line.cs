namespace Bihuan.Hosting;

/// <summary>
/// One line of the journal as stored: what one verb recorded in one stream. It holds one entry or several, of versions that follow one another; their kinds stand in a
/// column with spaces between them, their bodies in another with line feeds between them, and one hash links them all. See decision 0025.
/// </summary>
/// <param name="Version">That of its first entry.</param>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Hash">32 bytes: see <see cref="Chain"/>.</param>
/// <param name="Position">Its place among all lines of the house; 0 where it is not known yet.</param>
public sealed record Line(
    string Stream, long Version, string Kind, long At, string By, string Post, string Body, byte[] Hash, long Position = 0)
{
    const char BetweenKinds = ' ';
    const char BetweenBodies = '\n';

    /// <summary>The kind and the body of each entry, in order.</summary>
    /// <exception cref="InvalidOperationException">There are not as many bodies as kinds.</exception>
    public IReadOnlyList<(string Kind, string Body)> Entries => Apart(Kind, Body);

    /// <summary>How many entries a column of kinds speaks of.</summary>
    public static int Count(string kind) => 1 + kind.AsSpan().Count(BetweenKinds);

    /// <summary>The kinds that a column of kinds speaks of, in order.</summary>
    public static string[] Kinds(string kind) => kind.Split(BetweenKinds);

    /// <summary>The columns of several entries.</summary>
    public static (string Kind, string Body) Together(IReadOnlyList<(string Kind, string Body)> entries) => entries is [var alone]
        ? alone
        : (string.Join(BetweenKinds, entries.Select(entry => entry.Kind)), string.Join(BetweenBodies, entries.Select(entry => entry.Body)));

    /// <summary>The entries of two columns.</summary>
    /// <exception cref="InvalidOperationException">There are not as many bodies as kinds.</exception>
    public static IReadOnlyList<(string Kind, string Body)> Apart(string kind, string body)
    {
        if (!kind.Contains(BetweenKinds)) return [(kind, body)];
        var (kinds, bodies) = (Kinds(kind), body.Split(BetweenBodies));
        return kinds.Length == bodies.Length
            ? [.. kinds.Zip(bodies)]
            : throw new InvalidOperationException($"A line of the journal holds {kinds.Length} kinds and {bodies.Length} bodies.");
    }
}
