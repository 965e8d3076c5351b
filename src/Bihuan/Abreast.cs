using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan;

/// <summary>
/// Keeps a process abreast of what others publish: playbooks, the calendar and the areas lie in memory, and another node or the command
/// line may have written them since.
/// </summary>
public sealed class Abreast(IServiceProvider services, Store store, Settings settings, TimeProvider time, ILogger<Abreast> log)
    : Paced(TimeSpan.FromSeconds(2), time, log, "What others have published could not be read.")
{
    static readonly string[] Watched = [PublishPlaybook.Stream.Name, ImportCalendar.Stream.Name, KeptAreas.Stream.Name];

    Dictionary<string, long> seen = [];

    /// <inheritdoc/>
    protected override Task Once(CancellationToken stop) => Look(stop);

    /// <summary>Puts on the shelf what has been published since the last look, by whomever.</summary>
    /// <returns>Whether there was anything new.</returns>
    public async Task<bool> Look(CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var parameters = new DynamicParameters(new { district = settings.District });
        var now = (await connection.QueryAsync<(string Stream, long Version)>(
            $"select stream, version from heads where district = @district and stream in {parameters.AddAll("stream", Watched)}", parameters))
            .ToDictionary(head => head.Stream, head => head.Version, StringComparer.Ordinal);
        if (now.Count == seen.Count && now.All(head => seen.GetValueOrDefault(head.Key) == head.Value)) return false;

        await services.Furnish(services.GetRequiredService<Stories>(), stop);
        seen = now;
        return true;
    }
}
