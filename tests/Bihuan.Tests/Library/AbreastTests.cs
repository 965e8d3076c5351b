using System.Net.Http.Json;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Tests.House;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Library;

/// <summary>Two processes over one database: what is published in one is in force in the other without a restart.</summary>
public sealed class AbreastTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    const string Next = """
        {"holidays":{"2027-01-01":"New Year's Day,元旦,1","2027-05-01":"Labour Day,劳动节,1","2027-10-01":"National Day,国庆节,1","2027-10-04":"National Day,国庆节,1"},
         "workdays":{"2027-10-09":"National Day,国庆节,1"},"inLieuDays":{}}
        """;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task what_one_process_publishes_is_in_force_in_the_other_on_sqlite() => Both(null);

    [Fact]
    public Task what_one_process_publishes_is_in_force_in_the_other_on_postgres() => Both(postgres.Connection);

    static async Task Both(string? connection)
    {
        await using var office = await Office.Open(connection);
        await using var other = Site.Build(new Settings(office.Folder, Settings.FindPacks(), Postgres: connection), "http://127.0.0.1:0");
        await other.Services.OpenBihuan(Stop);
        var abreast = other.Services.GetRequiredService<Abreast>();
        Assert.False(await abreast.Look(Stop));

        using var sys = await office.Client("sys");
        var yaml = Tree.Text("packs/hotline/request.playbook.yaml").Replace("version: 1\n", "version: 2\n", StringComparison.Ordinal);
        (await sys.PostAsJsonAsync("/api/library/publications", new { yaml }, Stop)).EnsureSuccessStatusCode();
        (await sys.PostAsJsonAsync("/api/calendar/years", new { year = 2027, json = Next }, Stop)).EnsureSuccessStatusCode();
        var shelf = other.Services.GetRequiredService<Shelf>();
        Assert.Equal(1, shelf.Newest("request")!.Version);
        Assert.NotEqual(2027, shelf.Calendar.LastYear);

        Assert.True(await abreast.Look(Stop));
        Assert.Equal((2, 2027), (shelf.Newest("request")!.Version, shelf.Calendar.LastYear));
        Assert.False(await abreast.Look(Stop));

        var map = other.Services.GetRequiredService<AreaMap>();
        var (one, two) = (Office.Street + "001", Office.Street + "002");
        (await sys.PostAsJsonAsync("/api/areas/mergers", new { codes = new[] { one, two }, from = "2026-01-01", reason = "崂民〔示例〕1号", into = new { code = Office.Street + "099", name = new { zh = "韩家社区", en = "Hanjia" } } }, Stop)).EnsureSuccessStatusCode();
        Assert.Null(map.ByCode(one)!.Ended);
        Assert.True(await abreast.Look(Stop));
        Assert.NotNull(map.ByCode(one)!.Ended);
    }
}
