using System.Collections.Immutable;
using System.Globalization;

namespace Bihuan.Engine.Playbooks;

/// <summary>A stage's box; lengths are units of the drawing, from its upper left corner.</summary>
public sealed record StageBox(Stage Stage, int X, int Y, int Width, int Height);

/// <summary>The moves that lead from one stage to another, drawn as one arrow.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where its head is.</param>
/// <param name="Moves">At least one.</param>
/// <param name="IsShared">Whether the moves are offered at several stages.</param>
/// <param name="Path">The line as SVG writes it: <c>M 0 0 H 10 V 20</c>.</param>
public sealed record MoveArrow(string From, string To, ImmutableArray<Move> Moves, bool IsShared, string Path)
{
    /// <summary>Where its words begin; null when there is no room for them.</summary>
    public (int X, int Y)? Label { get; init; }
}

/// <summary>
/// A playbook as a diagram: open stages from top to bottom in their order, ends in a column at the right. The next stage is reached straight
/// down, an earlier one by a lane at the left, every other one by a lane at the right; what leads to the same stage shares a lane.
/// </summary>
public sealed record PlaybookDrawing(int Width, int Height, ImmutableArray<StageBox> Boxes, ImmutableArray<MoveArrow> Arrows)
{
    /// <summary>How wide the words beside a box may be.</summary>
    public const int LabelWidth = 190;

    /// <summary>How wide an open stage's box is.</summary>
    public const int BoxWidth = 230;

    /// <summary>How wide an end's box is.</summary>
    public const int EndWidth = 180;

    const int Lane = 14;
    const int Port = 22;
    const int Gap = 40;
    const int First = 26;
    const int LeastHeight = 70;
    const int EndHeight = 48;

    /// <summary>Draws.</summary>
    public static PlaybookDrawing Of(Playbook playbook)
    {
        var open = playbook.Stages.Where(stage => !stage.IsEnd).ToList();
        var ways = playbook.Stages.SelectMany(stage => Ways(playbook, open, stage)).ToList();
        var backs = ways.Where(way => way.Side == Side.Left).Select(way => way.To).Distinct().ToList();
        var ons = ways.Where(way => way.Side == Side.Right).Select(way => way.To).Distinct().OrderBy(id => playbook.Stage(id)!.IsEnd).ToList();
        var left = backs.Count == 0 ? 4 : backs.Count * Lane + LabelWidth + 8;
        var lanes = left + BoxWidth + LabelWidth + Lane;
        var ends = lanes + ons.Count * Lane + Lane;

        var boxes = Placed(playbook, open, ways, left, ends);
        var arrows = ways.Select(way => way.Side switch
        {
            Side.Down => Down(way, boxes),
            Side.Left => Around(way, boxes, backs.IndexOf(way.To) * Lane + 4, -1),
            _ => Around(way, boxes, lanes + ons.IndexOf(way.To) * Lane, 1),
        });
        return new(ends + EndWidth + 4, boxes.Values.Select(box => box.Y + box.Height).DefaultIfEmpty(0).Max() + 4, [.. boxes.Values], [.. arrows]);
    }

    static IEnumerable<Way> Ways(Playbook playbook, List<Stage> open, Stage from)
    {
        var at = open.IndexOf(from);
        var ports = new Dictionary<Side, int>();
        foreach (var group in playbook.MovesAt(from.Id).Where(m => m.To is { } to && to != from.Id && playbook.Stage(to) is not null)
            .GroupBy(m => (To: m.To!, IsShared: !m.At.IsEmpty)))
        {
            var to = open.FindIndex(stage => stage.Id == group.Key.To);
            var side = at < 0 || to < 0 || to > at + 1 || group.Key.IsShared ? Side.Right : to == at + 1 ? Side.Down : Side.Left;
            ports[side] = ports.GetValueOrDefault(side) + 1;
            yield return new(from.Id, group.Key.To, [.. group], group.Key.IsShared, side, ports[side] - 1);
        }
    }

    static Dictionary<string, StageBox> Placed(Playbook playbook, List<Stage> open, List<Way> ways, int left, int ends)
    {
        var boxes = new Dictionary<string, StageBox>();
        var y = 4;
        foreach (var stage in open)
        {
            var ports = ways.Where(way => way.From == stage.Id && way.Side != Side.Down).GroupBy(way => way.Side).Select(side => side.Count()).DefaultIfEmpty(0).Max();
            boxes[stage.Id] = new(stage, left, y, BoxWidth, Math.Max(LeastHeight, First + ports * Port));
            y += boxes[stage.Id].Height + Gap;
        }

        var free = 4;
        foreach (var stage in playbook.Stages.Where(stage => stage.IsEnd)
            .OrderBy(stage => ways.Where(way => way.To == stage.Id && boxes.ContainsKey(way.From)).Select(way => Exit(way, boxes)).DefaultIfEmpty(int.MaxValue).Min()).ToList())
        {
            var first = ways.Where(way => way.To == stage.Id && way.From != stage.Id && open.Exists(o => o.Id == way.From)).Select(way => Exit(way, boxes)).DefaultIfEmpty(free).Min();
            var exits = ways.Count(way => way.From == stage.Id);
            boxes[stage.Id] = new(stage, ends, Math.Max(free, first - Lane), EndWidth, Math.Max(EndHeight, First + exits * Lane));
            free = boxes[stage.Id].Y + boxes[stage.Id].Height + Lane;
        }

        return boxes;
    }

    static int Exit(Way way, Dictionary<string, StageBox> boxes) =>
        boxes[way.From].Y + First + way.Port * (boxes[way.From].Stage.IsEnd ? Lane : Port) + (way.Side == Side.Down ? 0 : 4);

    static MoveArrow Down(Way way, Dictionary<string, StageBox> boxes)
    {
        var (from, to) = (boxes[way.From], boxes[way.To]);
        var x = from.X + BoxWidth / 2;
        return way.Drawn(Line($"M {x} {from.Y + from.Height} V {to.Y}")) with { Label = (x + 8, from.Y + from.Height + 18) };
    }

    static MoveArrow Around(Way way, Dictionary<string, StageBox> boxes, int lane, int side)
    {
        var (from, to) = (boxes[way.From], boxes[way.To]);
        var isEnd = from.Stage.IsEnd;
        var start = isEnd || side < 0 ? from.X : from.X + from.Width;
        var end = to.Stage.IsEnd || side < 0 ? to.X : to.X + to.Width;
        var y = Exit(way, boxes);
        var arrow = way.Drawn(Line($"M {start} {y} H {lane} V {to.Y + Lane} H {end}"));
        return isEnd ? arrow : arrow with { Label = (side < 0 ? start - LabelWidth + 4 : start + 8, y - 4) };
    }

    static string Line(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);

    enum Side
    {
        Down,
        Left,
        Right,
    }

    sealed record Way(string From, string To, ImmutableArray<Move> Moves, bool IsShared, Side Side, int Port)
    {
        public MoveArrow Drawn(string path) => new(From, To, Moves, IsShared, path);
    }
}
