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
public sealed class ListMatters(Store store, TimeProvider time, AreaMap areas, FindMatters? words = null)
{
    /// <summary>What the list is narrowed to; every null narrows nothing.</summary>
    /// <param name="State">open (default), overdue, near, closed, all.</param>
    /// <param name="Unit">A lead unit, with everything under it.</param>
    /// <param name="Area">A division code, with everything under it.</param>
    /// <param name="Category">A category, with everything under it.</param>
    /// <param name="Order">due (overdue first, the default of open ones) or received (newest first).</param>
    /// <param name="After">The last row of the page before: <c>value.id</c>; with a tilde before it the page begins with that row.</param>
    /// <param name="Before">The first row of the page after, instead of <paramref name="After"/>.</param>
    /// <param name="Kind">The playbook they follow, by name.</param>
    /// <param name="Mark">red: open with a red card; pressed: open and supervised.</param>
    /// <param name="Charge">The account of whoever has them in charge.</param>
    /// <param name="Areas">Any of these areas, with everything under them.</param>
    /// <param name="Id">One matter and no other: what a number in <paramref name="Text"/> was found to be.</param>
    /// <param name="Said">Which matters say <paramref name="Text"/>, where the index of words could tell.</param>
    /// <param name="AsOf">The list as it stood at the end of that local day; null is now. Only <see cref="ReadList"/> reads it.</param>
    public sealed record Query(
        string? State = null, string? Stage = null, string? Unit = null, string? Handler = null, string? Area = null, string? Category = null,
        string? Source = null, string? Urgency = null, string? Person = null, string? Text = null, long? From = null, long? Until = null,
        string? Order = null, string? After = null, int Size = 50, string? Before = null, string? Mark = null, long? ClosedFrom = null, long? ClosedUntil = null,
        string? Kind = null, DateOnly? AsOf = null, string? Charge = null, IReadOnlyList<string>? Areas = null, string? Id = null, FindMatters.Named? Said = null);

    /// <summary>What <see cref="Query.State"/> may say.</summary>
    public static readonly string[] States = ["open", "overdue", "near", "closed", "all"];

    /// <summary>What <see cref="Query.Mark"/> may say.</summary>
    public static readonly string[] Marks = ["red", "pressed"];

    /// <summary>What <see cref="Query.Order"/> may say.</summary>
    public static readonly string[] Orders = ["due", "received"];

    /// <summary>The most rows of one page.</summary>
    public const int Largest = 200;

    /// <summary>Whose charge it is: <c>@charge</c>.</summary>
    internal const string InCharge = "m.id in (select c.matter from charges c where c.district = @scope_district and c.account = @charge)";

    /// <summary>How many lines of an index one page looks through where not every line fits: so much and no more, however large the book is.</summary>
    public const int Window = 10_000;

    /// <summary>The window of this reader.</summary>
    public int Looks { get; init; } = Window;

    /// <summary>One page, the key of the next and of the one before; null at the ends.</summary>
    /// <param name="Through">Where fewer rows fitted than the page holds: the moment up to which was looked, behind which the next page (going back: the one before) looks on. Unix milliseconds.</param>
    public sealed record Page(IReadOnlyList<MatterRow> Rows, string? Next, string? Previous = null, long? Through = null);

    internal const string Columns = """
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

    /// <summary>These and no others, as far as they lie inside the scope, the newest first.</summary>
    public async Task<IReadOnlyList<MatterRow>> Of(Scope scope, IEnumerable<string> ids, CancellationToken stop)
    {
        var found = new List<MatterRow>();
        await using var connection = await store.Read(stop);
        foreach (var some in ids.Chunk(400))
        {
            var (where, parameters) = scope.Where("m");
            found.AddRange(await connection.QueryAsync<MatterRow>($"select {Columns} from matters m where {where} and m.id in {parameters.AddAll("one", some)}", parameters));
        }

        return [.. found.OrderByDescending(row => row.Received).ThenBy(row => row.Id, StringComparer.Ordinal)];
    }

    async Task<Page> Read(Scope scope, Query query, int size, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        query = await Looked(connection, scope, query, stop);
        var (from, where, parameters, walk) = Where(scope, query);
        var back = query.After is null && query.Before is not null;
        var up = ByDue(query) != back;
        var (behind, edge) = ("", ((long Value, string Id)?)null);
        if (Key(query.After ?? query.Before) is var (value, id, isIncluded))
        {
            behind = walk.Beyond(up ? ">" : "<", "after", isIncluded);
            parameters.Add("afterValue", value);
            parameters.Add("afterId", id);
        }

        if (walk.IsThin && await Edge(connection, walk, parameters, behind, up) is { } far)
        {
            edge = far;
            where += walk.Beyond(up ? "<" : ">", "edge", inclusive: true);
        }

        parameters.Add("size", size + 1);
        var rows = (await connection.QueryAsync<MatterRow>($"select {Columns} from {from} where {where}{behind} order by {walk.Order(up)} limit @size", parameters)).AsList();
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        if (back) rows.Reverse();
        string? At(MatterRow? row) => row is null ? null : $"{(walk.IsByDue ? row.Due : row.Received)}.{row.Id}";
        // Where the window ended before the page was full, the next page looks on behind the window.
        var further = more || edge is null ? null : $"{edge.Value.Value}.{edge.Value.Id}";
        var (next, previous) = back
            ? (At(rows.LastOrDefault()) ?? Turned(query.Before!), more ? At(rows[0]) : further)
            : (more ? At(rows[^1]) : further, query.After is null ? null : At(rows.FirstOrDefault()) ?? Turned(query.After));
        return new(rows, next, previous, further is null ? null : edge!.Value.Value);
    }

    /// <summary>The last line that one page looks at; null where there are not so many. An index alone answers.</summary>
    async Task<(long Value, string Id)?> Edge(System.Data.Common.DbConnection connection, Walk walk, DynamicParameters parameters, string behind, bool up)
    {
        var found = await connection.QueryFirstOrDefaultAsync<EdgeLine>(
            $"select {walk.Key} as Value, {walk.Tie} as Id from {walk.From} where {walk.Where}{behind} order by {walk.Order(up)} limit 1 offset {Looks - 1}", parameters);
        if (found is null) return null;
        parameters.Add("edgeValue", found.Value);
        parameters.Add("edgeId", found.Id);
        return (found.Value, found.Id);
    }

    sealed record EdgeLine(long Value, string Id);

    /// <summary>How many there are, counted to at most a limit: an exact million helps nobody and costs a scan.</summary>
    public async Task<int> Count(Scope scope, Query query, CancellationToken stop, int most = 1000)
    {
        await using var connection = await store.Read(stop);
        query = await Looked(connection, scope, query, stop);
        var (from, where, parameters, _) = Where(scope, query);
        parameters.Add("most", most);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from {from} where {where} limit @most) as counted", parameters);
    }

    /// <summary>How many the list has, as far as one page looks: whether there may be more is said with it.</summary>
    public async Task<(int Count, bool IsMore)> Counted(Scope scope, Query query, CancellationToken stop, int most = 1000)
    {
        await using var connection = await store.Read(stop);
        query = await Looked(connection, scope, query, stop);
        var (from, where, parameters, walk) = Where(scope, query);
        var up = ByDue(query);
        var edge = walk.IsThin ? await Edge(connection, walk, parameters, "", up) : null;
        if (edge is not null) where += walk.Beyond(up ? "<" : ">", "edge", inclusive: true);
        parameters.Add("most", most + 1);
        var count = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from {from} where {where} limit @most) as counted", parameters);
        return (Math.Min(count, most), count > most || edge is not null);
    }

    /// <summary>A number is looked up, wherever in the book it stands; anything else is looked for among the words, in the index of them where it can tell.</summary>
    async Task<Query> Looked(System.Data.Common.DbConnection connection, Scope scope, Query query, CancellationToken stop)
    {
        if (query.Text is not { Length: > 0 } text || query.Said is not null) return query;
        var id = !text.Any(char.IsAsciiDigit) ? null : await connection.ExecuteScalarAsync<string?>("select id from matters where district = @district and number = @number limit 1",
            new { district = scope.District, number = text.Trim().ToUpperInvariant() });
        if (id is not null) return query with { Text = null, Id = id };
        return words is null ? query : query with { Said = await words.Say(scope.District, text, stop) };
    }

    /// <summary>Whether the list is ordered by due time: what is closed is due no more, so that only lists of open ones are.</summary>
    public static bool ByDue(Query query) => (query.Order is null or "due") && (query.State is null or "open" or "overdue" or "near" || query.Mark is not null);

    /// <summary>
    /// The index that a list is walked by: a matter's own, or its line under one unit. <see cref="Where"/> is what leads into it; whatever else narrows the list makes it thin.
    /// </summary>
    /// <param name="Row">Whose columns order the list: m or p.</param>
    /// <param name="IsNarrow">An index leads to so few rows that sorting them is cheaper than walking all in order.</param>
    /// <param name="IsThin">Not every line of the walk fits, so that a page looks through a window of it.</param>
    internal readonly record struct Walk(string Row, bool IsByDue, string From, string Where, bool IsNarrow, bool IsThin)
    {
        public string Id => Row == "p" ? ".matter" : ".id";
        public string Key => Row + (IsByDue ? ".due" : ".received");
        public string Tie => Row + Id;

        // The plus keeps SQLite from walking everybody's matters in order where an index leads to the few that are meant.
        public string Order(bool up) => $"{(IsNarrow ? "+" : "")}{Key}{(up ? "" : " desc")}, {Tie}{(up ? "" : " desc")}";

        // As one value of two parts: spelt out with an or, a page would walk all that is due in the same moment to find where it begins, and a day's work is due in one.
        public string Beyond(string than, string name, bool inclusive) => $" and ({Key}, {Tie}) {than}{(inclusive ? "=" : "")} (@{name}Value, @{name}Id)";
    }

    /// <summary>What a query reads from and under which conditions.</summary>
    internal (string From, string Where, DynamicParameters Parameters, Walk Walk) Where(Scope scope, Query query)
    {
        var isOpen = query.State is null or "open" or "overdue" or "near" || query.Mark is not null;
        var byDue = ByDue(query);
        var office = query.Unit is { Length: > 0 } chosen ? chosen : scope.UnitPrefix;
        // Few are meant, and an index leads to each: they are asked about their units, not the units about them.
        var isFew = query.Said is not null;
        var byUnit = office is not null && !isFew && !People.Unit.IsDistrict(office);
        // The line under the unit is the proof that the unit is party to it: it need not be looked up a second time.
        var (sql, parameters) = (byUnit && office == scope.UnitPrefix ? scope with { UnitPrefix = null } : scope).Where("m");
        var row = byUnit ? "p" : "m";
        var walk = byUnit ? "p.district = @scope_district and p.unit = @office" : "m.district = @scope_district";
        var (narrow, thin) = (false, scope.Classes is not null || byUnit && scope.AreaPrefix is not null);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        void And(string condition, string? name = null, object? value = null)
        {
            sql += $" and {condition}";
            if (name is not null) parameters.Add(name, value);
        }

        // What leads into the index as well.
        void Into(string condition, string? name = null, object? value = null)
        {
            And(condition, name, value);
            walk += $" and {condition}";
        }

        // What some lines of the index do not fit.
        void Thin(string condition, string? name = null, object? value = null)
        {
            And(condition, name, value);
            thin = true;
        }

        if (byUnit)
        {
            And("p.district = @scope_district and p.unit = @office and m.district = p.district and m.id = p.matter", "office", office);
            if (office == query.Unit) Thin("p.part = 'lead'");
            if (isOpen && byDue) Into("p.is_open = 1");
        }

        if (isFew && query.Unit is { Length: > 0 } unit && !People.Unit.IsDistrict(unit))
            And("exists (select 1 from matter_parties led where led.district = m.district and led.matter = m.id and led.unit = @office and led.part = 'lead')", "office", unit);
        if (isOpen && byDue && !byUnit) Into("m.is_open = 1");
        // The plus keeps both databases in the order of the list: the index of what is open has another.
        if (isOpen && !byDue) Thin("+m.is_open = 1");
        switch (query.State ?? "open")
        {
            case "overdue" when byDue: Into($"{row}.due < @now", "now", now); Thin("m.is_paused = 0"); break;
            case "overdue": Thin("m.is_paused = 0 and +m.due < @now", "now", now); break;
            case "near" when byDue: Into($"{row}.due >= @now", "now", now); Thin("m.is_paused = 0 and m.near <= @now"); break;
            case "near": Thin("m.is_paused = 0 and +m.due >= @now and m.near <= @now", "now", now); break;
            // Nearly all are.
            case "closed": And("m.is_open = 0"); break;
            default: break;
        }

        // A few among the open ones: an index of their own holds them.
        foreach (var mark in (string[])(query.Mark switch { "red" => ["m.red > 0"], "pressed" => ["m.supervisions > 0"], _ => [] }))
            if (byUnit || !byDue) Thin(mark);
            else Into(mark);

        if (query.Id is { } id)
        {
            And("m.id = @only", "only", id);
            narrow = true;
        }

        if (query.Kind is { Length: > 0 } kind)
        {
            // Said twice, so that the index of what is no request is found; see MatterLedger.
            if (!byUnit && !byDue && kind != MatterDesk.Requests) Into($"m.class = @kind and m.class <> '{MatterDesk.Requests}'", "kind", kind);
            else Thin("m.class = @kind", "kind", kind);
        }

        if (query.Stage is { Length: > 0 } stage) Thin("m.stage = @stage", "stage", stage);
        if (query.Handler is { Length: > 0 } handler) Thin("m.handler = @handler", "handler", handler);
        if (query.Charge is { Length: > 0 } charge)
        {
            narrow |= !byUnit;
            Thin(InCharge, "charge", charge);
        }

        if (query.Areas is { Count: > 0 } among) Thin($"({string.Join(" or ", among.SelectMany(areas.WithPredecessors).Distinct().Select((code, n) => Scope.IsIn("m", code, $"among_{n}", parameters)))})");
        // The index of open ones holds the whole code: a street's are counted from it alone.
        if (query.Area is { Length: 9 } street && byDue && !byUnit && areas.WithPredecessors(street).Count == 1)
        {
            And("m.area >= @area and m.area < @areaTo", "area", street);
            parameters.Add("areaTo", street + ":");
        }
        else if (query.Area is { Length: > 0 } area) And(areas.IsIn("m", area, parameters));

        if ((query.Area ?? scope.AreaPrefix) is { Length: > 0 } place)
        {
            // There is an index by street over whatever was received, and one by community over what is open.
            var hasOthers = query.Area is not null && areas.WithPredecessors(place).Count > 1;
            if (!byUnit && !hasOthers && !byDue && place.Length >= 9) Into("m.street = @walk_street", "walk_street", place[..9]);
            if (!byUnit && !hasOthers && byDue && place.Length >= 12) Into("m.community = @walk_community", "walk_community", place[..12]);
            thin |= byUnit || hasOthers || place.Length != (byDue ? 12 : 9) || query.Area is not null && scope.AreaPrefix is not null;
        }

        if (query.Category is { Length: > 0 } category)
        {
            narrow |= isOpen && byDue && !byUnit && category.Length >= 8;
            Thin("m.category >= @category and m.category < @categoryTo and (m.category = @category or m.category >= @categoryFrom)", "category", category);
            parameters.Add("categoryFrom", category + "-");
            parameters.Add("categoryTo", category + ".");
        }

        if (query.Source is { Length: > 0 } source) Thin("m.source = @source", "source", source);
        if (query.Urgency is { Length: > 0 } urgency) Thin("m.urgency = @urgency", "urgency", urgency);
        if (query.Person is { Length: > 0 } person)
        {
            And("m.person = @person", "person", person);
            narrow |= !byUnit;
        }

        foreach (var (name, condition, at) in ((string, string, long?)[])[("from", ">= @from", query.From), ("until", "< @until", query.Until)])
        {
            if (at is null) continue;
            if (byDue) Thin($"+m.received {condition}", name, at);
            else Into($"{row}.received {condition}", name, at);
        }

        if (query.ClosedFrom is { } closedFrom) Thin("m.closed >= @closedFrom", "closedFrom", closedFrom);
        if (query.ClosedUntil is { } closedUntil)
        {
            Thin("m.closed < @closedUntil", "closedUntil", closedUntil);
            // Nothing ends before it was received: the walk begins there.
            if (!byDue) Into($"{row}.received < @closedUntil");
        }

        if (query.Said is { } said)
        {
            And(said.Sql(store, parameters));
            narrow = true;
        }
        else if (query.Text is { Length: > 0 } text)
        {
            AndText(text, parameters, condition => Thin(condition), withPassages: true);
        }

        return (byUnit ? "matter_parties p cross join matters m" : "matters m", sql, parameters,
            new(row, byDue, byUnit ? "matter_parties p" : "matters m", walk, narrow, thin && !narrow));
    }

    /// <summary>Narrows to a number, or to words that were said: all of them.</summary>
    /// <param name="withPassages">Whether what was written later counts as well.</param>
    internal static void AndText(string text, DynamicParameters parameters, Action<string> and, bool withPassages)
    {
        static string Any(string piece) => $"%{piece.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
        var pieces = Engine.Language.Index.WordQuestion.Of(text).Pieces is { Length: > 0 } several ? several : [text.Trim()];
        // The two databases do not agree on whether letters of either case are the same.
        static string Like(string piece, string column, int n) => $"{(piece.Any(char.IsAsciiLetter) ? $"lower({column})" : column)} like @like{n} escape '!'";
        string Later(string piece, int n) => !withPassages ? "" : $" or exists (select 1 from matter_words w where w.district = m.district and w.matter = m.id and {Like(piece, "w.words", n)})";
        var said = pieces.Select((piece, n) => $"({Like(piece, "m.title", n)} or {Like(piece, "m.text", n)}{Later(piece, n)})");
        and($"(m.number = @number or {string.Join(" and ", said)})");
        for (var n = 0; n < pieces.Length; n++) parameters.Add($"like{n}", Any(pieces[n]));
        parameters.Add("number", text.Trim().ToUpperInvariant());
    }

    /// <summary>Whether it is the key of a page.</summary>
    public static bool IsKey(string after) => Key(after) is not null;

    // A page on which nothing fitted has no row to turn round at: whoever turns there begins with the line at which the page began. A key says so by a tilde.
    static string Turned(string key) => key.StartsWith('~') ? key[1..] : "~" + key;

    static (long Value, string Id, bool IsIncluded)? Key(string? after) =>
        after?.TrimStart('~').Split('.') is [var value, var id] && long.TryParse(value, out var at) ? (at, id, after.StartsWith('~')) : null;
}
