using Bihuan.Hosting;

namespace Bihuan.Grid;

/// <summary>Founds a district by its name and enters the areas that it has not yet; what it has stays as it is.</summary>
public static class EnterAreas
{
    /// <param name="District">The division code: 6 digits.</param>
    public sealed record Command(string District, Words Name, ImmutableArray<EnteredArea> Areas);

    public static Task<Answer<District>> Run(Command command, Clerk clerk, CancellationToken stop) =>
        clerk.Record<District>(District.Stream, command, (district, now) => Decide(district, command, now), stop);

    public static Decision Decide(District district, Command command, Stamp now)
    {
        if (now.Role is not "setup") return Hosting.No.NotYours;
        if (!IsDistrict(command.District)) return No.DistrictCode.With(command.District);
        var known = district.Areas.Select(area => area.Code).Append(command.District).ToHashSet(StringComparer.Ordinal);
        var fresh = ImmutableArray.CreateBuilder<EnteredArea>();
        foreach (var area in command.Areas.Where(area => !known.Contains(area.Code)).OrderBy(area => area.Code.Length).ThenBy(area => area.Code, StringComparer.Ordinal))
        {
            if (area.Code.Length is not (9 or 12) || !area.Code.All(char.IsAsciiDigit) || !known.Contains(area.Code[..^3])) return No.SuchArea.With(area.Code);
            known.Add(area.Code);
            fresh.Add(area);
        }

        var decision = district.Exists ? Decision.Nothing : new DistrictFounded(command.Name);
        return fresh.Count == 0 ? decision : decision.And(new AreasEntered(fresh.ToImmutable()));
    }

    /// <summary>Whether a text is a district's division code.</summary>
    public static bool IsDistrict(string? code) => code is { Length: 6 } && code.All(char.IsAsciiDigit);
}
