using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Lets an account in again, whether it was locked by somebody or by five errors.</summary>
public static class UnlockAccount
{
    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("/{account}/unlocking", Handle).WithSummary("Unlock an account");

    static async Task<IResult> Handle(string account, Clerk clerk, CancellationToken stop) => (await Run(account, clerk, stop)).AsHttp();

    public static Task<Answer<Account>> Run(string account, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Account>(Account.StreamOf(account), Decide, stop);

    public static Decision Decide(Account account, Stamp now)
    {
        if (!now.Is(Roles.SecurityAdmin)) return Hosting.No.NotYours;
        if (!account.Exists) return No.NoSuchAccount;
        if (account.IsClosed) return No.AccountClosed;
        if (!account.IsLocked && !account.IsLockedOut(now.At)) return No.NotLocked;

        return new AccountUnlocked();
    }
}
