using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.People;
using NetTopologySuite.Geometries;

namespace Bihuan.Matters;

/// <summary>Finds what is being written down a second time: the same answers, close by, not long ago. Nothing is scanned: an index holds them by their answers.</summary>
public sealed class Repeats(Store store)
{
    const int Most = 5;

    /// <summary>One that may be the same. Moments are Unix milliseconds.</summary>
    /// <param name="Metres">How far apart; null where one of the two stands at no point, and the area is the same.</param>
    public sealed record Near(string Id, string Number, string Title, string Stage, long IsOpen, long Received, string Area, int? Metres)
    {
        /// <summary>Why it is shown.</summary>
        public Words Why => Metres is { } metres ? new($"相距 {metres} 米", $"{metres} m apart")
            : Area.Length > 12 ? new("同一网格", "same grid") : new("同一社区", "same community");
    }

    /// <summary>Where something is being written down.</summary>
    public sealed record Spot(string Area, double? Lon, double? Lat);

    /// <summary>Those not further away and not longer ago, the nearest first; none where the playbook does not look.</summary>
    /// <param name="said">What the form answers, by field.</param>
    public async Task<IReadOnlyList<Near>> Find(Scope scope, Playbook playbook, Spot spot, IReadOnlyDictionary<string, string> said, DateTimeOffset now, CancellationToken stop)
    {
        if (playbook.Begins?.Repeats is not { } repeats || Said(repeats, said) is not { } word || spot.Area.Length < 12 && spot.Lon is null) return [];
        var (where, parameters) = scope.Where("m");
        parameters.AddDynamicParams(new
        {
            district = scope.District, playbook = playbook.Name, word, since = now.AddHours(-repeats.Hours).ToUnixTimeMilliseconds(), until = now.ToUnixTimeMilliseconds(),
        });
        await using var connection = await store.Read(stop);
        var lines = await connection.QueryAsync<Line>($"""
            select m.id as Id, m.number as Number, m.title as Title, m.stage as Stage, m.is_open as IsOpen, m.received as Received, r.area as Area, r.lon as Lon, r.lat as Lat
            from repeating r join matters m on m.district = r.district and m.id = r.matter
            where r.district = @district and r.playbook = @playbook and r.said = @word and r.begun >= @since and r.begun <= @until
              and m.kept_from is null and m.merged_into is null and {where}
            order by r.begun desc limit 500
            """, parameters);
        return [.. lines.Select(line => (Line: line, Metres: Apart(spot, line)))
            .Where(pair => pair.Metres is { } metres ? metres <= repeats.Metres : pair.Line.Area.Length >= 12 && pair.Line.Area == spot.Area)
            .OrderBy(pair => pair.Metres ?? repeats.Metres).ThenByDescending(pair => pair.Line.Received).Take(Most)
            .Select(pair => new Near(pair.Line.Id, pair.Line.Number, pair.Line.Title, pair.Line.Stage, pair.Line.IsOpen, pair.Line.Received, pair.Line.Area, pair.Metres is { } metres ? (int)Math.Round(metres) : null))];
    }

    /// <summary>The answers that must be the same, in one word; null where one is missing.</summary>
    public static string? Said(Repetition repeats, IReadOnlyDictionary<string, string> coded) =>
        repeats.Same.All(field => coded.GetValueOrDefault(field) is { Length: > 0 }) ? string.Join(' ', repeats.Same.Select(field => coded[field])) : null;

    static double? Apart(Spot spot, Line line) => spot is { Lon: { } lon, Lat: { } lat } && line is { Lon: { } east, Lat: { } north }
        ? Ground.Apart(new Coordinate(lon, lat), new Coordinate(east, north)) : null;

    sealed record Line(string Id, string Number, string Title, string Stage, long IsOpen, long Received, string Area, double? Lon, double? Lat);
}
