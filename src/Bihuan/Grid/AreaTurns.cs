using Bihuan.People;

namespace Bihuan.Grid;

/// <summary>What a split and a merger have in common.</summary>
static class AreaTurns
{
    public static Refusal? Unless(string[] codes, DateOnly from, string reason, AreaPlan plan, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        foreach (var code in codes)
        {
            if (plan.ByCode(code) is not { } area) return No.SuchArea.With(code);
            if (area.Ended is not null) return No.AreaEnded.With(code);
            if (area.Level is not (AreaLevel.Community or AreaLevel.Grid)) return No.TurnLevel;
        }
        if (from > DateOnly.FromDateTime(now.At.ToOffset(TimeSpan.FromHours(8)).DateTime)) return No.TurnDate.On("from");
        return string.IsNullOrWhiteSpace(reason) ? No.TurnReason.On("reason") : null;
    }

    // A fresh code, or one of those that go on.
    public static Refusal? Unless(AreaMade? made, string[] before, AreaPlan plan)
    {
        if (made?.Code is null) return No.TurnCode.With("", before[0][..^3]);
        if (before.Contains(made.Code)) return null;
        if (made.Code.Length != before[0].Length || !made.Code.All(char.IsAsciiDigit) || made.Code[..^3] != before[0][..^3] || plan.ByCode(made.Code) is not null)
            return No.TurnCode.With(made.Code, before[0][..^3]);
        return string.IsNullOrWhiteSpace(made.Name.Zh) ? No.TurnName.With(made.Code) : null;
    }

    /// <summary>What a turn turns, into what, and what goes on under another code.</summary>
    public static (ImmutableArray<string> Codes, ImmutableArray<string> Into, ImmutableArray<CarriedArea> Carried) Of(Fact turn) => turn switch
    {
        AreaSplit f => ([f.Code], [.. f.Into.Select(made => made.Code)], f.Carried ?? []),
        AreasMerged f => (f.Codes, [f.Into.Code], f.Carried ?? []),
        _ => ([], [], []),
    };

    /// <summary>The zones that are sets of areas, as far as a turn changes them: the ground stays whose it was.</summary>
    /// <param name="now">The areas before the turn.</param>
    public static IEnumerable<Zone> Zones(Zones zones, Fact turn, AreaPlan now)
    {
        var (codes, into, carried) = Of(turn);
        foreach (var zone in zones.ByCode.Values.Where(zone => zone.Outline.Length == 0))
        {
            var areas = zone.Areas.ToHashSet(StringComparer.Ordinal);
            string[] held = [.. codes.Where(areas.Contains)];
            if (held.Length > 0)
            {
                areas.ExceptWith(held);
                // Of a merger of which it holds a part, it keeps what lay below that part; without anything below, the whole, and the check says who else does.
                var part = held.Length == codes.Length ? [] : held.SelectMany(code => now.Children(code)).Select(area => Then(area.Code)).ToArray();
                areas.UnionWith(part.Length > 0 ? part : into);
            }
            foreach (var code in areas.ToArray())
                if (Then(code) is var then && then != code)
                {
                    areas.Remove(code);
                    areas.Add(then);
                }
            if (!areas.SetEquals(zone.Areas)) yield return zone with { Areas = [.. areas.Order(StringComparer.Ordinal)] };
        }

        string Then(string code) => carried.FirstOrDefault(each => each.From == code)?.To ?? code;
    }
}
