using System.Globalization;
using Bihuan.Duties;
using Bihuan.Parts;
using Bihuan.Registers;

namespace Bihuan.Matters.Drafts;

/// <summary>The catalogue as a sheet, there and back: what was exported, changed and sent back loses nothing.</summary>
static class DraftSheet
{
    /// <summary>The columns in both languages, by what they hold; the names of categories are for reading only.</summary>
    static readonly (string Key, string Zh, string En, int Width)[] Heads =
    [
        ("edition", "版本", "Edition", 8), ("row", "条", "Row", 8), ("category", "类别代码", "Category code", 14), ("name", "类别", "Category", 36), ("area", "区域", "Area", 22), ("place", "地点种类", "Kind of place", 12),
        ("unit", "承办", "Unit", 28), ("co", "协办", "Cooperating", 30), ("limit", "时限", "Limit", 18), ("urgent", "紧急时限", "Urgent limit", 14), ("basis", "依据", "Basis", 50), ("duty", "清单", "List", 14),
    ];

    static readonly (string Code, string Zh, string En)[] Lists =
        [("basic", "街道履职", "The street’s own"), ("cooperating", "配合履职", "Cooperating"), ("taken-back", "上级收回", "Taken back above")];

    public static IReadOnlyList<WorkbookColumn> Columns(Reader reader) => [.. Heads.Select(head => new WorkbookColumn(reader.Say(head.Zh, head.En), head.Width))];

    public static object?[] Cells(CatalogueRow row, int edition, Named names, Reader reader)
    {
        // Codes stand before names: two units may be called the same.
        string Unit(string unit) => unit == CatalogueRow.Street ? reader.Say("所在街道", "The street of the place") : $"{unit} {names.Unit(unit)}";
        return
        [
            (long)edition, (long)row.Row, row.Category, names.CategoryPath(row.Category), row.Area is { } area ? $"{area} {names.Area(area)}" : reader.Say("全区", "Anywhere"), row.Place ?? "", Unit(row.Unit),
            string.Join(reader.Say("；", "; "), row.Co.Select(Unit)), row.Limit, row.Urgent, names.Say(row.Basis), Lists.FirstOrDefault(list => list.Code == row.Duty) is { Code: not null } list ? reader.Say(list.Zh, list.En) : row.Duty,
        ];
    }

    /// <summary>The rows of a sheet that was sent back.</summary>
    /// <param name="known">The rows that it was made of: what the sheet does not say in the other language stays.</param>
    public static (ImmutableArray<CatalogueRow> Rows, Refusal? Refusal) Read(System.IO.Stream bytes, IReadOnlyCollection<CatalogueRow> known, Named names)
    {
        var needed = new Words(string.Join("、", Heads.Where(head => head.Key is not ("edition" or "name")).Select(head => head.Zh)), string.Join(", ", Heads.Where(head => head.Key is not ("edition" or "name")).Select(head => head.En)));
        if (SheetReading.Read(bytes, 5000) is not var (sheet, _) || sheet.Count == 0) return ([], Duties.No.Sheet.With(needed));
        var (head, lines) = (sheet[0], sheet.Skip(1));
        var columns = Heads.ToDictionary(h => h.Key, h => head.Cells.ToList().FindIndex(cell => cell == h.Zh || cell.Equals(h.En, StringComparison.OrdinalIgnoreCase)));
        if (((string[])["row", "category", "unit"]).Any(key => columns[key] < 0)) return ([], Duties.No.Sheet.With(needed));

        var byRow = known.GroupBy(row => row.Row).ToDictionary(row => row.Key, row => row.First());
        var rows = ImmutableArray.CreateBuilder<CatalogueRow>();
        foreach (var line in lines)
        {
            string Cell(string key) => columns[key] is var at and >= 0 && at < line.Cells.Count ? line.Cells[at].Trim() : "";
            if (!double.TryParse(Cell("row"), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return ([], Duties.No.SheetNumber.With(line.Number, Cell("row")));
            var before = byRow.GetValueOrDefault((int)number);
            var (unit, co) = (UnitOf(Cell("unit"), names), Cell("co").Split(['；', ';', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => (Said: one, Code: UnitOf(one, names))).ToList());
            if (unit is null) return ([], Duties.No.SheetUnit.With(line.Number, Cell("unit")));
            if (co.FirstOrDefault(one => one.Code is null) is { Said: not null } wrong) return ([], Duties.No.SheetUnit.With(line.Number, wrong.Said));
            var (area, isArea) = AreaOf(Cell("area"), names);
            if (!isArea) return ([], Duties.No.SheetArea.With(line.Number, Cell("area")));
            var basis = Cell("basis");
            rows.Add(new((int)number, Cell("category"), area, columns["place"] < 0 ? before?.Place : Filled(Cell("place")), unit, [.. co.Select(one => one.Code!)], Filled(Cell("limit")),
                columns["urgent"] < 0 ? before?.Urgent : Filled(Cell("urgent")), before is not null && (before.Basis.Zh == basis || before.Basis.En == basis) ? before.Basis : new(basis, basis),
                Lists.FirstOrDefault(list => Cell("duty") is var said && (said == list.Code || said == list.Zh || said == list.En)).Code ?? before?.Duty ?? "basic"));
        }

        return (rows.ToImmutable(), null);
    }

    static string? Filled(string cell) => cell.Length == 0 ? null : cell;

    /// <summary>A unit by its code or its name; null where it is none.</summary>
    public static string? UnitOf(string said, Named names) => said is CatalogueRow.Street or "所在街道" or "属地街道" or "The street of the place" ? CatalogueRow.Street
        : names.Units.ByCode(said)?.Code ?? names.Units.All.FirstOrDefault(unit => unit.NameZh == said || unit.NameEn.Equals(said, StringComparison.OrdinalIgnoreCase))?.Code
            ?? (said.Split(' ')[0] is var first && first.Length < said.Length ? first == CatalogueRow.Street ? first : names.Units.ByCode(first)?.Code : null);

    /// <summary>An area by its code or its name; no code is anywhere.</summary>
    public static (string? Code, bool IsKnown) AreaOf(string said, Named names)
    {
        if (said.Length == 0 || said is "全区" or "Anywhere" or "any") return (null, true);
        var code = names.Areas.ByCode(said.Split(' ')[0])?.Code ?? names.Areas.All.FirstOrDefault(area => area.Code.Length >= 9 && (area.Name == said || area.NameEn.Equals(said, StringComparison.OrdinalIgnoreCase)))?.Code;
        return (code, code is not null);
    }
}
