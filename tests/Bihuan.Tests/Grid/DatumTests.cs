using Bihuan.Grid;
using NetTopologySuite.Geometries;

namespace Bihuan.Tests.Grid;

public sealed class DatumTests
{
    // The published test vectors of eviltransform, the reference for the offset: Shanghai, Shenzhen, Beijing.
    [Theory]
    [InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597)]
    [InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766)]
    [InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)]
    public void known_points_turn_to_the_millimetre_in_both_directions(double lon, double lat, double gcjLon, double gcjLat)
    {
        var there = Datum.Gcj02.FromWgs84(new(lon, lat));
        Assert.Equal(gcjLon, there.Lon, 1e-9);
        Assert.Equal(gcjLat, there.Lat, 1e-9);
        var back = Datum.Gcj02.ToWgs84(new LonLat(gcjLon, gcjLat));
        Assert.True(Ground.Apart(new(lon, lat), new(back.Lon, back.Lat)) < 0.001);
    }

    [Fact]
    public void every_corner_of_the_country_comes_back_to_less_than_a_centimetre()
    {
        for (var lon = 73.5; lon < 135; lon += 0.7)
            for (var lat = 18.2; lat < 53.5; lat += 0.7)
            {
                var back = Datum.Gcj02.ToWgs84(Datum.Gcj02.FromWgs84(new(lon, lat)));
                Assert.True(Ground.Apart(new Coordinate(lon, lat), new Coordinate(back.Lon, back.Lat)) < 0.01, $"{lon}, {lat}");
            }
    }

    [Fact]
    public void cgcs2000_is_taken_as_wgs_84_and_the_names_of_a_datum_are_read_as_people_write_them()
    {
        Assert.Equal(new LonLat(120.4, 36.1), Datum.Cgcs2000.ToWgs84(new LonLat(120.4, 36.1)));
        Assert.Equal([Datum.Wgs84, Datum.Gcj02, Datum.Cgcs2000, null, null], ((string[])["WGS84", "GCJ-02", "CGCS 2000", "", "bd-09"]).Select(Datum.Of));
    }
}
