using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Finds every item that cannot close by itself: open without an owner, without a clock, or ended without its verification.</summary>
public sealed class BrokenLoops(Store store)
{
    /// <summary>One broken loop.</summary>
    public sealed record Broken
    {
        public required string Id { get; init; }
        public required string Number { get; init; }
        public required string Title { get; init; }
        public required string Stage { get; init; }
        public string? Lead { get; init; }
        public long Received { get; init; }

        /// <summary>no-owner, no-clock, or unverified-end.</summary>
        // Properties, not parameters: a computed column of no rows has no type that Dapper could match to a parameter.
        public required string Fault { get; init; }
    }

    /// <summary>All of them inside a scope, the oldest first; empty is how it should be.</summary>
    public async Task<IReadOnlyList<Broken>> Find(Scope scope, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        parameters.Add("never", MatterLedger.Never);
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<Broken>($"""
            select m.id as Id, m.number as Number, m.title as Title, m.stage as Stage, m.lead as Lead, m.received as Received, case
              when m.is_open = 0 then 'unverified-end'
              when not exists (select 1 from todos t where t.district = m.district and t.matter = m.id) then 'no-owner'
              else 'no-clock' end as Fault
            from matters m where {where} and (
              m.is_open = 1 and not exists (
                select 1 from todos t where t.district = m.district and t.matter = m.id and (t.due < @never or t.is_paused = 1))
              or m.is_open = 0 and m.is_unverified = 1)
            order by m.received limit 500
            """, parameters)).AsList();
    }
}
