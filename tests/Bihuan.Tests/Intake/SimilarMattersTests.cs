using Bihuan.Hosting;
using Bihuan.Intake;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Lists;

namespace Bihuan.Tests.Intake;

/// <summary>What has been said before is found by telephone, by place and by words, and only inside one's scope.</summary>
public sealed class SimilarMattersTests : IAsyncLifetime
{
    const string Here = Office.Street + "001";
    static readonly Scope All = new(Office.District, MaxSensitivity: 2);
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    public async ValueTask DisposeAsync() => await office.DisposeAsync();

    Task<SimilarMatters.Found> Find(string text, string? phone = null, string area = Here, Scope? scope = null) => office.Of<SimilarMatters>().Find(
        scope ?? All, new(text, phone is null ? null : office.Of<Vault>().Mark(Office.District, $"phone {phone}"), area, "CJ-01-01"), Stop);

    [Fact]
    public async Task the_same_words_in_the_same_place_come_first_and_others_stay_away()
    {
        var same = await office.Said("楼下路灯坏了一个星期，晚上看不见路", area: Here);
        await office.Said("小区门口有人摆摊卖菜堵了路口", area: Here);
        await office.Said("楼下路灯坏了一个星期，晚上看不见路", area: Office.Street + "002");
        var found = await Find("楼下路灯坏了好几天，晚上看不见路");
        Assert.Equal([same.Number], found.Hits.Select(hit => hit.Number));
        Assert.Equal((true, true, false), (found.Hits[0].Near, found.Hits[0].IsOpen, found.Hits[0].SameCaller));
        Assert.InRange(found.Hits[0].Alike, 40, 100);
    }

    [Fact]
    public async Task before_the_place_is_known_the_same_words_are_found_by_what_is_rare_in_them()
    {
        var same = await office.Said("宁德路污水井冒水，臭味很大，流到路面上", "CJ-02-01", Office.Street + "002");
        await office.Said("宁德路公交站牌倒了，请来扶正", "CJ-02-01", Office.Street + "002");
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.Equal([same.Number], (await Find("宁德路的污水井又冒水了，臭味大，流到路面", area: "")).Hits.Select(hit => hit.Number));
            await office.Of<IndexMatters>().BringUpToDate(gently: true, null, Stop);
        }
    }

    [Fact]
    public async Task a_callers_own_matters_are_found_wherever_they_are_and_whatever_they_said()
    {
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"),
            new("树枝挡住了窗", Name: "王丽", Phone: "13800000000", Category: "CJ-01-01", Area: Office.Street + "002"), Stop);
        var found = await Find("水压太低", "13800000000");
        Assert.Equal((answer.Story.Number, 1, true), (found.Hits[0].Number, found.Calls, found.Hits[0].SameCaller));
        Assert.Empty((await Find("水压太低", "13900000000")).Hits);
    }

    [Fact]
    public async Task short_words_find_nothing_and_nobody_finds_outside_their_scope()
    {
        await office.Said("楼下路灯坏了一个星期", area: Here);
        Assert.Empty((await Find("路灯")).Hits);
        Assert.Empty((await Find("楼下路灯坏了一个星期", scope: Scope.Of(Office.District, new("p", "LS.GR", "coordinator", new("", ""), null, [], null, null)))).Hits);
    }
}
