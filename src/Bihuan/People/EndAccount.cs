using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>The way in of the verbs that stop an account for a reason and end its sessions: <see cref="LockAccount"/>, <see cref="CloseAccount"/>.</summary>
public static class EndAccount
{
    public sealed record Command(string Reason);

    /// <summary>The rule of one of them.</summary>
    /// <param name="live">The account's sessions that stand open.</param>
    public delegate Decision Rule(Account account, Command command, IReadOnlyList<Session> live, Stamp now);

    internal static void Map(RouteGroupBuilder accounts, string makes, string summary, Rule decide) =>
        accounts.MapPost($"/{{account}}/{makes}", async (string account, Command command, Clerk clerk, CancellationToken stop) =>
            (await Run(account, command, decide, clerk, stop)).AsHttp()).WithSummary(summary);

    internal static Task<Answer<Account>> Run(string account, Command command, Rule decide, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Account>(Account.StreamOf(account), async (a, desk) =>
            decide(a, command, await desk.Live(a), desk.Now), stop, command: command);
}
