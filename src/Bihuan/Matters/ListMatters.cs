using System.Runtime.CompilerServices;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>One line of a list of matters. Moments are Unix milliseconds.</summary>
public sealed record MatterRow(
    string Id, string Number, string Class, string Stage, long IsOpen, string Source, string Demand, string Category, string Area,
    string Title, string Urgency, string? Lead, string? Handler, long Received, long Due, string? DueClock, long? Near, long IsProvisional,
    long IsPaused, long? Closed, string? Outcome, long IsLate, long Yellow, long Red, long Supervisions, long Version);

/// <summary>Lists matters inside the caller's scope: filtered, ordered, page by page by keyset.</summary>
public sealed class ListMatters(Store store, TimeProvider time, AreaMap areas)
{
    /// <summary>What the list is narrowed to; every null narrows nothing.</summary>
    /// <param name="State">open (default), overdue, near, closed, all.</param>
    /// <param name="Unit">A lead unit, with everything under it.</param>
    /// <param name="Area">A division code, with everything under it.</param>
    /// <param name="Category">A category, with everything under it.</param>
    /// <param name="Order">due (overdue first, the default of open ones) or received (newest first).</param>
    /// <param name="After">The last row of the page before: <c>value.id</c>.</param>
    /// <param name="Before">The first row of the page after, instead of <paramref name="After"/>.</param>
    /// <param name="Kind">The playbook they follow, by name.</param>
    /// <param name="Mark">red: open with a red card; pressed: open and supervised.</param>
    /// <param name="Charge">The account of whoever has them in charge.</param>
    /// <param name="Areas">Any of these areas, with everything under them.</param>
    /// <param name="AsOf">The list as it stood at the end of that local day; null is now. Only <see cref="ReadList"/> reads it.</param>
    public sealed record Query(
        string? State = null, string? Stage = null, string? Unit = null, string? Handler = null, string? Area = null, string? Category = null,
        string? Source = null, string? Urgency = null, string? Person = null, string? Text = null, long? From = null, long? Until = null,
        string? Order = null, string? After = null, int Size = 50, string? Before = null, string? Mark = null, long? ClosedFrom = null, long? ClosedUntil = null,
        string? Kind = null, DateOnly? AsOf = null, string? Charge = null, IReadOnlyList<string>? Areas = null);

    /// <summary>What <see cref="Query.State"/> may say.</summary>
    public static readonly string[] States = ["open", "overdue", "near", "closed", "all"];

    /// <summary>What <see cref="Query.Mark"/> may say.</summary>
    public static readonly string[] Marks = ["red", "pressed"];

    /// <summary>What <see cref="Query.Order"/> may say.</summary>
    public static readonly string[] Orders = ["due", "received"];

    /// <summary>The most rows of one page.</summary>
    public const int Largest = 200;

    /// <summary>Whose charge it is: <c>@charge</c>.</summary>
    internal const string InCharge = "m.id in (select c.matter from charges c where c.district = m.district and c.account = @charge)";

    /// <summary>One page, the key of the next and of the one before; null at the ends.</summary>
    public sealed record Page(IReadOnlyList<MatterRow> Rows, string? Next, string? Previous = null);

    const string Columns = """
        m.id as Id, m.number as Number, m.class as Class, m.stage as Stage, m.is_open as IsOpen, m.source as Source, m.demand as Demand,
        m.category as Category, m.area as Area, m.title as Title, m.urgency as Urgency, m.lead as Lead, m.handler as Handler,
        m.received as Received, m.due as Due, m.due_clock as DueClock, m.near as Near, m.is_provisional as IsProvisional, m.is_paused as IsPaused,
        m.closed as Closed, m.outcome as Outcome, m.is_late as IsLate, m.yellow as Yellow, m.red as Red, m.supervisions as Supervisions, m.version as Version
        """;

    /// <summary>Reads one page.</summary>
    public Task<Page> Read(Scope scope, Query query, CancellationToken stop) => Read(scope, query, Math.Clamp(query.Size, 1, Largest), stop);

    /// <summary>Reads all of them, a batch at a time, to at most so many: for an export.</summary>
    public async IAsyncEnumerable<MatterRow> All(Scope scope, Query query, int most, [EnumeratorCancellation] CancellationToken stop)
    {
        query = query with { After = null, Before = null };
        for (var left = most; left > 0;)
        {
            var page = await Read(scope, query, Math.Min(left, 5000), stop);
            foreach (var row in page.Rows) yield return row;
            if (page.Next is null) yield break;
            left -= page.Rows.Count;
            query = query with { After = page.Next };
        }
    }

    async Task<Page> Read(Scope scope, Query query, int size, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var (from, where, parameters, walk) = Where(scope, query);
        var byDue = ByDue(query);
        var (key, tie) = (walk.Row + (byDue ? ".due" : ".received"), walk.Row + walk.Id);
        var back = query.After is null && query.Before is not null;
        var up = byDue != back;
        if (Key(query.After ?? query.Before) is var (value, id))
        {
            // Spelt out, so that both databases walk the index instead of sorting.
            var than = up ? ">" : "<";
            where += $" and {key} {than}= @afterValue and ({key} {than} @afterValue or {tie} {than} @afterId)";
            parameters.Add("afterValue", value);
            parameters.Add("afterId", id);
        }

        parameters.Add("size", size + 1);
        var direction = up ? "" : " desc";
        // The plus keeps SQLite from walking everybody's matters in order where an index leads to the few that are meant.
        var order = walk.IsNarrow ? $"+{key}" : key;
        var rows = (await connection.QueryAsync<MatterRow>(
            $"select {Columns} from {from} where {where} order by {order}{direction}, {tie}{direction} limit @size", parameters)).AsList();
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        if (back) rows.Reverse();
        string? At(MatterRow? row) => row is null ? null : $"{(byDue ? row.Due : row.Received)}.{row.Id}";
        return new(rows, more || back ? At(rows.LastOrDefault()) : null, (back ? more : query.After is not null) ? At(rows.FirstOrDefault()) : null);
    }

    /// <summary>How many there are, counted to at most a limit: an exact million helps nobody and costs a scan.</summary>
    public async Task<int> Count(Scope scope, Query query, CancellationToken stop, int most = 1000)
    {
        var (from, where, parameters, _) = Where(scope, query);
        parameters.Add("most", most);
        await using var connection = await store.Read(stop);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from {from} where {where} limit @most) as counted", parameters);
    }

    /// <summary>Whether the list is ordered by due time.</summary>
    public static bool ByDue(Query query) => query.Order is null ? query.State is null or "open" or "overdue" or "near" : query.Order == "due";

    /// <summary>Which row the list is walked by: a matter's own, or its line under one unit, whose index is in the same order.</summary>
    /// <param name="IsNarrow">An index leads to so few rows that sorting them is cheaper than walking all in order.</param>
    internal readonly record struct Walk(string Row, string Id, bool IsNarrow);

    /// <summary>What a query reads from and under which conditions.</summary>
    internal (string From, string Where, DynamicParameters Parameters, Walk Walk) Where(Scope scope, Query query)
    {
        var (sql, parameters) = scope.Where("m");
        var isOpen = query.State is null or "open" or "overdue" or "near" || query.Mark is not null;
        // The scope's own condition stays; that a unit's matters come first is only the way there.
        var office = query.Unit is { Length: > 0 } chosen ? chosen : scope.UnitPrefix;
        var byUnit = office is not null && !People.Unit.IsDistrict(office);
        var from = byUnit ? "matter_parties p cross join matters m" : "matters m";
        var narrow = false;
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

        if (query.Mark is "red") And("m.is_open = 1 and m.red > 0");
        if (query.Mark is "pressed") And("m.is_open = 1 and m.supervisions > 0");
        if (query.Kind is { Length: > 0 } kind) And("m.class = @kind", "kind", kind);
        if (query.Stage is { Length: > 0 } stage) And("m.stage = @stage", "stage", stage);
        if (byUnit)
        {
            And("p.district = @scope_district and p.unit = @office and m.district = p.district and m.id = p.matter", "office", office);
            if (office == query.Unit) And("p.part = 'lead'");
            if (isOpen) And("p.is_open = 1");
        }

        if (query.Handler is { Length: > 0 } handler) And("m.handler = @handler", "handler", handler);
        if (query.Charge is { Length: > 0 } charge)
        {
            narrow |= !byUnit;
            And(InCharge, "charge", charge);
        }

        if (query.Area is { Length: > 0 } area) And(areas.IsIn("m", area, parameters));
        if (query.Areas is { Count: > 0 } among) And($"({string.Join(" or ", among.SelectMany(areas.WithPredecessors).Distinct().Select((code, n) => Scope.IsIn("m", code, $"among_{n}", parameters)))})");

        if (query.Category is { Length: > 0 } category)
        {
            narrow |= isOpen && !byUnit && category.Length >= 8;
            And("m.category >= @category and m.category < @categoryTo and (m.category = @category or m.category >= @categoryFrom)", "category", category);
            parameters.Add("categoryFrom", category + "-");
            parameters.Add("categoryTo", category + ".");
        }

        if (query.Source is { Length: > 0 } source) And("m.source = @source", "source", source);
        if (query.Urgency is { Length: > 0 } urgency) And("m.urgency = @urgency", "urgency", urgency);
        if (query.Person is { Length: > 0 } person) And("m.person = @person", "person", person);
        if (query.From is { } since) And("m.received >= @from", "from", since);
        if (query.Until is { } until) And("m.received < @until", "until", until);
        if (query.ClosedFrom is { } closedFrom) And("m.closed >= @closedFrom", "closedFrom", closedFrom);
        if (query.ClosedUntil is { } closedUntil) And("m.closed < @closedUntil", "closedUntil", closedUntil);
        if (query.Text is { Length: > 0 } text) AndText(text, parameters, condition => And(condition));
        return (from, sql, parameters, byUnit ? new("p", ".matter", false) : new("m", ".id", narrow));
    }

    /// <summary>Narrows to a number, or to words that were said.</summary>
    internal static void AndText(string text, DynamicParameters parameters, Action<string> and)
    {
        and("(m.number = @number or m.title like @like escape '!' or m.text like @like escape '!')");
        parameters.Add("like", $"%{text.Trim().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%");
        parameters.Add("number", text.Trim().ToUpperInvariant());
    }

    /// <summary>Whether it is the key of a page.</summary>
    public static bool IsKey(string after) => Key(after) is not null;

    static (long Value, string Id)? Key(string? after) =>
        after?.Split('.') is [var value, var id] && long.TryParse(value, out var at) ? (at, id) : null;
}
