using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Lists accounts for administrators, fifty at a time in the order of their names.</summary>
public static class ListAccounts
{
    public const int Page = 50;

    /// <param name="After">The last account of the page before.</param>
    /// <param name="Sought">A part of an account, of a person's name, or of what a list says of their posts: title, role, unit.</param>
    public sealed record Query(string? After = null, string? Unit = null, string? Role = null, string? Sought = null);

    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("", HandleList).WithSummary("List accounts");
        accounts.MapGet("/{account}", HandleOne).WithSummary("One account with its posts");
    }

    static async Task<IResult> HandleList(
        SignedIn signedIn, Store store, UnitTree tree, CancellationToken stop, string? after = null, string? unit = null, string? role = null, string? q = null)
    {
        if (Fault(signedIn) is { } fault) return fault.AsHttp();
        var rows = await Read(store, signedIn.Person!.Caller.District, new(after, unit, role, q), await tree.Of(signedIn.Person!.Caller.District, stop), stop);
        return Results.Json(new { accounts = rows, next = rows.Count == Page ? rows[^1].Name : null }, Facts.Json);
    }

    static async Task<IResult> HandleOne(string account, SignedIn signedIn, Store store, CancellationToken stop)
    {
        if (Fault(signedIn) is { } fault) return fault.AsHttp();
        return await One(store, signedIn.Person!.Caller.District, account, stop) is { } row ? Results.Json(row, Facts.Json) : No.NoSuchAccount.AsHttp();
    }

    public static Refusal? Fault(SignedIn signedIn) => signedIn.Unless(Roles.SystemAdmin, Roles.SecurityAdmin, Roles.AuditAdmin);

    /// <summary>One page of accounts with their posts.</summary>
    public static async Task<IReadOnlyList<AccountRow>> Read(Store store, string district, Query query, Units units, CancellationToken stop)
    {
        var word = query.Sought?.Trim().ToLowerInvariant() is { Length: > 0 } said ? said : null;
        var sought = word is null ? null : $"%{word.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
        bool Says(Words words) => words.Zh.Contains(word!, StringComparison.OrdinalIgnoreCase) || words.En.Contains(word!, StringComparison.OrdinalIgnoreCase);
        var held = query.Unit is { Length: > 0 } || query.Role is { Length: > 0 };
        var parameters = new DynamicParameters(new
        {
            district, after = query.After ?? "", sought, role = query.Role ?? "", unit = query.Unit ?? "",
            below = $"{query.Unit}.", beyond = $"{query.Unit}/", page = Page,
        });
        await using var connection = await store.Read(stop);
        var accounts = (await connection.QueryAsync<AccountRow>($"""
            select a.name, a.name_zh as NameZh, a.name_en as NameEn, a.state, a.locked_until as LockedUntil, a.must_change as MustChange,
              a.second_factor as SecondFactor, a.opened
            from accounts a where a.district = @district and a.name > @after
            {(sought is null ? "" : $"""
                and (a.name like @sought escape '!' or a.name_zh like @sought escape '!' or lower(a.name_en) like @sought escape '!'
                  or exists (select 1 from posts s where s.district = a.district and s.account = a.name
                    and (s.title_zh like @sought escape '!' or lower(s.title_en) like @sought escape '!'
                      or s.unit in {parameters.AddAll("at", units.All.Where(unit => Says(unit.Name)).Select(unit => unit.Code))}
                      or s.role in {parameters.AddAll("as", Roles.All.Where(role => Says(role.Title)).Select(role => role.Key))})))
                """)}
            {(held ? """
                and exists (select 1 from posts p where p.district = a.district and p.account = a.name
                  and (@role = '' or p.role = @role) and (@unit = '' or p.unit = @unit or (p.unit >= @below and p.unit < @beyond)))
                """ : "")}
            order by a.name limit @page
            """, parameters)).AsList();
        await Posts(connection, district, accounts);
        return accounts;
    }

    /// <summary>How many accounts have a post in each unit or below it: as many as the list of that unit shows.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> ByUnit(Store store, string district, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var held = await connection.QueryAsync<(string Unit, string Account)>("""
            select distinct p.unit, p.account from posts p join accounts a on a.district = p.district and a.name = p.account where p.district = @district
            """, new { district });
        var people = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (unit, account) in held)
            for (var code = unit; ; code = code[..code.LastIndexOf('.')])
            {
                if (!people.TryGetValue(code, out var there)) people[code] = there = new(StringComparer.Ordinal);
                there.Add(account);
                if (!code.Contains('.')) break;
            }

        return people.ToDictionary(pair => pair.Key, pair => pair.Value.Count, StringComparer.Ordinal);
    }

    /// <summary>What people are called, by account; who has none is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, Words>> Names(Store store, string district, IEnumerable<string> accounts, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var parameters = new DynamicParameters(new { district });
        return (await connection.QueryAsync<(string Name, string Zh, string En)>(
            $"select name, name_zh, name_en from accounts where district = @district and name in {parameters.AddAll("sought", accounts)}", parameters))
            .ToDictionary(row => row.Name, row => new Words(row.Zh, row.En), StringComparer.Ordinal);
    }

    /// <summary>One account with its posts; null when there is none.</summary>
    public static async Task<AccountRow?> One(Store store, string district, string account, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var row = await connection.QuerySingleOrDefaultAsync<AccountRow>("""
            select name, name_zh as NameZh, name_en as NameEn, state, locked_until as LockedUntil, must_change as MustChange,
              second_factor as SecondFactor, opened
            from accounts where district = @district and name = @account
            """, new { district, account });
        if (row is not null) await Posts(connection, district, [row]);
        return row;
    }

    static async Task Posts(System.Data.Common.DbConnection connection, string district, List<AccountRow> accounts)
    {
        if (accounts.Count == 0) return;
        var parameters = new DynamicParameters(new { district });
        var posts = (await connection.QueryAsync<PostRow>($"""
            select account, id, unit, role, title_zh as TitleZh, title_en as TitleEn, area, classes, since, until
            from posts where district = @district and account in {parameters.AddAll("name", accounts.Select(row => row.Name))} order by account, id
            """, parameters)).ToLookup(post => post.Account);
        for (var n = 0; n < accounts.Count; n++) accounts[n].Posts = [.. posts[accounts[n].Name]];
    }
}

/// <summary>An account as lists show it.</summary>
public sealed record AccountRow(
    string Name, string NameZh, string NameEn, string State, long? LockedUntil, long MustChange, long SecondFactor, long Opened)
{
    public ImmutableArray<PostRow> Posts { get; internal set; } = [];
}

/// <summary>A post as lists show it.</summary>
public sealed record PostRow(
    string Account, string Id, string Unit, string Role, string TitleZh, string TitleEn, string? Area, string Classes, long? Since, long? Until);
