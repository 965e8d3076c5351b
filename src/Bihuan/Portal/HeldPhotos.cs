using System.Collections.Concurrent;
using Bihuan.Matters;

namespace Bihuan.Portal;

/// <summary>
/// Keeps the pictures of a page that came back for a correction, in this process and for an hour: browsers forget the chosen files, and
/// nobody should have to choose them twice.
/// </summary>
public sealed class HeldPhotos(TimeProvider time)
{
    /// <summary>How many bytes are kept for everybody together; the oldest page gives way.</summary>
    public const long Most = 192 * 1024 * 1024;

    static readonly TimeSpan Lasts = TimeSpan.FromHours(1);
    readonly ConcurrentDictionary<string, (DateTimeOffset At, ImmutableArray<EvidenceDesk.Taken> Files)> pages = new();

    /// <summary>The pictures of a page, by the page's key.</summary>
    public ImmutableArray<EvidenceDesk.Taken> Of(string key) => pages.TryGetValue(key, out var page) ? page.Files : [];

    /// <summary>Adds pictures to those of a page; the same picture stays once.</summary>
    public ImmutableArray<EvidenceDesk.Taken> Keep(string key, IReadOnlyList<EvidenceDesk.Taken> files)
    {
        if (files.Count == 0 || key.Length is 0 or > 64) return Of(key);
        var now = time.GetUtcNow();
        var kept = pages.AddOrUpdate(key, _ => (now, [.. files.DistinctBy(f => f.File.Hash)]),
            (_, page) => (now, [.. page.Files.Concat(files).DistinctBy(f => f.File.Hash)]));
        foreach (var (old, page) in pages.OrderBy(pair => pair.Value.At).ToList())
            if (now - page.At > Lasts || old != key && pages.Values.Sum(Size) > Most) pages.TryRemove(old, out _);
        return kept.Files;
    }

    /// <summary>Takes one away again.</summary>
    public void Drop(string key, string hash)
    {
        if (pages.TryGetValue(key, out var page)) pages[key] = (page.At, [.. page.Files.Where(f => f.File.Hash != hash)]);
    }

    /// <summary>Forgets a page that was sent.</summary>
    public void Forget(string key) => pages.TryRemove(key, out _);

    static long Size((DateTimeOffset, ImmutableArray<EvidenceDesk.Taken> Files) page) => page.Files.Sum(f => f.File.Bytes.LongLength);
}
