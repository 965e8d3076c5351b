using System.Collections.Concurrent;

namespace Bihuan.Hosting;

/// <summary>A story that every district has one of, kept in memory: read again after every commit of this process, and after five seconds at
/// most when other processes write too.</summary>
public sealed class KeptStories<T> where T : class, IStory<T>
{
    static readonly TimeSpan Trusted = TimeSpan.FromSeconds(5);
    readonly Reading reading;
    readonly Store store;
    readonly TimeProvider time;
    readonly Stream stream;
    readonly ConcurrentDictionary<string, (T Story, DateTimeOffset At)> kept = new();

    public KeptStories(Stream stream, Reading reading, Store store, Writer writer, TimeProvider time)
    {
        (this.stream, this.reading, this.store, this.time) = (stream, reading, store, time);
        writer.After(stream.Noun, (district, changed) => kept.TryRemove(district, out _));
    }

    /// <summary>How it stands in a district.</summary>
    public async ValueTask<T> Of(string district, CancellationToken stop)
    {
        if (kept.TryGetValue(district, out var found) && (!store.IsShared || time.GetUtcNow() - found.At < Trusted)) return found.Story;
        var (story, _) = await reading.Story<T>(district, stream, stop);
        kept[district] = (story, time.GetUtcNow());
        return story;
    }
}
