using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Bihuan.Grid;

/// <summary>One boundary of a file that can be taken in.</summary>
/// <param name="Number">Which feature of the file, from 1.</param>
public sealed record BoundaryRow(int Number, Boundary Boundary, Geometry Shape);

/// <summary>One feature that cannot.</summary>
/// <param name="Named">What the feature calls itself: its code or its name.</param>
public sealed record BoundaryFault(int Number, string Named, Words Sentence);

/// <summary>What a GeoJSON file says about a district's areas: properties `code`, `name` and, if it likes, `name_en`.</summary>
public sealed record BoundaryFile(IReadOnlyList<BoundaryRow> Rows, IReadOnlyList<BoundaryFault> Faults)
{
    const double West = 73, East = 136, South = 3, North = 54;

    static readonly string[] CodeNames = ["code", "area_code", "adcode", "编码", "代码", "区划代码", "统计用区划代码"];
    static readonly string[] Names = ["name", "名称"];

    /// <summary>Reads a file; null when it is no collection of features.</summary>
    internal static BoundaryFile? Read(string json, Datum datum, AreaPlan plan)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is not JsonValueKind.Object || !document.RootElement.TryGetProperty("features", out var features)
                || features.ValueKind is not JsonValueKind.Array) return null;

            List<BoundaryRow> rows = [];
            List<BoundaryFault> faults = [];
            // The same code twice: the later one cannot be told from a slip of the pen.
            var codes = features.EnumerateArray().Select(f => Code(f)).ToHashSet(StringComparer.Ordinal);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (feature, number) in features.EnumerateArray().Select((f, n) => (f, n + 1)))
            {
                var (code, name) = (Code(feature), Text(feature, Names));
                Geometry? shape = null;
                if ((Unless(code, name, plan, codes, seen) ?? Take(feature, datum, out shape)) is { } wrong) faults.Add(new(number, code.Length > 0 ? code : name, wrong));
                else rows.Add(new(number, new(code, Called(feature, name, plan.ByCode(code)), Ground.Write(shape!)), shape!));
            }
            return new(rows, faults);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The shapes of a file by their codes, as far as they are good; null when one of them is not.</summary>
    internal static IReadOnlyDictionary<string, Geometry>? Outlines(string json, Datum datum)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            Dictionary<string, Geometry> shapes = new(StringComparer.Ordinal);
            foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
            {
                if (Take(feature, datum, out var shape) is not null || !shapes.TryAdd(Code(feature), shape!)) return null;
            }
            return shapes;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    static Words Called(JsonElement feature, string name, Area? known)
    {
        if (name.Length == 0) return new(known?.Name ?? "", known?.NameEn ?? "");
        var english = Text(feature, ["name_en"]);
        return new(name, english.Length > 0 ? english : known?.NameEn ?? name);
    }

    static Words? Unless(string code, string name, AreaPlan plan, HashSet<string> codes, HashSet<string> seen)
    {
        if (code.Length == 0) return new("没有编码（属性 code）。", "It has no code (property code).");
        if (code.Length is not (6 or 9 or 12 or 15) || !code.All(char.IsAsciiDigit)) return new($"“{code}”不是区域编码：要 6、9、12 或 15 位数字。", $"“{code}” is not an area code: 6, 9, 12 or 15 digits.");
        if (!code.StartsWith(plan.District.Code, StringComparison.Ordinal)) return new($"“{code}”不在本区（{plan.District.Code}）。", $"“{code}” is not in this district ({plan.District.Code}).");
        if (!seen.Add(code)) return new($"“{code}”在文件里出现了两次。", $"“{code}” stands in the file twice.");
        if (plan.ByCode(code) is { Ended: not null }) return new($"“{code}”已经撤并，不再收边界。", $"“{code}” has ended and takes no boundary.");
        if (code.Length > 6 && plan.ByCode(code[..^3]) is not { Ended: null } && !codes.Contains(code[..^3])) return new($"上级区域“{code[..^3]}”不存在，请先导入它。", $"The area above, “{code[..^3]}”, does not exist; import it first.");
        if (plan.ByCode(code) is null && name.Length == 0) return new($"“{code}”是新区域，要有名称（属性 name）。", $"“{code}” is new and needs a name (property name).");
        return null;
    }

    static Words? Take(JsonElement feature, Datum datum, out Geometry? shape)
    {
        shape = null;
        try
        {
            if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind is not JsonValueKind.Object) return new("没有边界（geometry）。", "It has no geometry.");
            shape = GeoJson.ReadShape(geometry);
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or KeyNotFoundException)
        {
            return new("边界要是 Polygon 或 MultiPolygon，首尾点相同，每圈至少四个点。", "A boundary is a Polygon or a MultiPolygon whose rings have four points at least and end where they begin.");
        }

        if (shape.IsEmpty) return new("边界是空的。", "The boundary is empty.");
        var box = shape.EnvelopeInternal;
        if (South <= box.MinX && box.MaxX <= North && West <= box.MinY && box.MaxY <= East)
            return new("经度和纬度写反了：GeoJSON 先经度、后纬度。", "Longitude and latitude are the wrong way round: GeoJSON has the longitude first.");
        if (Math.Abs(box.MaxX) > 180 || Math.Abs(box.MaxY) > 90)
            return new("坐标不是经纬度，像是投影坐标（米）。请导出成经纬度（EPSG:4326 或 4490）。", "These are not degrees but, it seems, metres of a projection. Export it in degrees (EPSG:4326 or 4490).");
        if (box.MinX < West || box.MaxX > East || box.MinY < South || box.MaxY > North) return new("坐标不在国内。", "The coordinates lie outside the country.");

        shape = datum.ToWgs84(shape);
        var valid = new IsValidOp(shape);
        return valid.IsValid ? null : Crossed(valid.ValidationError.Coordinate);
    }

    static Words Crossed(Coordinate? at)
    {
        var where = at is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{at.X:0.00000}, {at.Y:0.00000}");
        return new($"边界自己与自己相交（{where} 附近）。", $"The boundary crosses itself near {where}.");
    }

    // Statistics write 12 digits for every level: 370212001000 is the street 370212001.
    static string Code(JsonElement feature)
    {
        var code = Text(feature, CodeNames);
        if (code.Length != 12) return code;
        while (code.Length > 6 && code.EndsWith("000", StringComparison.Ordinal)) code = code[..^3];
        return code;
    }

    static string Text(JsonElement feature, string[] names)
    {
        if (feature.ValueKind is not JsonValueKind.Object || !feature.TryGetProperty("properties", out var properties) || properties.ValueKind is not JsonValueKind.Object) return "";
        foreach (var name in names)
            if (properties.TryGetProperty(name, out var value))
                return value.ValueKind switch { JsonValueKind.String => value.GetString()!.Trim(), JsonValueKind.Number => value.GetRawText(), _ => "" };
        return "";
    }
}
