using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Ends a session: one's own, another of one's own, or as security administrator anybody's.</summary>
public static class SignOut
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapDelete("/sessions/current", Handle).WithSummary("Sign out");
        api.MapGet("/me/sessions", List).WithSummary("List one's own sessions");
        api.MapDelete("/me/sessions", HandleOthers).WithSummary("End all of one's other sessions");
        api.MapDelete("/sessions/{session}", HandleOne).WithSummary("End a session");
    }

    static async Task<IResult> Handle(SignedIn signedIn, Clerk clerk, CancellationToken stop) =>
        (await Run(signedIn.Person!.Session, signedIn.Person.Caller, clerk, stop)).AsHttp();

    static async Task<IResult> HandleOne(string session, Clerk clerk, CancellationToken stop) =>
        (await Run(session, clerk.Caller, clerk, stop)).AsHttp();

    static async Task<IResult> HandleOthers(SignedIn signedIn, Clerk clerk, CancellationToken stop) =>
        (await Others(signedIn.Person!, clerk, stop)).AsHttp();

    static async Task<IResult> List(SignedIn signedIn, Store store, CancellationToken stop) =>
        Results.Json(await SessionRow.Of(store, signedIn.Person!, stop), Facts.Json);

    public static Task<Answer<Session>> Run(string session, Caller caller, Clerk clerk, CancellationToken stop) =>
        clerk.For(caller).Record<Session>(Session.StreamOf(session), Decide, stop);

    /// <summary>Ends every other session of the person.</summary>
    public static Task<Answer<Account>> Others(Person person, Clerk clerk, CancellationToken stop) =>
        clerk.For(person.Caller).Record<Account>(Account.StreamOf(person.Account), async (account, desk) =>
            Decision.Nothing.Ending((await desk.Live(account)).Where(session => session.Id != person.Session), "ended"), stop);

    public static Decision Decide(Session session, Stamp now)
    {
        if (!session.Exists || session.Refused is not null) return No.NoSuchSession;
        if (session.Account != now.By && !now.Is(Roles.SecurityAdmin)) return No.NoSuchSession;
        if (session.Closed is not null) return Decision.Nothing;

        return new SessionClosed(session.Account == now.By ? "signed-out" : "ended");
    }
}

/// <summary>A session as its owner sees it.</summary>
public sealed record SessionRow(string Id, string Post, long Opened, long Used, string Address, string Agent)
{
    /// <summary>The person's own sessions, the newest first.</summary>
    public static async Task<IReadOnlyList<SessionRow>> Of(Store store, Person person, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return [.. await connection.QueryAsync<SessionRow>("""
            select id, post, opened, used, address, agent from sessions
            where district = @district and account = @account and opened > @after order by opened desc
            """, new { district = person.Caller.District, account = person.Account, after = (person.Now - Session.Absolute).ToUnixTimeMilliseconds() })];
    }
}
