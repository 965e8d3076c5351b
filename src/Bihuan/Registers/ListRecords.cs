using System.Runtime.CompilerServices;
using System.Text.Json;
using Bihuan.Hosting;

namespace Bihuan.Registers;

/// <summary>One line of a list of records. Moments are Unix milliseconds.</summary>
/// <param name="Said">The answers that are not personal, by field, as JSON.</param>
public sealed record RecordRow(
    string Id, string Number, string Title, string Kind, string Area, string Unit, double? Lon, double? Lat, long Updated, long StaleAt, long InUse, string Said, long Version)
{
    /// <summary>The answers that are not personal, by field.</summary>
    public IReadOnlyDictionary<string, string> Answers => JsonSerializer.Deserialize<Dictionary<string, string>>(Said, Facts.Json)!;
}

/// <summary>Lists the records of a register inside the caller's scope, the last changed first, page by page by keyset.</summary>
public sealed class ListRecords(Store store, RecordDesk desk, TimeProvider time, Grid.AreaMap areas)
{
    /// <summary>What the list is narrowed to; every null narrows nothing.</summary>
    /// <param name="State">use (default), stale (something in it has gone stale, the longest first), ended (retired or merged).</param>
    /// <param name="Text">A number, a whole key, or words that are not personal.</param>
    /// <param name="Kind">A code of the register's first choice.</param>
    /// <param name="Area">A division code, with everything under it.</param>
    /// <param name="After">The last row of the page before: <c>value.id</c>.</param>
    public sealed record Query(string? State = null, string? Text = null, string? Kind = null, string? Area = null, string? After = null, string? Before = null, int Size = 50);

    /// <summary>What <see cref="Query.State"/> may say.</summary>
    public static readonly string[] States = ["use", "stale", "ended"];

    /// <summary>The most rows of one page.</summary>
    public const int Largest = 200;

    /// <summary>One page, the key of the next and of the one before; null at the ends.</summary>
    public sealed record Page(IReadOnlyList<RecordRow> Rows, string? Next, string? Previous = null);

    const string Columns = """
        r.id as Id, r.number as Number, r.title as Title, r.kind as Kind, r.area as Area, r.unit as Unit, r.lon as Lon, r.lat as Lat, r.updated as Updated,
        r.stale_at as StaleAt, r.in_use as InUse, r.said as Said, r.version as Version
        """;

    /// <summary>Reads one page.</summary>
    public Task<Page> Read(RecordScope scope, Register register, Query query, CancellationToken stop) => Read(scope, register, query, Math.Clamp(query.Size, 1, Largest), stop);

    /// <summary>Reads all of them, a batch at a time, to at most so many: for a sheet.</summary>
    public async IAsyncEnumerable<RecordRow> All(RecordScope scope, Register register, Query query, int most, [EnumeratorCancellation] CancellationToken stop)
    {
        query = query with { After = null, Before = null };
        for (var left = most; left > 0;)
        {
            var page = await Read(scope, register, query, Math.Min(left, 5000), stop);
            foreach (var row in page.Rows) yield return row;
            if (page.Next is null) yield break;
            left -= page.Rows.Count;
            query = query with { After = page.Next };
        }
    }

    async Task<Page> Read(RecordScope scope, Register register, Query query, int size, CancellationToken stop)
    {
        var (where, parameters) = Where(scope, register, query);
        var (key, up) = query.State == "stale" ? ("r.stale_at", true) : ("r.updated", false);
        var back = query.After is null && query.Before is not null;
        if (back) up = !up;
        if (Key(query.After ?? query.Before) is var (value, id))
        {
            // Spelt out, so that both databases walk the index instead of sorting.
            var than = up ? ">" : "<";
            where += $" and {key} {than}= @afterValue and ({key} {than} @afterValue or r.id {than} @afterId)";
            parameters.Add("afterValue", value);
            parameters.Add("afterId", id);
        }

        parameters.Add("size", size + 1);
        await using var connection = await store.Read(stop);
        var rows = (await connection.QueryAsync<RecordRow>(Sql(where, key, up), parameters)).AsList();
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        if (back) rows.Reverse();
        string? At(RecordRow? row) => row is null ? null : $"{(query.State == "stale" ? row.StaleAt : row.Updated)}.{row.Id}";
        return new(rows, more || back ? At(rows.LastOrDefault()) : null, (back ? more : query.After is not null) ? At(rows.FirstOrDefault()) : null);
    }

    internal static string Sql(string where, string key, bool up) =>
        $"select {Columns} from records r where {where} order by {key}{(up ? "" : " desc")}, r.id{(up ? "" : " desc")} limit @size";

    /// <summary>How many there are, counted to at most a limit.</summary>
    public async Task<int> Count(RecordScope scope, Register register, Query query, CancellationToken stop, int most = 1001)
    {
        var (where, parameters) = Where(scope, register, query);
        parameters.Add("most", most);
        await using var connection = await store.Read(stop);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from records r where {where} limit @most) as counted", parameters);
    }

    /// <summary>Under which conditions a query reads.</summary>
    internal (string Where, DynamicParameters Parameters) Where(RecordScope scope, Register register, Query query)
    {
        var parameters = new DynamicParameters(new { register = register.Name });
        var where = $"{scope.Where("r", parameters)} and r.register = @register and r.in_use = {(query.State == "ended" ? 0 : 1)}";
        if (query.State == "stale")
        {
            where += " and r.stale_at < @now";
            parameters.Add("now", time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        if (query.Kind is { Length: > 0 } kind)
        {
            where += " and r.kind = @kind";
            parameters.Add("kind", kind);
        }

        if (query.Area is { Length: > 0 } area) where += $" and ({string.Join(" or ", areas.WithPredecessors(area).Select((code, n) => RecordScope.IsIn("r", code, $"area_{n}", parameters)))})";
        if (query.Text?.Trim() is { Length: > 0 } text)
        {
            where += " and (r.number = @number or r.key = @key or r.text like @like escape '!')";
            parameters.Add("number", text.ToUpperInvariant());
            // Whoever knows a whole key, an identity number, finds its record; parts of it find nothing.
            parameters.Add("key", register.Key.Count() == 1 ? desk.Mark(scope.District, register, _ => text) ?? "" : "");
            parameters.Add("like", $"%{text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%");
        }

        return (where, parameters);
    }

    /// <summary>Whether it is the key of a page.</summary>
    public static bool IsKey(string after) => Key(after) is not null;

    static (long Value, string Id)? Key(string? after) =>
        after?.Split('.') is [var value, var id] && long.TryParse(value, out var at) ? (at, id) : null;
}
