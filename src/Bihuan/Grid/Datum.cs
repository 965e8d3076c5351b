using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>On which earth the degrees of a file are counted. The house keeps WGS 84.</summary>
/// <param name="Key">`wgs-84`, `gcj-02` or `cgcs2000`.</param>
public sealed record Datum(string Key, Words Name, Words Note)
{
    public static readonly Datum Wgs84 = new("wgs-84", new("WGS-84", "WGS 84"),
        new("卫星定位、OpenStreetMap、国际数据。", "Satellite positioning, OpenStreetMap, international files."));

    public static readonly Datum Gcj02 = new("gcj-02", new("GCJ-02", "GCJ-02"),
        new("国内网络地图（高德、腾讯等）的坐标，比实地偏几百米；导入时换算，误差不到 1 米。", "Chinese web maps (Amap, Tencent …), hundreds of metres beside the ground; converted on the way in to less than a metre."));

    public static readonly Datum Cgcs2000 = new("cgcs2000", new("CGCS2000", "CGCS2000"),
        new("自然资源、民政部门的成果。与 WGS-84 相差几厘米，照原样收。", "Files of natural-resources and civil-affairs offices. Within centimetres of WGS 84, taken as it is."));

    public static readonly ImmutableArray<Datum> All = [Wgs84, Gcj02, Cgcs2000];

    /// <summary>The datum that a word names, however it is punctuated; null when it names none.</summary>
    public static Datum? Of(string? word)
    {
        var plain = new string([.. (word ?? "").ToLowerInvariant().Where(char.IsLetterOrDigit)]);
        return All.FirstOrDefault(datum => datum.Key.Replace("-", "", StringComparison.Ordinal) == plain);
    }

    /// <summary>Where a point of this datum lies in WGS 84.</summary>
    public LonLat ToWgs84(LonLat at) => this == Gcj02 ? FromGcj(at) : at;

    /// <summary>How this datum writes a point of WGS 84.</summary>
    public LonLat FromWgs84(LonLat at) => this == Gcj02 ? ToGcj(at) : at;

    /// <summary>A shape of this datum in WGS 84, to the seventh decimal: a centimetre.</summary>
    internal Geometry ToWgs84(Geometry shape)
    {
        var turned = shape.Copy();
        turned.Apply(new Turn(this));
        turned.GeometryChanged();
        return turned;
    }

    // The offset has no closed inverse; what is missing after a guess is added to it until it is under a tenth of a millimetre.
    static LonLat FromGcj(LonLat gcj)
    {
        var guess = gcj;
        for (var round = 0; round < 20; round++)
        {
            var there = ToGcj(guess);
            var (east, north) = (gcj.Lon - there.Lon, gcj.Lat - there.Lat);
            guess = new(guess.Lon + east, guess.Lat + north);
            if (Math.Abs(east) < 1e-9 && Math.Abs(north) < 1e-9) break;
        }
        return guess;
    }

    static LonLat ToGcj(LonLat at)
    {
        // The published offset formula on the Krasovsky 1940 ellipsoid; beyond the country nothing is offset.
        const double axis = 6378245.0, flat = 0.00669342162296594323;
        if (at.Lon is < 72.004 or > 137.8347 || at.Lat is < 0.8293 or > 55.8271) return at;

        var (x, y) = (at.Lon - 105, at.Lat - 35);
        var radians = at.Lat / 180 * Math.PI;
        var magic = 1 - (flat * Math.Pow(Math.Sin(radians), 2));
        var north = (-100 + (2 * x) + (3 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x))) + Wave(x)
            + (((20 * Sine(y)) + (40 * Sine(y / 3)) + (160 * Sine(y / 12)) + (320 * Sine(y / 30))) * 2 / 3)) * 180 / (axis * (1 - flat) / (magic * Math.Sqrt(magic)) * Math.PI);
        var east = (300 + x + (2 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x))) + Wave(x)
            + (((20 * Sine(x)) + (40 * Sine(x / 3)) + (150 * Sine(x / 12)) + (300 * Sine(x / 30))) * 2 / 3)) * 180 / (axis / Math.Sqrt(magic) * Math.Cos(radians) * Math.PI);
        return new(at.Lon + east, at.Lat + north);
    }

    static double Sine(double turns) => Math.Sin(turns * Math.PI);

    static double Wave(double x) => ((20 * Sine(6 * x)) + (20 * Sine(2 * x))) * 2 / 3;

    sealed class Turn(Datum datum) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var at = datum.ToWgs84(new LonLat(seq.GetX(i), seq.GetY(i)));
            seq.SetX(i, Math.Round(at.Lon, 7));
            seq.SetY(i, Math.Round(at.Lat, 7));
        }
    }
}
