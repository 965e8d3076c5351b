using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Demo;

/// <summary>Fourteen responsibility zones over the district: each street's communities, parted in two or three, with a made-up leader and the street that answers.</summary>
sealed class DemoZones(ZoneDesk desk, AreaMap areas, Clerk clerk, Settings settings, OddSheet odd, Units units, DateTimeOffset at, CancellationToken stop)
{
    const int Zones = 14;

    static readonly (string Zh, string En)[] Sides = [("东片", "East"), ("中片", "Middle"), ("西片", "West")];

    public async Task Draw()
    {
        var setup = clerk.For(new(settings.District, Roles.Setup, new(Roles.Setup, "")) { At = at });
        var streets = units.All.Where(unit => unit is { Kind: "street", Area.Length: 9 } && areas.ByCode(unit.Area) is not null).ToList();
        var n = 0;
        foreach (var (street, at) in streets.Select((street, at) => (street, at)))
        {
            var communities = areas.All.Where(area => area.Code.Length == 12 && area.Code.StartsWith(street.Area!, StringComparison.Ordinal)).OrderByDescending(area => area.Centre?.Lon).ToList();
            // Fourteen over the streets as evenly as it goes.
            var parts = Zones * (at + 1) / streets.Count - Zones * at / streets.Count;
            foreach (var (side, part) in (parts == 2 ? [Sides[0], Sides[2]] : Sides).Take(parts).Select((side, part) => (side, part)))
            {
                var (family, given) = (odd.Family[n % odd.Family.Count], odd.Given[(n * 3 + 1) % odd.Given.Count]);
                var name = areas.ByCode(street.Area!)!;
                var answer = await desk.Draw(setup, new($"Z{++n:00}", new(name.Name + side.Zh, $"{name.NameEn}, {side.En}"),
                    [.. communities.Where((_, i) => i * parts / communities.Count == part).Select(area => area.Code)], null, n == 4 ? "" : family.Zh + given.Zh, street.Code, Account: n is 4 ? "leader1" : null), stop);
                if (answer.Refusal is { } no) throw new InvalidOperationException($"{no.Code} {no}");
            }
        }
    }
}
