using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Locks an account until somebody unlocks it, and ends its sessions.</summary>
public static class LockAccount
{
    public sealed record Command(string Reason);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("/{account}/lock", Handle).WithSummary("Lock an account");

    static async Task<IResult> Handle(string account, Command command, Clerk clerk, CancellationToken stop) =>
        (await Run(account, command, clerk, stop)).AsHttp();

    public static Task<Answer<Account>> Run(string account, Command command, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Account>(Account.StreamOf(account), async (a, desk) =>
            Decide(a, command, await desk.Live(a), desk.Now), stop, command: command);

    /// <param name="live">The account's sessions that stand open.</param>
    public static Decision Decide(Account account, Command command, IReadOnlyList<Session> live, Stamp now)
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
