using Bihuan.Tests.Lists;

namespace Bihuan.Tests.Insight;

public class MapTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task streets_lead_to_their_communities_and_those_to_the_list()
    {
        await using var office = await Office.Open();
        await office.Said("暖气不热", area: Office.Street + "001");
        await office.Said("路灯不亮", area: Office.Street + "001");
        using var leader = await office.Client("leader");
        Assert.Contains("\"370212001\":{\"count\":2,\"href\":\"/map?area=370212001\"}", await leader.GetStringAsync("/map/counts", Stop), StringComparison.Ordinal);
        Assert.Contains("\"370212001001\":{\"count\":2,\"href\":\"/matters?area=370212001001\"}",
            await leader.GetStringAsync("/map/counts?area=370212001", Stop), StringComparison.Ordinal);
        Assert.Contains("\"370212001\":{\"count\":0", await leader.GetStringAsync("/map/counts?state=overdue", Stop), StringComparison.Ordinal);
        Assert.Contains("href=\"/map?area=370212001\"", await leader.GetStringAsync("/map", Stop), StringComparison.Ordinal);
    }
}
