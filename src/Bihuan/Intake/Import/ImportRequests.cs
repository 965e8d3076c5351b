using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;

namespace Bihuan.Intake.Import;

/// <summary>Takes over what another system has ended, without its words: when, where, whose, of what kind, and whether in time. Each row once, however often the file comes.</summary>
public sealed class ImportRequests(MatterDesk desk, Clerk clerk, Store store, TimeProvider time)
{
    const int AtOnce = 256;

    /// <summary>A row that was refused.</summary>
    public sealed record Refused(int Row, string Id, Refusal Why);

    /// <summary>What came of it.</summary>
    /// <param name="InTime">Rows that ended in time there, those known before included; likewise the three that follow.</param>
    /// <param name="Unsaid">Rows of which the file does not say whether in time.</param>
    /// <param name="Pending">Rows that have not ended there yet.</param>
    /// <param name="Placeless">Good rows that name neither street nor community.</param>
    public sealed record Result(int Read, int Taken, int Known, int InTime, int Overdue, int Unsaid, int Pending, int Placeless, IReadOnlyList<Refused> Bad);

    readonly ConcurrentDictionary<string, int> met = new(StringComparer.Ordinal);
    int taken, known, inTime, overdue, unsaid, pending, placeless;

    /// <summary>Takes every row.</summary>
    public async Task<Result> Run(IReadOnlyList<RequestRow> rows, RequestMap map, RequestPlan plan, Action<long>? tell, CancellationToken stop)
    {
        var before = await Before(map, stop);
        var bad = new ConcurrentBag<Refused>();
        var read = 0;
        await Parallel.ForEachAsync(rows.Where(row => First(row) || Repeats(row, bad)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (row, _) =>
        {
            if (await Take(row, map, plan, before, stop) is { } why) bad.Add(new(row.Number, row["id"], why));
            tell?.Invoke(Interlocked.Increment(ref read));
        });
        return new(rows.Count, taken, known, inTime, overdue, unsaid, pending, placeless, [.. bad.OrderBy(b => b.Row)]);
    }

    // Met in the file's order, so that of two rows under one number always the second is the one refused.
    bool First(RequestRow row) => row["id"].Length == 0 || met.TryAdd(row["id"], row.Number);

    static bool Repeats(RequestRow row, ConcurrentBag<Refused> bad)
    {
        bad.Add(new(row.Number, row["id"], No.Twice.With(row["id"])));
        return false;
    }

    async Task<Refusal?> Take(RequestRow row, RequestMap map, RequestPlan plan, Dictionary<string, bool> before, CancellationToken stop)
    {
        if (row["id"].Length == 0) return No.Numberless;
        if (map.Time(row["time"]) is not { } said) return No.Time.With(row["time"]).On("time");
        if (said > time.GetUtcNow()) return No.Future.With(row["time"]).On("time");
        var (standing, isPending, wrong) = Standing(row);
        if (wrong is not null) return wrong;

        var (outside, area) = ($"{map.System}:{row["id"]}", plan.AreaOf(row));
        // What has ended here before is told by its number alone; what was pending there may have ended since.
        if (!before.TryGetValue(outside, out var isOpen) || isOpen)
        {
            var command = new ReceiveMatter.Command(plan.TextOf(row), Title(plan.TitleOf(row)), Anonymous: true, Category: plan.CategoryOf(row), Area: area.Length == 0 ? null : area,
                Source: map.Sources.GetValueOrDefault(map.Of(row, "source"), map.Source), Demand: map.Demands.GetValueOrDefault(map.Of(row, "demand"), map.Demand),
                Outside: outside, Playbook: "imported");
            var answer = await desk.Receive(clerk.For(clerk.Caller with { At = said, CommandKey = outside }), command, stop);
            if (answer.Refusal is { } no) return no.Code == Hosting.No.KeyReused.Code ? No.Twice.With(row["id"]) : no;
            if (!isPending && !answer.Story.IsClosed && await End(answer.Story.Id, outside, standing, plan.UnitOf(row), stop) is { } refusal) return refusal;
        }

        Count(before.ContainsKey(outside), standing, isPending, area);
        return null;
    }

    /// <summary>The file says when a matter came and not when it ended: the ending is written down at the moment at which it is taken over.</summary>
    async Task<Refusal?> End(string id, string outside, string? standing, string? unit, CancellationToken stop)
    {
        var words = new JsonObject { ["reply"] = standing switch { "in-time" => "原系统按时归档。", "overdue" => "原系统超时归档。", _ => "原系统已归档，未注明是否按时。" } };
        if (standing is not null) words["standing"] = standing;
        if (unit is not null) words["unit"] = unit;
        return (await desk.Take(clerk.For(clerk.Caller with { CommandKey = outside + " end" }), id, "adopt-ending", words, stop)).Refusal;
    }

    void Count(bool wasKnown, string? standing, bool isPending, string area)
    {
        _ = wasKnown ? Interlocked.Increment(ref known) : Interlocked.Increment(ref taken);
        _ = isPending ? Interlocked.Increment(ref pending) : standing switch
        {
            "in-time" => Interlocked.Increment(ref inTime),
            AdoptEnding.Late => Interlocked.Increment(ref overdue),
            _ => Interlocked.Increment(ref unsaid),
        };
        if (area.Length == 0) Interlocked.Increment(ref placeless);
    }

    static (string? Standing, bool IsPending, Refusal? Wrong) Standing(RequestRow row) => (row["in_time"], row["overdue"], row["pending"]) switch
    {
        ("1", "0", _) => ("in-time", false, null),
        ("0", "1", _) => (AdoptEnding.Late, false, null),
        ("0", "0", "1") => (null, true, null),
        ("-" or "", "-" or "", _) => (null, false, null),
        var (early, late, _) => (null, false, No.Standing.With($"{early}/{late}").On("in_time")),
    };

    static string Title(string title) => title.Length <= 80 ? title : title[..79] + "…";

    /// <summary>By outside number: whether the matter is still open here.</summary>
    async Task<Dictionary<string, bool>> Before(RequestMap map, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<(string Outside, long IsOpen)>(
            "select outside, is_open from matters where district = @district and outside >= @from and outside < @to",
            new { district = clerk.Caller.District, from = map.System + ":", to = map.System + ";" })).ToDictionary(row => row.Outside, row => row.IsOpen == 1, StringComparer.Ordinal);
    }
}
