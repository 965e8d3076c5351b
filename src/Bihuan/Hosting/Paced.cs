namespace Bihuan.Hosting;

/// <summary>What is done again and again as long as the house is open: at once, then at a pace; a failure is told and does not end it.</summary>
/// <param name="pace">From one beginning to the next.</param>
/// <param name="missed">What the log says when it could not be done.</param>
public abstract class Paced(TimeSpan pace, TimeProvider time, ILogger log, string missed) : BackgroundService
{
    /// <summary>By which it is paced.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Does it once.</summary>
    protected abstract Task Once(CancellationToken stop);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pace, Time);
        do
        {
            try
            {
                await Once(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // A database that is away for a moment must not stop it for ever; the next time finds the same to do.
                log.LogError(failure, "{Missed}", missed);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
