using System.Text.Json;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>Units and posts as sheets: exported as they stand, units taken in again, the good rows by the Clerk and each bad row told by its number.</summary>
public static class UnitSheets
{
    const int MostRows = 2000;
    const int MostMegabytes = 10;

    /// <summary>A unit that can be opened, by its row in the sheet.</summary>
    public sealed record Good(int Row, OpenUnit.Command Unit);

    /// <summary>A row that cannot, and why.</summary>
    public sealed record Bad(int Row, OpenUnit.Command Unit, Refusal Why);

    /// <summary>What a sheet would do.</summary>
    /// <param name="Known">The rows whose unit is there already.</param>
    public sealed record Preview(IReadOnlyList<Good> Good, IReadOnlyList<Bad> Bad, IReadOnlyList<Good> Known);

    // What the columns are called in either language, in their order.
    static readonly (string Zh, string En, bool Needed)[] Columns =
        [("代码", "Code", true), ("中文名", "Name in Chinese", true), ("英文名", "Name in English", true), ("类别", "Kind", false), ("区划代码", "Division code", false)];

    public static void MapUnitSheets(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("/units.xlsx", Units);
        pages.MapGet("/posts.xlsx", Posts);
        pages.MapGet("/units/import", (HttpContext http, SignedIn who, ReaderOf readerOf) => Show(http, who, readerOf, null, null));
        pages.MapPost("/units/import/preview", Look);
        pages.MapPost("/units/import", Import);
    }

    static async Task<IResult> Units(HttpContext http, SignedIn who, UnitTree units, ReaderOf readerOf, CancellationToken stop)
    {
        var (reader, tree) = (await readerOf(http), await units.Of(who.Person!.Caller.District, stop));
        var file = await Workbook.Write(reader.Say("单位", "Units"),
            [.. Columns.Zip([18, 30, 34, 12, 14]).Select(pair => new WorkbookColumn(reader.Say(pair.First.Zh, pair.First.En), pair.Second)), new(reader.Say("状态", "State"), 10)],
            tree.All.Select(unit => (object?[])[unit.Code, unit.NameZh, unit.NameEn, Say(reader, UnitKinds.Title(unit.Kind)), unit.Area, unit.IsClosed ? reader.Say("已撤销", "Closed") : null]).ToAsyncEnumerable(), stop);
        return Sheet(http, file, "units");
    }

    static async Task<IResult> Posts(HttpContext http, SignedIn who, UnitTree units, Store store, ReaderOf readerOf, CancellationToken stop)
    {
        if (ListAccounts.Fault(who) is { } fault) return fault.AsHttp();
        var district = who.Person!.Caller.District;
        var (reader, tree) = (await readerOf(http), await units.Of(district, stop));
        await using var connection = await store.Read(stop);
        var posts = await connection.QueryAsync<PostLine>("""
            select p.account as Account, a.name_zh as Zh, a.name_en as En, p.unit as Unit, p.role as Role, p.title_zh as TitleZh, p.title_en as TitleEn, p.area as Area, p.since as Since, p.until as Until
            from posts p join accounts a on a.district = p.district and a.name = p.account
            where p.district = @district and a.state <> 'closed' order by p.unit, p.role, p.account
            """, new { district });
        string Column(string zh, string en) => reader.Say(zh, en);
        DateTimeOffset? Time(long? at) => at is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment) : null;
        var file = await Workbook.Write(reader.Say("岗位", "Posts"),
            [
                new(Column("账号", "Account"), 16), new(Column("姓名", "Name"), 20), new(Column("单位代码", "Unit code"), 16), new(Column("单位", "Unit"), 30), new(Column("岗位", "Post"), 16),
                new(Column("职务", "Title"), 20), new(Column("区域", "Area"), 16), new(Column("自", "From"), 17), new(Column("至", "Until"), 17),
            ],
            posts.Select(post => (object?[])[post.Account, Column(post.Zh, post.En), post.Unit, Say(reader, tree.Name(post.Unit)), Say(reader, Roles.Title(post.Role)), Column(post.TitleZh, post.TitleEn), post.Area, Time(post.Since), Time(post.Until)]).ToAsyncEnumerable(), stop);
        return Sheet(http, file, "posts");
    }

    static async Task<IResult> Look(HttpContext http, SignedIn who, UnitTree units, AreaMap areas, ReaderOf readerOf, CancellationToken stop)
    {
        if (who.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var (preview, refusal) = await Read((await http.Request.ReadFormAsync(stop)).Files["file"], await units.Of(who.Person!.Caller.District, stop), areas, stop);
        return await Show(http, who, readerOf, preview, refusal);
    }

    static async Task<IResult> Import(HttpContext http, SignedIn who, UnitTree units, AreaMap areas, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (who.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        List<Good>? rows;
        try
        {
            rows = JsonSerializer.Deserialize<List<Good>>((await http.Request.ReadFormAsync(stop))["rows"].ToString(), Facts.Json);
        }
        catch (JsonException)
        {
            rows = null;
        }

        if (rows is not { Count: > 0 and <= MostRows } || rows.Exists(row => row.Unit?.Code is null)) return await Show(http, who, readerOf, null, No.Sheet.With(MostMegabytes).On("file"));
        // Looked at again: what came back is what a browser sent.
        var look = Sort(rows.Select(row => (row.Row, row.Unit)), await units.Of(who.Person!.Caller.District, stop), areas);
        var (added, bad) = (0, look.Bad.ToList());
        // Above before below: a unit stands under one that is there.
        foreach (var row in look.Good.OrderBy(row => row.Unit.Code.Count(c => c == '.')))
        {
            var answer = await OpenUnit.Run(row.Unit, clerk.For(clerk.Caller with { CommandKey = null, Seen = null }), stop);
            if (answer.IsYes) added++;
            else bad.Add(new(row.Row, row.Unit, answer.Refusal!));
        }

        var reader = await readerOf(http);
        Notices.Leave(http, new(reader.Say($"设立了 {added} 个单位。{(bad.Count > 0 ? $"没有设立的行：{string.Join("；", bad.Take(5).Select(one => $"第 {one.Row} 行 {one.Unit.Code} {one.Why.Zh}"))}" : "")}",
            $"{added} {(added == 1 ? "unit" : "units")} opened.{(bad.Count > 0 ? $" Left out: {string.Join("; ", bad.Take(5).Select(one => $"row {one.Row}, {one.Unit.Code}: {one.Why.En}"))}" : "")}"), bad.Count > 0 ? Tone.Amber : Tone.Pine));
        return Results.Redirect("/units");
    }

    static async Task<(Preview? Preview, Refusal? Refusal)> Read(IFormFile? file, Units tree, AreaMap areas, CancellationToken stop)
    {
        if (file is not { Length: > 0 } || file.Length > MostMegabytes << 20) return (null, No.Sheet.With(MostMegabytes).On("file"));
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, stop);
        bytes.Position = 0;
        if (SheetReading.Read(bytes, MostRows) is not var (rows, count) || rows.Count == 0) return (null, No.Sheet.With(MostMegabytes).On("file"));
        if (count - 1 > MostRows) return (null, No.Rows.With(count - 1, MostRows).On("file"));

        var at = Columns.Select(column => rows[0].Cells.Select((head, n) => (head, n)).Where(pair => Is(column, pair.head)).Select(pair => (int?)pair.n).FirstOrDefault()).ToArray();
        if (Columns.Where((column, n) => column.Needed && at[n] is null).ToList() is { Count: > 0 } lacking)
            return (null, No.Head.With(new Words(string.Join("、", lacking.Select(c => c.Zh)), string.Join(", ", lacking.Select(c => c.En)))).On("file"));
        string Cell(SheetRow row, int column) => at[column] is { } n ? row.Cells.ElementAtOrDefault(n)?.Trim() ?? "" : "";
        return (Sort(rows.Skip(1).Select(row => (row.Number, new OpenUnit.Command(Cell(row, 0), Cell(row, 1), Cell(row, 2), Cell(row, 3), Cell(row, 4) is { Length: > 0 } area ? area : null))), tree, areas), null);
    }

    /// <summary>Sorts rows into units that can be opened, rows that cannot, and units that are there.</summary>
    static Preview Sort(IEnumerable<(int Row, OpenUnit.Command Unit)> rows, Units tree, AreaMap areas)
    {
        var (good, bad, known, seen) = (new List<Good>(), new List<Bad>(), new List<Good>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var now = new Stamp(DateTimeOffset.UnixEpoch, "", new(Roles.SystemAdmin, ""));
        // Above before below, whatever the order of the sheet.
        foreach (var (row, unit) in rows.OrderBy(one => one.Unit.Code.Count(c => c == '.')).ThenBy(one => one.Row))
        {
            if (unit.Code.Length == 0)
            {
                bad.Add(new(row, unit, No.Required.With(new Words("代码", "Code"))));
                continue;
            }

            if (tree.ByCode(unit.Code) is not null)
            {
                known.Add(new(row, unit));
                continue;
            }

            var above = Unit.ParentOf(unit.Code);
            var parent = above is null ? null : tree.ByCode(above) is { } there ? new Unit(there.Code) { IsClosed = there.IsClosed } : good.Exists(one => one.Unit.Code == above) ? new Unit(above) : Unit.Empty;
            var kind = unit.Kind.Length == 0 ? "office" : UnitKinds.Of(unit.Kind);
            var refusal = OpenUnit.Decide(Unit.Empty, unit, parent, now).Refusal;
            refusal ??= kind is null ? No.UnitKind.With(unit.Kind, new Words(string.Join("、", UnitKinds.All.Select(one => one.Title.Zh)), string.Join(", ", UnitKinds.All.Select(one => one.Title.En)))) : null;
            refusal ??= unit.Area is { } area && areas.ByCode(area) is null ? No.Area.With(new Words("区划代码", "Division code"), area) : null;
            if (refusal is null && !seen.TryAdd(unit.Code, row)) refusal = No.Twice.With(seen[unit.Code]);
            if (refusal is not null) bad.Add(new(row, unit, refusal));
            else good.Add(new(row, unit with { Kind = kind! }));
        }

        return new([.. good.OrderBy(one => one.Row)], [.. bad.OrderBy(one => one.Row)], [.. known.OrderBy(one => one.Row)]);
    }

    static async Task<IResult> Show(HttpContext http, SignedIn who, ReaderOf readerOf, Preview? preview, Refusal? refusal)
    {
        if (who.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        return Pages.Show<UnitImportPage>(http, await readerOf(http), new { Preview = preview, Refusal = refusal }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static bool Is((string Zh, string En, bool Needed) column, string head) => Register.Plain(head.TrimEnd('*', ' ')) is var word && (word == Register.Plain(column.Zh) || word == Register.Plain(column.En));

    static string Say(Reader reader, Words words) => reader.Say(words.Zh, words.En);

    static IResult Sheet(HttpContext http, System.IO.Stream file, string name)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(file, Workbook.Media, $"{name}.xlsx");
    }

    sealed record PostLine(string Account, string Zh, string En, string Unit, string Role, string TitleZh, string TitleEn, string? Area, long? Since, long? Until);
}
