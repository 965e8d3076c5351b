using Bihuan.Hosting;

namespace Bihuan.Tests.People;

/// <summary>What the lodge promises, whichever database stands behind it.</summary>
public abstract class LodgeContract
{
    /// <summary>The store it is opened on; null is a fresh SQLite file.</summary>
    protected virtual Task<Store?> On() => Task.FromResult<Store?>(null);

    private protected async Task<Lodge> Lodge(bool isDemo = false, bool onPort = false) => await People.Lodge.Open(isDemo, onPort, await On());
}
