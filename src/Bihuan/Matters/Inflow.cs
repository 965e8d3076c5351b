using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>What dealing with a cause has done to what still comes in.</summary>
public enum Effect
{
    /// <summary>No result was handed in yet.</summary>
    NotDone,

    /// <summary>There is a result, and less than a week since.</summary>
    TooEarly,

    /// <summary>It has fallen as much as the playbook asks.</summary>
    Fallen,

    /// <summary>It has not.</summary>
    Lasts,
}

/// <summary>The cases of a cause before it was dealt with, meanwhile, and after the result; of those that one person may see.</summary>
/// <param name="Began">When the matter began.</param>
/// <param name="Done">When its result was handed in, if it stands.</param>
/// <param name="DaysBefore">From the first case to the beginning; 7 at least.</param>
/// <param name="DaysAfter">From the result until now, or until the watching ends.</param>
/// <param name="Weeks">Cases by week, the oldest first, with the day on which each begins.</param>
/// <param name="Elsewhere">By how many per cent other matters of the same category changed over the same days; null where there were too few to tell.</param>
public sealed record Inflow(DateTimeOffset Began, DateTimeOffset? Done, double DaysBefore, double DaysAfter, int Before, int During, int After, IReadOnlyList<(DateTimeOffset From, int Count)> Weeks, double? Elsewhere, Gathering Gathering)
{
    /// <summary>How many cases there are.</summary>
    public int Cases => Before + During + After;

    /// <summary>Cases a week before it was dealt with.</summary>
    public double WeeklyBefore => Before * 7 / DaysBefore;

    /// <summary>Cases a week since the result; null where it is too early to say.</summary>
    public double? WeeklyAfter => DaysAfter < 7 ? null : After * 7 / DaysAfter;

    /// <summary>By how many per cent it changed; below nothing it fell. Null where it is too early, or nothing came before.</summary>
    public double? Change => WeeklyAfter is { } after && WeeklyBefore > 0 ? ((after / WeeklyBefore) - 1) * 100 : null;

    /// <summary>Whether the days that the playbook watches are over.</summary>
    public bool IsWatched => Done is not null && DaysAfter >= Gathering.Watched;

    public Effect Effect => Done is null ? Effect.NotDone : Change is not { } change ? Effect.TooEarly : change <= -Gathering.Falls ? Effect.Fallen : Effect.Lasts;

    /// <summary>Counts.</summary>
    /// <param name="cases">When each was received.</param>
    public static Inflow Of(IReadOnlyCollection<DateTimeOffset> cases, DateTimeOffset began, DateTimeOffset? done, DateTimeOffset now, Gathering gathering, double? elsewhere = null)
    {
        var first = cases.Count == 0 ? began : cases.Min();
        var end = done is { } at && at.AddDays(gathering.Watched) < now ? at.AddDays(gathering.Watched) : now;
        var start = first < began.AddDays(-7 * 26) ? began.AddDays(-7 * 26) : first < began ? first : began;
        var weeks = new List<(DateTimeOffset From, int Count)>();
        for (var from = start; from <= now && weeks.Count < 60; from = from.AddDays(7)) weeks.Add((from, cases.Count(one => one >= from && one < from.AddDays(7))));
        return new(began, done, Math.Max(7, (began - first).TotalDays), done is { } result ? Math.Max(0, (end - result).TotalDays) : 0,
            cases.Count(one => one < began), cases.Count(one => one >= began && (done is null || one < done)), done is null ? 0 : cases.Count(one => one >= done && one <= end), weeks, elsewhere, gathering);
    }
}

/// <summary>Reads it from the book, inside a scope.</summary>
public sealed class Inflows(Store store, TimeProvider time)
{
    const int Enough = 8;

    /// <summary>Null where the playbook gathers nothing.</summary>
    public async Task<Inflow?> Of(Scope scope, Playbook playbook, Matter matter, CancellationToken stop)
    {
        if (playbook.Begins?.Gathers is not { } gathering) return null;
        var cases = new List<(long Received, string Category)>();
        await using var connection = await store.Read(stop);
        foreach (var some in matter.Links.Chunk(400))
        {
            var (where, parameters) = scope.Where("m");
            cases.AddRange(await connection.QueryAsync<(long, string)>($"select m.received, m.category from matters m where {where} and m.id in {parameters.AddAll("tied", some)} and m.class in {parameters.AddAll("from", gathering.From)}", parameters));
        }

        var now = time.GetUtcNow();
        var done = matter is { Result: not null, Lead.DoneAt: { } at } ? at : (DateTimeOffset?)null;
        var flow = Inflow.Of([.. cases.Select(one => DateTimeOffset.FromUnixTimeMilliseconds(one.Received))], matter.ReceivedAt, done, now, gathering);
        if (flow.WeeklyAfter is null || cases.Count == 0) return flow;

        var category = cases.CountBy(one => one.Category).MaxBy(count => count.Value).Key;
        async Task<double> Others(DateTimeOffset from, DateTimeOffset until)
        {
            var (where, parameters) = scope.Where("m");
            parameters.AddDynamicParams(new { category, start = from.ToUnixTimeMilliseconds(), end = until.ToUnixTimeMilliseconds() });
            var all = await connection.ExecuteScalarAsync<long>($"""
                select count(*) from matters m where {where} and m.received >= @start and m.received < @end and m.category = @category and m.class in {parameters.AddAll("from", gathering.From)}
                """, parameters);
            return all - cases.Count(one => one.Category == category && one.Received >= from.ToUnixTimeMilliseconds() && one.Received < until.ToUnixTimeMilliseconds());
        }

        var (before, after) = (await Others(flow.Began.AddDays(-flow.DaysBefore), flow.Began), await Others(done!.Value, done.Value.AddDays(flow.DaysAfter)));
        return before < Enough ? flow : flow with { Elsewhere = ((after / flow.DaysAfter / (before / flow.DaysBefore)) - 1) * 100 };
    }
}
