namespace Bihuan.Grid;

/// <summary>
/// Merges several communities or grids into one from a date, with the reason; one of them may keep its code. What lay below them goes on
/// below the one, each with its number where that is free.
/// </summary>
public static class MergeAreas
{
    /// <param name="From">The day from which it holds: today or earlier.</param>
    public sealed record Command(IReadOnlyList<string> Codes, DateOnly From, string Reason, AreaMade Into);

    internal static Decision Decide(Command command, AreaPlan plan, Stamp now)
    {
        string[] codes = [.. (command.Codes ?? []).Distinct().Order(StringComparer.Ordinal)];
        if (AreaTurns.Unless(codes, command.From, command.Reason, plan, now) is { } refusal) return refusal;
        if (codes.Length < 2 || codes.Select(code => code[..^3]).Distinct().Count() != 1 || codes.Select(code => code.Length).Distinct().Count() != 1) return No.MergeTogether.On("codes");
        if (AreaTurns.Unless(command.Into, codes, plan) is { } wrong) return wrong.On("into");

        var into = command.Into.Code;
        var unused = new Queue<string>(codes[0].Length < 15 ? plan.Unused(into) : []);
        HashSet<string> taken = [];
        List<CarriedArea> carried = [];
        foreach (var area in codes.Where(code => code != into).SelectMany(plan.Children))
        {
            var to = into + area.Code[^3..];
            while (plan.ByCode(to) is not null || taken.Contains(to))
                if (!unused.TryDequeue(out to)) return No.MergeFull.With(into).On("codes");
            taken.Add(to);
            carried.Add(new(area.Code, to));
        }
        return new AreasMerged([.. codes], command.From, command.Reason.Trim(), new(into, command.Into.Name, ""), carried.Count == 0 ? null : [.. carried]);
    }
}
