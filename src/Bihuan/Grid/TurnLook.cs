namespace Bihuan.Grid;

/// <summary>What a split or a merger would do, before it does.</summary>
/// <param name="Before">The areas that are turned, as they stand.</param>
/// <param name="After">What they become.</param>
/// <param name="Carried">What lies below and goes on under another code.</param>
/// <param name="Cut">Areas below with a given boundary through which the new border runs.</param>
/// <param name="Zones">Zones that are drawn anew, so that the ground stays whose it was.</param>
/// <param name="IsApart">Not all of what is merged touches.</param>
public sealed record TurnLook(
    IReadOnlyList<Area> Before, IReadOnlyList<Area> After, IReadOnlyList<(Area From, Area To)> Carried, IReadOnlyList<Area> Cut,
    IReadOnlyList<(Zone From, Zone To)> Zones, bool IsApart)
{
    /// <summary>What lies below them afterwards.</summary>
    public IReadOnlyList<Area> Below { get; init; } = [];

    /// <summary>The codes that end.</summary>
    public IReadOnlyList<string> Ending => [.. Before.Select(area => area.Code).Where(code => After.All(area => area.Code != code))];

    internal static TurnLook Of(Fact turn, AreaPlan now, AreaPlan then, Zones zones)
    {
        var (codes, into, carried) = AreaTurns.Of(turn);
        Area[] before = [.. codes.Select(code => now.ByCode(code)!)];
        (Area From, Area To)[] moved = [.. carried.Select(pair => (now.ByCode(pair.From)!, then.ByCode(pair.To)!))];
        var stayed = before.SelectMany(area => now.Children(area.Code)).Where(area => moved.All(pair => pair.From != area)).Select(area => (area, then.ByCode(area.Code)!));
        return new(before, [.. into.Select(code => then.ByCode(code)!)], moved,
            [.. moved.Concat(stayed).Where(pair => pair.Item1 is { IsDrawn: false, Centre: not null } && Ground.Area(Ground.Without(pair.Item1.Shape, pair.Item2.Shape)) > 100).Select(pair => pair.Item1)],
            [.. AreaTurns.Zones(zones, turn, now).Select(zone => (zones.ByCode[zone.Code], zone))], IsApartOf(before))
        {
            Below = [.. into.SelectMany(then.Children)],
        };
    }

    static bool IsApartOf(Area[] areas)
    {
        if (areas.Length < 2 || areas.Any(area => area.Centre is null)) return false;
        List<Area> met = [areas[0]];
        for (var n = 0; n < met.Count; n++) met.AddRange(areas.Where(area => !met.Contains(area) && Ground.Touch(met[n].Shape, area.Shape)).ToArray());
        return met.Count < areas.Length;
    }
}
