using Bihuan.Hosting;
using Bihuan.Parts;

namespace Bihuan.Registers;

/// <summary>Who has been visited in time, by area and by who visits: for registers whose definition says how that is told.</summary>
public static class CoveragePages
{
    const int Most = 100_000;

    /// <summary>One line: an area's code or who visits, how many there are, how many of them were visited in time.</summary>
    public sealed record Line(string Of, int All, int Covered)
    {
        /// <summary>Per cent of them; whole.</summary>
        public int Share => All == 0 ? 0 : Covered * 100 / All;

        /// <summary>How many of them are to be visited.</summary>
        public int Due => All - Covered;
    }

    /// <summary>What was counted.</summary>
    public sealed record Counted(Line Whole, IReadOnlyList<Line> Areas, IReadOnlyList<Line> By);

    internal static void Map(RouteGroupBuilder pages) => pages.MapGet("/{register}/coverage", Show);

    internal static void MapApi(RouteGroupBuilder api) => api.MapGet("/{register}/coverage", async (string register, string? area, ListRecords list, RegisterRoom room, TimeProvider time, CancellationToken stop) =>
        await room.Enter(register, stop) is not { } entered ? No.SuchRegister.With(register).AsHttp()
            : entered.Register.Covers is null ? No.NotVisited.With(entered.Register.Title).AsHttp()
            : Results.Json(await Count(entered, area, list, time, stop), Facts.Json)).WithSummary("Count who of a register was visited in time, by area and by who visits");

    static async Task<IResult> Show(HttpContext http, string register, string? area, ListRecords list, RegisterRoom room, ReaderOf readerOf, TimeProvider time, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (entered.Register.Covers is null) return No.NotVisited.With(entered.Register.Title).AsHttp();
        var reader = await readerOf(http);
        return Pages.Show<CoveragePage>(http, reader, new { Entered = entered, Area = area, Counted = await Count(entered, area, list, time, stop), Names = await room.Names(reader, stop) });
    }

    /// <summary>Counts what lies in the scope: by the areas one level below the one that is asked for.</summary>
    static async Task<Counted> Count(RegisterRoom.Entered entered, string? area, ListRecords list, TimeProvider time, CancellationToken stop)
    {
        var covers = entered.Register.Covers!;
        var today = DateOnly.FromDateTime(Times.Local(time.GetUtcNow()).DateTime);
        var within = area is { Length: >= 9 } ? area : entered.Scope.Area ?? "";
        var length = within.Length switch { < 9 => 9, < 12 => 12, _ => 15 };
        var (areas, by, whole) = (new Dictionary<string, (int All, int Covered)>(StringComparer.Ordinal), new Dictionary<string, (int All, int Covered)>(StringComparer.Ordinal), (All: 0, Covered: 0));
        static (int, int) More((int All, int Covered) sum, bool holds) => (sum.All + 1, sum.Covered + (holds ? 1 : 0));
        await foreach (var row in list.All(entered.Scope, entered.Register, new(Area: area), Most, stop))
        {
            var answers = row.Answers;
            var holds = covers.Holds(id => answers.GetValueOrDefault(id), today);
            whole = More(whole, holds);
            var there = row.Area.Length > length ? row.Area[..length] : row.Area;
            areas[there] = More(areas.GetValueOrDefault(there), holds);
            if (covers.By is { } who) by[answers.GetValueOrDefault(who, "")] = More(by.GetValueOrDefault(answers.GetValueOrDefault(who, "")), holds);
        }

        // The least covered first: those are whom somebody goes to see.
        static IReadOnlyList<Line> Lines(Dictionary<string, (int All, int Covered)> sums) =>
            [.. sums.Select(pair => new Line(pair.Key, pair.Value.All, pair.Value.Covered)).OrderBy(line => line.Share).ThenByDescending(line => line.All).ThenBy(line => line.Of, StringComparer.Ordinal)];
        return new(new("", whole.All, whole.Covered), Lines(areas), Lines(by));
    }
}
