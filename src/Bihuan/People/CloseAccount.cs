using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Closes an account for ever: its posts and sessions end, its name stays in the history.</summary>
public static class CloseAccount
{
    public sealed record Command(string Reason);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("/{account}/closing", Handle).WithSummary("Close an account");

    static async Task<IResult> Handle(string account, Command command, Clerk clerk, CancellationToken stop) =>
        (await Run(account, command, clerk, stop)).AsHttp();

    public static Task<Answer<Account>> Run(string account, Command command, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Account>(Account.StreamOf(account), async (a, desk) =>
            Decide(a, command, await desk.Live(a), desk.Now), stop, command: command);

    /// <param name="live">The account's sessions that stand open.</param>
    public static Decision Decide(Account account, Command command, IReadOnlyList<Session> live, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        if (!account.Exists) return No.NoSuchAccount;
        if (account.Id == now.By) return No.OwnAccount;
        if (account.IsClosed) return Decision.Nothing;
        if (account.IsAdministrator) return No.SecurityGrants;
        if (string.IsNullOrWhiteSpace(command.Reason)) return No.ReasonMissing;

        return ((Decision)new AccountClosed(command.Reason.Trim())).Ending(live, "closed");
    }
}
