namespace Bihuan.Bench.Stores;

/// <summary>Looks for what was answered: a figure whose writes are not there again is none.</summary>
static class Found
{
    /// <summary>How many are read one by one, at least.</summary>
    public const int Read = 500;

    /// <summary>What is not there; null when everything is.</summary>
    /// <param name="numbers">The matters that were answered.</param>
    /// <param name="since">When nothing of it was written yet.</param>
    /// <param name="stage">The stage in which they must stand; null where they may have moved.</param>
    public static async Task<string?> Fault(
        LoadedStore store, Server server, string token, IReadOnlyList<string> numbers, DateTimeOffset since, string? stage, CancellationToken stop)
    {
        var words = new { district = Crew.District, since = since.ToUnixTimeMilliseconds(), stage };
        var counted = await store.Ask($"select count(*) from matters where district = @district and received > @since{(stage is null ? "" : " and stage = @stage")}", words, stop);
        if (counted != numbers.Count) return $"{numbers.Count} were answered, {counted} stand in the store.";

        using var wire = new Wire(server.Port);
        var apart = Math.Max(1, numbers.Count / Read);
        for (var n = 0; n < numbers.Count; n += apart)
        {
            var fault = wire.Ask(Request.Get($"/api/matters/{numbers[n]}", token));
            if (fault is not null) return $"{numbers[n]} was answered and is not found: {fault}";
            if (wire.Field("\"number\":\""u8) != numbers[n] || (stage is not null && wire.Field("\"stage\":\""u8) != stage)) return $"{numbers[n]} was answered and stands otherwise.";
        }

        return null;
    }
}
