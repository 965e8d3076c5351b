using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;

namespace Bihuan.Intake.Import;

/// <summary>Takes a file of messages in: new requests, and what ended elsewhere. Each row once, however often the file comes.</summary>
public sealed class ImportMessages(MatterDesk desk, Clerk clerk, Categories categories, Store store, TimeProvider time)
{
    const int AtOnce = 256;

    /// <summary>A row that was refused.</summary>
    public sealed record Refused(int Row, string Id, Refusal Why);

    /// <summary>What came of it.</summary>
    public sealed record Result(int Read, int Opened, int Ended, int Known, IReadOnlyList<Refused> Bad);

    readonly ConcurrentDictionary<string, (int Row, string Digest)> met = new(StringComparer.Ordinal);
    int read;
    int opened;
    int ended;
    int known;

    /// <summary>Takes every row.</summary>
    public async Task<Result> Run(IEnumerable<MessageRow> rows, ColumnMap map, Action<long>? tell, CancellationToken stop)
    {
        var before = await Before(map, stop);
        var bad = new ConcurrentBag<Refused>();
        var names = categories.All.GroupBy(c => c.Title.Zh).ToDictionary(g => g.Key, g => g.First().Code);
        // Met in the file's order, so that of two rows under one number always the second is the one refused.
        await Parallel.ForEachAsync(rows.Select(row => (Row: row, First: Meet(row, map))), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (next, _) =>
        {
            var row = next.Row;
            if (await Take(row, next.First, map, names, before, stop) is { } why) bad.Add(new(row.Number, row.Id, why));
            var done = Interlocked.Increment(ref read);
            tell?.Invoke(done);
        });
        return new(read, opened, ended, known, [.. bad.OrderBy(b => b.Row)]);
    }

    (int Row, string Digest) Meet(MessageRow row, ColumnMap map) => met.GetOrAdd($"{map.System}:{row.Id}", (row.Number, row.Digest));

    async Task<Refusal?> Take(MessageRow row, (int Row, string Digest) first, ColumnMap map, Dictionary<string, string> names, HashSet<string> before, CancellationToken stop)
    {
        var outside = $"{map.System}:{row.Id}";
        if (first.Row != row.Number)
        {
            if (first.Digest != row.Digest) return No.Twice.With(row.Id);
            Interlocked.Increment(ref known);
            return null;
        }

        var now = time.GetUtcNow();
        if (Time(row, "time", map, now, out var said) is { } unreadable) return unreadable;
        if (Time(row, "replied", map, now, out var replied) is { } late) return late;
        var isEnded = map.Closed.Count > 0 && map.Closed.TrueForAll(field => row[field].Length > 0);
        if (isEnded && said > replied) return No.Order;
        var name = row["category"];
        var code = name.Length == 0 ? null : map.Categories.GetValueOrDefault(name) ?? names.GetValueOrDefault(name) ?? (categories.Of(name) is null ? null : name);
        if (name.Length > 0 && code is null && map.UnknownCategory != "leave-empty") return No.Category.With(name).On("category");

        var command = new ReceiveMatter.Command(row["text"], Title(row["title"]), Name: Kept(row["name"]), Phone: Kept(row["phone"]), Address: Kept(row["address"]),
            Category: code, Source: map.Source, Demand: map.Demand, Outside: outside, Playbook: isEnded ? "imported" : null);
        // A request that is still open comes here today: nobody here could have kept a clock that ran before.
        var received = isEnded ? said ?? replied!.Value : now;
        var caller = clerk.Caller with { At = received, CommandKey = outside };
        var answer = await desk.Receive(clerk.For(caller), command, stop);
        if (answer.Refusal is { } no) return no.Code == Hosting.No.KeyReused.Code ? No.Twice.With(row.Id) : no;
        if (isEnded && !answer.Story.IsClosed)
        {
            answer = await desk.Take(clerk.For(caller with { At = replied!.Value, CommandKey = outside + " end" }), answer.Story.Id, "adopt-ending",
                new JsonObject { ["reply"] = row["reply"] }, stop);
            if (answer.Refusal is { } refusal) return refusal;
        }

        _ = before.Contains(outside) ? Interlocked.Increment(ref known) : isEnded ? Interlocked.Increment(ref ended) : Interlocked.Increment(ref opened);
        return null;
    }

    static Refusal? Time(MessageRow row, string field, ColumnMap map, DateTimeOffset now, out DateTimeOffset? at)
    {
        at = row[field].Length == 0 ? null : map.Time(row[field]);
        if (row[field].Length > 0 && at is null) return No.Time.With(row[field]).On(field);
        return at > now ? No.Future.With(row[field]).On(field) : null;
    }

    // A heading that is too long is only a heading: the words stand below it in full.
    static string? Title(string title) => title.Length == 0 ? null : title.Length <= 80 ? title : title[..79] + "…";

    static string? Kept(string text) => text.Length == 0 ? null : text;

    async Task<HashSet<string>> Before(ColumnMap map, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return [.. await connection.QueryAsync<string>(
            "select outside from matters where district = @district and outside >= @from and outside < @to",
            new { district = clerk.Caller.District, from = map.System + ":", to = map.System + ";" })];
    }
}
