using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>Counts what another system ended before it came here, inside a scope: that system's own word on whether it was in time.</summary>
public sealed class TakenOver(Store store)
{
    /// <summary>By what the counts are kept apart.</summary>
    public enum By
    {
        Nothing,
        Street,
        Unit,
        Category,
        Source,
    }

    /// <summary>A key and what was counted under it; the key is empty for the whole, and where a matter has none.</summary>
    public sealed record Group
    {
        // Properties, not parameters: computed columns of no rows have no types that Dapper could match to parameters.
        public string Key { get; init; } = "";
        public long Ended { get; init; }
        public long InTime { get; init; }
        public long Late { get; init; }

        /// <summary>Of which that system does not say.</summary>
        public long Unsaid => Ended - InTime - Late;

        /// <summary>In time / those of which it is said, in per cent; null where it is said of none.</summary>
        public double? Punctuality => InTime + Late == 0 ? null : 100.0 * InTime / (InTime + Late);
    }

    /// <summary>The counts, ordered by key, never by result.</summary>
    public async Task<IReadOnlyList<Group>> Of(Scope scope, By by, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        // The first part of a category's code is its uppermost.
        var key = by switch
        {
            By.Street => "m.street",
            By.Unit => "coalesce(m.lead, '')",
            By.Source => "m.source",
            By.Category => store.Name == "sqlite" ? "substr(m.category, 1, instr(m.category || '-', '-') - 1)" : "split_part(m.category, '-', 1)",
            _ => "''",
        };
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<Group>($"""
            select {key} as Key, count(*) as Ended, count(case when m.is_late = 0 and m.adopted <> '' then 1 end) as InTime, count(case when m.is_late = 1 then 1 end) as Late
            from matters m where {where} and m.adopted is not null group by 1 order by 1
            """, parameters)).Where(group => group.Ended > 0).ToList();
    }
}
