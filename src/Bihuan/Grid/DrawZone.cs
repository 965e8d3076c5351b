using System.Text.Json;
using Bihuan.People;
using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>Draws a responsibility zone, or draws it anew: a set of areas or an outline, with who answers for it.</summary>
public static class DrawZone
{
    /// <param name="Areas">Codes; null or empty with an outline.</param>
    /// <param name="Outline">A GeoJSON Polygon or MultiPolygon in WGS 84; null with a set of areas.</param>
    /// <param name="Leader">The post that answers for it; the name of the account where that is given and this is not.</param>
    /// <param name="Fit">Cuts away from the outline what other zones hold, and fills slits of less than thirty metres between them.</param>
    /// <param name="Account">The leader's account: the zone stands on their list.</param>
    public sealed record Command(string Code, Words Name, IReadOnlyList<string>? Areas, string? Outline, string? Leader, string Unit, bool Fit = false, string? Account = null);

    /// <param name="leader">The name of the account that leads; null where it holds no leader's post.</param>
    internal static Decision Decide(Zones zones, Command command, AreaPlan plan, Func<string, bool> isUnit, string? leader, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        if (command.Code is not { Length: > 0 and <= 20 } || !command.Code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return No.ZoneCode.On("code");
        if (string.IsNullOrWhiteSpace(command.Name.Zh)) return No.ZoneName.On("name");
        if (!string.IsNullOrWhiteSpace(command.Account) && leader is null) return No.ZoneAccount.With(command.Account).On("account");
        if (string.IsNullOrWhiteSpace(command.Leader) && leader is null) return No.ZoneLeader.On("leader");
        if (!isUnit(command.Unit)) return No.ZoneUnit.With(command.Unit ?? "").On("unit");
        string[] areas = [.. (command.Areas ?? []).Distinct().Order(StringComparer.Ordinal)];
        var outline = "";
        if (command.Outline is { Length: > 0 } drawn)
        {
            if (Outline(drawn) is not { } shape) return No.ZoneOutline.On("outline");
            if (command.Fit)
            {
                shape = ZoneFit.Of(shape, Ground.Union(zones.ByCode.Values.Where(zone => zone.Code != command.Code).Select(zone => ZoneCheck.Shape(zone, plan))), Ground.Union(plan.Children(plan.District.Code).Select(street => street.Shape)));
                if (shape.IsEmpty) return No.ZoneTaken.On("outline");
            }
            outline = Ground.Write(shape);
        }
        if (areas.Length == 0 == (outline.Length == 0)) return No.ZoneGround.On("areas");
        foreach (var area in areas)
            if (plan.ByCode(area) is not { Ended: null }) return No.SuchArea.With(area).On("areas");

        var zone = new Zone(command.Code, command.Name, [.. areas], outline, string.IsNullOrWhiteSpace(command.Leader) ? leader! : command.Leader.Trim(), command.Unit!) { Account = leader is null ? null : command.Account!.Trim() };
        return zones.ByCode.TryGetValue(zone.Code, out var same) && same with { Areas = [] } == zone with { Areas = [] } && same.Areas.SequenceEqual(zone.Areas)
            ? Decision.Nothing
            : new ZoneDrawn(zone);
    }

    static Geometry? Outline(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var shape = Datum.Wgs84.ToWgs84(GeoJson.ReadShape(document.RootElement));
            return shape.IsValid && !shape.IsEmpty && Math.Abs(shape.EnvelopeInternal.MaxX) <= 180 && Math.Abs(shape.EnvelopeInternal.MaxY) <= 90 ? shape : null;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or KeyNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>Ends a responsibility zone, with the reason.</summary>
public static class EndZone
{
    /// <param name="From">The day from which it is no more: today or earlier; null is today.</param>
    public sealed record Command(string Reason, DateOnly? From = null);

    public static Decision Decide(Zones zones, string code, Command command, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        if (!zones.ByCode.ContainsKey(code)) return No.SuchZone.With(code);
        if (string.IsNullOrWhiteSpace(command.Reason)) return No.ZoneReason.On("reason");

        var today = DateOnly.FromDateTime(now.At.ToOffset(TimeSpan.FromHours(8)).DateTime);
        if (command.From > today) return No.ZoneDate.On("from");

        return new ZoneEnded(code, command.Reason.Trim(), command.From ?? today);
    }
}
