namespace Bihuan.Bench.Ceiling;

/// <summary>Measures the bare server, in the same run and with the same load as what stands beside it.</summary>
static class RawCeiling
{
    /// <summary>Rows inserted in a second, each durable before its answer.</summary>
    public static Task<double> Inserts(Run run, int connections, TimeSpan time, CancellationToken stop) => With(run, async server =>
    {
        var forms = Enumerable.Range(0, connections).Select(c => new Registration("/insert", null, c)).ToList();
        string? Turn(Wire wire, int c, int n) => wire.Ask(forms[c].Turn(n));
        await Load.Run(server.Port, connections, WarmUp(time), Turn, stop);
        return (await Load.Run(server.Port, connections, time, Turn, stop)).PerSecond;
    }, stop);

    /// <summary>Milliseconds in which 95 of 100 readings of fifty rows are answered.</summary>
    public static Task<double> Page(Run run, TimeSpan time, CancellationToken stop) => With(run, async server =>
    {
        var asked = Request.Get("/rows", null);
        string? Turn(Wire wire, int c, int n) => wire.Ask(asked);
        await Load.Run(server.Port, 1, WarmUp(time), Turn, stop);
        return (await Load.Run(server.Port, 1, time, Turn, stop)).Times.At(0.95);
    }, stop);

    static TimeSpan WarmUp(TimeSpan time) => TimeSpan.FromSeconds(Math.Min(2, time.TotalSeconds));

    static async Task<double> With(Run run, Func<Server, Task<double>> measure, CancellationToken stop)
    {
        await using var place = await Place.Find(run with { Keep = null, Data = null }, 0, writes: true, stop);
        await using var server = await Server.Bare(place.Settings.Data, place.Settings.Postgres, stop);
        return await measure(server);
    }
}
