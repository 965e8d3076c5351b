using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Bihuan.Duties;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Registers;

/// <summary>The duty gaps of a small district: its only bureau, the housing bureau, has one coordinator.</summary>
public abstract class DutyGapPageContract
{
    private protected abstract Task<Desk> Open();

    [Fact]
    public async Task row_72_gaps_are_counted_drawn_and_told_with_where_they_are_mended()
    {
        await using var desk = await Open();
        using var leo = await desk.Client("leo");
        await Publish(desk, [Row(1, "CJ", "LS.ZJ"), Row(2, "CJ-01", "LS.ZH")]);
        var gaps = await Gaps(leo);
        Assert.All(gaps.Where(gap => gap!["category"]!.ToString().StartsWith("CJ-02", StringComparison.Ordinal)), gap => Assert.Fail(gap!.ToJsonString()));
        Assert.Contains(gaps, gap => gap!["gap"]!.ToString() == "nobody" && gap["category"]!.ToString().StartsWith("MZ", StringComparison.Ordinal));
        // The street office has a clerk and no coordinator.
        Assert.All(gaps.Where(gap => gap!["category"]!.ToString().StartsWith("CJ-01", StringComparison.Ordinal)), gap => Assert.Equal(("away", "LS.ZH"), (gap!["gap"]!.ToString(), gap["unit"]!.ToString())));

        var page = new HtmlParser().ParseDocument(await leo.GetStringAsync("/catalogue/gaps?gap=away&cell=CJ-01-01.370212001", Desk.Stop));
        Assert.Contains("没有协调员", page.QuerySelector("#cell")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll(".gap"), cell => Assert.Contains("缺人", cell.TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.QuerySelector(".gap[aria-current]")?.GetAttribute("aria-current"));
        Assert.Contains("nobody", await leo.GetStringAsync("/catalogue/gaps?gap=bogus&street=1&cell=x", Desk.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task row_72_a_keeper_whose_post_is_over_is_away_and_a_district_without_gaps_says_so()
    {
        await using var desk = await Open();
        using var leo = await desk.Client("leo");
        await Publish(desk, [.. Roots(desk).Distinct().Select((root, n) => Row(n + 1, root, "LS.ZJ"))]);
        Assert.Empty(await Gaps(leo));
        Assert.Contains("没有职责空白", await leo.GetStringAsync("/catalogue/gaps", Desk.Stop), StringComparison.Ordinal);

        Assert.Null((await CloseAccount.Run("zoe", new("借调"), desk.As("sys", "system-admin", "LS"), Desk.Stop)).Refusal);
        var gaps = await Gaps(leo);
        Assert.NotEmpty(gaps);
        Assert.All(gaps, gap => Assert.Equal("away", gap!["gap"]!.ToString()));
    }

    static IEnumerable<string> Roots(Desk desk) => desk.Of<Bihuan.Library.Categories>().Leaves.Select(leaf => leaf.Code.Split('-')[0]);

    static CatalogueRow Row(int row, string category, string unit) => new(row, category, null, null, unit, [], null, null, new("依据", "Basis"), "basic");

    static async Task Publish(Desk desk, CatalogueRow[] rows) => Assert.Null((await desk.Setup.Record<Catalogue>(PublishCatalogue.Stream,
        (catalogue, now) => PublishCatalogue.Decide(catalogue, new([.. rows]), _ => true, now), Desk.Stop)).Refusal);

    static async Task<JsonArray> Gaps(HttpClient client) => (await client.GetFromJsonAsync<JsonObject>("/api/duty-gaps", Desk.Stop))!["gaps"]!.AsArray();
}

public sealed class SqliteDutyGapPageTests : DutyGapPageContract
{
    private protected override Task<Desk> Open() => Desk.Open();
}

public sealed class PostgresDutyGapPageTests(PostgresHost postgres) : DutyGapPageContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Desk> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Desk.Open(postgres.Connection);
    }
}
