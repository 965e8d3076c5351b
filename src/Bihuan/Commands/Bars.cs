using Spectre.Console;

namespace Bihuan.Commands;

/// <summary>A progress line for long work; nothing where nobody watches.</summary>
static class Bars
{
    /// <summary>Runs work that tells how far it is.</summary>
    public static async Task<T> Show<T>(string title, Func<Action<long>, Task<T>> work)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected) return await work(_ => { });
        return await AnsiConsole.Status().StartAsync(title, status => work(done => status.Status($"{title} {done:N0}")));
    }
}
