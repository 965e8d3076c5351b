using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>What one person must do now, ordered by clock: the first thing everybody's home shows.</summary>
public sealed class Todos(Store store, UnitTree units)
{
    /// <summary>One step that waits.</summary>
    /// <param name="What">The stage, or the act that is waited for: decide-extension, decide-suspension, decide-reopening, sign-task, report-in, finish-task.</param>
    public sealed record Line(
        string Id, string Number, string Title, string What, long Due, string Clock, long IsPaused, string? Person, string Unit,
        string Area, string Category, string Urgency, string Stage, string? Lead, long Received, long? Near, long Yellow, long Red, long Supervisions, string Demand, long Since, string Class);

    /// <summary>The person's steps, the most pressing first.</summary>
    public async Task<IReadOnlyList<Line>> Of(Person person, CancellationToken stop, int most = 100, string? what = null)
    {
        var lines = new List<Line>();
        await using var connection = await store.Read(stop);
        foreach (var offices in await Offices(person, stop))
        {
            var (sql, parameters) = Walk(person, offices, "t.district, t.matter, t.n, t.due", $"{(what is null ? "" : " and t.what = @what")} order by t.due, t.matter");
            if (what is not null) parameters.Add("what", what);
            parameters.Add("most", most);
            lines.AddRange(await connection.QueryAsync<Line>(Sql(sql), parameters));
        }

        return [.. lines.OrderBy(line => line.Due).Take(most)];
    }

    // A statement names no more: SQLite takes five hundred parts of one.
    const int MostOffices = 200;

    /// <summary>The offices whose steps may be the person's: the own one, those above it and those below.</summary>
    async Task<IEnumerable<string[]>> Offices(Person person, CancellationToken stop)
    {
        var (tree, unit) = (await units.Of(person.Caller.District, stop), person.Post.Unit);
        return Above(unit).Concat(tree.All.Select(one => one.Code).Where(code => Unit.IsWithin(code, unit))).Append(unit).Distinct().Chunk(MostOffices);
    }

    /// <summary>Steps of every one of these offices, each by a walk along one index, to at most <c>@most</c> of each.</summary>
    static (string Sql, DynamicParameters Parameters) Walk(Person person, string[] offices, string columns, string more)
    {
        var parameters = Mine(person).Parameters;
        return (string.Join(" union all ", offices.Select((code, n) =>
        {
            parameters.Add($"of{n}", code);
            return $"select * from (select {columns} from todos t where {Whose}{Kept(person)}{Near(person, parameters)} and t.unit = @of{n}{more} limit @most) as part{n}";
        })), parameters);
    }

    // The parameters are those of Mine.
    static string Kept(Person person) => (KeptFrom.Sql("t.kept_from", person.Scope.Offices, new()) is { } condition ? $" and {condition}" : "") + $" and {SeenBy.Sql("t.seen_by", person.Scope.Marks, new())}";

    // Crossed, so that the few lines lead to their matters and never the matters to the lines.
    static string Sql(string steps) => $"""
            select t.matter as Id, m.number as Number, m.title as Title, t.what as What, t.due as Due, t.clock as Clock, t.is_paused as IsPaused,
              t.person as Person, t.unit as Unit, m.area as Area, m.category as Category, m.urgency as Urgency, m.stage as Stage, m.lead as Lead,
              m.received as Received, m.near as Near, m.yellow as Yellow, m.red as Red, m.supervisions as Supervisions, m.demand as Demand, m.stage_since as Since, m.class as Class
            from (select * from ({steps}) as every order by due, matter, n limit @most) as first
            cross join todos t cross join matters m
            where t.district = first.district and t.matter = first.matter and t.n = first.n and m.district = t.district and m.id = t.matter
            order by t.due, t.matter, t.n
            """;

    /// <summary>Counting further in one office helps nobody.</summary>
    public const int MostCounted = 10_000;

    /// <summary>How many steps of each kind wait for the person, and whether an office has more than were counted. The index alone answers.</summary>
    public async Task<(IReadOnlyDictionary<string, int> Counts, bool IsMore)> Counts(Person person, CancellationToken stop, int most = MostCounted)
    {
        var (counts, isMore) = (new Dictionary<string, int>(StringComparer.Ordinal), false);
        await using var connection = await store.Read(stop);
        foreach (var offices in await Offices(person, stop))
        {
            var (sql, parameters) = Walk(person, offices, "t.unit, t.what", "");
            parameters.Add("most", most);
            var rows = (await connection.QueryAsync<(string Unit, string What, long Count)>($"select unit, what, count(*) from ({sql}) as every group by unit, what", parameters)).AsList();
            foreach (var row in rows) counts[row.What] = counts.GetValueOrDefault(row.What) + (int)row.Count;
            isMore |= rows.GroupBy(row => row.Unit).Any(office => office.Sum(row => row.Count) >= most);
        }

        return (counts, isMore);
    }

    /// <summary>How many steps wait for the person, counted to at most a thousand in the own office and as many above it, and whether one of them is late.</summary>
    public async Task<(int Waiting, bool IsLate)> Waiting(Person person, DateTimeOffset now, CancellationToken stop)
    {
        var (_, parameters) = Mine(person);
        parameters.Add("now", now.ToUnixTimeMilliseconds());
        await using var connection = await store.Read(stop);
        var (waiting, late) = await connection.QuerySingleAsync<(long, long?)>(CountSql(person), parameters);
        return ((int)waiting, late is > 0);
    }

    // Two walks of one index: an "or" between them would read every step of the role in the district.
    static string CountSql(Person person)
    {
        var kept = Kept(person);
        string Some(string offices) => $"select * from (select t.due, t.is_paused from todos t where {Whose}{kept}{Near(person, new())} and {offices} limit 1000) as part";
        var above = Above(person.Post.Unit).Select((_, n) => $"@office{n}").ToList();
        return $"""
            select count(*), sum(case when due < @now and is_paused = 0 then 1 else 0 end) from (
              {Some(Below)}{(above.Count == 0 ? "" : $" union all {Some($"t.unit in ({string.Join(", ", above)})")}")}) as mine
            """;
    }

    const string Whose = """
        t.district = @district and t.role = @role and (t.person is null or t.person = @account) and t.sensitivity <= @sees
        and (t.besides is null or @unit <> t.besides and @unit not like t.besides || '.%')
        """;

    /// <summary>Whoever has an area of their own is waited for there, not in the whole of their street.</summary>
    static string Near(Person person, DynamicParameters parameters)
    {
        if (person.Scope.AreaPrefix is not { } area) return "";
        parameters.Add("near", area);
        parameters.Add("nearTo", area + ":");
        return " and t.area >= @near and t.area < @nearTo";
    }

    const string Below = "t.unit >= @unit and t.unit < @unitTo and (t.unit = @unit or t.unit >= @unitFrom)";

    static IEnumerable<string> Above(string unit)
    {
        for (var at = unit.LastIndexOf('.'); at > 0; at = unit.LastIndexOf('.', at - 1)) yield return unit[..at];
    }

    /// <summary>The condition that a line of todos, alias t, waits for this person: their role, their office or one above or below it, and nobody else by name.</summary>
    public static (string Sql, DynamicParameters Parameters) Mine(Person person)
    {
        var parameters = new DynamicParameters();
        var unit = person.Post.Unit;
        parameters.Add("district", person.Caller.District);
        parameters.Add("role", person.Post.Role);
        parameters.Add("account", person.Account);
        parameters.Add("unit", unit);
        parameters.Add("unitFrom", unit + ".");
        parameters.Add("unitTo", unit + "/");
        parameters.Add("sees", person.Scope.MaxSensitivity);
        var offices = new List<string> { "@unit" };
        foreach (var code in Above(unit))
        {
            parameters.Add($"office{offices.Count - 1}", code);
            offices.Add($"@office{offices.Count - 1}");
        }

        var kept = KeptFrom.Sql("t.kept_from", person.Scope.Offices, parameters);
        return ($"{Whose}{(kept is null ? "" : $" and {kept}")} and {SeenBy.Sql("t.seen_by", person.Scope.Marks, parameters)}{Near(person, parameters)} and (t.unit in ({string.Join(", ", offices)}) or (t.unit >= @unitFrom and t.unit < @unitTo))", parameters);
    }
}
