using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Gives a password for one sign-in to somebody who cannot sign in, and ends their sessions.</summary>
public static class ResetPassword
{
    /// <param name="SecondFactor">Whether the second factor is to be set up anew too.</param>
    public sealed record Command(string Reason, bool SecondFactor = false);

    public static void Map(RouteGroupBuilder accounts) =>
        accounts.MapPost("/{account}/password", Handle).WithSummary("Give a one-time password");

    static async Task<IResult> Handle(string account, Command command, Clerk clerk, CancellationToken stop)
    {
        var password = Passwords.OneTime();
        var hash = Passwords.Hash(password);
        return (await Run(account, command, hash, clerk, stop)).AsHttp(a => new { password = a.Password == hash ? password : null });
    }

    public static Task<Answer<Account>> Run(string account, Command command, string hash, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Account>(Account.StreamOf(account), async (a, desk) =>
            Decide(a, command, hash, await desk.Live(a), desk.Now), stop, command: command);

    /// <param name="hash">The one-time password as it is kept.</param>
    /// <param name="live">The account's sessions that stand open.</param>
    public static Decision Decide(Account account, Command command, string hash, IReadOnlyList<Session> live, Stamp now)
    {
        if (!now.Is(Roles.SecurityAdmin)) return Hosting.No.NotYours;
        if (!account.Exists) return No.NoSuchAccount;
        if (account.Id == now.By) return No.OwnAccount;
        if (account.IsClosed) return No.AccountClosed;
        if (string.IsNullOrWhiteSpace(command.Reason)) return No.ReasonMissing;

        return ((Decision)new PasswordReset(hash, command.SecondFactor, command.Reason.Trim())).Ending(live, "password");
    }
}
