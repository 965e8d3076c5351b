namespace Bihuan.Demo;

/// <summary>
/// Time as the demo's people live it. Every matter is a life of its own that waits for its moments; the earliest moments come first, as
/// many at once as make a good commit. A moment after the end never comes: the life stays as it is.
/// </summary>
sealed class DemoClock(DateTimeOffset end, int atOnce)
{
    readonly Lock gate = new();
    readonly PriorityQueue<TaskCompletionSource, (long, long)> waiting = new();
    readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long asked;
    int awake;
    Exception? failure;

    /// <summary>When the demo's present is.</summary>
    public DateTimeOffset End => end;

    /// <summary>Starts a life; nothing of it happens before <see cref="Run"/>.</summary>
    public void Add(Func<Task> life) => Start(life);

    /// <summary>Waits for a moment.</summary>
    public Task Until(DateTimeOffset moment)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (moment <= end) waiting.Enqueue(turn, (moment.UtcTicks, asked++));
            awake--;
        }

        Wake();
        return turn.Task;
    }

    /// <summary>Lets time pass until nobody waits for anything any more.</summary>
    public async Task Run()
    {
        lock (gate) running = true;
        Wake();
        await over.Task;
        if (failure is not null) throw new InvalidOperationException("The demo's play stopped: " + failure.Message, failure);
    }

    bool running;

    async void Start(Func<Task> life)
    {
        lock (gate) awake++;
        try
        {
            await life();
            lock (gate) awake--;
        }
        catch (Exception fault)
        {
            lock (gate)
            {
                failure ??= fault;
                waiting.Clear();
                awake--;
            }
        }

        Wake();
    }

    void Wake()
    {
        List<TaskCompletionSource> next = [];
        lock (gate)
        {
            if (!running) return;
            while (awake < atOnce && waiting.TryDequeue(out var turn, out _))
            {
                awake++;
                next.Add(turn);
            }

            if (awake == 0 && waiting.Count == 0) over.TrySetResult();
        }

        foreach (var turn in next) turn.SetResult();
    }
}
