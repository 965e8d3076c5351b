using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Locks an account until somebody unlocks it, and ends its sessions.</summary>
public static class LockAccount
{
    public static void Map(RouteGroupBuilder accounts) => EndAccount.Map(accounts, "lock", "Lock an account", Decide);

    public static Task<Answer<Account>> Run(string account, EndAccount.Command command, Clerk clerk, CancellationToken stop) =>
        EndAccount.Run(account, command, Decide, clerk, stop);

    /// <param name="live">The account's sessions that stand open.</param>
    public static Decision Decide(Account account, EndAccount.Command command, IReadOnlyList<Session> live, Stamp now)
    {
        if (!now.Is(Roles.SecurityAdmin)) return Hosting.No.NotYours;
        if (!account.Exists) return No.NoSuchAccount;
        if (account.Id == now.By) return No.OwnAccount;
        if (account.IsClosed) return No.AccountClosed;
        if (account.IsLocked) return No.AlreadyLocked;
        if (string.IsNullOrWhiteSpace(command.Reason)) return No.ReasonMissing;

        return ((Decision)new AccountLocked(command.Reason.Trim())).Ending(live, "locked");
    }
}
