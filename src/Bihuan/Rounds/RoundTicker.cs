namespace Bihuan.Rounds;

/// <summary>The clock's other hand: looks twice a minute whether rounds are to begin.</summary>
public sealed class RoundTicker(BeginRounds rounds, TimeProvider time, ILogger<RoundTicker> log) : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        do
        {
            try
            {
                await rounds.Run(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // A database that is away for a moment must not stop rounds for ever; what had begun by then is found begun.
                log.LogError(failure, "Rounds could not be begun.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
