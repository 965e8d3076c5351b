using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>A span of time, from its first moment to before its last.</summary>
public readonly record struct Period(DateTimeOffset From, DateTimeOffset Until);

/// <summary>Counts closed matters inside a scope, from the matters' own ledger: what the page says, a list can show.</summary>
public sealed class Tallies(Store store, TimeProvider time)
{
    /// <summary>By what the counts are kept apart.</summary>
    public enum By
    {
        Nothing,
        Street,
        Unit,
    }

    /// <summary>A key and what was counted under it; the key is empty for the whole, and where a matter has none.</summary>
    public sealed record Group
    {
        // Properties, not parameters: computed columns of no rows have no types that Dapper could match to parameters.
        public string Key { get; init; } = "";
        public long Closed { get; init; }
        public long CalledBack { get; init; }
        public long Valid { get; init; }
        public long Contacted { get; init; }
        public long Resolved { get; init; }
        public long Satisfied { get; init; }
        public long Basically { get; init; }
        public long Timed { get; init; }
        public long OnTime { get; init; }
        public long Extended { get; init; }
        public long Reworked { get; init; }
        public long Dispatches { get; init; }
        public long Returned { get; init; }

        public Tally Tally => new(Closed, CalledBack, Valid, Contacted, Resolved, Satisfied, Basically, Timed, OnTime, Extended, Reworked, Dispatches, Returned);
    }

    const string Counts = """
        count(*) as Closed,
        count(case when m.reached is not null then 1 end) as CalledBack,
        count(case when m.reached = 1 then 1 end) as Valid,
        count(case when m.reached = 1 and m.contacted = 1 then 1 end) as Contacted,
        count(case when m.reached = 1 and m.resolved = 1 then 1 end) as Resolved,
        count(case when m.reached = 1 and m.satisfied in ('very', 'satisfied') then 1 end) as Satisfied,
        count(case when m.reached = 1 and m.satisfied = 'basically' then 1 end) as Basically,
        count(case when m.handle_due is not null then 1 end) as Timed,
        count(case when m.handle_due is not null and (m.is_late = 0 or m.exempt = 1) then 1 end) as OnTime,
        count(case when m.handle_due is not null and m.extensions > 0 then 1 end) as Extended,
        count(case when m.reworks > 0 then 1 end) as Reworked,
        cast(coalesce(sum(m.dispatches), 0) as bigint) as Dispatches,
        cast(coalesce(sum(m.returns), 0) as bigint) as Returned
        """;

    /// <summary>What was closed in a period.</summary>
    public async Task<Tally> Of(Scope scope, Period period, CancellationToken stop) =>
        await Of(scope, period, By.Nothing, stop) is [var whole, ..] ? whole.Tally : Tally.Nothing;

    /// <summary>What was closed in a period, kept apart; ordered by key, never by result.</summary>
    public async Task<IReadOnlyList<Group>> Of(Scope scope, Period period, By by, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        parameters.Add("kind", MatterDesk.Requests);
        parameters.Add("closedFrom", period.From.ToUnixTimeMilliseconds());
        parameters.Add("closedUntil", period.Until.ToUnixTimeMilliseconds());
        var key = by switch { By.Street => "substr(m.area, 1, 9)", By.Unit => "coalesce(m.lead, '')", _ => "''" };
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<Group>($"""
            select {key} as Key, {Counts} from matters m
            where {where} and m.class = @kind and m.is_open = 0 and m.closed >= @closedFrom and m.closed < @closedUntil and m.dispatches > 0 and m.merged_into is null
            group by 1 order by 1
            """, parameters)).AsList();
    }

    /// <summary>How many are overdue now, by street or unit.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Overdue(Scope scope, By by, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        parameters.Add("now", time.GetUtcNow().ToUnixTimeMilliseconds());
        var key = by switch { By.Street => "substr(m.area, 1, 9)", By.Unit => "coalesce(m.lead, '')", _ => "''" };
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<(string Key, long Count)>($"""
            select {key}, count(*) from matters m where {where} and m.is_open = 1 and m.is_paused = 0 and m.due < @now group by 1
            """, parameters)).ToDictionary(row => row.Key, row => row.Count, StringComparer.Ordinal);
    }

    /// <summary>How many open or overdue matters lie in each area of a level: the first characters of its code.</summary>
    /// <param name="digits">9 for streets, 12 for communities.</param>
    public async Task<IReadOnlyDictionary<string, long>> ByArea(ListMatters list, Scope scope, ListMatters.Query query, int digits, CancellationToken stop)
    {
        var (from, where, parameters, _) = list.Where(scope, query);
        parameters.Add("digits", digits);
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<(string Key, long Count)>($"""
            select substr(m.area, 1, @digits), count(*) from {from} where {where} group by 1
            """, parameters)).Where(row => row.Key.Length == digits).ToDictionary(row => row.Key, row => row.Count, StringComparer.Ordinal);
    }

    /// <summary>How many lie within each area of every level, counted in one walk.</summary>
    public async Task<IReadOnlyDictionary<string, long>> WithinAreas(ListMatters list, Scope scope, ListMatters.Query query, CancellationToken stop)
    {
        var (from, where, parameters, _) = list.Where(scope, query);
        await using var connection = await store.Read(stop);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (area, count) in await connection.QueryAsync<(string Key, long Count)>($"select m.area, count(*) from {from} where {where} group by 1", parameters))
            foreach (var digits in (int[])[6, 9, 12, 15])
                if (area.Length >= digits) counts[area[..digits]] = counts.GetValueOrDefault(area[..digits]) + count;
        return counts;
    }

    /// <summary>The points of a list, the most pressing first.</summary>
    public async Task<IReadOnlyList<Point>> Points(ListMatters list, Scope scope, ListMatters.Query query, CancellationToken stop, int most = 500)
    {
        var (from, where, parameters, _) = list.Where(scope, query);
        parameters.Add("most", most);
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<Point>($"""
            select m.number as Number, m.title as Title, m.lon as Lon, m.lat as Lat, m.due as Due, m.near as Near, m.is_paused as IsPaused
            from {from} where {where} and m.lon is not null and m.lat is not null order by m.due limit @most
            """, parameters)).AsList();
    }

    /// <summary>One matter on the map.</summary>
    public sealed record Point(string Number, string Title, double Lon, double Lat, long Due, long? Near, long IsPaused);
}
