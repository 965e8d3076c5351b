namespace Bihuan.Bench.Stores;

/// <summary>A moment before which everything earlier was stamped and after which everything later will be.</summary>
static class Moment
{
    public static async Task<DateTimeOffset> Now(CancellationToken stop)
    {
        await Task.Delay(20, stop);
        var now = DateTimeOffset.UtcNow;
        await Task.Delay(20, stop);
        return now;
    }
}
