using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Takes a post away; whoever acts in it stops at once.</summary>
public static class RemovePost
{
    public sealed record Command(string Reason);

    public static void Map(RouteGroupBuilder accounts) =>
        accounts.MapPost("/{account}/posts/{post}/removal", Handle).WithSummary("Take a post away");

    static async Task<IResult> Handle(string account, string post, Command command, Clerk clerk, CancellationToken stop) =>
        (await Run(account, post, command, clerk, stop)).AsHttp();

    public static Task<Answer<Account>> Run(string account, string post, Command command, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Account>(Account.StreamOf(account), new { post, command }, (a, now) => Decide(a, post, command, now), stop);

    public static Decision Decide(Account account, string post, Command command, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin, Roles.SecurityAdmin)) return Hosting.No.NotYours;
        if (!account.Exists) return No.NoSuchAccount;
        if (account.Posts.FirstOrDefault(p => p.Id == post) is not { } held) return No.NoSuchPost;
        if (!now.Is(Roles.Of(held.Role)?.IsAdministrator is true ? Roles.SecurityAdmin : Roles.SystemAdmin)) return No.SecurityGrants;
        if (account.Id == now.By) return No.OwnAccount;
        if (string.IsNullOrWhiteSpace(command.Reason)) return No.ReasonMissing;

        return new PostRemoved(post, command.Reason.Trim());
    }
}
