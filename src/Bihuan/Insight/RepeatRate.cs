using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>The share of requests that say again what was said before: the same requester with the same kind of thing, or the same kind of thing in the same community, within <see cref="Days"/> days.</summary>
public sealed class RepeatRate(Store store)
{
    /// <summary>How long ago the earlier one may have been said.</summary>
    public const int Days = 30;

    /// <summary>How many of how many.</summary>
    public sealed record Share(long Of, long Among)
    {
        /// <summary>A percentage; null where nothing was said.</summary>
        public double? Value => Among == 0 ? null : 100.0 * Of / Among;
    }

    sealed record Line(long Among, long Again);

    /// <summary>Of what was received in a period inside a scope; what only its parties know is counted too, for a share tells of none.</summary>
    public async Task<Share> Of(Scope scope, Period period, CancellationToken stop)
    {
        var (where, parameters) = scope.Counting.Where("m");
        parameters.AddDynamicParams(new
        {
            kind = MatterDesk.Requests, from = period.From.ToUnixTimeMilliseconds(), until = period.Until.ToUnixTimeMilliseconds(),
            since = period.From.AddDays(-Days).ToUnixTimeMilliseconds(), days = (long)TimeSpan.FromDays(Days).TotalMilliseconds,
        });
        await using var connection = await store.Read(stop);
        var line = await connection.QuerySingleAsync<Line>($"""
            select count(*) as Among, cast(coalesce(sum(again), 0) as bigint) as Again from (
              select m.received, case
                when m.person is not null and m.received - lag(m.received) over (partition by m.person, m.category order by m.received, m.id) <= @days then 1
                when m.community <> '' and m.received - lag(m.received) over (partition by m.community, m.category order by m.received, m.id) <= @days then 1
                else 0 end as again
              from matters m where {where} and m.class = @kind and m.received >= @since and m.received < @until) as said
            where received >= @from
            """, parameters);
        return new(line.Again, line.Among);
    }
}
