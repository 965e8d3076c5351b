using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Demo;

/// <summary>Somebody who can act: an account in one of its posts.</summary>
sealed record Actor(string Account, Post Post, string? Area);

/// <summary>Who is there to act, by role and unit.</summary>
sealed class Cast(string district, IEnumerable<DemoPerson> people)
{
    readonly Actor[] all = [.. people.SelectMany(p => p.Posts.Select(post => new Actor(p.Account, new(post.Role, post.Unit), post.Area)))];

    /// <summary>Those of a role in a unit, above it or below it.</summary>
    public IReadOnlyList<Actor> Of(string role, string unit) => [.. all.Where(a => a.Post.Role == role && IsNear(a.Post.Unit, unit))];

    /// <summary>Those of a role.</summary>
    public IReadOnlyList<Actor> Of(string role) => [.. all.Where(a => a.Post.Role == role)];

    /// <summary>The account of that name in that role.</summary>
    public Actor Named(string account, string role) => all.First(a => a.Account == account && a.Post.Role == role);

    /// <summary>The account of that name, in its first post.</summary>
    public Actor Any(string account) => all.First(a => a.Account == account);

    /// <summary>Who hears or sees things at the window or on the way.</summary>
    public Actor Reporter(string account) => all.First(a => a.Account == account && a.Post.Role is ("grid-member" or "clerk"));

    /// <summary>The public.</summary>
    public Actor Resident { get; } = new("resident", new("resident", ""), null);

    public Caller At(Actor actor, DateTimeOffset at) => new(district, actor.Account, actor.Post) { At = at };

    public Caller Clock(DateTimeOffset at) => Caller.Clock(district) with { At = at };

    static bool IsNear(string one, string other) =>
        one == other || one.StartsWith(other + ".", StringComparison.Ordinal) || other.StartsWith(one + ".", StringComparison.Ordinal);
}
