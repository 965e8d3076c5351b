using System.Text.Json;
using Bihuan.Engine.Decisions;
using Bihuan.Engine.Journal;
using Bihuan.People;

namespace Bihuan.Tests.People;

/// <summary>
/// The people of these tests. Ana handles in 中韩街道; Ben verifies. Sys keeps the system, Sec the security, Aud the audit.
/// It is Monday 2 March 2026, nine o'clock in China.
/// </summary>
static class Scene
{
    public const string District = "370212";
    public const string Good = "Clear-water7";

    public static readonly DateTimeOffset Nine = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    public static readonly string Kept = Passwords.Hash(Good);

    public static readonly Stamp Setup = new(Nine, "setup", new("setup", ""));
    public static readonly Stamp Sys = new(Nine, "sys", new("system-admin", "LS"));
    public static readonly Stamp Sec = new(Nine, "sec", new("security-admin", "LS"));
    public static readonly Stamp Aud = new(Nine, "aud", new("audit-admin", "LS"));
    public static readonly Stamp Ana = new(Nine, "ana", new("handler", "LS.ZH"));

    public static readonly Unit Street = Given<Unit>("unit-LS.ZH", (Setup, new UnitOpened(new("中韩街道", "Zhonghan"), "street", "370212001")));
    public static readonly Unit ClosedStreet = Given<Unit>("unit-LS.ZH",
        (Setup, new UnitOpened(new("中韩街道", "Zhonghan"), "street", "370212001")), (Sys, new UnitClosed("merged")));

    public static readonly Account New = Given<Account>("account-ana", (Sys, new AccountOpened(new("安娜", "Ana"), Kept, MustChange: false)));
    public static readonly Account Handler = Given<Account>(New, (Sys, new PostAppointed(PostOf("1", "LS.ZH", "handler"))));
    public static readonly Account Closed = Given<Account>(Handler, (Sys, new AccountClosed("left")));

    public static Appointment PostOf(string id, string unit, string role, DateTimeOffset? until = null, string? area = null) =>
        new(id, unit, role, Roles.Title(role), area, [], null, until);

    public static T Given<T>(string stream, params ReadOnlySpan<(Stamp, Fact)> facts) where T : class, IStory<T> =>
        Fold(T.Empty, new(stream), facts);

    public static Account Given<T>(Account story, params ReadOnlySpan<(Stamp, Fact)> facts) where T : class, IStory<T> =>
        Fold(story, Account.StreamOf(story.Id), facts);

    static T Fold<T>(T story, Bihuan.Engine.Journal.Stream stream, ReadOnlySpan<(Stamp, Fact)> facts) where T : class, IStory<T>
    {
        var version = 0;
        foreach (var (stamp, fact) in facts) story = story.Apply(new(stream, ++version, fact, stamp));
        return story;
    }

    static string Written(Fact fact) => $"{fact.GetType().Name} {JsonSerializer.Serialize(fact, fact.GetType(), Facts.Json)}";

    public static Stamp Later(this Stamp stamp, TimeSpan by) => stamp with { At = stamp.At + by };

    public static void Refuses(this Decision decision, Refusal refusal)
    {
        Assert.Equal(refusal.Code, decision.Refusal?.Code);
        Assert.Empty(decision.Facts);
        Assert.Empty(decision.Elsewhere);
    }

    public static void Records(this Decision decision, params Fact[] facts)
    {
        Assert.Null(decision.Refusal);
        // As stored: records that hold lists are equal when they are written alike.
        Assert.Equal(facts.Select(Written), decision.Facts.Select(Written));
    }
}
