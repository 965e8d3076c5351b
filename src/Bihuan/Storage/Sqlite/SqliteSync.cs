namespace Bihuan.Storage.Sqlite;

/// <summary>
/// Makes commits durable beside the writer: while the disk takes one, the next is decided and written, and those that have come together meanwhile
/// share the next sync. Nobody is answered before the sync that holds his commit. See decision 0026.
/// </summary>
sealed class SqliteSync : IDisposable
{
    // Waited at, which a Lock does not offer; a semaphore would turn round and round first and take the processor from those that decide.
    readonly object door = new();
    Thread? thread;
    Turn? next;
    Exception? failure;
    bool isClosing;

    /// <summary>Completes when everything ordered so far is durable.</summary>
    public Task Last { get; private set; } = Task.CompletedTask;

    /// <summary>Why nothing can be made durable any more; null as long as it can. What the disk has refused once it may have forgotten: only a new process knows what stands there.</summary>
    public Exception? Failure => Volatile.Read(ref failure);

    /// <summary>To be told after a commit that is not durable yet.</summary>
    /// <returns>Completes when it is; fails where the disk refuses.</returns>
    public Task Order(Action sync)
    {
        lock (door)
        {
            if (failure is not null) return Task.FromException(failure);
            if (isClosing) return Task.FromException(new ObjectDisposedException(nameof(SqliteSync)));
            if (next is null)
            {
                next = new(sync);
                Last = next.Done.Task;
                if (thread is null)
                {
                    thread = new(Run) { IsBackground = true, Name = "sync" };
                    thread.Start();
                }

                Monitor.Pulse(door);
            }

            return Last;
        }
    }

    void Run()
    {
        while (true)
        {
            Turn turn;
            lock (door)
            {
                while (next is null)
                {
                    if (isClosing) return;
                    Monitor.Wait(door);
                }

                (turn, next) = (next, null);
            }

            try
            {
                if (failure is null) turn.Sync();
            }
            catch (Exception refused)
            {
                Volatile.Write(ref failure, refused);
            }

            if (failure is null) turn.Done.SetResult();
            else turn.Done.SetException(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (door)
        {
            isClosing = true;
            Monitor.Pulse(door);
        }

        thread?.Join();
    }

    /// <summary>The commits that one sync makes durable.</summary>
    sealed record Turn(Action Sync)
    {
        // Whoever waited goes on elsewhere: this thread has the next commit to see to.
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
