using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Grid;

/// <summary>The responsibility zones: read, drawn, checked against the areas as they stand.</summary>
public sealed class ZoneDesk(AreaMap map, UnitTree units, Reading reading, Settings settings)
{
    public async Task<IReadOnlyList<Zone>> All(CancellationToken stop) =>
        [.. (await reading.Story<Zones>(settings.District, Zones.Stream, stop)).Story.ByCode.Values];

    /// <summary>Where they overlap or leave a gap.</summary>
    public IReadOnlyList<ZoneClash> Check(IEnumerable<Zone> zones) => ZoneCheck.Of(zones, map.Plan);

    /// <summary>The areas whose matters are a zone's.</summary>
    public IReadOnlyList<string> Codes(Zone zone) => ZoneCheck.Codes(zone, map.Plan);

    public async Task<Answer<Zones>> Draw(Clerk clerk, DrawZone.Command command, CancellationToken stop)
    {
        var known = await units.Of(settings.District, stop);
        return await clerk.Record<Zones>(Zones.Stream, command, (zones, now) =>
            DrawZone.Decide(zones, command, map.Plan, unit => known.ByCode(unit ?? "") is { IsClosed: false }, now), stop);
    }

    public Task<Answer<Zones>> End(Clerk clerk, string code, EndZone.Command command, CancellationToken stop) =>
        clerk.Record<Zones>(Zones.Stream, command, (zones, now) => EndZone.Decide(zones, code, command, now), stop);

    /// <summary>The zones as GeoJSON, or what the check found.</summary>
    public byte[] Sheet(IReadOnlyList<Zone> zones) => AreaSheets.Pack(json =>
    {
        foreach (var zone in zones)
            if (ZoneCheck.Shape(zone, map.Plan) is { IsEmpty: false } shape) AreaSheets.Mark(json, zone.Code, $"{zone.Code} {zone.Name.Zh}", $"{zone.Code} {zone.Name.En}", "zone", shape);
    }).Json;

    public byte[] Sheet(IReadOnlyList<ZoneClash> clashes) => AreaSheets.Pack(json =>
    {
        foreach (var clash in clashes)
            if (!clash.Shape.IsEmpty) AreaSheets.Mark(json, string.Join('+', clash.Zones), clash.IsGap ? "空白" : "重叠", clash.IsGap ? "Gap" : "Overlap", "zone-clash", clash.Shape);
    }).Json;
}
