using System.Text.RegularExpressions;
using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Opens an account with a password for one sign-in.</summary>
public static partial class OpenAccount
{
    /// <param name="MustChange">False only for the accounts of a demo.</param>
    public sealed record Command(string Account, string Name, string NameEn, bool MustChange = true);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("", Handle).WithSummary("Open an account");

    static async Task<IResult> Handle(Command command, Clerk clerk, CancellationToken stop)
    {
        var password = Passwords.OneTime();
        var hash = Passwords.Hash(password);
        return (await Run(command, hash, clerk, stop)).AsHttp(account =>
            new { account = account.Id, password = account.Password == hash ? password : null });
    }

    public static Task<Answer<Account>> Run(Command command, string hash, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Account>(Account.StreamOf(command.Account ?? ""), command, (account, now) => Decide(account, command, hash, now), stop);

    /// <param name="hash">The first password as it is kept.</param>
    public static Decision Decide(Account account, Command command, string hash, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        if (!IsName(command.Account)) return No.BadAccountName;
        if (string.IsNullOrWhiteSpace(command.Name)) return No.UnnamedPerson;
        if (account.Exists) return No.AccountExists.With(account.Id);

        var name = command.Name.Trim();
        return new AccountOpened(new(name, string.IsNullOrWhiteSpace(command.NameEn) ? name : command.NameEn.Trim()), hash,
            command.MustChange || now.Role != Roles.Setup);
    }

    /// <summary>Whether a text can be an account's name, and is not the name of one who acts without an account.</summary>
    public static bool IsName(string? text) => text is not null && Name().IsMatch(text) && Roles.Of(text) is not { HasAccount: false };

    [GeneratedRegex(@"^[a-z][a-z0-9.-]{1,31}\z")]
    private static partial Regex Name();
}
