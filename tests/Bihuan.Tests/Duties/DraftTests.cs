using System.Collections.Immutable;
using Bihuan.Duties;
using Bihuan.Duties.Drafts;
using Bihuan.Engine.Decisions;
using Bihuan.Engine.Journal;

namespace Bihuan.Tests.Duties;

/// <summary>What a draft would do: which row decides, which row nothing can reach, what would move.</summary>
public class DraftTests
{
    static readonly string[] Streets = ["370212001", "370212002"];
    static readonly string[] Areas = ["370212", .. Streets, "370212001001", "370212001002", "370212002001"];
    static readonly string[] Categories = ["CJ", "CJ-01", "CJ-01-01", "CJ-01-02", "MZ", "MZ-01"];
    static readonly Stamp Dan = new(DateTimeOffset.UnixEpoch, "dan", new("dispatcher", "LS.RX"));

    static string? Office(string area) => area.Length < 9 ? null : area[..9] == Streets[0] ? "LS.ZH" : "LS.SZ";

    static CatalogueRow Row(int row, string category, string unit, string? area = null, string? place = null) => new(row, category, area, place, unit, [], null, null, new("依据", "Basis"), "basic");

    static CheckRows.Findings Check(params CatalogueRow[] rows) => CheckRows.Run([.. rows], Categories, Areas, Office);

    static void Refused(string code, Decision decision) => Assert.Equal(code, decision.Refusal?.Code);

    [Fact]
    public void the_quick_finder_finds_what_the_catalogue_finds()
    {
        var (seed, units) = (1u, (string[])["A", "B", CatalogueRow.Street]);
        int Next(int below) => (int)((seed = (seed * 1664525) + 1013904223) >> 8) % below;
        for (var n = 0; n < 2000; n++)
        {
            ImmutableArray<CatalogueRow> rows = [.. Enumerable.Range(1, Next(12)).Select(row => Row(row, Categories[Next(6)], units[Next(3)], Next(3) == 0 ? null : Areas[Next(6)], Next(4) == 0 ? "quarter" : null))];
            var (category, area) = (Categories[Next(6)], Areas[Next(6)]);
            var duty = new Catalogue { Rows = rows }.Find(category, area, null, Office(area));
            var (unit, found) = new DutyFinder(rows).Find(category, area, Office(area));

            Assert.Equal((duty?.Unit, duty?.Row.Row), (unit, found?.Row));
        }
    }

    [Fact]
    public void a_row_behind_one_that_says_the_same_place_and_kind_is_shadowed_by_it()
    {
        var hidden = Assert.Single(Check(Row(1, "CJ-01", "A"), Row(2, "CJ-01", "B"), Row(3, "CJ", "C")).Shadowed);

        Assert.Equal((2, "1"), (hidden.Row.Row, string.Join(' ', hidden.By.Select(row => row.Row))));
    }

    [Fact]
    public void a_street_before_its_community_shadows_it_and_the_other_way_round_both_are_reached()
    {
        Assert.Equal([2], Check(Row(1, "CJ", "A", Streets[0]), Row(2, "CJ", "B", "370212001001")).Shadowed.Select(hidden => hidden.Row.Row));
        Assert.Empty(Check(Row(1, "CJ", "B", "370212001001"), Row(2, "CJ", "A", Streets[0])).Shadowed);
    }

    [Fact]
    public void a_parent_whose_children_all_have_rows_is_shadowed_by_all_of_them_together()
    {
        // A matter filed under the parent itself would reach it: without such a filing nothing does.
        var findings = CheckRows.Run([Row(1, "CJ-01-01", "A"), Row(2, "CJ-01-02", "B"), Row(3, "CJ-01", "C")], ["CJ-01-01", "CJ-01-02"], Areas, Office);

        Assert.Equal([1, 2], Assert.Single(findings.Shadowed).By.Select(row => row.Row).Order());
    }

    [Fact]
    public void a_row_of_no_known_category_says_so_and_one_for_a_kind_of_place_waits_for_it()
    {
        var findings = Check(Row(1, "XX", "A"), Row(2, "CJ", "B", null, "quarter"), Row(3, "CJ", "C"));

        Assert.Empty(Assert.Single(findings.Shadowed).By);
        Assert.Equal([2], findings.Placed.Select(row => row.Row));
    }

    [Fact]
    public void a_replay_says_what_moves_from_whom_to_whom_with_examples_and_the_load_of_each()
    {
        Came[] came = [.. Enumerable.Range(0, 7).Select(n => new Came($"m{n}", "CJ-01-01", "370212001001", "A")), new("w", "CJ-01-02", "370212002001", "A"), new("x", "MZ-01", "370212002001", "S")];
        ImmutableArray<CatalogueRow> force = [Row(1, "CJ", "A"), Row(2, "MZ", "S")];
        ImmutableArray<CatalogueRow> draft = [Row(3, "CJ-01-01", CatalogueRow.Street), Row(1, "CJ", "A"), Row(4, "CJ-01-02", "A", "370212001")];

        var simulated = SimulateCatalogue.Run(came, draft, force, false, Check([.. draft]), Office);

        Assert.Equal((9, 8), (simulated.Cases, simulated.Moved));
        var big = simulated.Shifts[0];
        Assert.Equal(("A", "LS.ZH", 7, 5), (big.From, big.To, big.Count, big.Examples.Length));
        Assert.Equal((3, 1), (Assert.Single(big.Rows).Row, Assert.Single(big.Before).Row));
        Assert.Equal(("S", (string?)null, 1), (simulated.Shifts[1].From, simulated.Shifts[1].To, simulated.Shifts[1].Count));
        Assert.Equal([("A", 8, 1), ("LS.ZH", 0, 7), ("", 0, 1), ("S", 1, 0)], simulated.Loads.Select(load => (load.Unit ?? "", load.Before, load.After)).OrderBy(load => load.Item1.Length == 0 ? 2 : load.Item1 == "S" ? 3 : load.Item1 == "A" ? 0 : 1));
        Assert.Equal([4], simulated.Unused.Select(row => row.Row));
    }

    [Fact]
    public void against_what_was_done_the_unit_that_led_is_what_it_moves_from()
    {
        var simulated = SimulateCatalogue.Run([new("m", "CJ-01", "370212001", "OLD")], [Row(1, "CJ", "A")], [Row(1, "CJ", "A")], true, Check(Row(1, "CJ", "A")), Office);

        Assert.Equal(("OLD", "A"), (simulated.Shifts[0].From, simulated.Shifts[0].To));
    }

    [Fact]
    public void a_draft_made_of_what_was_done_names_the_unit_that_led_most_and_streets_that_differ()
    {
        Came[] came = [.. Enumerable.Range(0, 6).Select(n => new Came($"a{n}", "CJ-01", "370212001001", "A")), .. Enumerable.Range(0, 3).Select(n => new Came($"b{n}", "CJ-01", "370212002001", "B")),
            new("c0", "MZ-01", "370212001001", "LS.ZH"), new("c1", "MZ-01", "370212002001", "LS.SZ"), new("d", "MZ", "370212002001", null)];

        var rows = DraftFromHistory.Run(came, Office);

        Assert.Equal([("CJ-01", Streets[1], "B"), ("CJ-01", null, "A"), ("MZ-01", null, CatalogueRow.Street)], rows.Select(row => (row.Category, row.Area, row.Unit)));
        Assert.Equal("A", new DutyFinder(rows).Find("CJ-01", "370212001001", "LS.ZH").Unit);
    }

    [Fact]
    public void a_draft_is_published_only_as_it_was_replayed_and_over_the_edition_it_came_from()
    {
        var force = new Catalogue { Edition = 3, Rows = [Row(1, "CJ", "A")] };
        var draft = new CatalogueDraft { Base = 3, Rows = [Row(1, "CJ", "B")], Version = 5 };

        Refused("desk.not-yours", PublishDraft.Decide(force, draft, new(5), _ => true, Dan with { Post = new("agent", "LS.RX") }));
        Refused("duties.no-draft", PublishDraft.Decide(force, CatalogueDraft.Empty, new(0), _ => true, Dan));
        Refused("duties.draft-changed", PublishDraft.Decide(force, draft, new(4), _ => true, Dan));
        Refused("duties.edition-changed", PublishDraft.Decide(force with { Edition = 4 }, draft, new(5), _ => true, Dan));
        Refused("duties.unknown-unit", PublishDraft.Decide(force, draft, new(5), _ => false, Dan));
        var decision = PublishDraft.Decide(force, draft, new(5), _ => true, Dan);
        Assert.Equal(4, Assert.IsType<CataloguePublished>(Assert.Single(decision.Facts)).Edition);
        Assert.IsType<DraftDropped>(Assert.Single(decision.Elsewhere).Fact);
    }

    [Fact]
    public void a_draft_says_what_is_wrong_with_its_rows()
    {
        Decision Keep(params CatalogueRow[] rows) => KeepDraft.Decide(CatalogueDraft.Empty, new([.. rows]), 1, unit => unit is "A", Dan);

        Refused("duties.no-rows", Keep());
        Refused("duties.row-twice", Keep(Row(1, "CJ", "A"), Row(1, "MZ", "A")));
        Refused("duties.row-category", Keep(Row(1, " ", "A")));
        Refused("duties.unknown-unit", Keep(Row(1, "CJ", "Z")));
        Refused("duties.row-limit", Keep(Row(1, "CJ", "A") with { Limit = "soon" }));
        Assert.Single(Keep(Row(1, "CJ", CatalogueRow.Street) with { Limit = "1 working-day" }).Facts);
    }
}
