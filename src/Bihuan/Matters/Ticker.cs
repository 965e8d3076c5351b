using Bihuan.Hosting;

namespace Bihuan.Matters;

/// <summary>The clock's hand: finds matters whose moment has come by index, and records what is due, each once however many nodes run.</summary>
public sealed class Ticker(Store store, Writer writer, MatterDesk desk, TimeProvider time, ILogger<Ticker> log) : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        do
        {
            try
            {
                await Tick(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // A database that is away for a moment must not stop the clock for ever; the next tick finds the same matters.
                log.LogError(failure, "The clock missed a tick.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Records everything that is due now; a second node finds nothing left, because the rule is decided again on the story.</summary>
    /// <returns>How many matters were touched.</returns>
    public async Task<int> Tick(CancellationToken stop)
    {
        var touched = 0;
        while (true)
        {
            await using var connection = await store.Read(stop);
            var due = (await connection.QueryAsync<(string District, string Id)>(
                "select district, id from matters where timer is not null and timer <= @now order by timer limit 200",
                new { now = time.GetUtcNow().ToUnixTimeMilliseconds() })).AsList();
            foreach (var (district, id) in due) await desk.Tick(new Clerk(writer, time, Caller.Clock(district)), id, stop);
            touched += due.Count;
            if (due.Count < 200) return touched;
        }
    }
}
