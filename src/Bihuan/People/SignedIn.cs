using System.Collections.Concurrent;
using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>What somebody must do before anything else.</summary>
public enum Must
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Change the password.</summary>
    ChangePassword,

    /// <summary>Set up the second factor.</summary>
    SetUpSecondFactor,
}

/// <summary>Somebody who is signed in, in the post they act in.</summary>
/// <param name="Posts">Every post they hold now.</param>
/// <param name="Now">When the request came.</param>
public sealed record Person(
    string Account, Words Name, Appointment Post, ImmutableArray<Appointment> Posts, Must Must, string Session, DateTimeOffset Expires,
    bool ByCookie, bool HasSecondFactor, Caller Caller, DateTimeOffset Now)
{
    /// <summary>Which matters they may see and touch.</summary>
    public Scope Scope { get; } = Scope.Of(Caller.District, Post) with { Offices = [.. Posts.Select(post => post.Unit).Append(Post.Unit).Distinct()], Marks = SeenBy.Marks(Account, Post.Unit, Post.Role) };

    /// <summary>Whether they act in one of these roles.</summary>
    public bool Is(params ReadOnlySpan<string> roles) => roles.Contains(Post.Role);
}

/// <summary>Who is behind this request.</summary>
public sealed class SignedIn
{
    /// <summary>The person; null when nobody is signed in.</summary>
    public Person? Person { get; internal set; }

    /// <summary>Why this request may not go on; null when it may.</summary>
    public Refusal? Fault => Person switch
    {
        null => Hosting.No.SignedOut,
        { Must: Must.ChangePassword } => No.MustChangePassword,
        { Must: Must.SetUpSecondFactor } => No.MustSetUpSecondFactor,
        _ => null,
    };

    /// <summary>Why somebody in the present post may not do this; null when they act in one of the roles.</summary>
    public Refusal? Unless(params ReadOnlySpan<string> roles) => Fault ?? (Person!.Is(roles) ? null : Hosting.No.NotYours);
}

/// <summary>Knows the sessions: reads the ledger, and remembers; where other processes write too, for two seconds at most.</summary>
public sealed class Door
{
    // A session that is closed at another node opens nothing here any more after as long as one turns a page.
    static readonly TimeSpan Trusted = TimeSpan.FromSeconds(2);

    readonly Store store;
    readonly TimeProvider time;
    readonly ConcurrentDictionary<(string District, string Session), Held> known = new();
    readonly ConcurrentDictionary<(string District, string Session), long> touched = new();
    long generation;

    public Door(Store store, Writer writer, TimeProvider time)
    {
        (this.store, this.time) = (store, time);
        writer.After("session", (district, stream) =>
        {
            Interlocked.Increment(ref generation);
            known.TryRemove((district, stream.Id), out _);
        });
        writer.After("account", (district, stream) =>
        {
            Interlocked.Increment(ref generation);
            foreach (var pair in known.Where(pair => pair.Key.District == district && pair.Value.Row.Account == stream.Id))
                known.TryRemove(pair.Key, out _);
        });
    }

    /// <summary>Whose token it is; null when it opens nothing (any more).</summary>
    /// <param name="note">Records that the session is in use; asked every ten minutes at most.</param>
    public async ValueTask<Person?> Open(
        string district, string token, bool byCookie, string? commandKey, long? seen, Func<string, Task> note, CancellationToken stop)
    {
        var session = Tokens.Id(token);
        if (await Find(district, session, stop) is not { } held) return null;

        var (row, now) = (held.Row, time.GetUtcNow());
        var at = (district, session);
        var moment = now.ToUnixTimeMilliseconds();
        var used = Math.Max(row.Used, touched.GetValueOrDefault(at));
        if (row.State != "open" || now >= Time(row.Opened) + Session.Absolute || moment - used >= Session.Idle.TotalMilliseconds) return null;
        if (held.At(now) is not { } person) return null;

        if (!touched.TryAdd(at, moment)) touched[at] = moment;
        // Bounded: what is forgotten is still in the ledger, ten minutes old at most. Only who is new is counted, since nobody else may touch the book meanwhile.
        else if (touched.Count > 100_000) touched.Clear();
        if (moment - row.Used >= Session.Noted.TotalMilliseconds) await note(session);

        return person with
        {
            Must = Owes(row, person.Post, now),
            ByCookie = byCookie,
            Caller = new(district, row.Account, person.Post.Post) { CommandKey = commandKey, Seen = seen },
            Now = now,
        };
    }

    static Must Owes(Row row, Appointment post, DateTimeOffset now)
    {
        if (row.MustChange != 0) return Must.ChangePassword;
        if (Roles.Of(post.Role)?.IsAdministrator is not true) return Must.Nothing;
        if (row.SecondFactor == 0) return Must.SetUpSecondFactor;
        return now >= Time(row.PasswordAt) + Account.AdministratorPasswordAge ? Must.ChangePassword : Must.Nothing;
    }

    async ValueTask<Held?> Find(string district, string session, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue((district, session), out var held) && (!store.IsShared || now - held.Read < Trusted)) return held;

        var before = Interlocked.Read(ref generation);
        await using var connection = await store.Read(stop);
        var rows = (await connection.QueryAsync<Row>("""
            select s.account, s.post, s.opened, s.used, a.name_zh as NameZh, a.name_en as NameEn, a.state, a.must_change as MustChange,
              a.password_at as PasswordAt, a.second_factor as SecondFactor, p.id, p.unit, p.role, p.title_zh as TitleZh, p.title_en as TitleEn,
              p.area, p.classes, p.since, p.until
            from sessions s
            join accounts a on a.district = s.district and a.name = s.account
            join posts p on p.district = s.district and p.account = s.account
            where s.district = @district and s.id = @session
            """, new { district, session })).AsList();
        if (rows.Count == 0) return null;

        held = new(district, session, rows[0], [.. rows.Select(row => row.Appointment())], now);
        if (known.Count > 50_000) known.Clear();
        known[(district, session)] = held;
        // A commit between the reading and the remembering may not be forgotten.
        if (Interlocked.Read(ref generation) != before) known.TryRemove((district, session), out _);
        return held;
    }

    static DateTimeOffset Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);

    sealed class Held(string district, string session, Row row, ImmutableArray<Appointment> posts, DateTimeOffset read)
    {
        Person? person;

        public Row Row { get; } = row;

        public DateTimeOffset Read { get; } = read;

        /// <summary>Who it is at a moment; null where they no longer hold the post in which they act. What they may see is worked out anew only when they hold other posts. What they must do, the caller, the way in and the moment are for the request to say.</summary>
        public Person? At(DateTimeOffset now)
        {
            var held = posts.All(post => post.Holds(now)) ? posts : posts.RemoveAll(post => !post.Holds(now));
            if (person is { } known && known.Posts.SequenceEqual(held)) return known;
            return held.FirstOrDefault(post => post.Id == Row.Post) is not { } post ? null : person = new(Row.Account, new(Row.NameZh, Row.NameEn), post, held, Must.Nothing,
                session, Time(Row.Opened) + Session.Absolute, ByCookie: false, Row.SecondFactor != 0, new(district, Row.Account, post.Post), now);
        }
    }

    sealed record Row(
        string Account, string Post, long Opened, long Used, string NameZh, string NameEn, string State, long MustChange, long PasswordAt,
        long SecondFactor, string Id, string Unit, string Role, string TitleZh, string TitleEn, string? Area, string Classes,
        long? Since, long? Until)
    {
        public Appointment Appointment() => new(Id, Unit, Role, new(TitleZh, TitleEn), Area,
            [.. Classes.Split(' ', StringSplitOptions.RemoveEmptyEntries)], Since is { } since ? Time(since) : null, Until is { } until ? Time(until) : null);
    }
}
