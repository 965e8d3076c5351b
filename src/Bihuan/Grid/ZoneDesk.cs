using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Grid;

/// <summary>The responsibility zones: read, drawn, checked against the areas as they stand.</summary>
public sealed class ZoneDesk(AreaMap map, UnitTree units, Reading reading, Settings settings, Store store, TimeProvider time)
{
    public async Task<IReadOnlyList<Zone>> All(CancellationToken stop) => [.. (await Story(stop)).ByCode.Values];

    /// <summary>The zones that are there, and those that have ended.</summary>
    public async Task<Zones> Story(CancellationToken stop) => (await reading.Story<Zones>(settings.District, Zones.Stream, stop)).Story;

    /// <summary>What happened to one zone, in order.</summary>
    public async Task<IReadOnlyList<Entry>> Told(string code, CancellationToken stop) => [.. (await reading.Entries(settings.District, Zones.Stream, stop))
        .Where(entry => entry.Fact is ZoneDrawn { Zone.Code: var drawn } && drawn == code || entry.Fact is ZoneEnded { Code: var ended } && ended == code)];

    /// <summary>The outline of a zone as GeoJSON; empty where it is a set of areas.</summary>
    public static string Outline(Zone zone)
    {
        if (zone.Outline.Length == 0) return "";
        using var stream = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(stream)) GeoJson.WriteBare(json, Ground.Read(zone.Outline));
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Where they overlap or leave a gap.</summary>
    public IReadOnlyList<ZoneClash> Check(IEnumerable<Zone> zones) => ZoneCheck.Of(zones, map.Plan);

    /// <summary>The areas whose matters are a zone's.</summary>
    public IReadOnlyList<string> Codes(Zone zone) => ZoneCheck.Codes(zone, map.Plan);

    public async Task<Answer<Zones>> Draw(Clerk clerk, DrawZone.Command command, CancellationToken stop)
    {
        var known = await units.Of(settings.District, stop);
        var leader = string.IsNullOrWhiteSpace(command.Account) ? null : await Leader(command.Account.Trim(), stop);
        return await clerk.Record<Zones>(Zones.Stream, command, (zones, now) =>
            DrawZone.Decide(zones, command, map.Plan, unit => known.ByCode(unit ?? "") is { IsClosed: false }, leader, now), stop);
    }

    /// <summary>The name of an account that holds a leader's post now; null where it holds none.</summary>
    async Task<string?> Leader(string account, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return await connection.ExecuteScalarAsync<string?>("""
            select a.name_zh from accounts a join posts p on p.district = a.district and p.account = a.name
            where a.district = @district and a.name = @account and a.state = 'open' and p.role = 'leader'
              and (p.since is null or p.since <= @now) and (p.until is null or p.until > @now)
            """, new { district = settings.District, account, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    public Task<Answer<Zones>> End(Clerk clerk, string code, EndZone.Command command, CancellationToken stop) =>
        clerk.Record<Zones>(Zones.Stream, command, (zones, now) => EndZone.Decide(zones, code, command, now), stop);

    /// <summary>The zones as GeoJSON, or what the check found.</summary>
    public byte[] Sheet(IEnumerable<Zone> zones) => AreaSheets.Pack(json =>
    {
        foreach (var zone in zones)
            if (ZoneCheck.Shape(zone, map.Plan) is { IsEmpty: false } shape) AreaSheets.Mark(json, zone.Code, new($"{zone.Code} {zone.Name.Zh}", $"{zone.Code} {zone.Name.En}"), "zone", shape, AreaSheets.Inside(shape), brief: new(zone.Code, zone.Code));
    }).Json;

    public byte[] Sheet(IReadOnlyList<ZoneClash> clashes) => AreaSheets.Pack(json =>
    {
        foreach (var clash in clashes)
        {
            var (zones, shape) = (string.Join(' ', clash.Zones), clash.Shape);
            if (!shape.IsEmpty)
                AreaSheets.Mark(json, string.Join('+', clash.Zones), clash.IsGap ? new("空白", "Gap") : new($"重叠 {zones}", $"Overlap {zones}"), "zone-clash", shape, AreaSheets.Inside(shape), tone: clash.IsGap ? "red" : "amber");
        }
    }).Json;
}
