using Bihuan.Duties;
using Bihuan.Engine;

namespace Bihuan.Tests.Duties;

/// <summary>Two streets, Zhonghan with an office and Laoshan without; heating is the housing bureau's, stalls the street's.</summary>
public sealed class DutyGapsTests
{
    static readonly DutyStreet Zhonghan = new("370212001", "LS.ZH");
    static readonly DutyStreet Laoshan = new("370212002", null);

    static CatalogueRow Row(int row, string category, string unit, string? area = null, string? place = null) => new(row, category, area, place, unit, [], null, null, new("依据", "Basis"), "basic");

    static string Gaps(Func<string, Words?>? away, params CatalogueRow[] rows) => string.Join(' ', DutyGaps.Of(new Catalogue { Rows = [.. rows] }, ["CJ-01-01", "CJ-03-01"], [Zhonghan, Laoshan], away ?? (_ => null))
        .Where(cell => cell.Gap is not null).Select(cell => $"{cell.Category}@{cell.Street}:{cell.Gap}:{string.Join('+', cell.Rows.Select(row => row.Row))}"));

    [Fact]
    public void a_category_that_no_row_gives_to_anybody_is_a_gap_in_each_street() => Assert.Equal(
        "CJ-03-01@370212001:Nobody: CJ-03-01@370212002:Nobody:", Gaps(null, Row(1, "CJ-01", "LS.ZJ")));

    [Fact]
    public void the_street_of_a_place_without_an_office_is_nobody() => Assert.Equal(
        "CJ-03-01@370212002:Nobody:", Gaps(null, Row(1, "CJ-01", "LS.ZJ"), Row(2, "CJ-03", CatalogueRow.Street)));

    [Fact]
    public void two_rows_of_one_rank_with_different_units_compete_and_a_finer_one_settles_it()
    {
        CatalogueRow[] rows = [Row(1, "CJ-01", "LS.ZJ"), Row(2, "CJ-01", "LS.CG"), Row(3, "CJ-03", "LS.CG")];
        Assert.Equal("CJ-01-01@370212001:Two:1+2 CJ-01-01@370212002:Two:1+2", Gaps(null, rows));
        Assert.Equal("CJ-01-01@370212002:Two:1+2", Gaps(null, [.. rows, Row(4, "CJ-01", "LS.ZH", "370212001")]));
        Assert.Equal("", Gaps(null, [.. rows, Row(4, "CJ-01-01", "LS.ZJ")]));
        // The same unit twice is one unit, and a row for a kind of place is another rank.
        Assert.Equal("", Gaps(null, Row(1, "CJ-01", "LS.ZJ"), Row(2, "CJ-01", "LS.ZJ"), Row(3, "CJ-01", "LS.CG", place: "beach"), Row(4, "CJ-03", "LS.CG")));
    }

    [Fact]
    public void row_72_a_unit_whose_keeper_is_away_is_a_gap_with_the_reason()
    {
        var cells = DutyGaps.Of(new Catalogue { Rows = [Row(1, "CJ", "LS.ZJ")] }, ["CJ-01-01"], [Zhonghan], unit => unit == "LS.ZJ" ? new("没有协调员", "No coordinator") : null).ToList();
        Assert.Equal((DutyGap.Away, "LS.ZJ", "No coordinator"), (cells[0].Gap, cells[0].Unit, cells[0].Why!.Value.En));
        Assert.Equal("", Gaps(_ => null, Row(1, "CJ", "LS.ZJ")));
    }
}
