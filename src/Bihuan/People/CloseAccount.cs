using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Closes an account for ever: its posts and sessions end, its name stays in the history.</summary>
public static class CloseAccount
{
    public static void Map(RouteGroupBuilder accounts) => EndAccount.Map(accounts, "closing", "Close an account", Decide);

    public static Task<Answer<Account>> Run(string account, EndAccount.Command command, Clerk clerk, CancellationToken stop) =>
        EndAccount.Run(account, command, Decide, clerk, stop);

    /// <param name="live">The account's sessions that stand open.</param>
    public static Decision Decide(Account account, EndAccount.Command command, IReadOnlyList<Session> live, Stamp now)
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
