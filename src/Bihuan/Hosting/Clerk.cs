using System.Security.Cryptography;
using System.Text;

namespace Bihuan.Hosting;

/// <summary>The only one who writes: loads a story, lets a verb decide, records the facts with the caller's stamp, and answers.</summary>
public sealed class Clerk(Writer writer, TimeProvider time, Caller caller)
{
    /// <summary>On whose behalf.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>The same desk for somebody else: a timer, an import, the demo.</summary>
    public Clerk For(Caller other) => new(writer, time, other);

    /// <summary>Records what a verb decides.</summary>
    public Task<Answer<T>> Record<T>(Stream stream, Func<T, Stamp, Decision> decide, CancellationToken stop) where T : class, IStory<T> =>
        Record<T>(stream, (story, desk) => ValueTask.FromResult(decide(story, desk.Now)), stop);

    /// <summary>Records what a verb decides; the words of the command tell a repetition from another command under the same client's key.</summary>
    public Task<Answer<T>> Record<T>(Stream stream, object command, Func<T, Stamp, Decision> decide, CancellationToken stop)
        where T : class, IStory<T> =>
        Record<T>(stream, (story, desk) => ValueTask.FromResult(decide(story, desk.Now)), stop, command: command);

    /// <summary>Records what a verb decides that needs more of the desk than the stamp: a number, a file's bytes.</summary>
    /// <param name="isNew">Promises that the stream's name was made just now, so that nothing need be read.</param>
    /// <param name="command">The words of the command; with a client's key they tell a repetition from another command.</param>
    public async Task<Answer<T>> Record<T>(
        Stream stream, Func<T, Desk, ValueTask<Decision>> decide, CancellationToken stop, bool isNew = false, object? command = null)
        where T : class, IStory<T>
    {
        var job = new RecordJob<T>(stream, decide, Caller, time, isNew, command);
        await writer.Take(job, stop);
        return job.Answered;
    }
}

/// <summary>What a verb answered.</summary>
/// <param name="Refusal">Why not; null is yes.</param>
/// <param name="Stream">The story it is about.</param>
/// <param name="Story">How it stands now.</param>
/// <param name="Version">The story's version now; what the next If-Match should carry.</param>
public sealed record Answer<T>(Refusal? Refusal, Stream Stream, T Story, long Version)
{
    /// <summary>True when the verb said yes.</summary>
    public bool IsYes => Refusal is null;
}

/// <summary>What lies on the Clerk's desk while a verb decides.</summary>
public sealed class Desk
{
    readonly Batch? batch;
    readonly string district;
    long taken;
    readonly CancellationToken stop;
    readonly List<Statement> beside = [];
    readonly List<string> destroyed = [];

    internal Desk(Batch batch, string district, Stamp now, CancellationToken stop) =>
        (this.batch, this.district, Now, this.stop) = (batch, district, now, stop);

    Desk(Stamp now) => (district, Now) = ("", now);

    /// <summary>A desk apart from the house, on which no other story lies: for an example that is only tried.</summary>
    public static Desk Apart(Stamp now) => new(now);

    /// <summary>Who and when.</summary>
    public Stamp Now { get; }

    internal IReadOnlyList<Statement> Beside => beside;

    internal IReadOnlyList<string> Destroyed => destroyed;

    /// <summary>The next number of a series, from 1.</summary>
    public ValueTask<long> Next(string series) => batch is null ? ValueTask.FromResult(++taken) : batch.Next(district, series, stop);

    /// <summary>How another story stands in this very transaction.</summary>
    public async ValueTask<(T Story, long Version)> Story<T>(Stream stream) where T : class, IStory<T>
    {
        if (batch is null) return (T.Empty, 0);
        var tale = await batch.Tale(district, stream, isNew: false, stop);
        return ((T)tale.Story, tale.Version);
    }

    /// <summary>Destroys a person's key and everything kept under it, if the verb says yes; the chains stay whole.</summary>
    public void Destroy(string person) => destroyed.Add(person);

    /// <summary>Puts bytes beside the journal in the same transaction, if the verb says yes.</summary>
    public void Keep(Statement statement) => beside.Add(statement);
}

sealed class RecordJob<T>(
    Stream stream, Func<T, Desk, ValueTask<Decision>> decide, Caller caller, TimeProvider time, bool isNew, object? command)
    : Job(caller.District, stream) where T : class, IStory<T>
{
    internal Answer<T> Answered { get; private set; } = null!;

    internal override async Task Run(Batch batch, CancellationToken stop)
    {
        if (caller.CommandKey is not null && await Before(batch, stop) is { } before)
        {
            Answered = before;
            return;
        }

        var tale = await batch.Tale(caller.District, Stream, isNew && caller.CommandKey is null, stop);
        var story = (T)tale.Story;
        if (caller.Seen is { } seen && seen != tale.Version)
        {
            Answered = new(No.Stale, Stream, story, tale.Version);
            return;
        }

        var desk = new Desk(batch, caller.District, new(Whole(caller.At ?? time.GetUtcNow()), caller.Account, caller.Post), stop);
        var decision = await decide(story, desk);
        if (decision.Refusal is { } refusal)
        {
            Answered = new(refusal, Stream, story, tale.Version);
            return;
        }

        foreach (var group in decision.Elsewhere.GroupBy(e => e.Stream))
            await batch.Append(caller.District, group.Key, [.. group.Select(e => e.Fact)], decision.Personal, desk.Now, stop);
        if (!decision.Facts.IsEmpty)
            tale = await batch.Append(caller.District, Stream, decision.Facts, decision.Personal, desk.Now, stop);
        batch.Write(desk.Beside);
        foreach (var person in desk.Destroyed) batch.Destroy(caller.District, person);
        if (caller.CommandKey is { } key)
            batch.Answered(caller.District, Key(key), Digest(), Stream, tale.Version, desk.Now.At);
        Answered = new(null, Stream, (T)tale.Story, tale.Version);
    }

    async Task<Answer<T>?> Before(Batch batch, CancellationToken stop)
    {
        if (await batch.Ask(new("select digest || ' ' || stream from commands where district = $1 and key = $2", caller.District, Key(caller.CommandKey!)), stop)
            is not string found) return null;

        var parts = found.Split(' ');
        if (parts[0] != Digest()) return new(No.KeyReused, Stream, T.Empty, 0);
        var first = new Stream(parts[1]);
        var tale = await batch.Tale(caller.District, first, isNew: false, stop);
        return new(null, first, (T)tale.Story, tale.Version);
    }

    string Key(string key) => $"{caller.Account} {key}";

    string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        System.Text.Json.JsonSerializer.Serialize(command, Facts.Json))));

    static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
