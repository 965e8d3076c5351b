using Bihuan.Duties;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Registers;

namespace Bihuan.Insight;

/// <summary>What hangs on an area by its code: matters and records keep it, posts and rows of the catalogue are written for it.</summary>
public sealed class AreaTies(Store store, ListMatters matters, UnitTree units, Catalogues catalogues, RegisterShelf registers, AreaMap map, TimeProvider time)
{
    /// <summary>A post that is limited to the area or to one below it.</summary>
    public sealed record PostTie(string Account, string NameZh, string NameEn, string Unit, string Role, string Area);

    /// <summary>How many records of a register lie in it.</summary>
    public sealed record RecordTie(Register Register, long Count);

    /// <summary>What hangs on areas.</summary>
    /// <param name="Open">Open matters, whoever may see them: a number without any of their content.</param>
    public sealed record Found(long Open, long All, IReadOnlyList<RecordTie> Records, IReadOnlyList<PostTie> Posts, IReadOnlyList<UnitRow> Units, IReadOnlyList<Duties.CatalogueRow> Rows);

    /// <summary>What hangs on areas and on what lies below them.</summary>
    public async Task<Found> Of(string district, IReadOnlyList<string> codes, CancellationToken stop)
    {
        var whole = new Scope(district, MaxSensitivity: 2);
        var (open, all) = (0L, 0L);
        foreach (var code in codes)
        {
            open += await matters.Count(whole, new(State: "open", Area: code), stop, AreaPages.MostCounted);
            all += await matters.Count(whole, new(State: "all", Area: code), stop, AreaPages.MostCounted);
        }

        await using var connection = await store.Read(stop);
        var records = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var code in codes)
        {
            var parameters = new DynamicParameters(new { district });
            foreach (var (register, count) in await connection.QueryAsync<(string, long)>(
                $"select r.register, count(*) from records r where r.district = @district and r.in_use = 1 and {map.IsIn("r", code, parameters)} group by r.register", parameters))
                records[register] = records.GetValueOrDefault(register) + count;
        }
        var tree = await units.Of(district, stop);
        var catalogue = await catalogues.Of(district, stop);
        bool Within(string? area) => area is { Length: > 0 } && codes.Any(code => area.StartsWith(code, StringComparison.Ordinal));
        return new(open, all,
            [.. registers.All.Where(register => records.ContainsKey(register.Name)).Select(register => new RecordTie(register, records[register.Name]))],
            await Posts(district, codes, stop), [.. tree.All.Where(unit => !unit.IsClosed && Within(unit.Area))], [.. catalogue.Rows.Where(row => Within(row.Area))]);
    }

    /// <summary>The posts that are limited to these areas or to areas below them, of accounts that are open.</summary>
    public async Task<IReadOnlyList<PostTie>> Posts(string district, IReadOnlyList<string> codes, CancellationToken stop)
    {
        var parameters = new DynamicParameters(new { district, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
        var limits = codes.Select((code, n) =>
        {
            parameters.Add($"code_{n}", code);
            parameters.Add($"code_{n}_to", code + ":");
            return $"p.area >= @code_{n} and p.area < @code_{n}_to";
        }).ToList();
        if (limits.Count == 0) return [];
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<PostTie>($"""
            select p.account as Account, a.name_zh as NameZh, a.name_en as NameEn, p.unit as Unit, p.role as Role, p.area as Area
            from posts p join accounts a on a.district = p.district and a.name = p.account
            where p.district = @district and (p.until is null or p.until > @now) and a.state = 'open' and p.area is not null and ({string.Join(" or ", limits)})
            order by p.area, p.account
            """, parameters)).AsList();
    }
}
