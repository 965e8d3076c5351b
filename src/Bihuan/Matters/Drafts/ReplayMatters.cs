using System.Diagnostics;
using Bihuan.Duties;
using Bihuan.Duties.Drafts;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters.Drafts;

/// <summary>What a replay was asked, and what came of it.</summary>
/// <param name="Weeks">How far back.</param>
/// <param name="IsAgainstHandled">Whether the draft is held against who led each matter.</param>
/// <param name="IsCut">Whether more came than is replayed, so that only the latest were.</param>
/// <param name="Millis">How long it took.</param>
public sealed record Replayed(Simulated Result, int Weeks, bool IsAgainstHandled, bool IsCut, long Millis);

/// <summary>Replays the matters of the last weeks through rows that are not in force.</summary>
public sealed class ReplayMatters(Catalogues catalogues, Categories categories, AreaMap areas, UnitTree units, Shelf shelf, Store store, TimeProvider time)
{
    /// <summary>The weeks that are offered; eight where nobody says.</summary>
    public static readonly int[] Spans = [4, 8, 13, 26, 52];

    /// <summary>The most matters that one replay takes: the latest ones.</summary>
    public const int Most = 50_000;

    /// <summary>Replays what a person may see.</summary>
    /// <param name="scope">Whose eyes.</param>
    /// <param name="rows">The rows to try.</param>
    /// <param name="weeks">How far back; 1 to 104.</param>
    /// <param name="againstHandled">Null where nobody says: against the rows in force, and where there are none against who led each matter.</param>
    public async Task<Replayed> Run(Scope scope, ImmutableArray<CatalogueRow> rows, int weeks, bool? againstHandled, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var force = await catalogues.Of(scope.District, stop);
        var (came, isCut) = await Came(scope, weeks, stop);
        var street = await Streets(scope.District, stop);
        var findings = CheckRows.Run(rows, [.. categories.All.Select(category => category.Code)], [.. areas.All.Select(area => area.Code)], street);
        var handled = againstHandled ?? force.Rows.IsEmpty;
        return new(SimulateCatalogue.Run(came, rows, force.Rows, handled, findings, street), weeks, handled, isCut, watch.ElapsedMilliseconds);
    }

    /// <summary>Rows made of what was really done in the last weeks.</summary>
    public async Task<ImmutableArray<CatalogueRow>> FromHistory(Scope scope, int weeks, CancellationToken stop) =>
        DraftFromHistory.Run((await Came(scope, weeks, stop)).Came, await Streets(scope.District, stop));

    /// <summary>The office of the street of an area.</summary>
    async Task<Func<string, string?>> Streets(string district, CancellationToken stop)
    {
        var offices = (await units.Of(district, stop)).All.Where(unit => unit is { Kind: "street", Area: { } }).GroupBy(unit => unit.Area!).ToDictionary(at => at.Key, at => at.First().Code, StringComparer.Ordinal);
        return area => area.Length >= 9 ? offices.GetValueOrDefault(area[..9]) : null;
    }

    /// <summary>What was sent to a unit, or waits to be, with its category; the latest first. What was answered on the spot asks no catalogue.</summary>
    async Task<(IReadOnlyList<Came> Came, bool IsCut)> Came(Scope scope, int weeks, CancellationToken stop)
    {
        // Whatever a dispatcher sends by the catalogue, and what another system sent.
        var kinds = shelf.Current.Where(playbook => playbook.Offers(Dispatch.Act.Name) && playbook.Begins is null || playbook.Offers(AdoptEnding.Act.Name)).Select(playbook => playbook.Name);
        var (where, parameters) = scope.Where("m");
        parameters.AddDynamicParams(new { since = time.GetUtcNow().AddDays(-7 * weeks).ToUnixTimeMilliseconds(), most = Most + 1 });
        await using var connection = await store.Read(stop);
        var lines = (await connection.QueryAsync<(string Id, string Category, string Area, string? Lead)>($"""
            select m.id, m.category, m.area, m.lead from matters m
            where {where} and m.received >= @since and m.class in {parameters.AddAll("kind", kinds)} and m.category <> '' and m.merged_into is null and (m.is_open = 1 or m.lead is not null)
            order by m.received desc, m.id desc limit @most
            """, parameters)).AsList();
        return ([.. lines.Take(Most).Select(line => new Came(line.Id, line.Category, line.Area, line.Lead))], lines.Count > Most);
    }
}
