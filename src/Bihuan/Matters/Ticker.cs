using Bihuan.Hosting;

namespace Bihuan.Matters;

/// <summary>The clock's hand: finds matters whose moment has come by index, and records what is due, each once however many nodes run.</summary>
public sealed class Ticker(Store store, Writer writer, MatterDesk desk, Settings settings, TimeProvider time, ILogger<Ticker> log)
    : Paced(TimeSpan.FromSeconds(15), time, log, "The clock missed a tick.")
{
    internal const string Due = """
        select timer, id from matters where district = @district and timer is not null and timer <= @now and (timer, id) > (@timer, @id)
        order by timer, id limit 200
        """;

    /// <inheritdoc/>
    protected override Task Once(CancellationToken stop) => Tick(stop);

    /// <summary>Records everything that is due now; a second node finds nothing left, because the rule is decided again on the story.</summary>
    /// <returns>How many matters were looked at.</returns>
    public async Task<int> Tick(CancellationToken stop)
    {
        var touched = 0;
        var now = Time.GetUtcNow().ToUnixTimeMilliseconds();
        var (district, timer, id) = (settings.District, long.MinValue, "");
        while (true)
        {
            await using var connection = await store.Read(stop);
            // From where it stopped, never from the beginning: a matter that cannot be helped must not hold up those behind it.
            var due = (await connection.QueryAsync<(long Timer, string Id)>(Due, new { district, now, timer, id })).AsList();
            foreach (var one in due)
            {
                (timer, id) = one;
                if (await Try(district, id, stop)) touched++;
            }

            if (due.Count < 200) return touched;
        }
    }

    async Task<bool> Try(string district, string id, CancellationToken stop)
    {
        try
        {
            await desk.Tick(new Clerk(writer, Time, Caller.Clock(district)), id, stop);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The clock could not help {Matter} of {District}.", id, district);
            return false;
        }
    }
}
