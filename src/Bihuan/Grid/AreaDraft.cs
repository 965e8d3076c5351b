using NetTopologySuite.Geometries;

namespace Bihuan.Grid;

/// <summary>Where an area came from or went to.</summary>
/// <param name="Others">The codes before it, or after it.</param>
/// <param name="IsCarried">It only went on under another code, because the area above was split or merged.</param>
public sealed record AreaTurn(DateOnly On, string Reason, bool IsSplit, ImmutableArray<string> Others, bool IsCarried = false);

/// <summary>Who gave a boundary, and in which datum.</summary>
/// <param name="Sha256">Under which hash the file is kept; null where it was not.</param>
public sealed record AreaOrigin(string File, Datum Datum, string By, DateTimeOffset At, string? Sha256 = null);

/// <summary>The areas of a pack while what the district has recorded is laid over them.</summary>
sealed class AreaDraft
{
    sealed class Sketch(string code)
    {
        public string Code => code;
        public string Name = "";
        public string NameEn = "";
        public Geometry Shape = Ground.Nothing;
        public bool IsDrawn;
        public AreaOrigin? Origin;
        public AreaTurn? Began;
        public AreaTurn? Ended;
    }

    // Square metres that the digits of a boundary explain.
    const double Slight = 100;

    readonly SortedDictionary<string, Sketch> sketches = new(StringComparer.Ordinal);
    readonly AreaPlan pack;

    AreaDraft(AreaPlan pack)
    {
        this.pack = pack;
        foreach (var area in pack.All)
            sketches[area.Code] = new(area.Code) { Name = area.Name, NameEn = area.NameEn, Shape = area.Shape, IsDrawn = area.IsDrawn };
    }

    /// <summary>The pack's areas with every turn taken.</summary>
    public static AreaPlan Lay(AreaPlan pack, KeptAreas kept)
    {
        if (kept.Turns.IsEmpty) return pack;

        var draft = new AreaDraft(pack);
        foreach (var (fact, stamp) in kept.Turns)
            switch (fact)
            {
                case BoundariesImported f: draft.Import(f, stamp); break;
                case AreaSplit f: draft.Split(f); break;
                case AreasMerged f: draft.Merge(f); break;
            }
        return draft.Plan();
    }

    void Import(BoundariesImported import, Stamp stamp)
    {
        var origin = new AreaOrigin(import.File, Datum.Of(import.Datum) ?? Datum.Wgs84, stamp.By, stamp.At, import.Sha256);
        foreach (var boundary in import.Areas) Put(boundary, origin);
        // Drawn neighbours give way to a given boundary, so the area above is drawn again too.
        foreach (var code in import.Areas.SelectMany(b => b.Code.Length > 6 ? (string[])[b.Code[..^3], b.Code] : [b.Code]).Distinct().OrderBy(code => code.Length).ToArray()) Redraw(code);

        // A district whose streets have boundaries has one itself.
        var district = sketches[pack.District.Code];
        if (district.Shape.IsEmpty || (district.IsDrawn && district.Origin is null))
            (district.Shape, district.IsDrawn) = (Ground.Union(Below(district.Code).Select(street => street.Shape)), true);
    }

    Sketch Put(Boundary boundary, AreaOrigin? origin)
    {
        var sketch = sketches.TryGetValue(boundary.Code, out var known) ? known : sketches[boundary.Code] = new(boundary.Code);
        if (boundary.Name.Zh is { Length: > 0 }) (sketch.Name, sketch.NameEn) = (boundary.Name.Zh, boundary.Name.En);
        if (boundary.Shape.Length > 0) (sketch.Shape, sketch.IsDrawn, sketch.Origin) = (Ground.Read(boundary.Shape), boundary.IsDrawn, origin);
        return sketch;
    }

    // What was drawn inside a boundary is drawn again inside the new one, as far as no given boundary takes the room.
    void Redraw(string code)
    {
        Sketch[] drawn = [.. Below(code).Where(below => below.IsDrawn)];
        if (drawn.Length == 0) return;

        var whole = sketches[code].Shape;
        var room = Ground.Without(whole, Ground.Union(Below(code).Where(below => !below.IsDrawn).Select(below => below.Shape)));
        var shapes = Ground.Area(room) < 1000 * drawn.Length
            ? [.. drawn.Select(_ => Ground.Nothing)]
            : AreaDrawing.Divide(room, [.. drawn.Select(below => (below.Code, Seed(below.Shape, room)))]);
        for (var n = 0; n < drawn.Length; n++)
        {
            drawn[n].Shape = shapes[n];
            Redraw(drawn[n].Code);
        }
    }

    static LonLat? Seed(Geometry before, Geometry room) =>
        !before.IsEmpty && before.InteriorPoint is var at && room.Contains(at) ? new(at.X, at.Y) : null;

    void Split(AreaSplit split)
    {
        if (!sketches.TryGetValue(split.Code, out var old)) return;
        var (shape, into) = (old.Shape, split.Into.Select(b => b.Code).ToImmutableArray());
        var carried = Lift(split.Carried, split.From, split.Reason);
        End(old, new(split.From, split.Reason, true, into), stays: into.Contains(split.Code));

        var began = new AreaTurn(split.From, split.Reason, true, [split.Code]);
        Boundary[] free = [.. split.Into.Where(b => b.Shape.Length == 0)];
        var room = Ground.Without(shape, Ground.Union(split.Into.Where(b => b.Shape.Length > 0).Select(b => Ground.Read(b.Shape))));
        var cells = free.Length == 0 || room.IsEmpty ? [] : AreaDrawing.Divide(room, [.. free.Select(b => (b.Code, (LonLat?)null))]);
        foreach (var boundary in split.Into)
        {
            var fresh = Put(boundary, null);
            if (boundary.Code != split.Code) fresh.Began = began;
            if (Array.IndexOf(free, boundary) is var n and >= 0) (fresh.Shape, fresh.IsDrawn) = (cells.Length == 0 ? Ground.Nothing : cells[n], true);
        }
        foreach (var sketch in carried) sketches[sketch.Code] = sketch;
        foreach (var code in into) Settle(code);
    }

    void Merge(AreasMerged merger)
    {
        Sketch[] old = [.. merger.Codes.Where(sketches.ContainsKey).Select(code => sketches[code])];
        var (shape, isDrawn) = (Ground.Union(old.Select(o => o.Shape)), old.Any(o => o.IsDrawn));
        var carried = Lift(merger.Carried, merger.From, merger.Reason);
        var gone = new AreaTurn(merger.From, merger.Reason, false, [merger.Into.Code]);
        foreach (var each in old) if (each.Code != merger.Into.Code) End(each, gone, stays: false);

        var one = Put(merger.Into, null);
        if (merger.Into.Shape.Length == 0) (one.Shape, one.IsDrawn) = (shape, isDrawn);
        one.Began = new(merger.From, merger.Reason, false, [.. (one.Began?.Others ?? []).Concat(merger.Codes.Remove(merger.Into.Code)).Distinct()]);
        foreach (var sketch in carried) sketches[sketch.Code] = sketch;
        Settle(one.Code);
    }

    // What goes on under another code is taken up before the area above it ends, and put down where that code belongs.
    List<Sketch> Lift(ImmutableArray<CarriedArea>? carried, DateOnly on, string reason)
    {
        List<Sketch> lifted = [];
        foreach (var (from, to) in carried ?? [])
        {
            if (!sketches.TryGetValue(from, out var old) || old.Ended is not null) continue;
            lifted.Add(new(to) { Name = old.Name, NameEn = old.NameEn, Shape = old.Shape, IsDrawn = old.IsDrawn, Origin = old.Origin, Began = new(on, reason, false, [from], IsCarried: true) });
            old.Ended = new(on, reason, false, [to], IsCarried: true);
        }
        return lifted;
    }

    // What lies below stays inside; what was drawn fills the room where it no longer does.
    void Settle(string code)
    {
        var (whole, below) = (sketches[code].Shape, Below(code).ToArray());
        foreach (var each in below)
            if (Ground.Area(Ground.Without(each.Shape, whole)) > Slight) each.Shape = Ground.Both(each.Shape, whole);
        if (Ground.Area(Ground.Without(whole, Ground.Union(below.Select(each => each.Shape)))) > Slight) Redraw(code);
    }

    // What lies below ends with it: nobody has said yet what takes its place.
    void End(Sketch old, AreaTurn turn, bool stays)
    {
        if (stays) return;
        foreach (var sketch in sketches.Values.Where(s => s.Code.StartsWith(old.Code, StringComparison.Ordinal)))
            sketch.Ended ??= turn;
    }

    IEnumerable<Sketch> Below(string code) => [.. sketches.Values.Where(s =>
        s.Ended is null && s.Code.Length == code.Length + 3 && s.Code.StartsWith(code, StringComparison.Ordinal))];

    AreaPlan Plan()
    {
        Dictionary<string, Area> areas = new(StringComparer.Ordinal);
        foreach (var s in sketches.Values)
            areas[s.Code] = new(s.Code, s.Name, s.NameEn, s.Code.Length == 6 ? null : areas[s.Code[..^3]], s.Shape, s.IsDrawn) { Origin = s.Origin, Began = s.Began, Ended = s.Ended };
        return new([.. areas.Values], pack.Neighbours);
    }
}
