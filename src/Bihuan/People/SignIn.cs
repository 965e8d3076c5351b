using System.Security.Cryptography;
using System.Text;
using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Begins a session: the account, the password, for administrators the code of their phone.</summary>
public static class SignIn
{
    public sealed record Command(string Account, string? Password, string? Code = null)
    {
        /// <summary>Stands for a password that was right a moment ago, while the code is asked for.</summary>
        public string? Ticket { get; init; }
    }

    /// <summary>A session begun: the token is told once and kept nowhere.</summary>
    public sealed record Begun(string Token, DateTimeOffset Expires, Account Account, Session Session)
    {
        public Appointment Post => Account.Posts.First(post => post.Id == Session.Post);
    }

    public static void Map(RouteGroupBuilder sessions) => sessions.MapPost("", Handle).WithSummary("Sign in");

    static async Task<IResult> Handle(Command command, SignInDesk desk, HttpContext http, CancellationToken stop)
    {
        var (refusal, begun) = await desk.Run(command, Where.From(http), stop);
        return begun is null ? refusal!.AsHttp() : Results.Json(new
        {
            token = begun.Token,
            expires = begun.Expires,
            account = begun.Account.Id,
            name = begun.Account.Name,
            posts = begun.Account.Posts.Where(post => post.Holds(begun.Session.Opened)),
            post = begun.Session.Post,
        }, Facts.Json, statusCode: 201);
    }

    /// <summary>What was found before the Clerk, because it takes long.</summary>
    /// <param name="Kept">The password as it was kept when it was compared.</param>
    /// <param name="Step">The step of the code; null when it is none of the allowed ones.</param>
    public sealed record Attempt(Stream Session, Where Where, bool IsRight, string? Kept, bool CodeGiven, long? Step);

    /// <summary>Why the attempt fails; null when it does not.</summary>
    public static Refusal? Fault(Account account, Attempt attempt, Stamp now)
    {
        if (!account.Exists || account.IsClosed) return No.WrongPassword;
        if (account.IsLockedOut(now.At)) return account.LockedOut;
        if (account.IsLocked) return No.Locked;
        if (!attempt.IsRight || attempt.Kept != account.Password) return No.WrongPassword;
        if (account.SecondFactor is not null && !attempt.CodeGiven) return No.CodeNeeded;
        if (account.SecondFactor is not null && (attempt.Step is not { } step || step <= account.LastStep)) return No.WrongCode;
        if (!account.Posts.Any(post => post.Holds(now.At))) return No.NoPost;
        return null;
    }

    /// <summary>A failed attempt is a fact, not a refusal: it must count.</summary>
    /// <param name="live">The account's sessions that stand open, the oldest first.</param>
    public static Decision Decide(Account account, Attempt attempt, IReadOnlyList<Session> live, Stamp now)
    {
        var where = attempt.Where;
        if (Fault(account, attempt, now) is { } fault)
        {
            var refused = Decision.Nothing.Also(attempt.Session, new SessionRefused(account.Id, fault.Code, where.Address, where.Agent));
            return fault == No.WrongPassword || fault == No.WrongCode ? refused.And(new SignInFailed(fault.Code)) : refused;
        }

        var post = account.Posts.First(p => p.Holds(now.At));
        return ((Decision)new AccountSignedIn(attempt.Session.Id, attempt.CodeGiven ? attempt.Step : null))
            .Ending(live.Take(Math.Max(0, live.Count - Session.AtMost + 1)), "displaced")
            .Also(attempt.Session, new SessionOpened(account.Id, post.Id, where.Address, where.Agent));
    }
}

/// <summary>From where and with what somebody signs in.</summary>
public sealed record Where(string Address, string Agent)
{
    public static Where From(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return new(http.Connection.RemoteIpAddress?.ToString() ?? "", agent.Length > 200 ? agent[..200] : agent);
    }
}

/// <summary>Everything about signing in that takes long or is secret, so that the verb is left with the rule.</summary>
public sealed class SignInDesk(Store store, Clerk clerk, Vault vault, Throttle throttle, TimeProvider time, PeopleSettings settings)
{
    static readonly TimeSpan TicketLasts = TimeSpan.FromMinutes(3);

    /// <summary>Tries to sign in.</summary>
    public async Task<(Refusal? Refusal, SignIn.Begun? Begun)> Run(SignIn.Command command, Where where, CancellationToken stop)
    {
        var name = Account.NameIn(settings.District, command.Account);
        if (!throttle.Allows(where.Address, name)) return (No.TooOften, null);

        var now = time.GetUtcNow();
        var kept = OpenAccount.IsName(name) ? await Credentials.Of(store, settings.District, name, stop) : null;
        var isRight = command.Ticket is { } ticket
            ? kept is not null && IsTicket(ticket, name, kept.Password, now)
            : await Passwords.Verify(kept?.Password, command.Password ?? "", stop);
        var codeGiven = !string.IsNullOrWhiteSpace(command.Code);
        var step = codeGiven && kept?.SecondFactor is { } secret
            ? Totp.Step(vault.Unwrap(Convert.FromBase64String(secret)), command.Code, now) : null;

        var token = Tokens.New();
        var session = Session.StreamOf(Tokens.Id(token));
        var attempt = new SignIn.Attempt(session, where, isRight, kept?.Password, codeGiven, step);
        if (kept is null) return (await Unknown(name, attempt, stop), null);

        // Only who has proved it acts under the account's name.
        var caller = new Caller(settings.District, isRight ? name : "visitor", new("visitor", ""));
        Refusal? fault = null;
        Session? begun = null;
        var answer = await clerk.For(caller).Record<Account>(Account.StreamOf(name), async (account, desk) =>
        {
            fault = SignIn.Fault(account, attempt, desk.Now);
            begun = Session.Empty.Apply(new(session, 1, new SessionOpened(name,
                account.Posts.FirstOrDefault(p => p.Holds(desk.Now.At))?.Id ?? "", where.Address, where.Agent), desk.Now));
            return SignIn.Decide(account, attempt, await desk.Live(account), desk.Now);
        }, stop);
        return fault is not null ? (fault, null) : (null, new(token, begun!.Opened + Session.Absolute, answer.Story, begun));
    }

    async Task<Refusal> Unknown(string name, SignIn.Attempt attempt, CancellationToken stop)
    {
        // A text that cannot be an account may be a password typed in the wrong field: it is not written down.
        var shown = OpenAccount.IsName(name) ? name : "?";
        await clerk.For(new(settings.District, "visitor", new("visitor", ""))).Record<Session>(attempt.Session, (_, _) =>
            new SessionRefused(shown, No.WrongPassword.Code, attempt.Where.Address, attempt.Where.Agent), stop);
        return No.WrongPassword;
    }

    /// <summary>A ticket for a password that has just been right; null when it is not.</summary>
    public async Task<string?> Ticket(string account, string password, CancellationToken stop)
    {
        var name = Account.NameIn(settings.District, account);
        var kept = await Credentials.Of(store, settings.District, name, stop);
        return kept is not null && await Passwords.Verify(kept.Password, password, stop)
            ? Tokens.Ticket(vault, [name, kept.Password, $"{(time.GetUtcNow() + TicketLasts).ToUnixTimeSeconds()}"]) : null;
    }

    bool IsTicket(string ticket, string name, string kept, DateTimeOffset now) =>
        Tokens.Read(vault, ticket) is [var account, var password, var until]
            && account == name && password == kept && now.ToUnixTimeSeconds() < long.Parse(until);
}

/// <summary>Secrets that travel: session tokens, and tickets that come back from a form.</summary>
static class Tokens
{
    /// <summary>A new token: 32 random bytes, base64url.</summary>
    public static string New() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The name of the session a token opens: SHA-256, 64 hex digits.</summary>
    public static string Id(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Words that only this installation can read or make.</summary>
    public static string Ticket(Vault vault, params string[] words) =>
        System.Buffers.Text.Base64Url.EncodeToString(vault.Wrap(Encoding.UTF8.GetBytes(string.Join('\n', words))));

    /// <summary>The words of a ticket; empty when it was not made here.</summary>
    public static string[] Read(Vault vault, string ticket)
    {
        try
        {
            return Encoding.UTF8.GetString(vault.Unwrap(System.Buffers.Text.Base64Url.DecodeFromChars(ticket))).Split('\n');
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return [];
        }
    }
}
