using System.Diagnostics;
using System.Security.Cryptography;
using Bihuan.Grid;

namespace Bihuan.Tests.Grid;

public class AreaMapTests
{
    static readonly AreaMap Map = Laoshan.Map;

    [Theory]
    [InlineData(120.4430, 36.1280, "370212001")] // 中韩: 牟家
    [InlineData(120.5360, 36.1130, "370212002")] // 沙子口
    [InlineData(120.6490, 36.2670, "370212003")] // 王哥庄
    [InlineData(120.5350, 36.2060, "370212004")] // 北宅
    [InlineData(120.4655, 36.1085, "370212005")] // 金家岭: the district's offices
    [InlineData(120.6250, 36.1720, "370212002")] // 巨峰
    [InlineData(120.6680, 36.1560, "370212003")] // 青山
    public void finds_the_street_of_a_point(double lon, double lat, string street)
    {
        var found = Map.Find(lon, lat);
        Assert.NotNull(found);
        Assert.Equal(AreaLevel.Grid, found.Level);
        Assert.Equal(["370212", street], found.Chain.Take(2).Select(a => a.Code));
        Assert.Equal(4, found.Chain.Count);
    }

    [Theory]
    [InlineData(120.3550, 36.0830)] // 市北
    [InlineData(120.4300, 36.1900)] // 李沧
    [InlineData(116.3975, 39.9087)] // Beijing
    [InlineData(0, 0)]
    public void finds_nothing_outside(double lon, double lat) => Assert.Null(Map.Find(lon, lat));

    [Fact]
    public void gives_inshore_water_to_the_district_alone() => Assert.Equal("370212", Map.Find(120.687, 36.212)?.Code);

    [Fact]
    public void holds_five_streets_and_167_communities()
    {
        Assert.Equal(["中韩街道", "沙子口街道", "王哥庄街道", "北宅街道", "金家岭街道"], Map.Children("370212").Select(a => a.Name));
        Assert.Equal(167, Map.All.Count(a => a.Level is AreaLevel.Community));
        Assert.All(Map.All.Where(a => a.Level is AreaLevel.Community), c => Assert.InRange(Map.Children(c.Code).Count, 2, 4));
        Assert.All(Map.All, a => Assert.Equal(a.Level >= AreaLevel.Community, a.IsDrawn));
        Assert.All(Map.All.Where(a => a.Parent is not null), a => Assert.True(a.IsWithin(a.Parent!)));
    }

    [Fact]
    public void names_areas_in_both_languages()
    {
        var grid = Map.ByCode("370212001019001")!;
        Assert.Equal("崂山区 · 中韩街道 · 张村社区 · 张村社区第一网格", grid.Path("zh"));
        Assert.Equal("Laoshan District · Zhonghan Street · Zhangcun Community · Zhangcun Community Grid 1", grid.Path("en"));
    }

    [Fact]
    public void drawn_areas_cover_the_area_above_exactly()
    {
        foreach (var whole in Map.All.Where(a => a.Level is AreaLevel.Street or AreaLevel.Community))
        {
            var parts = Map.Children(whole.Code);
            Assert.All(parts, p => Assert.True(p.Shape.IsValid && p.Shape.Area > 0, p.ToString()));
            Assert.InRange(parts.Sum(p => p.Shape.Area) / whole.Shape.Area, 1 - 1e-6, 1 + 1e-6);
            foreach (var (i, one) in parts.Index())
                Assert.All(parts.Skip(i + 1).Where(o => o.Shape.EnvelopeInternal.Intersects(one.Shape.EnvelopeInternal)),
                    other => Assert.InRange(one.Shape.Intersection(other.Shape).Area / whole.Shape.Area, 0, 1e-9));
        }
    }

    [Fact]
    public void a_community_holds_the_place_it_is_known_to_lie_at() =>
        Assert.Equal("张村社区", Map.Find(120.4640, 36.1290)?.Chain[2].Name);

    [Fact]
    public void a_point_on_a_border_belongs_to_one_area_always()
    {
        var again = AreaMap.Load(Laoshan.Folder);
        foreach (var c in Map.Below("370212001", AreaLevel.Grid).SelectMany(g => g.Shape.Coordinates))
        {
            var found = Map.Find(c.X, c.Y);
            Assert.Equal(found?.Code, again.Find(c.X, c.Y)?.Code);
            Assert.NotNull(found);
        }
    }

    [Theory]
    [InlineData("370212001019001", "5be168853f80e981")]
    [InlineData("370212003200002", "01228c4b08e10eef")]
    [InlineData("370212005008001", "3e0aedae94fb63ae")]
    public void draws_the_same_grids_on_every_machine(string code, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Map.ByCode(code)!.Shape.AsBinary()))[..16]);

    [Fact]
    public void is_quick()
    {
        // Both bounds are far from what it does, so that a busy machine does not fail them.
        var watch = Stopwatch.StartNew();
        AreaMap.Load(Laoshan.Folder);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 20_000);

        var random = new Random(7);
        var points = Enumerable.Range(0, 100_000).Select(_ => (120.41 + (random.NextDouble() * 0.3), 36.06 + (random.NextDouble() * 0.27))).ToArray();
        watch.Restart();
        foreach (var (lon, lat) in points) Map.Find(lon, lat);
        Assert.InRange(points.Length / watch.Elapsed.TotalSeconds, 3_000, double.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"{points.Length / watch.Elapsed.TotalSeconds:0} points/s");
    }
}
