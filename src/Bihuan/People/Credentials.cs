using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>What proves an account: read before the Clerk, compared again by the verb.</summary>
sealed record Credentials(string Password, string? SecondFactor)
{
    public static async Task<Credentials?> Of(Store store, string district, string account, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return await connection.QuerySingleOrDefaultAsync<Credentials>(
            "select password, second_factor as SecondFactor from credentials where district = @district and account = @account",
            new { district, account });
    }
}

/// <summary>What several verbs do with sessions.</summary>
static class Ends
{
    /// <summary>The account's sessions that stand open, the oldest first.</summary>
    public static async ValueTask<IReadOnlyList<Session>> Live(this Desk desk, Account account)
    {
        var live = new List<Session>();
        foreach (var id in account.Sessions)
            if ((await desk.Story<Session>(Session.StreamOf(id))).Story is var session && session.IsLive(desk.Now.At))
                live.Add(session);
        return live;
    }

    /// <summary>Ends sessions by the same verb.</summary>
    public static Decision Ending(this Decision decision, IEnumerable<Session> sessions, string why) =>
        sessions.Aggregate(decision, (all, session) => all.Also(Session.StreamOf(session.Id), new SessionClosed(why)));
}
