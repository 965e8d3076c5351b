using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Finds every item that cannot close by itself: without an owner or a clock, with a next step that nobody may take, or ended without its verification.</summary>
public sealed class BrokenLoops(Store store, TimeProvider time)
{
    const int Most = 500;

    /// <summary>One broken loop.</summary>
    public sealed record Broken
    {
        public required string Id { get; init; }
        public required string Number { get; init; }
        public required string Title { get; init; }
        public required string Class { get; init; }
        public required string Stage { get; init; }
        public string? Lead { get; init; }
        public long Received { get; init; }

        /// <summary>no-owner, no-clock, nobody, or unverified-end.</summary>
        // Properties, not parameters: a computed column of no rows has no type that Dapper could match to a parameter.
        public required string Fault { get; init; }
    }

    /// <summary>All of them inside a scope, the oldest first; empty is how it should be.</summary>
    public async Task<IReadOnlyList<Broken>> Find(Scope scope, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        parameters.Add("never", MatterLedger.Never);
        parameters.Add("most", Most);
        await using var connection = await store.Read(stop);
        var found = (await connection.QueryAsync<Broken>(Sql(where), parameters)).AsList();
        foreach (var step in await Stuck(connection, scope.District))
        {
            var (sql, words) = scope.Where("m");
            words.AddDynamicParams(new { step.Role, step.Unit, step.Person, step.Recused, most = Most });
            found.AddRange(await connection.QueryAsync<Broken>($"""
                select m.id as Id, m.number as Number, m.title as Title, m.class as Class, m.stage as Stage, m.lead as Lead, m.received as Received, 'nobody' as Fault
                from matters m where {sql} and m.id in (
                  select t.matter from todos t where t.district = @scope_district and t.role = @Role and t.unit = @Unit and t.recused = @Recused
                    and (t.person = @Person or t.person is null and @Person is null))
                order by m.received limit @most
                """, words));
            if (found.Count >= Most) break;
        }

        return [.. found.DistinctBy(broken => broken.Id).OrderBy(broken => broken.Received).Take(Most)];
    }

    /// <summary>A step as many matters may wait for it.</summary>
    sealed record Waiting
    {
        public required string Role { get; init; }
        public required string Unit { get; init; }
        public string? Person { get; init; }
        public required string Recused { get; init; }

        /// <summary>Whether somebody in that post is the one it waits for, and not among those who must stay out.</summary>
        public bool Suits(string account, string unit)
        {
            if (Person is not null && Person != account || !Orders.IsSameOffice(Unit, unit)) return false;
            var out_ = Recused.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return !out_.Contains("@" + account) && !out_.Any(code => code[0] != '@' && Orders.IsSameOffice(code, unit));
        }
    }

    /// <summary>The steps for which nobody holds the post who may take them.</summary>
    async Task<IReadOnlyList<Waiting>> Stuck(System.Data.Common.DbConnection connection, string district)
    {
        var waiting = await connection.QueryAsync<Waiting>(
            "select distinct role as Role, unit as Unit, person as Person, recused as Recused from todos where district = @district", new { district });
        var posts = (await connection.QueryAsync<(string Role, string Account, string Unit)>("""
            select p.role, p.account, p.unit from posts p join accounts a on a.district = p.district and a.name = p.account
            where p.district = @district and a.state <> 'closed' and (p.until is null or p.until > @now)
            """, new { district, now = time.GetUtcNow().ToUnixTimeMilliseconds() })).ToLookup(post => post.Role);
        return [.. waiting.Where(step => !posts[step.Role].Any(post => step.Suits(post.Account, post.Unit)))];
    }

    /// <summary>Three walks along three indexes: in one condition they would be a walk over everything. A request to reopen waits at an end: it
    /// needs its owner and its clock like anything open.</summary>
    internal static string Sql(string where) => $"""
        select * from (
          select {Columns}, case when not exists (select 1 from todos t where t.district = m.district and t.matter = m.id) then 'no-owner' else 'no-clock' end as "Fault"
          from matters m where {where} and m.is_open = 1 and not exists (
            select 1 from todos t where t.district = m.district and t.matter = m.id and (t.due < @never or t.is_paused = 1))
          union all
          select {Columns}, 'no-clock' as "Fault" from matters m where {where} and m.is_open = 0 and m.is_unverified = 0
            and m.id in (select t.matter from todos t where t.district = @scope_district and t.due = {MatterLedger.Never})
          union all
          select {Columns}, 'unverified-end' as "Fault" from matters m where {where} and m.is_open = 0 and m.is_unverified = 1) as broken
        order by "Received" limit @most
        """;

    const string Columns = """
        m.id as "Id", m.number as "Number", m.title as "Title", m.class as "Class", m.stage as "Stage", m.lead as "Lead", m.received as "Received"
        """;
}
