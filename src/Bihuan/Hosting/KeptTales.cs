using System.Collections.Concurrent;

namespace Bihuan.Hosting;

/// <summary>
/// Stories as they stood when this process last read or wrote them, so that whoever works on a matter does not have it folded from its
/// beginning again with every press. What is found here is only acted on where the stream's end in the store is the same: an entry is
/// never changed, so the same version is the same story.
/// </summary>
public sealed class KeptTales
{
    // Two generations: when the young are this many, they become the old, and what nobody has asked for since is forgotten.
    const int Most = 2048;

    /// <summary>Whether a story's rows are kept with it: only where nobody else posts, since another process may know another calendar.</summary>
    public bool KeepsRows { get; init; }

    readonly Lock turning = new();
    long cleared;

    // Roughly how many are young: to be told exactly, a dictionary has to be asked while nobody else may touch it.
    int many;

    ConcurrentDictionary<(string District, string Stream), Tale> young = new();
    ConcurrentDictionary<(string District, string Stream), Tale> old = new();

    /// <summary>How a stream stood; null when it is not known. To be compared with the stream's end.</summary>
    public Tale? Find(string district, Stream stream)
    {
        var (at, since) = ((district, stream.Name), Cleared);
        if (young.TryGetValue(at, out var tale)) return tale;
        if (!old.TryGetValue(at, out tale)) return null;
        Keep(district, stream, tale, since);
        return tale;
    }

    /// <summary>How often everything was forgotten: to be asked before reading what is then kept.</summary>
    public long Cleared => Interlocked.Read(ref cleared);

    /// <summary>Remembers how a stream stands, unless a later version is known.</summary>
    /// <param name="since">What <see cref="Cleared"/> said before it was read: what has been forgotten meanwhile does not come back. Null for what was just written.</param>
    public void Keep(string district, Stream stream, Tale tale, long? since = null)
    {
        if (tale.Version == 0 || (since is { } then && then != Cleared)) return;
        young.AddOrUpdate((district, stream.Name), static (_, at) => at.Kept.Added(at.Tale), static (_, known, at) => known.Version > at.Tale.Version ? known : at.Tale, (Kept: this, Tale: tale));
        // What has been forgotten while this was laid aside.
        if (since is { } before && before != Cleared) young.TryRemove((district, stream.Name), out _);
        if (Volatile.Read(ref many) <= Most) return;
        lock (turning)
        {
            if (many <= Most) return;
            many = 0;
            old = young;
            young = new();
        }
    }

    Tale Added(Tale tale)
    {
        Interlocked.Increment(ref many);
        return tale;
    }

    /// <summary>Forgets everything: somebody's words have been destroyed, and no copy of them may stay.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref cleared);
        lock (turning)
        {
            many = 0;
            young = new();
            old = new();
        }
    }
}
