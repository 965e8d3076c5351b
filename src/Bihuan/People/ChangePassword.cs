using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Changes one's own password and ends one's other sessions.</summary>
public static class ChangePassword
{
    public sealed record Command(string Present, string Password);

    public static void Map(RouteGroupBuilder me) => me.MapPost("/password", Handle).WithSummary("Change one's own password");

    static async Task<IResult> Handle(
        Command command, SignedIn signedIn, Clerk clerk, Store store, Throttle throttle, HttpContext http, CancellationToken stop) =>
        (await Run(command, signedIn.Person!, clerk, store, throttle, Where.From(http), stop)).AsHttp();

    /// <summary>Guessing here is worth as much as guessing at the door: it is held and counted alike.</summary>
    public static async Task<Answer<Account>> Run(
        Command command, Person person, Clerk clerk, Store store, Throttle throttle, Where where, CancellationToken stop)
    {
        var stream = Account.StreamOf(person.Account);
        if (!throttle.Allows(where.Address, person.Account)) return new(No.TooOften, stream, Account.Empty, 0);

        var kept = (await Credentials.Of(store, clerk.Caller.District, person.Account, stop))?.Password;
        var isRight = await Passwords.Verify(kept, command.Present ?? "", stop);
        var isSame = isRight && command.Present == command.Password;
        var hash = Passwords.Hash(command.Password ?? "");
        Refusal? wrong = null;
        // The command is not handed to the Clerk: what a client's key is compared by must not be made of passwords.
        var answer = await clerk.For(person.Caller).Record<Account>(stream, async (a, desk) =>
        {
            var decision = Decide(a, new(isRight && a.Password == kept, isSame, Passwords.Fault(a.Id, command.Password), hash),
                await desk.Live(a), person.Session, desk.Now);
            // A wrong guess is a fact, not a refusal: it must count.
            if (decision.Refusal != No.PresentPassword) return decision;
            wrong = decision.Refusal;
            return new SignInFailed(No.PresentPassword.Code);
        }, stop);
        return wrong is null ? answer : answer with { Refusal = wrong };
    }

    /// <summary>What was found before the Clerk, because it takes long.</summary>
    /// <param name="Hash">The new password as it is kept.</param>
    public sealed record Checked(bool IsPresent, bool IsSame, Refusal? Fault, string Hash);

    /// <param name="live">The account's sessions that stand open.</param>
    /// <param name="own">The session that stays.</param>
    public static Decision Decide(Account account, Checked found, IReadOnlyList<Session> live, string own, Stamp now)
    {
        if (!account.Exists || account.Id != now.By) return Hosting.No.NotYours;
        if (account.IsLockedOut(now.At)) return account.LockedOut;
        if (!found.IsPresent) return No.PresentPassword;
        if (found.IsSame) return No.SamePassword;
        if (found.Fault is { } fault) return fault;

        return ((Decision)new PasswordChanged(found.Hash)).Ending(live.Where(session => session.Id != own), "password");
    }
}
