namespace Bihuan.People;

/// <summary>The accounts, the posts they hold, and apart from both what proves them.</summary>
public sealed class AccountLedger : Ledger<Account>
{
    static readonly Table Accounts = new("accounts", 1,
    [
        new("name", Holds.Text), new("name_zh", Holds.Text), new("name_en", Holds.Text), new("state", Holds.Text),
        new("locked_until", Holds.Whole, Nullable: true), new("must_change", Holds.Whole), new("password_at", Holds.Whole),
        new("second_factor", Holds.Whole), new("opened", Holds.Whole),
    ]);

    static readonly Table Posts = new("posts", 2,
    [
        new("account", Holds.Text), new("id", Holds.Text), new("unit", Holds.Text), new("role", Holds.Text),
        new("title_zh", Holds.Text), new("title_en", Holds.Text), new("area", Holds.Text, Nullable: true), new("classes", Holds.Text),
        new("since", Holds.Whole, Nullable: true), new("until", Holds.Whole, Nullable: true),
    ])
    {
        Indexes = [new("unit", "unit, role, account")],
    };

    static readonly Table Credentials = new("credentials", 1,
        [new("account", Holds.Text), new("password", Holds.Text), new("second_factor", Holds.Text, Nullable: true)]);

    public override ImmutableArray<Table> Tables { get; } = [Accounts, Posts, Credentials];

    public override int Edition => 2;

    public override IEnumerable<Row> Rows(Account account)
    {
        if (!account.Exists) yield break;

        yield return new(Accounts, account.Id, account.Name.Zh, account.Name.En,
            account.IsClosed ? "closed" : account.IsLocked ? "locked" : "open", account.LockedOutUntil?.ToUnixTimeMilliseconds(),
            account.MustChange ? 1L : 0L, account.PasswordAt.ToUnixTimeMilliseconds(), account.SecondFactor is null ? 0L : 1L,
            account.Opened.ToUnixTimeMilliseconds());
        if (account.IsClosed) yield break;

        yield return new(Credentials, account.Id, account.Password, account.SecondFactor);
        foreach (var post in account.Posts)
            yield return new(Posts, account.Id, post.Id, post.Unit, post.Role, post.Title.Zh, post.Title.En, post.Area,
                string.Join(' ', post.Classes), post.Since?.ToUnixTimeMilliseconds(), post.Until?.ToUnixTimeMilliseconds());
    }
}
