namespace Bihuan.People;

/// <param name="Post">The post it began in.</param>
/// <param name="Address">From where.</param>
/// <param name="Agent">With what, as the browser says.</param>
[Kind("session.opened")]
public sealed record SessionOpened(string Account, string Post, string Address, string Agent) : Fact;

/// <summary>Somebody tried and was not let in.</summary>
/// <param name="Code">The refusal.</param>
[Kind("session.refused")]
public sealed record SessionRefused(string Account, string Code, string Address, string Agent) : Fact;

/// <summary>Still in use; recorded every ten minutes at most.</summary>
[Kind("session.used")]
public sealed record SessionUsed : Fact;

[Kind("session.post-taken")]
public sealed record PostTaken(string Post) : Fact;

/// <param name="Why"><c>signed-out</c>, <c>ended</c>, <c>displaced</c>, <c>password</c>, <c>locked</c> or <c>closed</c>.</param>
[Kind("session.closed")]
public sealed record SessionClosed(string Why) : Fact;

/// <summary>One sign-in and what became of it. Its stream is named by the SHA-256 of the token, so that the journal opens nothing.</summary>
public sealed record Session(string Id) : IStory<Session>
{
    /// <summary>Sessions of one account at the same time.</summary>
    public const int AtMost = 5;

    /// <summary>Unused for that long, it is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Over after that long in any case.</summary>
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);

    /// <summary>How often its use becomes a fact.</summary>
    public static readonly TimeSpan Noted = TimeSpan.FromMinutes(10);

    public static Session Empty { get; } = new("");

    public bool Exists => Id.Length > 0;
    public string Account { get; init; } = "";
    public string Post { get; init; } = "";
    public string Address { get; init; } = "";
    public string Agent { get; init; } = "";
    public DateTimeOffset Opened { get; init; }
    public DateTimeOffset Used { get; init; }

    /// <summary>The refusal when nobody was let in.</summary>
    public string? Refused { get; init; }

    public DateTimeOffset? Closed { get; init; }
    public string? Why { get; init; }

    public static Stream StreamOf(string id) => Stream.Of("session", id);

    /// <summary>Begun, not closed, and not past its absolute limit.</summary>
    public bool IsLive(DateTimeOffset now) => Exists && Refused is null && Closed is null && now < Opened + Absolute;

    public Session Apply(Entry entry) => entry.Fact switch
    {
        SessionOpened opened => new Session(entry.Stream.Id)
        {
            Account = opened.Account, Post = opened.Post, Address = opened.Address, Agent = opened.Agent,
            Opened = entry.Stamp.At, Used = entry.Stamp.At,
        },
        SessionRefused refused => new Session(entry.Stream.Id)
        {
            Account = refused.Account, Address = refused.Address, Agent = refused.Agent, Refused = refused.Code,
            Opened = entry.Stamp.At, Used = entry.Stamp.At,
        },
        SessionUsed => this with { Used = entry.Stamp.At },
        PostTaken taken => this with { Post = taken.Post, Used = entry.Stamp.At },
        SessionClosed closed when Closed is null => this with { Closed = entry.Stamp.At, Why = closed.Why },
        _ => this,
    };
}

/// <summary>The sessions that stand open, and the log of every attempt to sign in.</summary>
public sealed class SessionLedger : Ledger<Session>
{
    static readonly Table Sessions = new("sessions", 1,
    [
        new("id", Holds.Text), new("account", Holds.Text), new("post", Holds.Text), new("opened", Holds.Whole),
        new("used", Holds.Whole), new("address", Holds.Text), new("agent", Holds.Text),
    ])
    {
        Indexes = [new("account", "account, opened")],
    };

    static readonly Table SignIns = new("signins", 2,
    [
        new("at", Holds.Whole), new("id", Holds.Text), new("account", Holds.Text), new("result", Holds.Text),
        new("address", Holds.Text), new("agent", Holds.Text), new("closed", Holds.Whole, Nullable: true), new("why", Holds.Text, Nullable: true),
    ])
    {
        Indexes = [new("account", "account, at")],
    };

    public override ImmutableArray<Table> Tables { get; } = [Sessions, SignIns];

    public override int Edition => 1;

    public override IEnumerable<Row> Rows(Session session)
    {
        if (!session.Exists) yield break;

        yield return new(SignIns, session.Opened.ToUnixTimeMilliseconds(), session.Id, session.Account, session.Refused ?? "signed-in",
            session.Address, session.Agent, session.Closed?.ToUnixTimeMilliseconds(), session.Why);
        if (session.Refused is null && session.Closed is null)
            yield return new(Sessions, session.Id, session.Account, session.Post, session.Opened.ToUnixTimeMilliseconds(),
                session.Used.ToUnixTimeMilliseconds(), session.Address, session.Agent);
    }
}
