using System.Text.Json;
using Bihuan.Grid;

namespace Bihuan.Tests.Grid;

public class AreaSheetsTests
{
    static readonly AreaSheets Sheets = new(Laoshan.Map);

    [Theory]
    [InlineData("370212", "street", 5)]
    [InlineData("370212", "community", 167)]
    [InlineData("370212001", "community", 22)]
    [InlineData("370212001", "street", 1)]
    [InlineData("370212", "neighbour", 9)]
    public void writes_well_formed_geojson(string code, string level, int count)
    {
        var sheet = Sheets.Of(code, level);
        Assert.NotNull(sheet);
        using var json = JsonDocument.Parse(sheet.Json);
        Assert.Equal("FeatureCollection", json.RootElement.GetProperty("type").GetString());
        Assert.Contains("OpenStreetMap", json.RootElement.GetProperty("attribution").GetString(), StringComparison.Ordinal);
        var features = json.RootElement.GetProperty("features").EnumerateArray().ToArray();
        Assert.Equal(count, features.Length);
        foreach (var feature in features)
        {
            var geometry = feature.GetProperty("geometry");
            var polygons = geometry.GetProperty("type").GetString() is "Polygon"
                ? [geometry.GetProperty("coordinates")] : geometry.GetProperty("coordinates").EnumerateArray().ToArray();
            foreach (var ring in polygons.SelectMany(p => p.EnumerateArray()))
            {
                Assert.InRange(ring.GetArrayLength(), 4, 5_000);
                Assert.Equal(ring[0].ToString(), ring[ring.GetArrayLength() - 1].ToString());
            }
        }
    }

    [Fact]
    public void says_what_is_drawn_and_where_the_name_stands()
    {
        using var json = JsonDocument.Parse(Sheets.Of("370212001019", "community")!.Json);
        var properties = json.RootElement.GetProperty("features")[0].GetProperty("properties");
        Assert.Equal("张村社区", properties.GetProperty("name").GetString());
        Assert.Equal("Zhangcun Community", properties.GetProperty("name_en").GetString());
        Assert.Equal("370212001", properties.GetProperty("parent").GetString());
        Assert.True(properties.GetProperty("drawn").GetBoolean());
        Assert.Equal(2, properties.GetProperty("label").GetArrayLength());
    }

    [Fact]
    public void a_sheet_keeps_its_tag() =>
        Assert.Equal(Sheets.Of("370212", "street")!.ETag, new AreaSheets(Laoshan.Map).Of("370212", "street")!.ETag);

    [Theory]
    [InlineData("370299", "street")]
    [InlineData("370212", "planet")]
    [InlineData("370212", "1")]
    public void answers_nothing_for_the_unknown(string code, string level) => Assert.Null(Sheets.Of(code, level));
}
