using System.Globalization;
using Bihuan.Grid;
using Bihuan.Matters;

namespace Bihuan.Insight;

/// <summary>What the pages of zones say in the same words.</summary>
static class ZoneWords
{
    public static string Ground(Zone zone, Named names, Func<string, string, string> say) => zone.Outline.Length > 0 ? say("边线", "An outline")
        : zone.Areas.Length <= 3 ? string.Join(say("、", ", "), zone.Areas.Select(names.Area))
        : say($"{string.Join("、", zone.Areas.Take(2).Select(names.Area))}等 {zone.Areas.Length} 个区域", $"{string.Join(", ", zone.Areas.Take(2).Select(names.Area))} and {zone.Areas.Length - 2} more");

    /// <summary>A leader with an account by the name in the reader's language; another as written down.</summary>
    public static string Leader(Zone zone, Named names) => zone.Account is { } account && names.IsPerson(account) ? names.Person(account) : zone.Leader;

    public static string Sentence(ZoneClash clash, Named names, Func<string, string, string> say)
    {
        var where = string.Join(say("、", ", "), clash.Areas.Take(6).Select(area => names.Place(area.Code))) + (clash.Areas.Length > 6 ? say($"等 {clash.Areas.Length} 处", $" and {clash.Areas.Length - 6} more") : "");
        var size = clash.Shape.IsEmpty ? "" : clash.SquareMetres < 10_000 ? $"{clash.SquareMetres:0} m²" : string.Create(CultureInfo.InvariantCulture, $"{clash.SquareMetres / 1_000_000:0.00} km²");
        return clash.IsGap
            ? say($"{where}没有责任区 {size}", $"{where}: in no zone {size}")
            : say($"{string.Join("、", clash.Zones)} 都管 {where} {size}", $"{string.Join(", ", clash.Zones)} all hold {where} {size}");
    }

    /// <summary>The hand that furnished the house has no account, and is called what it is.</summary>
    public static string Who(string by, Named names) => by == People.Roles.Setup ? names.Say(People.Roles.Title(by)) : names.Person(by);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
