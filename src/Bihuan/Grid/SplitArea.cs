using Bihuan.People;

namespace Bihuan.Grid;

/// <summary>An area that a split or a merger makes, or that goes on by its code.</summary>
/// <param name="Name">Empty where the code is one that goes on under its name.</param>
public sealed record AreaMade(string Code, Words Name);

/// <summary>Splits a community or a grid into several from a date, with the reason; one of them may keep the code.</summary>
public static class SplitArea
{
    /// <param name="From">The day from which it holds: today or earlier.</param>
    /// <param name="Into">Two or more under the same area above.</param>
    /// <param name="Datum">In which datum the outlines are; null where they are drawn.</param>
    /// <param name="Outlines">GeoJSON of the new areas; those that it does not name are drawn in what it leaves.</param>
    public sealed record Command(DateOnly From, string Reason, IReadOnlyList<AreaMade> Into, string? Datum = null, string? Outlines = null);

    internal static Decision Decide(string code, Command command, AreaPlan plan, Stamp now)
    {
        if (AreaTurns.Unless([code], command.From, command.Reason, plan, now) is { } refusal) return refusal;
        string[] codes = [.. (command.Into ?? []).Select(made => made.Code)];
        if (codes.Distinct().Count() < 2 || codes.Distinct().Count() != codes.Length) return No.SplitInto.On("into");
        foreach (var made in command.Into!)
            if (AreaTurns.Unless(made, [code], plan) is { } wrong) return wrong.On("into");

        Dictionary<string, string> shapes = [];
        if (command.Outlines is { Length: > 0 } outlines)
        {
            if (Datum.Of(command.Datum) is not { } datum) return No.Datum.On("datum");
            if (BoundaryFile.Outlines(outlines, datum) is not { } read || read.Keys.Except(codes).Any()) return No.BoundaryFile.On("outlines");
            foreach (var (made, shape) in read)
            {
                if (Ground.Area(Ground.Without(shape, plan.ByCode(code)!.Shape)) > 100) return No.SplitOutside.With(made).On("outlines");
                shapes[made] = Ground.Write(shape);
            }
        }

        return new AreaSplit(code, command.From, command.Reason.Trim(), [.. command.Into.Select(made => new Boundary(made.Code, made.Name, shapes.GetValueOrDefault(made.Code, "")))]);
    }
}

/// <summary>Merges several communities or grids into one from a date, with the reason; one of them may keep its code.</summary>
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

        return new AreasMerged([.. codes], command.From, command.Reason.Trim(), new(command.Into.Code, command.Into.Name, ""));
    }
}

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
}
