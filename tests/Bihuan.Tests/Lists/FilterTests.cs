using System.Net;
using System.Text.RegularExpressions;
using Bihuan.Matters;
using Bihuan.Tests.Hosting;

namespace Bihuan.Tests.Lists;

/// <summary>A filter that makes no sense is never silently ignored: whoever asked would take everything for a part.</summary>
public sealed partial class FilterTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    // One value of each filter that means nothing, and the code with which it is refused.
    static readonly (string Key, string Value, string Code)[] Nonsense =
    [
        ("state", "bogus", "matter.unknown-filter"), ("stage", "bogus", "matter.unknown-filter"), ("mark", "blue", "matter.unknown-filter"),
        ("order", "title", "matter.unknown-filter"), ("source", "pigeon", "matter.unknown-filter"), ("urgency", "very", "matter.unknown-filter"),
        ("mine", "perhaps", "matter.unknown-filter"), ("charge", "perhaps", "matter.unknown-filter"), ("unit", "LS.GONE", "matter.unknown-unit"), ("area", "999999", "matter.place"),
        ("category", "XX-99", "matter.unknown-category"), ("handler", "nobody", "matter.unknown-handler"), ("text", new string('x', 201), "matter.too-long"),
        ("from", "yesterday", "matter.unknown-filter"), ("until", "-5", "matter.unknown-filter"), ("closedFrom", "1e3", "matter.unknown-filter"),
        ("closedUntil", "2026-01-01", "matter.unknown-filter"), ("size", "0", "matter.unknown-filter"), ("size", "201", "matter.unknown-filter"),
        ("kind", "nothing", "matter.unknown-filter"), ("after", "nowhere", "matter.unknown-filter"), ("before", "5", "matter.unknown-filter"),
        ("columns", "number,colour", "matter.unknown-filter"), ("asOf", "2999-01-01", "matter.unknown-filter"), ("asOf", "yesterday", "matter.unknown-filter"),
    ];

    [Fact]
    public async Task the_api_refuses_it_by_its_name_and_says_what_it_may_be()
    {
        await using var office = await Office.Open();
        using var leader = await office.Client("leader");
        Assert.Equal(ListFilter.All.Select(filter => filter.Key).Order(), Nonsense.Select(n => n.Key).Distinct().Order());
        foreach (var (key, value, code) in Nonsense)
            foreach (var path in (string[])["/api/matters", "/api/matters.xlsx"])
            {
                using var answer = await leader.GetAsync($"{path}?{key}={value}", Stop);
                Assert.Equal(key, (await ApiEdgeTests.Holds(answer, 422, code, "zh")).GetProperty("field").GetString());
            }

        using var state = await leader.GetAsync("/api/matters?state=bogus&lang=en", Stop);
        Assert.Contains("open, overdue, near, closed, all", (await ApiEdgeTests.Holds(state, 422, "matter.unknown-filter", "en")).GetProperty("title").GetString(), StringComparison.Ordinal);
        foreach (var good in (string[])["state=all", "kind=hazard", "stage=accepted", "unit=LS.GR", "handler=heat", "mine=1", "charge=1", "area=" + Office.Street, "category=CJ-01", "source=window",
            "urgency=normal", "mark=red", "text=暖气", "from=0&until=1999999999999", "closedFrom=0&closedUntil=1", "order=received", "size=200", "columns=number,due", "asOf=2026-01-01", "state="])
            Assert.Equal(HttpStatusCode.OK, (await leader.GetAsync("/api/matters?" + good, Stop)).StatusCode);
    }

    [Fact]
    public async Task a_page_drops_it_and_says_so()
    {
        await using var office = await Office.Open();
        var matter = await office.Said("暖气不热");
        using var leader = await office.Client("leader");
        foreach (var (key, value, _) in Nonsense)
        {
            using var answer = await leader.GetAsync($"/matters?order=received&urgency=normal&{key}={value}&lang=zh", Stop);
            var page = await answer.Content.ReadAsStringAsync(Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            if (key is "order" or "urgency") continue;
            Assert.True(page.Contains("地址里有用不上的筛选条件，已去掉", StringComparison.Ordinal), key);
            Assert.DoesNotContain(Links().Matches(page).Select(link => link.Value), link => link.Contains($"{key}={value}", StringComparison.Ordinal));
            Assert.Contains(matter.Number, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("已去掉", await leader.GetStringAsync("/matters?urgency=normal", Stop), StringComparison.Ordinal);
        using var sheet = await leader.GetAsync("/matters.xlsx?state=bogus&urgency=normal", Stop);
        Assert.Equal((HttpStatusCode.Redirect, "/matters?urgency=normal"), (sheet.StatusCode, sheet.Headers.Location?.ToString()));
        Assert.StartsWith("notice=", Assert.Single(sheet.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [GeneratedRegex("href=\"[^\"]*\"")]
    private static partial Regex Links();
}
