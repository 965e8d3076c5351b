namespace Bihuan.Bench.Benches;

/// <summary>What the server holds in memory while the office works.</summary>
static class Memory
{
    public static Task<int> Measure(Run run, CancellationToken stop) => Office.Work(run, (store, _, server) => Say(run, store, server), stop);

    public static void Say(Run run, LoadedStore store, Server server)
    {
        run.Say(store, new("resident after the office", server.Memory("VmRSS"), "MB"));
        run.Say(store, new("resident at most", server.Memory("VmHWM"), "MB"));
    }
}
