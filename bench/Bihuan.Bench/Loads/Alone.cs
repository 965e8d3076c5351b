namespace Bihuan.Bench.Loads;

/// <summary>A thread of its own for a connection that blocks: the pool would not have so many.</summary>
static class Alone
{
    const int Stack = 256 << 10;

    public static Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }, Stack)
        { IsBackground = true }.Start();
        return done.Task;
    }
}
