using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>The map's sheets for the browser: GeoJSON of one level below a code, simplified, kept once drawn.</summary>
/// <remarks>
/// Properties of a feature: `code`, `name`, `name_en`, `level`, `parent`, `drawn`, `label` ([lon, lat]), `short` and `short_en` (what stands on the map where
/// the name has no room), `part` (which of the parts of a split it is: each has a tint of its own). The levels
/// are `district`, `street`, `community`, `grid`, and `neighbour`: the land around, without label.
/// </remarks>
public sealed class AreaSheets(AreaMap map)
{
    /// <summary>One sheet: UTF-8 JSON and a strong entity tag.</summary>
    public sealed record Sheet(byte[] Json, string ETag);

    static readonly Dictionary<string, AreaLevel> Levels = Enum.GetValues<AreaLevel>()
        .ToDictionary(l => l.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    readonly ConcurrentDictionary<(string, string), Sheet> kept = new();
    AreaPlan? drawn;

    /// <returns>Null when the code or the level is unknown.</returns>
    public Sheet? Of(string code, string level)
    {
        if (!ReferenceEquals(drawn, map.Plan))
        {
            drawn = map.Plan;
            kept.Clear();
        }
        if (kept.TryGetValue((code, level), out var sheet)) return sheet;

        // What does not exist is not kept: a stranger could fill the memory with it.
        sheet = map.ByCode(code) is null ? null : Draw(code, level);
        return sheet is null ? null : kept.GetOrAdd((code, level), sheet);
    }

    Sheet? Draw(string code, string level)
    {
        if (level is "neighbour") return Pack(w =>
        {
            foreach (var n in map.Neighbours) Mark(w, n.Code, new(n.Name, n.NameEn), level, n.Shape, null);
        });
        if (!Levels.TryGetValue(level, out var depth)) return null;

        var areas = map.Below(code, depth).Where(a => a.Centre is not null).ToArray();
        var outline = new Outline(areas.Select(a => a.Shape), Tolerance(depth));
        return Pack(w =>
        {
            foreach (var a in areas) Mark(w, a.Code, new(a.Name, a.NameEn), level, outline.Simplify(a.Shape), a.Centre, a);
        });
    }

    // Degrees: about 15, 10 and 5 metres.
    static double Tolerance(AreaLevel level) => level switch
    {
        AreaLevel.Grid => 0.00005,
        AreaLevel.Community => 0.0001,
        _ => 0.00015,
    };

    internal static Sheet Pack(Action<Utf8JsonWriter> features)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteString("attribution", "© OpenStreetMap contributors, ODbL 1.0");
            json.WriteStartArray("features");
            features(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        var bytes = stream.ToArray();
        return new(bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
    }

    /// <summary>Writes one shape: an area, a neighbour, a zone, a place where zones do not fit.</summary>
    /// <param name="label">Where its name stands; null where it has none.</param>
    /// <param name="area">The area whose level above and origin are told.</param>
    /// <param name="tone">`red` or `amber`, for what is wrong.</param>
    /// <param name="brief">What says as much where the name has no room.</param>
    internal static void Mark(Utf8JsonWriter json, string code, Words name, string level, Geometry shape, LonLat? label, Area? area = null, string? tone = null, Words? brief = null, int? part = null)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", code);
        json.WriteStartObject("properties");
        json.WriteString("code", code);
        json.WriteString("name", name.Zh);
        json.WriteString("name_en", name.En);
        json.WriteString("level", level);
        if (area is not null)
        {
            json.WriteString("parent", area.Parent);
            json.WriteBoolean("drawn", area.IsDrawn);
        }
        if (tone is not null) json.WriteString("tone", tone);
        if ((brief ?? Within(area)) is { } less)
        {
            json.WriteString("short", less.Zh);
            json.WriteString("short_en", less.En);
        }

        if (part is not null) json.WriteNumber("part", part.Value);
        if (label is { } at)
        {
            json.WritePropertyName("label");
            GeoJson.WritePoint(json, at.Lon, at.Lat);
        }
        json.WriteEndObject();
        GeoJson.WriteShape(json, shape);
        json.WriteEndObject();
    }

    // A grid is called after its community: on a map of that community the rest of the name says as much.
    static Words? Within(Area? area) => area is { Level: AreaLevel.Grid, Chain: [.., var above, _] }
        && area.Name.StartsWith(above.Name, StringComparison.Ordinal) && area.NameEn.StartsWith(above.NameEn, StringComparison.Ordinal)
        && area.Name.Length > above.Name.Length && area.NameEn.Length > above.NameEn.Length
            ? new(area.Name[above.Name.Length..].Trim(), area.NameEn[above.NameEn.Length..].Trim()) : null;

    /// <summary>A point that lies inside, for the name.</summary>
    internal static LonLat Inside(Geometry shape) => shape.InteriorPoint is var at ? new(at.X, at.Y) : default;

    /// <summary>Areas as they would stand, for a look before a turn: unsimplified.</summary>
    /// <param name="level">`turned` for the new areas, `below` for what lies in them.</param>
    internal static string Of(IEnumerable<Area> areas, string level = "turned") => System.Text.Encoding.UTF8.GetString(Pack(json =>
    {
        foreach (var (area, n) in areas.Where(area => area.Centre is not null).Select((area, n) => (area, n)))
            Mark(json, area.Code, new(area.Name, area.NameEn), level, area.Shape, area.Centre, part: level is "turned" ? n : null);
    }).Json);
}
