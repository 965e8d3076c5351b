using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Where a matter would have nobody: category by street, counted and drawn before it happens.</summary>
public sealed class DutyGapRoom(Catalogues catalogues, Store store, TimeProvider time)
{
    /// <summary>Every leaf category in every street.</summary>
    public async Task<IReadOnlyList<DutyCell>> Read(string district, Named names, CancellationToken stop) => await Read(district, await catalogues.Of(district, stop), names, stop);

    /// <summary>The same by other rows: a draft's.</summary>
    public async Task<IReadOnlyList<DutyCell>> Read(string district, Catalogue catalogue, Named names, CancellationToken stop)
    {
        var streets = names.Areas.Children(names.Areas.District.Code)
            .Select(area => new DutyStreet(area.Code, names.Units.All.FirstOrDefault(unit => unit.Kind == "street" && unit.Area == area.Code)?.Code)).ToList();
        var signers = await Signers(district, stop);
        return [.. DutyGaps.Of(catalogue, names.Categories.Leaves.Select(leaf => leaf.Code), streets, unit => Away(unit, names.Units, signers))];
    }

    /// <summary>Every unit with a coordinator who may act now, and those with one whose post is over or whose account is shut.</summary>
    async Task<ILookup<string, bool>> Signers(string district, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = await connection.QueryAsync<(string Unit, string State, long? Since, long? Until)>("""
            select p.unit, a.state, p.since, p.until from posts p join accounts a on a.district = p.district and a.name = p.account
            where p.district = @district and p.role = 'coordinator'
            """, new { district });
        return rows.ToLookup(row => row.Unit, row => row.State == "open" && (row.Since is null || row.Since <= now) && (row.Until is null || now < row.Until));
    }

    static Words? Away(string unit, Units units, ILookup<string, bool> signers)
    {
        if (units.ByCode(unit) is not { } found) return new("这个单位不存在", "The unit does not exist");
        if (found.IsClosed) return new("这个单位已撤销", "The unit is closed");
        // As orders are signed for: in the unit itself, above it or below it.
        var posts = signers.Where(at => Orders.IsSameOffice(unit, at.Key)).SelectMany(at => at).ToList();
        if (posts.Contains(true)) return null;
        return posts.Count > 0 ? new("协调员的任职都已到期或账号已停用，没有人签收", "Every coordinator's post is over or their account is shut: nobody signs")
            : new("没有协调员，没有人签收", "It has no coordinator: nobody signs");
    }
}

/// <summary>The duty gaps on a page and for programs.</summary>
static class DutyGapPages
{
    public static void Map(RouteGroupBuilder pages, IEndpointRouteBuilder app)
    {
        pages.MapGet("/catalogue/gaps", Show);
        app.MapGet("/api/duty-gaps", List).WithTags("Duties").SignedInOnly().WithSummary("List the categories that nobody, two units, or a unit without a coordinator would handle, by street");
    }

    static async Task<IResult> List(DutyGapRoom room, Namer namer, SignedIn who, CancellationToken stop)
    {
        var district = who.Person!.Caller.District;
        var cells = await room.Read(district, await namer.For(Reader.Nobody, district, stop), stop);
        return Results.Json(new
        {
            Cells = cells.Count,
            Gaps = cells.Where(cell => cell.Gap is not null).Select(cell => new
            {
                Gap = cell.Gap.ToString()!.ToLowerInvariant(), cell.Category, Area = cell.Street, cell.Unit, Rows = cell.Rows.Select(row => row.Row), cell.Why,
            }),
        }, Facts.Json);
    }

    static async Task<IResult> Show(HttpContext http, string? gap, string? street, string? cell, DutyGapRoom room, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var district = who.Person!.Caller.District;
        var reader = await readerOf(http);
        var names = await namer.For(reader, district, stop);
        var cells = await room.Read(district, names, stop);
        DutyGap? kind = Enum.TryParse<DutyGap>(gap, ignoreCase: true, out var found) && Enum.IsDefined(found) ? found : null;
        return Pages.Show<DutyGapPage>(http, reader, new
        {
            Names = names, Cells = cells, Kind = kind, Street = names.Areas.ByCode(street ?? "") is { Code.Length: 9 } area ? area.Code : null,
            Chosen = cells.FirstOrDefault(one => one.Gap is not null && $"{one.Category}.{one.Street}" == cell), IsAdministrator = who.Person.Is("system-admin"),
        });
    }
}
