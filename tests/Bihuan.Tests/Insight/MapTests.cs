using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Insight;

public class MapTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task streets_lead_on_sqlite() => Leads(null);

    [Fact]
    public async Task streets_lead_on_postgres()
    {
        await using (await PostgresRoom.Empty(postgres)) await Leads(postgres.Connection);
    }

    /// <summary>Streets lead to their communities and those to the list; the figures stand on the same rows.</summary>
    static async Task Leads(string? database)
    {
        await using var office = await Office.Open(database);
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
