using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>What a district may say of itself this month, with the sample beside the rate. Counted at most once a minute.</summary>
public sealed class PublicFigures(Store store, PeopleSettings settings, TimeProvider time)
{
    /// <param name="Asked">Callbacks that reached somebody, of matters closed this month.</param>
    /// <param name="Resolved">Of those, how many said that it is resolved.</param>
    public sealed record Month(DateTimeOffset At, long Received, long Closed, long Asked, long Resolved);

    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    Month? known;

    public async ValueTask<Month> Now(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (known is { } kept && now - kept.At < Fresh) return kept;

        var local = now.ToOffset(WorkCalendar.Offset);
        var since = new DateTimeOffset(local.Year, local.Month, 1, 0, 0, 0, WorkCalendar.Offset).ToUnixTimeMilliseconds();
        await using var connection = await store.Read(stop);
        var received = await connection.ExecuteScalarAsync<long>(
            "select count(*) from matters where district = @district and received >= @since", new { district = settings.District, since });
        var (closed, asked, resolved) = await connection.QuerySingleAsync<(long, long?, long?)>("""
            select count(*), sum(case when resolved is not null then 1 else 0 end), sum(case when resolved = 1 then 1 else 0 end)
            from matters where district = @district and is_open = 0 and closed >= @since and merged_into is null and adopted is null
            """, new { district = settings.District, since });
        return known = new(now, received, closed, asked ?? 0, resolved ?? 0);
    }
}
