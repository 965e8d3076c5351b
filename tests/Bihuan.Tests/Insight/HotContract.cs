using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Bihuan.Hosting;
using Bihuan.Insight.Hot;
using Bihuan.Matters;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Insight;

/// <summary>Six neighbours speak of a mixing plant in one street, two of a broken bench, one of the same plant in confidence.</summary>
public abstract class HotContract
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<Office> Open();

    static readonly string[] Plant =
    [
        "锦绣花园旁边的搅拌站灰尘很大，不敢开窗", "锦绣花园隔壁搅拌站晚上轰鸣，灰尘也大", "搅拌站离锦绣花园太近，灰尘噪音不断", "锦绣花园的搅拌站又在半夜轰鸣", "锦绣花园老人被搅拌站灰尘呛得咳嗽", "请把锦绣花园旁的搅拌站搬走，灰尘太大",
    ];

    static async Task<Matter> Say(Office office, string text, int phone, bool confidential = false, string area = Office.Street + "001", string title = "")
    {
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"),
            new(text, title.Length > 0 ? title : null, Phone: $"1390000{phone:0000}", Source: "phone", Category: "CJ-01-01", Area: area, Confidential: confidential), Stop);
        Assert.Null(answer.Refusal);
        return answer.Story;
    }

    static async Task<List<Matter>> Neighbours(Office office)
    {
        var said = new List<Matter>();
        foreach (var (text, n) in Plant.Select((text, n) => (text, n))) said.Add(await Say(office, text, n, title: "锦绣花园搅拌站扬尘"));
        await Say(office, "湖边公园的长椅断了一块木板", 90);
        await Say(office, "早上五点排队也挂不上专家号", 91);
        await office.Of<HotTalk>().Listen(Stop);
        return said;
    }

    static async Task<JsonArray> Issues(HttpClient client) => (await client.GetFromJsonAsync<JsonObject>("/api/hot", Stop))!["issues"]!.AsArray();

    [Fact]
    public async Task what_several_people_say_is_shown_with_the_numbers_of_its_heat_and_only_to_those_who_may_see_it()
    {
        await using var office = await Open();
        var said = await Neighbours(office);
        using var leader = await office.Client("leader");
        var issue = Assert.Single(await Issues(leader))!;

        Assert.Equal((6, 6, true), (issue["people"]!.GetValue<int>(), issue["cases"]!.GetValue<int>(), issue["isDue"]!.GetValue<bool>()));
        Assert.Contains("锦绣花园搅拌站", issue["name"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(issue["value"]!.GetValue<double>(), 6 * issue["growth"]!.GetValue<double>() * issue["spread"]!.GetValue<double>() * issue["severity"]!.GetValue<double>(), 0.05);
        Assert.Equal(said.Select(matter => matter.Id).Order(), (await leader.GetFromJsonAsync<JsonObject>($"/api/hot/{said[3].Id}", Stop))!["matters"]!.AsArray().Select(id => id!.ToString()).Order());
        var page = new HtmlParser().ParseDocument(await leader.GetStringAsync("/hot", Stop));
        Assert.Contains("6 人 × 增长", page.QuerySelector(".hot-heat")!.TextContent, StringComparison.Ordinal);

        // A company that has no part in any of them, and the administrator, are told of nothing.
        using var heat = await office.Client("heat");
        Assert.Empty(await Issues(heat));
        Assert.Equal(HttpStatusCode.NotFound, (await heat.GetAsync($"/api/hot/{said[0].Id}", Stop)).StatusCode);
        Assert.DoesNotContain("搅拌站", await heat.GetStringAsync("/hot", Stop), StringComparison.Ordinal);
        using var sys = await office.Client("sys");
        Assert.Empty(await Issues(sys));
        Assert.Equal((8, 0), ((await leader.GetFromJsonAsync<JsonObject>("/api/hot", Stop))!["heard"]!.GetValue<int>(), (await heat.GetFromJsonAsync<JsonObject>("/api/hot", Stop))!["heard"]!.GetValue<int>()));
    }

    [Fact]
    public async Task what_some_may_not_see_is_not_counted_for_them_and_names_nothing()
    {
        await using var office = await Open();
        await Neighbours(office);
        await Say(office, "锦绣花园搅拌站的老板姓甄，收了黑钱", 50, confidential: true, title: "锦绣花园搅拌站扬尘黑钱");
        await office.Of<HotTalk>().Listen(Stop);
        using var leader = await office.Client("leader");
        using var grid = await office.Client("grid");

        Assert.Equal(7, Assert.Single(await Issues(leader))!["people"]!.GetValue<int>());
        Assert.Empty(await Issues(grid));
        await Say(office, Plant[0], 60, area: Office.Street + "001001");
        await Say(office, Plant[1], 61, area: Office.Street + "001001");
        await office.Of<HotTalk>().Listen(Stop);
        var issue = Assert.Single(await Issues(grid))!;
        Assert.Equal(2, issue["people"]!.GetValue<int>());
        Assert.DoesNotContain("黑钱", issue.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task row_106_a_hot_issue_becomes_one_matter_with_unit_and_day_and_what_comes_in_before_and_after_is_measured()
    {
        await using var office = await Open();
        var said = await Neighbours(office);
        using var leader = await office.Client("leader");
        using var form = new FormUrlEncodedContent([new("duty", "LS.CG 城管"), new("title", "锦绣花园旁搅拌站")]);
        var pressed = await leader.PostAsync($"/hot/{said[0].Id}/roots", form, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        var number = pressed.Headers.Location!.ToString().Split('/')[^1];
        var id = (await office.Of<MatterDesk>().IdOf(Office.District, number, Stop))!;
        async Task<Matter> Root() => (await office.Of<Reading>().Story<Matter>(Office.District, Bihuan.Engine.Journal.Stream.Of(Matter.Noun, id), Stop)).Story;

        var root = await Root();
        Assert.Equal(("notified", "LS.CG"), (root.Stage, root.Lead!.Unit));
        Assert.NotNull(root.Clocks["handle"].Due(office.Of<Bihuan.Library.Shelf>().Calendar).At);
        Assert.Equal(said.Select(matter => matter.Id).Order(), root.Links.Order());
        Assert.Equal([id], (await office.Of<Reading>().Story<Matter>(Office.District, said[2].Stream, Stop)).Story.Links);
        Assert.Equal("hot.has-root", (await (await leader.PostAsJsonAsync($"/api/hot/{said[1].Id}/roots", new { }, Stop)).Content.ReadFromJsonAsync<JsonObject>(Stop))!["code"]!.ToString());

        // Later ones that speak alike are tied by themselves; what is kept from some waits for somebody who may see it.
        var later = await Say(office, Plant[2], 20, title: "锦绣花园搅拌站扬尘");
        var kept = await Say(office, Plant[3], 21, confidential: true, title: "锦绣花园搅拌站扬尘");
        await office.Of<HotTalk>().Listen(Stop);
        await office.Of<HotTalk>().Listen(Stop);
        Assert.Contains(later.Id, (await Root()).Links);
        Assert.DoesNotContain(kept.Id, (await Root()).Links);
        var offered = new HtmlParser().ParseDocument(await leader.GetStringAsync($"/hot/roots/{number}", Stop));
        Assert.Equal(kept.Id, offered.QuerySelector(".hot-offered input")!.GetAttribute("value"));
        using var tie = new FormUrlEncodedContent([new("matter", kept.Id)]);
        Assert.Equal(HttpStatusCode.SeeOther, (await leader.PostAsync($"/hot/roots/{number}/gatherings", tie, Stop)).StatusCode);
        Assert.Equal(8, (await Root()).Links.Length);

        // What somebody may not see is not in the count of what came in either.
        var page = await leader.GetStringAsync($"/matters/{number}", Stop);
        Assert.Contains("看归集的 8 件", page, StringComparison.Ordinal);
        Assert.Contains("整改期间又来 2 件", page, StringComparison.Ordinal);
        using var city = await office.Client("city");
        Assert.Contains("看归集的 0 件", await city.GetStringAsync($"/matters/{number}", Stop), StringComparison.Ordinal);
        Assert.Contains(number, await leader.GetStringAsync("/hot", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(number, await (await office.Client("heat")).GetStringAsync("/hot", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task whoever_may_not_begin_it_is_refused_and_nothing_is_written()
    {
        await using var office = await Open();
        var said = await Neighbours(office);
        using var agent = await office.Client("agent");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsJsonAsync($"/api/hot/{said[0].Id}/roots", new { }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.PostAsJsonAsync("/api/hot/0190a0000000700080000000000000b2/roots", new { }, Stop)).StatusCode);
        Assert.Empty((await office.Of<Reading>().Story<Matter>(Office.District, said[0].Stream, Stop)).Story.Links);
        using var leader = await office.Client("leader");
        using var form = new FormUrlEncodedContent([new("duty", "LS.NOBODY")]);
        var wrong = await leader.PostAsync($"/hot/{said[0].Id}/roots", form, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("LS.NOBODY", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task erased_words_are_heard_of_no_more_and_a_restart_hears_the_window_again()
    {
        await using var office = await Open();
        var said = await Neighbours(office);
        var talk = office.Of<HotTalk>();
        Assert.Null((await office.Of<EraseRequester>().Run(office.As("sec", "security-admin", "LS"), said[0].Id, new("consent-withdrawn"), Stop)).Refusal);
        await talk.Listen(Stop);
        using var leader = await office.Client("leader");
        Assert.Equal(5, Assert.Single(await Issues(leader))!["people"]!.GetValue<int>());

        using var again = ActivatorUtilities.CreateInstance<HotTalk>(office.Of<IServiceProvider>());
        await again.Listen(Stop);
        Assert.Equal(5, Assert.Single(Assert.Single(again.Now).Groups).Members.Length);
    }
}

public sealed class SqliteHotTests : HotContract
{
    private protected override Task<Office> Open() => Office.Open();
}

public sealed class PostgresHotTests(PostgresHost postgres) : HotContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Office> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Office.Open(postgres.Connection);
    }
}
