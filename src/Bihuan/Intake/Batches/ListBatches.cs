using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Intake.Batches;

/// <summary>A batch and how far it is, as one person sees it.</summary>
/// <param name="Open">Of its matters, those still open.</param>
public sealed record BatchLine(string Id, string Playbook, string Name, string Source, string Day, string? Unit, long Items, long Open);

/// <summary>A matter of a batch. Moments are Unix milliseconds.</summary>
/// <param name="Said">The answers by which it would be recognised again.</param>
public sealed record BatchItem(string Id, string Number, string Title, string Stage, long IsOpen, string Area, string Community, string? Lead, string? Handler, long Received, long? Closed, long Row, string Said, long Again);

/// <summary>A matter that was open at a midnight at which it should not have been.</summary>
public sealed record NightLine(string Id, string Number, string Class, string Title, string Stage, string Area, string? Lead, string? Handler, string Clock, long Due, long? Stopped, string? Why);

/// <summary>How often one answer was found, and how it ended.</summary>
public sealed record ItemCount(string Said, long Found, long Open, long Again);

/// <summary>Reads batches, midnights and what comes back, inside a scope.</summary>
public sealed class ListBatches(Store store)
{
    const string Columns = """
        m.id as Id, m.number as Number, m.title as Title, m.stage as Stage, m.is_open as IsOpen, m.area as Area, m.community as Community, m.lead as Lead, m.handler as Handler,
        m.received as Received, m.closed as Closed, b.row as Row, b.said as Said, coalesce(r.again, 0) as Again
        """;

    /// <summary>The batches of a playbook, the latest first.</summary>
    public async Task<IReadOnlyList<BatchLine>> Of(Scope scope, string playbook, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        parameters.AddDynamicParams(new { district = scope.District, playbook });
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<BatchLine>($"""
            select b.id as Id, b.playbook as Playbook, b.name as Name, b.source as Source, b.day as Day, b.unit as Unit, count(m.id) as Items, cast(coalesce(sum(m.is_open), 0) as bigint) as Open
            from batches b left join batch_items i on i.district = b.district and i.batch = b.id left join matters m on m.district = i.district and m.id = i.matter and {where}
            where b.district = @district and b.playbook = @playbook group by b.id, b.playbook, b.name, b.source, b.day, b.unit order by b.day desc, b.id limit 200
            """, parameters)).AsList();
    }

    /// <summary>The matters of a batch, in the order of its sheet.</summary>
    public async Task<IReadOnlyList<BatchItem>> Items(Scope scope, string batch, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        parameters.AddDynamicParams(new { district = scope.District, batch });
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<BatchItem>($"""
            select {Columns} from batch_items b join matters m on m.district = b.district and m.id = b.matter
            left join recurring r on r.district = m.district and r.matter = m.id
            where b.district = @district and b.batch = @batch and {where} order by b.row
            """, parameters)).AsList();
    }

    /// <summary>What should have ended by a midnight and was still open then, the oldest first.</summary>
    /// <param name="midnight">The end of the day that is asked about.</param>
    public async Task<IReadOnlyList<NightLine>> Nights(Scope scope, DateTimeOffset midnight, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        parameters.AddDynamicParams(new { district = scope.District, midnight = midnight.ToUnixTimeMilliseconds() });
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<NightLine>($"""
            select m.id as Id, m.number as Number, m.class as Class, m.title as Title, m.stage as Stage, m.area as Area, m.lead as Lead, m.handler as Handler, n.clock as Clock, n.due as Due, n.stopped as Stopped, n.why as Why
            from nights n join matters m on m.district = n.district and m.id = n.matter
            where n.district = @district and n.due <= @midnight and (n.stopped is null or n.stopped > @midnight) and {where}
            order by n.due, m.number limit 500
            """, parameters)).AsList();
    }

    /// <summary>How often each answer was found.</summary>
    public async Task<IReadOnlyList<ItemCount>> Found(Scope scope, string playbook, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        parameters.AddDynamicParams(new { district = scope.District, playbook });
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<ItemCount>($"""
            select r.said as Said, count(*) as Found, cast(sum(m.is_open) as bigint) as Open, cast(sum(case when r.again > 0 then 1 else 0 end) as bigint) as Again
            from recurring r join matters m on m.district = r.district and m.id = r.matter
            where r.district = @district and r.playbook = @playbook and {where} group by r.said order by r.said
            """, parameters)).AsList();
    }
}

/// <summary>A unit's own checks beside what an inspection found in it.</summary>
/// <param name="Both">Found by the inspection and reported by the unit before.</param>
/// <param name="OnlyInspection">Found by the inspection, not reported by the unit.</param>
/// <param name="OnlySelf">Reported by the unit, not found any more.</param>
public sealed record SelfCheck(string Unit, IReadOnlyList<BatchItem> Both, IReadOnlyList<BatchItem> OnlyInspection, IReadOnlyList<BatchItem> OnlySelf)
{
    /// <summary>How much of what the inspection found the unit had found itself, in per cent; null where it found nothing.</summary>
    public double? Share => Both.Count + OnlyInspection.Count == 0 ? null : 100.0 * Both.Count / (Both.Count + OnlyInspection.Count);

    /// <summary>Compares: the same answers at the same community are the same thing.</summary>
    /// <param name="inspected">What the inspection found where the unit is responsible.</param>
    /// <param name="reported">What the unit reported before.</param>
    public static SelfCheck Of(string unit, IReadOnlyList<BatchItem> inspected, IReadOnlyList<BatchItem> reported)
    {
        static (string, string) Same(BatchItem item) => (item.Community, item.Said);
        var (own, met) = (reported.Select(Same).ToHashSet(), inspected.Select(Same).ToHashSet());
        return new(unit, [.. inspected.Where(i => own.Contains(Same(i)))], [.. inspected.Where(i => !own.Contains(Same(i)))], [.. reported.Where(r => !met.Contains(Same(r)))]);
    }
}
