using Bihuan.Hosting;

namespace Bihuan.Matters;

/// <summary>Who holds a post of a role now: whom a form that asks for such a person offers.</summary>
public sealed class PostHolders(Store store, TimeProvider time)
{
    public async Task<IReadOnlyList<Colleague>> Of(string district, string role, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return await Of(connection, district, role, time.GetUtcNow());
    }

    internal static async Task<IReadOnlyList<Colleague>> Of(System.Data.Common.DbConnection connection, string district, string role, DateTimeOffset now) =>
        [.. (await connection.QueryAsync<(string Account, string NameZh, string NameEn, string Unit, string TitleZh, string TitleEn)>("""
            select p.account, a.name_zh, a.name_en, p.unit, p.title_zh, p.title_en
            from posts p join accounts a on a.district = p.district and a.name = p.account
            where p.district = @district and p.role = @role and a.state = 'open'
              and (p.since is null or p.since <= @now) and (p.until is null or p.until > @now)
            order by p.unit, p.account
            """, new { district, role, now = now.ToUnixTimeMilliseconds() }))
            .DistinctBy(row => row.Account).Select(row => new Colleague(row.Account, new(row.NameZh, row.NameEn), row.Unit, new(row.TitleZh, row.TitleEn)))];
}
