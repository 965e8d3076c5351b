using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Appoints an account to a post: business posts by the system administrator, administrators by the security administrator.</summary>
public static class AppointPost
{
    public sealed record Command(
        string Unit, string Role, string? Title = null, string? TitleEn = null, string? Area = null, IReadOnlyList<string>? Classes = null,
        DateTimeOffset? Since = null, DateTimeOffset? Until = null);

    public static void Map(RouteGroupBuilder accounts) =>
        accounts.MapPost("/{account}/posts", Handle).WithSummary("Appoint an account to a post");

    static async Task<IResult> Handle(string account, Command command, Clerk clerk, CancellationToken stop) =>
        (await Run(account, command, clerk, stop)).AsHttp(a => new { post = a.Posts[^1].Id });

    public static Task<Answer<Account>> Run(string account, Command command, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Account>(Account.StreamOf(account), async (a, desk) =>
            Decide(a, command, (await desk.Story<Unit>(Unit.StreamOf(command.Unit ?? ""))).Story, desk.Now), stop, command: command);

    /// <param name="unit">The unit as it stands.</param>
    public static Decision Decide(Account account, Command command, Unit unit, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin, Roles.SecurityAdmin)) return Hosting.No.NotYours;
        if (!account.Exists) return No.NoSuchAccount;
        if (Roles.Of(command.Role ?? "") is not { HasAccount: true } role) return No.NoSuchRole;
        if (!now.Is(role.IsAdministrator ? Roles.SecurityAdmin : Roles.SystemAdmin)) return No.SecurityGrants;
        if (account.Id == now.By) return No.OwnAccount;
        if (account.IsClosed) return No.AccountClosed;
        if (!unit.Exists) return No.NoSuchUnit;
        if (unit.IsClosed) return No.UnitClosed;

        // A post that has run out binds nobody; one that is still to come does.
        var held = account.Posts.Where(post => post.Until is null || now.At < post.Until).ToList();
        if (held.Exists(post => post.Unit == unit.Code && post.Role == role.Key)) return No.PostHeld;
        if (held.Count > 0 && (role.IsAdministrator || held.Exists(post => Roles.Of(post.Role)?.IsAdministrator is true))) return No.RolesExclude;

        var title = string.IsNullOrWhiteSpace(command.Title) ? role.Title
            : new Words(command.Title.Trim(), string.IsNullOrWhiteSpace(command.TitleEn) ? role.Title.En : command.TitleEn.Trim());
        return new PostAppointed(new($"{account.PostsEver + 1}", unit.Code, role.Key, title,
            string.IsNullOrWhiteSpace(command.Area) ? null : command.Area.Trim(), [.. command.Classes ?? []], command.Since, command.Until));
    }
}
