using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>How deep an area lies: the length of its code says the same.</summary>
public enum AreaLevel
{
    District,
    Street,
    Community,
    Grid,
}

/// <summary>A place on the earth in degrees, WGS 84.</summary>
public readonly record struct LonLat(double Lon, double Lat);

/// <summary>
/// One area of the district. Its code is hierarchical: 6 digits for a district, 9 for a street, 12 for a community,
/// 15 for a grid; the areas below it are those whose code begins with its own.
/// </summary>
public sealed class Area
{
    readonly Area? above;

    internal Area(string code, string name, string nameEn, Area? above, Geometry shape, bool isDrawn)
    {
        (Code, Name, NameEn, Shape, IsDrawn, this.above) = (code, name, nameEn, shape, isDrawn, above);
        Level = LevelOf(code);
        Chain = above is null ? [this] : [.. above.Chain, this];
        if (shape.IsEmpty) return;

        var inside = shape.InteriorPoint;
        Centre = new(inside.X, inside.Y);
    }

    public string Code { get; }
    /// <summary>The everyday Chinese name: `中韩街道`, `张村社区`, `张村社区第一网格`.</summary>
    public string Name { get; }
    /// <summary>The English name: `Zhonghan Street`, `Zhangcun Community`.</summary>
    public string NameEn { get; }
    public AreaLevel Level { get; }
    public string? Parent => above?.Code;
    /// <summary>Polygon or multipolygon in degrees, WGS 84; empty where nobody has given a boundary.</summary>
    public Geometry Shape { get; }
    /// <summary>Whether the boundary was drawn for want of a published one.</summary>
    public bool IsDrawn { get; }
    /// <summary>A point that certainly lies inside, for labels; null where there is no boundary.</summary>
    public LonLat? Centre { get; }
    /// <summary>Who gave the boundary, and in which datum; null for what the pack shipped or nobody gave.</summary>
    public AreaOrigin? Origin { get; internal init; }
    /// <summary>Out of which areas it came, and when; null for what was there from the beginning.</summary>
    public AreaTurn? Began { get; internal init; }
    /// <summary>Into which areas it went, and when; null for an area that is there.</summary>
    public AreaTurn? Ended { get; internal init; }
    /// <summary>From the district down to this area, both included.</summary>
    public IReadOnlyList<Area> Chain { get; }

    /// <summary>Answers whether this area is the other one or lies below it.</summary>
    public bool IsWithin(string code) => Code.StartsWith(code, StringComparison.Ordinal);

    public string NameIn(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? NameEn : Name;

    /// <summary>The whole path: `崂山区 · 中韩街道 · 张村社区`.</summary>
    public string Path(string language) => string.Join(" · ", Chain.Select(a => a.NameIn(language)));

    public override string ToString() => $"{Code} {Name}";

    /// <exception cref="FormatException">The code has not 6, 9, 12 or 15 digits.</exception>
    public static AreaLevel LevelOf(string code) => code.Length switch
    {
        6 => AreaLevel.District,
        9 => AreaLevel.Street,
        12 => AreaLevel.Community,
        15 => AreaLevel.Grid,
        _ => throw new FormatException($"'{code}' is not an area code: 6, 9, 12 or 15 digits."),
    };
}
