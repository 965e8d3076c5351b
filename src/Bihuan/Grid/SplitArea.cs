using Grounds = System.Collections.Generic.Dictionary<string, (NetTopologySuite.Geometries.Geometry Shape, bool IsDrawn)>;

namespace Bihuan.Grid;

/// <summary>An area that a split or a merger makes, or that goes on by its code.</summary>
/// <param name="Name">Empty where the code is one that goes on under its name.</param>
/// <param name="Below">Codes of areas below the one that is split which go here; null where the ground is said otherwise.</param>
public sealed record AreaMade(string Code, Words Name, IReadOnlyList<string>? Below = null)
{
    /// <summary>As whoever wrote it down calls it: by its name, by its code only where it has none.</summary>
    internal Words Called => Name is { Zh.Length: > 0 } ? Name : new(Code, Code);
}

/// <summary>
/// Splits a community or a grid into several from a date, with the reason; one of them may keep the code. What lies below goes with the
/// part that is said, or with the part in which most of it lies, under a code of that part.
/// </summary>
public static class SplitArea
{
    /// <param name="From">The day from which it holds: today or earlier.</param>
    /// <param name="Into">Two or more under the same area above.</param>
    /// <param name="Datum">In which datum the outlines are; null where they are drawn.</param>
    /// <param name="Outlines">GeoJSON of the new areas; the one that it does not name is what it leaves, several are drawn in it.</param>
    /// <param name="Line">A GeoJSON LineString in WGS 84 from border to border: the first of two lies on its left, the second on its right.</param>
    public sealed record Command(DateOnly From, string Reason, IReadOnlyList<AreaMade> Into, string? Datum = null, string? Outlines = null, string? Line = null);

    internal static Decision Decide(string code, Command command, AreaPlan plan, Stamp now)
    {
        if (AreaTurns.Unless([code], command.From, command.Reason, plan, now) is { } refusal) return refusal;
        string[] codes = [.. (command.Into ?? []).Select(made => made.Code)];
        if (codes.Distinct().Count() < 2 || codes.Distinct().Count() != codes.Length) return No.SplitInto.On("into");
        foreach (var made in command.Into!)
            if (AreaTurns.Unless(made, [code], plan) is { } wrong) return wrong.On("into");

        var old = plan.ByCode(code)!;
        var below = plan.Children(code);
        var (parts, no) = command.Into.Any(made => made.Below is { Count: > 0 }) ? ByBelow(below, command) : command.Line is { Length: > 0 } ? ByLine(old, command) : ByOutlines(old, command);
        if (no is not null) return no;

        var homes = command.Into.SelectMany(made => (made.Below ?? []).Select(each => (each, made.Code))).ToDictionary(pair => pair.each, pair => pair.Code, StringComparer.Ordinal);
        var carried = below.Select(each => (each.Code, Home: homes.GetValueOrDefault(each.Code) ?? Home(each, parts!)))
            .Where(pair => pair.Home is not null && pair.Home != code).Select(pair => new CarriedArea(pair.Code, pair.Home + pair.Code[^3..])).ToImmutableArray();
        return new AreaSplit(code, command.From, command.Reason.Trim(),
            [.. command.Into.Select(made => parts!.TryGetValue(made.Code, out var part) ? new Boundary(made.Code, made.Name, Ground.Write(part.Shape), part.IsDrawn) : new(made.Code, made.Name, ""))],
            carried.IsEmpty ? null : carried);
    }

    // The part in which most of it lies; where parts are still to be drawn, nobody can say.
    static string? Home(Area each, Grounds parts) => each.Centre is null || parts.Count == 0 ? null
        : parts.Select(part => (part.Key, Shared: Ground.Area(Ground.Both(each.Shape, part.Value.Shape)))).MaxBy(pair => pair.Shared) is (var home, > 0) ? home : null;

    static (Grounds? Parts, Refusal? No) ByBelow(IReadOnlyList<Area> below, Command command)
    {
        var said = command.Into.SelectMany(made => made.Below ?? []).ToList();
        if (below.FirstOrDefault(area => said.Count(one => one == area.Code) != 1) is { } missed) return (null, No.SplitBelow.With(new Words(missed.Name, missed.NameEn)).On("below"));
        if (said.FirstOrDefault(one => below.All(area => area.Code != one)) is { } strange) return (null, No.SuchArea.With(strange).On("below"));
        if (command.Into.FirstOrDefault(made => made.Below is not { Count: > 0 }) is { } bare) return (null, No.SplitBare.With(bare.Called).On("below"));

        var parts = new Grounds(StringComparer.Ordinal);
        foreach (var made in command.Into)
        {
            Area[] its = [.. below.Where(area => made.Below!.Contains(area.Code))];
            if (its.All(area => area.Centre is not null)) parts[made.Code] = (Ground.Union(its.Select(area => area.Shape)), its.Any(area => area.IsDrawn));
        }
        return (parts, null);
    }

    static (Grounds? Parts, Refusal? No) ByLine(Area old, Command command)
    {
        if (command.Into.Count != 2) return (null, No.SplitLineTwo.On("line"));
        if (old.Centre is null || AreaCut.Read(command.Line!) is not { } line || AreaCut.By(old.Shape, line) is not var (left, right)) return (null, No.SplitLine.On("line"));
        return (new(StringComparer.Ordinal) { [command.Into[0].Code] = (left, old.IsDrawn), [command.Into[1].Code] = (right, old.IsDrawn) }, null);
    }

    static (Grounds? Parts, Refusal? No) ByOutlines(Area old, Command command)
    {
        var parts = new Grounds(StringComparer.Ordinal);
        if (command.Outlines is not { Length: > 0 } outlines) return (parts, null);
        if (Datum.Of(command.Datum) is not { } datum) return (null, No.Datum.On("datum"));
        if (BoundaryFile.Outlines(outlines, datum) is not { Count: > 0 } read) return (null, No.BoundaryFile.On("outlines"));
        if (read.Keys.FirstOrDefault(code => command.Into.All(made => made.Code != code)) is { } strange) return (null, No.SplitStrange.With(strange).On("outlines"));

        Words Called(string code) => command.Into.First(made => made.Code == code).Called;
        foreach (var (made, shape) in read)
        {
            if (Ground.Area(Ground.Without(shape, old.Shape)) > 100) return (null, No.SplitOutside.With(Called(made)).On("outlines"));
            if (parts.FirstOrDefault(part => Ground.Area(Ground.Both(part.Value.Shape, shape)) > 100) is { Key: { } other }) return (null, No.SplitOverlap.With(Called(other), Called(made)).On("outlines"));
            parts[made] = (shape, false);
        }
        AreaMade[] free = [.. command.Into.Where(made => !parts.ContainsKey(made.Code))];
        var rest = Ground.Without(old.Shape, Ground.Union(parts.Values.Select(part => part.Shape)));
        if (free.Length == 0 && Ground.Area(rest) > 100) return (null, No.SplitShort.With($"{Ground.Area(rest):0}").On("outlines"));
        if (free.Length > 0 && Ground.Area(rest) <= 100) return (null, No.SplitFull.With(free[0].Called).On("outlines"));
        if (free.Length == 1) parts[free[0].Code] = (rest, old.IsDrawn);
        return (parts, null);
    }
}
