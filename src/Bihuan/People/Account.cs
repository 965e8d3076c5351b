using System.Text.Json.Serialization;

namespace Bihuan.People;

/// <summary>A post that an account holds.</summary>
/// <param name="Id">Within the account: 1, 2, 3 …</param>
/// <param name="Area">The area it is limited to; null is all. Division codes grow to the right.</param>
/// <param name="Classes">The matter classes it is limited to; empty is all.</param>
/// <param name="Since">From when; null is from its appointment.</param>
/// <param name="Until">Not any more from then; null is for good.</param>
public sealed record Appointment(
    string Id, string Unit, string Role, Words Title, string? Area, ImmutableArray<string> Classes, DateTimeOffset? Since, DateTimeOffset? Until)
{
    [JsonIgnore]
    public Post Post => new(Role, Unit);

    public bool Holds(DateTimeOffset now) => (Since is null || Since <= now) && (Until is null || now < Until);
}

/// <param name="Password">As <see cref="Passwords"/> wrote it, never in clear.</param>
/// <param name="MustChange">Whether it is good for one sign-in only.</param>
[Kind("account.opened")]
public sealed record AccountOpened(Words Name, string Password, bool MustChange) : Fact;

[Kind("account.post-appointed")]
public sealed record PostAppointed(Appointment Post) : Fact;

[Kind("account.post-removed")]
public sealed record PostRemoved(string Post, string Reason) : Fact;

/// <param name="Step">The step of the code that was used; null without a second factor.</param>
[Kind("account.signed-in")]
public sealed record AccountSignedIn(string Session, long? Step) : Fact;

[Kind("account.sign-in-failed")]
public sealed record SignInFailed(string Code) : Fact;

[Kind("account.password-changed")]
public sealed record PasswordChanged(string Password) : Fact;

/// <param name="SecondFactor">Whether the second factor was taken off too.</param>
[Kind("account.password-reset")]
public sealed record PasswordReset(string Password, bool SecondFactor, string Reason) : Fact;

/// <param name="Secret">Wrapped by the vault, base64.</param>
[Kind("account.second-factor-set-up")]
public sealed record SecondFactorSetUp(string Secret, long Step) : Fact;

[Kind("account.locked")]
public sealed record AccountLocked(string Reason) : Fact;

[Kind("account.unlocked")]
public sealed record AccountUnlocked : Fact;

[Kind("account.closed")]
public sealed record AccountClosed(string Reason) : Fact;

/// <summary>An account: who uses it, how they prove it, and which posts they hold.</summary>
public sealed record Account(string Id) : IStory<Account>
{
    /// <summary>Errors in a row that lock.</summary>
    public const int Errors = 5;

    /// <summary>How long they lock.</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    /// <summary>How old an administrator's password may grow.</summary>
    public static readonly TimeSpan AdministratorPasswordAge = TimeSpan.FromDays(90);

    public static Account Empty { get; } = new("");

    public bool Exists => Id.Length > 0;
    public Words Name { get; init; }
    public string Password { get; init; } = "";
    public bool MustChange { get; init; }
    public DateTimeOffset PasswordAt { get; init; }
    public string? SecondFactor { get; init; }
    public long LastStep { get; init; }
    public ImmutableArray<Appointment> Posts { get; init; } = [];

    /// <summary>How many posts it ever held; numbers the next.</summary>
    public int PostsEver { get; init; }

    public int Failures { get; init; }
    public DateTimeOffset? LockedOutUntil { get; init; }
    public bool IsLocked { get; init; }
    public bool IsClosed { get; init; }
    public DateTimeOffset Opened { get; init; }

    /// <summary>The last sessions begun, the oldest first; some may have ended.</summary>
    public ImmutableArray<string> Sessions { get; init; } = [];

    /// <summary>An account as somebody types it when they sign in: in a house of several districts perhaps with its own behind it, <c>ana@440310</c>.</summary>
    public static string NameIn(string district, string? typed)
    {
        var name = (typed ?? "").Trim().ToLowerInvariant();
        return name.EndsWith("@" + district, StringComparison.Ordinal) ? name[..^(district.Length + 1)] : name;
    }

    /// <summary>The district behind an account as somebody types it; null where there is none.</summary>
    public static string? DistrictOf(string typed) =>
        typed.Trim().Split('@') is [{ Length: > 0 }, { Length: 6 } district] && district.All(char.IsAsciiDigit) ? district : null;

    public static Stream StreamOf(string name) => Stream.Of("account", name);

    /// <summary>Whether too many errors keep it out at that moment.</summary>
    public bool IsLockedOut(DateTimeOffset now) => LockedOutUntil is { } until && now < until;

    /// <summary>What is said to whoever it keeps out.</summary>
    public Refusal LockedOut => No.LockedOut.With($"{LockedOutUntil?.ToOffset(TimeSpan.FromHours(8)):HH:mm}");

    /// <summary>Whether one of its posts is an administrator's.</summary>
    public bool IsAdministrator => Posts.Any(post => Roles.Of(post.Role)?.IsAdministrator is true);

    public Account Apply(Entry entry) => entry.Fact switch
    {
        AccountOpened opened => new Account(entry.Stream.Id)
        {
            Name = opened.Name, Password = opened.Password, MustChange = opened.MustChange,
            PasswordAt = entry.Stamp.At, Opened = entry.Stamp.At,
        },
        PostAppointed appointed => this with { Posts = Posts.Add(appointed.Post), PostsEver = PostsEver + 1 },
        PostRemoved removed => this with { Posts = Posts.RemoveAll(post => post.Id == removed.Post) },
        AccountSignedIn signedIn => this with
        {
            Failures = 0,
            LockedOutUntil = null,
            LastStep = signedIn.Step ?? LastStep,
            Sessions = [.. Sessions.Append(signedIn.Session).TakeLast(Session.AtMost)],
        },
        SignInFailed => Failed(entry.Stamp.At),
        PasswordChanged changed => this with
        {
            Password = changed.Password,
            MustChange = false,
            PasswordAt = entry.Stamp.At,
            Failures = 0,
            LockedOutUntil = null,
        },
        PasswordReset reset => this with
        {
            Password = reset.Password,
            MustChange = true,
            PasswordAt = entry.Stamp.At,
            Failures = 0,
            LockedOutUntil = null,
            SecondFactor = reset.SecondFactor ? null : SecondFactor,
        },
        SecondFactorSetUp second => this with { SecondFactor = second.Secret, LastStep = second.Step },
        AccountLocked => this with { IsLocked = true },
        AccountUnlocked => this with { IsLocked = false, Failures = 0, LockedOutUntil = null },
        AccountClosed => this with { IsClosed = true, Posts = [] },
        _ => this,
    };

    Account Failed(DateTimeOffset at)
    {
        var failures = Failures + 1;
        return failures < Errors
            ? this with { Failures = failures, LockedOutUntil = null }
            : this with { Failures = 0, LockedOutUntil = at + LockOut };
    }
}
