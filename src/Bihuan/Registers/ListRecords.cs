using System.Runtime.CompilerServices;
using System.Text.Json;
using Bihuan.Hosting;
using Bihuan.Parts;

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
    /// <param name="State">use (default), stale (something in it has gone stale, the longest first), due (not visited in time, where the register says how that is told), ended (retired or merged).</param>
    /// <param name="Text">A number, a whole key, or words that are not personal.</param>
    /// <param name="Kind">A code of the register's first choice.</param>
    /// <param name="Area">A division code, with everything under it.</param>
    /// <param name="After">The last row of the page before: <c>value.id</c>.</param>
    /// <param name="By">Who visits, as the record says it; <see cref="Nobody"/> where it says nobody.</param>
    public sealed record Query(string? State = null, string? Text = null, string? Kind = null, string? Area = null, string? After = null, string? Before = null, int Size = 50, string? By = null);

    /// <summary>In <see cref="Query.By"/>: records that nobody visits.</summary>
    public const string Nobody = "-";

    /// <summary>What <see cref="Query.State"/> may say.</summary>
    public static readonly string[] States = ["use", "stale", "due", "ended"];

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

    const int Batch = 1000;

    Task<Page> Read(RecordScope scope, Register register, Query query, int size, CancellationToken stop) =>
        Sieve(register, query) is { } holds ? Sifted(scope, register, query, holds, size, stop) : ReadRows(scope, register, query, size, stop);

    /// <summary>What a query asks of answers, which no index holds: read row by row. Null where it asks nothing of them.</summary>
    Func<RecordRow, bool>? Sieve(Register register, Query query)
    {
        if (register.Covers is not { } covers || (query.State != "due" && query.By is null)) return null;
        var today = DateOnly.FromDateTime(Times.Local(time.GetUtcNow()).DateTime);
        return row => row.Answers is var answers
            && (query.State != "due" || !covers.Holds(id => answers.GetValueOrDefault(id), today))
            && (query.By is not { } by || covers.By is null || answers.GetValueOrDefault(covers.By, "") == (by == Nobody ? "" : by));
    }

    /// <summary>Goes on, a batch at a time, until the page is full.</summary>
    async Task<Page> Sifted(RecordScope scope, Register register, Query query, Func<RecordRow, bool> holds, int size, CancellationToken stop)
    {
        var back = query.After is null && query.Before is not null;
        var (found, at) = (new List<RecordRow>(), query);
        while (found.Count <= size)
        {
            var page = await ReadRows(scope, register, at, Batch, stop);
            found.InsertRange(back ? 0 : found.Count, page.Rows.Where(holds));
            if ((back ? page.Previous : page.Next) is not { } next) break;
            at = back ? at with { Before = next } : at with { After = next };
        }

        var more = found.Count > size;
        if (more) found.RemoveRange(back ? 0 : size, found.Count - size);
        return new(found, more || back ? At(query, found.LastOrDefault()) : null, (back ? more : query.After is not null) ? At(query, found.FirstOrDefault()) : null);
    }

    static string? At(Query query, RecordRow? row) => row is null ? null : $"{(query.State == "stale" ? row.StaleAt : row.Updated)}.{row.Id}";

    async Task<Page> ReadRows(RecordScope scope, Register register, Query query, int size, CancellationToken stop)
    {
        var (where, parameters) = Where(scope, register, query);
        var (key, up) = query.State == "stale" ? ("r.stale_at", true) : ("r.updated", false);
        var back = query.After is null && query.Before is not null;
        if (back) up = !up;
        if (Key(query.After ?? query.Before) is var (value, id))
        {
            // As one value of two parts: what one sheet brought bears one moment, and is not walked to find where the page begins.
            where += $" and ({key}, r.id) {(up ? ">" : "<")} (@afterValue, @afterId)";
            parameters.Add("afterValue", value);
            parameters.Add("afterId", id);
        }

        parameters.Add("size", size + 1);
        await using var connection = await store.Read(stop);
        var rows = (await connection.QueryAsync<RecordRow>(Sql(where, key, up), parameters)).AsList();
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        if (back) rows.Reverse();
        return new(rows, more || back ? At(query, rows.LastOrDefault()) : null, (back ? more : query.After is not null) ? At(query, rows.FirstOrDefault()) : null);
    }

    internal static string Sql(string where, string key, bool up) =>
        $"select {Columns} from records r where {where} order by {key}{(up ? "" : " desc")}, r.id{(up ? "" : " desc")} limit @size";

    /// <summary>How many there are, counted to at most a limit.</summary>
    public async Task<int> Count(RecordScope scope, Register register, Query query, CancellationToken stop, int most = 1001)
    {
        if (Sieve(register, query) is { } holds)
        {
            var sifted = 0;
            query = query with { After = null, Before = null };
            while (sifted < most)
            {
                var page = await ReadRows(scope, register, query, Batch, stop);
                sifted += page.Rows.Count(holds);
                if (page.Next is not { } next) break;
                query = query with { After = next };
            }

            return Math.Min(sifted, most);
        }

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
