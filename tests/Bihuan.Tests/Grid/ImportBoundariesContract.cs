using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Grid;

/// <summary>Boundaries come in from a file whose datum is said: seen before, kept in WGS 84, on the map at once.</summary>
public abstract class ImportBoundariesContract
{
    const string Zhonghan = "370212001";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<Office> Open();

    private protected virtual string? Connection => null;

    [Fact]
    public async Task boundaries_written_in_gcj_02_come_back_to_less_than_a_metre_and_say_where_they_are_from()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        var map = office.Of<AreaMap>();
        var (before, grids) = (map.ByCode(Zhonghan)!, map.Below(Zhonghan, AreaLevel.Grid).Count());
        var file = Drawn.File(Drawn.As(before, Datum.Gcj02));

        var wrong = await Post(sys, "/look", file, "wgs-84");
        Assert.Contains("像是 GCJ-02", wrong["doubt"]!["zh"]!.ToString(), StringComparison.Ordinal);
        Assert.InRange(wrong["changes"]![0]!["metres"]!.GetValue<double>(), 300, 900);
        Assert.Null((await Post(sys, "/look", file, "gcj-02"))["doubt"]);
        Assert.Contains("不像 GCJ-02", (await Post(sys, "/look", Drawn.File(Drawn.As(before, Datum.Cgcs2000)), "gcj-02"))["doubt"]!["zh"]!.ToString(), StringComparison.Ordinal);
        Assert.Null(map.ByCode(Zhonghan)!.Origin);

        var taken = await Post(sys, "", file, "gcj-02");
        Assert.InRange(taken["changes"]![0]!["metres"]!.GetValue<double>(), 0, 1);
        var after = map.ByCode(Zhonghan)!;
        Assert.Equal(("streets.geojson", "gcj-02", "sys", false), (after.Origin!.File, after.Origin.Datum.Key, after.Origin.By, after.IsDrawn));
        // What is drawn inside is drawn again, so that it still covers the street.
        Assert.Equal(grids, map.Below(Zhonghan, AreaLevel.Grid).Count());
        Assert.Equal(Zhonghan, map.Find(after.Centre!.Value.Lon, after.Centre.Value.Lat)!.Code[..9]);
        var page = await sys.GetStringAsync("/boundaries", Stop);
        Assert.Contains("streets.geojson</a> · sys", page, StringComparison.Ordinal);
        // The file itself is kept under the hash that the import carries.
        Assert.Equal(file, await sys.GetStringAsync($"/boundaries/files/{after.Origin.Sha256}", Stop));
        Assert.Contains("GCJ-02", page, StringComparison.Ordinal);

        // The same file again changes nothing; the next start finds the same map.
        await Post(sys, "", file, "gcj-02");
        var (kept, version) = await office.Of<Reading>().Story<KeptAreas>(Office.District, KeptAreas.Stream, Stop);
        Assert.Equal(1, version);
        var again = AreaMap.Load(Laoshan.Folder);
        again.Lay(kept);
        Assert.Equal(after.Shape.AsText(), again.ByCode(Zhonghan)!.Shape.AsText());
    }

    [Fact]
    public async Task bad_features_are_refused_by_number_and_the_good_ones_go_in()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        var at = office.Of<AreaMap>().ByCode(Zhonghan)!.Centre!.Value;
        var file = Drawn.File(
            Drawn.Box($"{Zhonghan}777", "试点社区", at.Lon, at.Lat, at.Lon + 0.01, at.Lat + 0.01),
            Drawn.Feature($"{Zhonghan}778", "八字", (at.Lon, at.Lat), (at.Lon + 0.01, at.Lat + 0.01), (at.Lon + 0.01, at.Lat), (at.Lon, at.Lat + 0.01)),
            Drawn.Box("440310001", "别区", at.Lon, at.Lat, at.Lon + 0.01, at.Lat + 0.01),
            Drawn.Box($"{Zhonghan}779", "投影", 451000, 3998000, 452000, 3999000),
            Drawn.Box($"{Zhonghan}780", "反了", at.Lat, at.Lon, at.Lat + 0.01, at.Lon + 0.01),
            Drawn.Box($"{Zhonghan}777", "再来", at.Lon, at.Lat, at.Lon + 0.01, at.Lat + 0.01),
            Drawn.Box($"{Zhonghan}781", "", at.Lon, at.Lat, at.Lon + 0.01, at.Lat + 0.01),
            Drawn.Box("370212999001", "没有街道", at.Lon, at.Lat, at.Lon + 0.01, at.Lat + 0.01),
            """{"type":"Feature","properties":{"code":"370212001782","name":"线"},"geometry":{"type":"LineString","coordinates":[[120,36],[121,36]]}}""");
        var taken = await Post(sys, "", file, "wgs-84");
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9], taken["refused"]!.AsArray().Select(f => f!["feature"]!.GetValue<int>()));
        Assert.Equal(["自己与自己相交", "不在本区", "投影坐标", "写反了", "两次", "要有名称", "不存在", "Polygon"], taken["refused"]!.AsArray()
            .Select((f, n) => ((string[])["自己与自己相交", "不在本区", "投影坐标", "写反了", "两次", "要有名称", "不存在", "Polygon"])[n] is var word && f!["why"]!["zh"]!.ToString().Contains(word, StringComparison.Ordinal) ? word : f!["why"]!["zh"]!.ToString()));
        Assert.Equal("试点社区", office.Of<AreaMap>().Find(at.Lon + 0.005, at.Lat + 0.005)!.Name);

        var none = await sys.PostAsJsonAsync("/api/areas/boundaries", new { file = "x", datum = "wgs-84", json = Drawn.File(Drawn.Box("440310001", "别区", 1, 1, 2, 2)) }, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Contains("areas.no-good-boundary", await none.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        foreach (var (datum, json, code) in ((string, string, string)[])[("", file, "areas.no-datum"), ("bd-09", file, "areas.no-datum"), ("wgs-84", "{", "areas.no-geojson"), ("wgs-84", "[]", "areas.no-geojson")])
            Assert.Contains(code, await (await sys.PostAsJsonAsync("/api/areas/boundaries", new { file = "x", datum, json }, Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_page_shows_what_moves_and_what_would_not_fit_before_it_is_taken_in()
    {
        await using var office = await Open();
        using var sys = await office.Client("sys");
        using var agent = await office.Client("agent");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/boundaries", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsJsonAsync("/api/areas/boundaries", new { file = "x", datum = "wgs-84", json = "{}" }, Stop)).StatusCode);

        var map = office.Of<AreaMap>();
        var at = map.ByCode(Zhonghan)!.Centre!.Value;
        var file = Drawn.File(Drawn.Box($"{Zhonghan}777", "甲", at.Lon, at.Lat, at.Lon + 0.010, at.Lat + 0.01), Drawn.Box($"{Zhonghan}778", "乙", at.Lon + 0.005, at.Lat, at.Lon + 0.015, at.Lat + 0.01));
        using var form = new MultipartFormDataContent { { new StringContent("cgcs2000"), "datum" }, { new StringContent(file), "file", "communities.geojson" } };
        var page = await (await sys.PostAsync("/boundaries/look", form, Stop)).Content.ReadAsStringAsync(Stop);
        Assert.Contains("新增 2 条", page, StringComparison.Ordinal);
        Assert.Contains("“甲”和“乙”重叠 0.50 km²", page, StringComparison.Ordinal);
        Assert.Null(map.ByCode($"{Zhonghan}777"));

        var held = page.Split("name=\"held\" value=\"")[1].Split('"')[0];
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/boundaries/files/{held}", Stop)).StatusCode);

        // Another process takes in what was looked at here; this one notices.
        await using (var other = Site.Build(new Settings(office.Folder, Settings.FindPacks(), Postgres: Connection), "http://127.0.0.1:0"))
        {
            await other.Services.OpenBihuan(Stop);
            await other.StartAsync(Stop);
            using var there = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(other.Urls.First()) };
            there.DefaultRequestHeaders.Authorization = sys.DefaultRequestHeaders.Authorization;
            using var confirm = new FormUrlEncodedContent([new("held", held), new("datum", "cgcs2000")]);
            Assert.Equal(HttpStatusCode.Found, (await there.PostAsync("/boundaries", confirm, Stop)).StatusCode);
            await other.StopAsync(Stop);
        }
        await office.Of<Abreast>().Look(Stop);
        Assert.Equal("甲", map.ByCode($"{Zhonghan}777")!.Name);
        using var lost = new FormUrlEncodedContent([new("held", "nothing")]);
        Assert.Equal(HttpStatusCode.Conflict, (await sys.PostAsync("/boundaries", lost, Stop)).StatusCode);
    }

    static async Task<JsonNode> Post(HttpClient client, string where, string json, string datum)
    {
        var answer = await client.PostAsJsonAsync($"/api/areas/boundaries{where}", new { file = "streets.geojson", datum, json }, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}

public sealed class SqliteImportBoundariesTests : ImportBoundariesContract
{
    private protected override Task<Office> Open() => Office.Open();
}

public sealed class PostgresImportBoundariesTests(PostgresHost postgres) : ImportBoundariesContract, IClassFixture<PostgresHost>
{
    private protected override string? Connection => postgres.Connection;

    private protected override async Task<Office> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Office.Open(postgres.Connection);
    }
}

public sealed class BoundariesOfANewDistrictTests
{
    [Fact]
    public void a_district_without_boundaries_gets_a_map_by_its_streets()
    {
        var map = AreaMap.Of("440310", new District { Exists = true, Name = new("坪山区", "Pingshan"), Areas = [new("440310001", new("坪山街道", "Pingshan"), ""), new("440310002", new("马峦街道", "Maluan"), "")] });
        Assert.False(map.HasBoundaries);
        var read = BoundaryFile.Read(Drawn.File(Drawn.Box("440310001000", "坪山街道", 114.30, 22.60, 114.35, 22.70), Drawn.Box("440310002", "马峦街道", 114.35, 22.60, 114.40, 22.70)), Datum.Wgs84, map.Plan)!;
        Assert.Empty(read.Faults);
        map.Lay(KeptAreas.Empty with { Turns = [(new BoundariesImported("x", "wgs-84", [.. read.Rows.Select(row => row.Boundary)]), new(DateTimeOffset.UnixEpoch, "sys", new("system-admin", "LS")))] });
        Assert.True(map.HasBoundaries);
        Assert.True(map.District.IsDrawn);
        Assert.Equal("440310001 440310002 -", $"{map.Find(114.32, 22.65)?.Code} {map.Find(114.38, 22.65)?.Code} {map.Find(114.2, 22.65)?.Code ?? "-"}");
        Assert.Equal("Pingshan", map.ByCode("440310001")!.NameEn);
    }
}
