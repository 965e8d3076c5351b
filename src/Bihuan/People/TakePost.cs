using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Goes on in another of one's posts.</summary>
public static class TakePost
{
    public sealed record Command(string Post);

    public static void Map(RouteGroupBuilder me) => me.MapPut("/post", Handle).WithSummary("Act in another post");

    static async Task<IResult> Handle(Command command, SignedIn signedIn, Clerk clerk, CancellationToken stop) =>
        (await Run(command, signedIn.Person!, clerk, stop)).AsHttp();

    public static Task<Answer<Session>> Run(Command command, Person person, Clerk clerk, CancellationToken stop) =>
        clerk.For(person.Caller).Record<Session>(Session.StreamOf(person.Session), async (session, desk) =>
            Decide(session, command, (await desk.Story<Account>(Account.StreamOf(person.Account))).Story, desk.Now), stop, command: command);

    /// <param name="account">The session's account as it stands.</param>
    public static Decision Decide(Session session, Command command, Account account, Stamp now)
    {
        if (!session.IsLive(now.At) || session.Account != now.By) return No.NoSuchSession;
        if (account.Posts.FirstOrDefault(post => post.Id == command.Post) is not { } post || !post.Holds(now.At)) return No.NoSuchPost;
        if (session.Post == post.Id) return Decision.Nothing;

        return new PostTaken(post.Id);
    }
}
