using Bihuan.Hosting;

namespace Bihuan.Rounds;

/// <summary>The clock's other hand: looks twice a minute whether rounds are to begin; what had begun before a failure is found begun.</summary>
public sealed class RoundTicker(BeginRounds rounds, TimeProvider time, ILogger<RoundTicker> log)
    : Paced(TimeSpan.FromSeconds(30), time, log, "Rounds could not be begun.")
{
    /// <inheritdoc/>
    protected override Task Once(CancellationToken stop) => rounds.Run(stop);
}
