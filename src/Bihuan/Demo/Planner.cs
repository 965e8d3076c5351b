using System.Text.RegularExpressions;
using Bihuan.Grid;
using NetTopologySuite.Geometries;

namespace Bihuan.Demo;

/// <summary>Draws who says what, when and where: hours as a hotline knows them, words as the district's pack has them.</summary>
sealed partial class Planner(DemoWords words, AreaMap areas, PlaceFinder places, WorkCalendar calendar, DateTimeOffset end)
{
    /// <summary>How far back the demo goes.</summary>
    public const int Days = 90;

    // By local hour: the morning rings most.
    static readonly double[] Hours =
        [0.15, 0.1, 0.08, 0.05, 0.05, 0.1, 0.4, 1.5, 4.5, 6.5, 6.2, 4.6, 2.4, 3, 4.6, 4.4, 3.8, 3, 2.4, 2.1, 2, 1.4, 0.8, 0.3];

    static readonly (string Code, double Weight)[] Streets =
        [("370212001", 0.3), ("370212002", 0.15), ("370212003", 0.1), ("370212004", 0.09), ("370212005", 0.36)];

    readonly List<(DateTimeOffset From, double Weight)> slots = Slots(calendar, end);

    /// <summary>Draws one matter.</summary>
    /// <param name="at">When; null draws it.</param>
    /// <param name="only">Which requests come into question.</param>
    public Plan Draw(int index, Dice dice, DateTimeOffset? at = null, Func<DemoRequest, bool>? only = null, string? street = null)
    {
        var received = at ?? dice.Weighted(slots, s => s.Weight).From.AddSeconds(dice.Between(0, 3599));
        if (received > end) received = end.AddMinutes(-dice.Between(1, 50));
        var month = received.ToOffset(WorkCalendar.Offset).Month;
        var where = street ?? dice.Weighted(Streets, s => s.Weight).Code;
        var fitting = words.Requests.Requests.Where(r => (r.Months is null || r.Months.Contains(month)) && (only is null || only(r)) && Fits(r, where)).ToList();
        if (fitting.Count == 0) fitting = [.. words.Requests.Requests.Where(r => (only is null || only(r)) && Fits(r, where))];
        if (fitting.Count == 0) return Draw(index, dice, at, only);
        var request = dice.Weighted(fitting, Weight);

        Dictionary<string, string> filled = new(StringComparer.Ordinal);
        string Fill(string text) => Slot().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            if (filled.TryGetValue(name, out var known)) return known;
            var choices = Choices(name, where);
            if (name == "road2" && filled.TryGetValue("road", out var road)) choices = [.. choices.Where(c => c != road)];
            return filled[name] = choices.Count == 0 ? "" : dice.Of(choices);
        });
        var (title, text) = (Fill(request.Title), Fill(request.Text));
        List<string> points = [.. request.Points.Select(Fill)];
        var (area, point) = Locate(text, where, dice);
        var anonymous = request.Kind == "report" && request.Source != "grid" && dice.Chance(0.12);
        var who = dice.Of(words.Odd.Surnames) + dice.Of(words.Odd.Manners);
        return new(index, received, request, where, title, text, points, Fill(dice.Chance(0.5) ? "{place}{building}" : "{community}"),
            who, $"1380532{dice.Between(0, 9999):0000}", anonymous, area, point);
    }

    static double Weight(DemoRequest r) => (r.Source is "grid" or "window" ? 2.5 : 1) * (r.Urgency == "incident" ? 0.5 : 1);

    bool Fits(DemoRequest request, string street) => (request.Streets is null || request.Streets.Contains(street))
        && Slot().Matches(request.Text + request.Title).All(m => Choices(m.Groups["name"].Value, street).Count > 0);

    List<string> Choices(string slot, string street) => words.Requests.Slots.GetValueOrDefault(slot) switch
    {
        List<object> all => [.. all.Select(o => $"{o}")],
        Dictionary<object, object> byStreet when byStreet.TryGetValue(street, out var found) => [.. ((List<object>)found).Select(o => $"{o}")],
        _ => [],
    };

    /// <summary>A point that agrees with the words where they name a place, else anywhere in the street.</summary>
    (Area Area, LonLat Point) Locate(string text, string street, Dice dice)
    {
        if (places.Find(text).Candidates.FirstOrDefault(c => c.Area.IsWithin(street)) is { } named)
        {
            if (named.Point is { } at && areas.Find(at.Lon + Jitter(), at.Lat + Jitter()) is { Level: AreaLevel.Grid } near && near.IsWithin(street))
                return (near, Inside(near, dice, at));
            if (named.Area.Level >= AreaLevel.Community) return Anywhere(named.Area);
        }

        // People live where the communities lie close: the small ones count as much as the large.
        return Anywhere(dice.Of(areas.Below(street, AreaLevel.Community).ToList()));

        double Jitter() => (dice.Share() - 0.5) * 0.002;

        (Area, LonLat) Anywhere(Area area)
        {
            var grid = area.Level == AreaLevel.Grid ? area : dice.Of(areas.Children(area.Code));
            return (grid, Inside(grid, dice, null));
        }
    }

    static LonLat Inside(Area area, Dice dice, LonLat? near)
    {
        var box = area.Shape.EnvelopeInternal;
        for (var n = 0; n < 40; n++)
        {
            var (x, y) = near is { } at && n < 8
                ? (at.Lon + (dice.Share() - 0.5) * 0.002, at.Lat + (dice.Share() - 0.5) * 0.002)
                : (box.MinX + dice.Share() * box.Width, box.MinY + dice.Share() * box.Height);
            if (area.Shape.Contains(area.Shape.Factory.CreatePoint(new Coordinate(x, y)))) return new(Math.Round(x, 6), Math.Round(y, 6));
        }

        return area.Centre ?? default;
    }

    static List<(DateTimeOffset, double)> Slots(WorkCalendar calendar, DateTimeOffset end)
    {
        List<(DateTimeOffset, double)> drawn = [];
        var hour = new DateTimeOffset(end.UtcTicks - end.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
        for (var n = 0; n < Days * 24; n++)
        {
            var at = hour.AddHours(-n);
            var local = at.ToOffset(WorkCalendar.Offset);
            var weight = Hours[local.Hour] * (calendar.IsWorkday(DateOnly.FromDateTime(local.DateTime)) ? 1 : 0.55);
            // The winter brings more calls, and what is open now came lately.
            drawn.Add((at, weight * (n < 5 * 24 ? 4.5 : n < 10 * 24 ? 2.2 : n < 30 * 24 ? 1.15 : 0.9)));
        }

        return drawn;
    }

    [GeneratedRegex(@"\{(?<name>[a-z0-9]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Slot();
}
