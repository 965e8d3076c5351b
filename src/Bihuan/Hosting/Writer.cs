using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Bihuan.Hosting;

/// <summary>
/// The door behind the Clerk's desk. Verbs wait in lanes, one stream always in the same lane; a lane gathers those that wait into one
/// commit and answers each only when that is durable; meanwhile it decides the next.
/// </summary>
public sealed class Writer(Store store, Stories stories, Vault vault, KeptTales kept) : IAsyncDisposable
{
    // More in one commit gains little and keeps the first one waiting.
    const int Gathered = 256;

    readonly CancellationTokenSource closing = new();
    readonly Numbers numbers = new(store.IsShared, store.NumberBlock);
    readonly List<Channel<Job>> queues = [];
    readonly List<Task> lanes = [];
    readonly ConcurrentDictionary<string, Action<string, Stream>> listeners = new();

    /// <summary>Opens the lanes.</summary>
    public async Task Open(CancellationToken stop)
    {
        for (var n = 0; n < store.Lanes; n++)
        {
            var queue = Channel.CreateBounded<Job>(new BoundedChannelOptions(4096) { SingleReader = true });
            var lane = await store.OpenLane(stop, isApart: true);
            var name = $"{n}";
            queues.Add(queue);
            // The database is waited for where one waits: on a thread of its own, not on one that would serve somebody else.
            lanes.Add(Task.Factory.StartNew(() => Run(name, lane, queue.Reader), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }
    }

    /// <summary>Tells of every stream of that noun that this process has changed, after the commit and before the answer.</summary>
    /// <param name="tell">Gets the district and the stream; quick, and never throws.</param>
    public void After(string noun, Action<string, Stream> tell) => listeners.AddOrUpdate(noun, tell, (_, before) => before + tell);

    /// <summary>Hands a verb in and waits for its answer.</summary>
    public async Task Take(Job job, CancellationToken stop)
    {
        var lane = (int)((uint)string.GetHashCode(job.Stream.Name, StringComparison.Ordinal) % (uint)queues.Count);
        await queues[lane].Writer.WriteAsync(job, stop);
        // Not cancelled by the caller: what was handed in is decided and answered, or the caller would not know which.
        await job.Done;
    }

    /// <summary>Posts a stream's rows again, in its own lane, so that no verb is overtaken.</summary>
    public Task Repost(string district, Stream stream, CancellationToken stop) => Take(new RepostJob(district, stream), stop);

    void Run(string name, Lane lane, ChannelReader<Job> queue)
    {
        var gathered = new List<Job>(Gathered);
        while (queue.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) Turn(name, lane, queue, gathered).GetAwaiter().GetResult();
        lane.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    async Task Turn(string name, Lane lane, ChannelReader<Job> queue, List<Job> gathered)
    {
        gathered.Clear();
        while (gathered.Count < Gathered && queue.TryRead(out var job)) gathered.Add(job);
        if (!await Try(name, lane, gathered))
            foreach (var job in gathered)
                await Alone(name, lane, job);
    }

    /// <summary>One bad verb must not spoil the others: it is decided again by itself, three times when somebody else was faster.</summary>
    async Task Alone(string name, Lane lane, Job job)
    {
        for (var time = 1; ; time++)
        {
            try
            {
                await Commit(name, lane, [job]);
                return;
            }
            catch (Exception failure)
            {
                await Undo(name, lane);
                if (lane.IsTaken(failure) && time < 4) continue;
                job.Fail(failure);
                return;
            }
        }
    }

    async Task<bool> Try(string name, Lane lane, List<Job> jobs)
    {
        try
        {
            await Commit(name, lane, jobs);
            return true;
        }
        catch (Exception)
        {
            // Whatever it was, each verb is tried alone and the failure reaches the one it belongs to.
            await Undo(name, lane);
            return false;
        }
    }

    async Task Commit(string name, Lane lane, List<Job> jobs)
    {
        var batch = new Batch(name, lane, stories, vault, numbers, kept);
        await lane.Begin(closing.Token);
        await batch.Expect(jobs, closing.Token);
        foreach (var job in jobs) await job.Run(batch, closing.Token);
        var durable = await batch.Conclude(closing.Token);
        batch.Committed();
        if (!listeners.IsEmpty)
            foreach (var (district, stream) in batch.Changed)
                if (listeners.TryGetValue(stream.Noun, out var tell))
                    tell(district, stream);
        if (durable.IsCompletedSuccessfully)
            foreach (var job in jobs) job.Answer();
        else
            _ = Answer([.. jobs], durable);
    }

    static async Task Answer(Job[] jobs, Task durable)
    {
        try
        {
            await durable;
            foreach (var job in jobs) job.Answer();
        }
        catch (Exception failure)
        {
            foreach (var job in jobs) job.Fail(failure);
        }
    }

    async Task Undo(string name, Lane lane)
    {
        numbers.Forget(name);
        try
        {
            await lane.Rollback();
        }
        catch (Exception)
        {
            // The connection is gone; the next Begin opens another or fails with its own reason.
        }
    }

    /// <summary>Finishes what was handed in and closes the lanes.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var queue in queues) queue.Writer.TryComplete();
        await Task.WhenAll(lanes);
        closing.Dispose();
    }
}

/// <summary>A verb on its way through a lane.</summary>
public abstract class Job(string district, Stream stream)
{
    readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whose it is.</summary>
    public string District { get; } = district;

    /// <summary>The stream it is about; decides the lane.</summary>
    public Stream Stream { get; } = stream;

    /// <summary>Completes when the facts are durable.</summary>
    public Task Done => done.Task;

    internal abstract Task Run(Batch batch, CancellationToken stop);

    internal void Answer() => done.TrySetResult();

    internal void Fail(Exception failure) => done.TrySetException(failure);
}

sealed class RepostJob(string district, Stream stream) : Job(district, stream)
{
    internal override Task Run(Batch batch, CancellationToken stop) => batch.Repost(District, Stream, stop).AsTask();
}
