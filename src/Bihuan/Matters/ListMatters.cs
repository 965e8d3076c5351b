using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>One line of a list of matters. Moments are Unix milliseconds.</summary>
public sealed record MatterRow(
    string Id, string Number, string Class, string Stage, long IsOpen, string Source, string Demand, string Category, string Area,
    string Title, string Urgency, string? Lead, string? Handler, long Received, long Due, string? DueClock, long? Near, long IsProvisional,
    long IsPaused, long? Closed, string? Outcome, long IsLate, long Yellow, long Red, long Supervisions, long Version);

/// <summary>Lists matters inside the caller's scope: filtered, ordered, page by page by keyset.</summary>
public sealed class ListMatters(Store store, TimeProvider time)
{
    /// <summary>What the list is narrowed to; every null narrows nothing.</summary>
    /// <param name="State">open (default), overdue, near, closed, all.</param>
    /// <param name="Unit">A lead unit, with everything under it.</param>
    /// <param name="Area">A division code, with everything under it.</param>
    /// <param name="Category">A category, with everything under it.</param>
    /// <param name="Order">due (overdue first, the default of open ones) or received (newest first).</param>
    /// <param name="After">The last row of the page before: <c>value.id</c>.</param>
    public sealed record Query(
        string? State = null, string? Stage = null, string? Unit = null, string? Handler = null, string? Area = null, string? Category = null,
        string? Source = null, string? Urgency = null, string? Person = null, string? Text = null, long? From = null, long? Until = null,
        string? Order = null, string? After = null, int Size = 50);

    /// <summary>One page, and the key of the next; null at the end.</summary>
    public sealed record Page(IReadOnlyList<MatterRow> Rows, string? Next);

    const string Columns = """
        m.id as Id, m.number as Number, m.class as Class, m.stage as Stage, m.is_open as IsOpen, m.source as Source, m.demand as Demand,
        m.category as Category, m.area as Area, m.title as Title, m.urgency as Urgency, m.lead as Lead, m.handler as Handler,
        m.received as Received, m.due as Due, m.due_clock as DueClock, m.near as Near, m.is_provisional as IsProvisional, m.is_paused as IsPaused,
        m.closed as Closed, m.outcome as Outcome, m.is_late as IsLate, m.yellow as Yellow, m.red as Red, m.supervisions as Supervisions, m.version as Version
        """;

    /// <summary>Reads one page.</summary>
    public async Task<Page> Read(Scope scope, Query query, CancellationToken stop)
    {
        var (where, parameters) = Where(scope, query);
        var byDue = ByDue(query);
        var key = byDue ? "m.due" : "m.received";
        var size = Math.Clamp(query.Size, 1, 200);
        if (Key(query.After) is var (value, id))
        {
            // Spelt out, so that both databases walk the index instead of sorting.
            where += byDue ? " and (m.due > @afterValue or (m.due = @afterValue and m.id > @afterId))" : " and (m.received < @afterValue or (m.received = @afterValue and m.id < @afterId))";
            where += byDue ? " and m.due >= @afterValue" : " and m.received <= @afterValue";
            parameters.Add("afterValue", value);
            parameters.Add("afterId", id);
        }

        parameters.Add("size", size + 1);
        var direction = byDue ? "" : " desc";
        await using var connection = await store.Read(stop);
        var rows = (await connection.QueryAsync<MatterRow>(
            $"select {Columns} from matters m where {where} order by {key}{direction}, m.id{direction} limit @size", parameters)).AsList();
        if (rows.Count <= size) return new(rows, null);
        rows.RemoveAt(size);
        return new(rows, $"{(byDue ? rows[^1].Due : rows[^1].Received)}.{rows[^1].Id}");
    }

    /// <summary>How many there are, counted to at most a limit: an exact million helps nobody and costs a scan.</summary>
    public async Task<int> Count(Scope scope, Query query, CancellationToken stop, int most = 1000)
    {
        var (where, parameters) = Where(scope, query);
        parameters.Add("most", most);
        await using var connection = await store.Read(stop);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from matters m where {where} limit @most) as counted", parameters);
    }

    /// <summary>Whether the list is ordered by due time.</summary>
    public static bool ByDue(Query query) => query.Order is null ? query.State is null or "open" or "overdue" or "near" : query.Order == "due";

    (string Where, DynamicParameters Parameters) Where(Scope scope, Query query)
    {
        var (sql, parameters) = scope.Where("m");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        void And(string condition, string? name = null, object? value = null)
        {
            sql += $" and {condition}";
            if (name is not null) parameters.Add(name, value);
        }

        switch (query.State ?? "open")
        {
            case "open": And("m.is_open = 1"); break;
            case "overdue": And("m.is_open = 1 and m.is_paused = 0 and m.due < @now", "now", now); break;
            case "near": And("m.is_open = 1 and m.is_paused = 0 and m.due >= @now and m.near <= @now", "now", now); break;
            case "closed": And("m.is_open = 0"); break;
            default: break;
        }

        if (query.Stage is { Length: > 0 } stage) And("m.stage = @stage", "stage", stage);
        if (query.Unit is { Length: > 0 } unit)
        {
            And("(m.lead = @unit or (m.lead >= @unitFrom and m.lead < @unitTo))", "unit", unit);
            parameters.Add("unitFrom", unit + ".");
            parameters.Add("unitTo", unit + "/");
        }

        if (query.Handler is { Length: > 0 } handler) And("m.handler = @handler", "handler", handler);
        if (query.Area is { Length: > 0 } area)
        {
            And("m.area >= @area and m.area < @areaTo", "area", area);
            parameters.Add("areaTo", area + ":");
        }

        if (query.Category is { Length: > 0 } category)
        {
            And("(m.category = @category or (m.category >= @categoryFrom and m.category < @categoryTo))", "category", category);
            parameters.Add("categoryFrom", category + "-");
            parameters.Add("categoryTo", category + ".");
        }

        if (query.Source is { Length: > 0 } source) And("m.source = @source", "source", source);
        if (query.Urgency is { Length: > 0 } urgency) And("m.urgency = @urgency", "urgency", urgency);
        if (query.Person is { Length: > 0 } person) And("m.person = @person", "person", person);
        if (query.From is { } from) And("m.received >= @from", "from", from);
        if (query.Until is { } until) And("m.received < @until", "until", until);
        if (query.Text is { Length: > 0 } text)
            And("(m.number = @number or m.title like @like escape '!' or m.text like @like escape '!')", "like",
                $"%{text.Trim().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%");
        if (query.Text is { Length: > 0 } number) parameters.Add("number", number.Trim().ToUpperInvariant());
        return (sql, parameters);
    }

    static (long Value, string Id)? Key(string? after) =>
        after?.Split('.') is [var value, var id] && long.TryParse(value, out var at) ? (at, id) : null;
}
