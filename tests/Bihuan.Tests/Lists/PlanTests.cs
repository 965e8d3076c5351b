using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;
using Dapper;

namespace Bihuan.Tests.Lists;

/// <summary>What is asked all day long is found by index on both databases: nobody walks the whole book of matters or of entries.</summary>
public sealed class PlanTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    public static TheoryData<string> Questions => ["list open", "list closed", "list of a unit", "todos", "todos of a kind", "todos counted", "ticker", "number", "requester", "broken loops", "story"];

    [Theory, MemberData(nameof(Questions))]
    public async Task is_found_by_index_on_sqlite(string question) => Holds(await Plan(question, null), "SCAN matters", "SCAN m", "SCAN t", "SCAN todos", "SCAN journal", "SCAN p");

    [Theory, MemberData(nameof(Questions))]
    public async Task is_found_by_index_on_postgres(string question)
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        Holds(await Plan(question, postgres.Connection), "Seq Scan on matters", "Seq Scan on todos", "Seq Scan on journal", "Seq Scan on matter_parties");
    }

    static void Holds(IReadOnlyList<string> plan, params string[] never)
    {
        Assert.NotEmpty(plan);
        Assert.DoesNotContain(plan, step => never.Any(words => step.Trim() == words || step.Contains(words + " ", StringComparison.Ordinal)));
    }

    static async Task<IReadOnlyList<string>> Plan(string question, string? database)
    {
        await using var office = await Office.Open(database);
        await office.Sent("路灯不亮", "LS.CG");
        var scope = Scope.Of(Office.District, new("p", "LS.CG", "coordinator", new("", ""), null, [], null, null));
        var all = new Scope(Office.District, MaxSensitivity: 2);
        var person = new Person("city", new("", ""), new("1", "LS.CG", "coordinator", new("", ""), null, [], null, null), [], Must.Nothing, "s",
            DateTimeOffset.MaxValue, false, false, new(Office.District, "city", new("coordinator", "LS.CG")), DateTimeOffset.UtcNow);
        (string Sql, object Words) asked = question switch
        {
            "list open" => List(all, new()),
            "list closed" => List(all, new(State: "closed")),
            "list of a unit" => List(scope, new()),
            "todos" => Todo(Todos.Mine(person), ""),
            "todos of a kind" => Todo(Todos.Mine(person), " and t.what = 'dispatched'"),
            "todos counted" => Counted(person),
            "ticker" => (Ticker.Due, new { district = Office.District, now = 9L, timer = 1L, id = "" }),
            "number" => ("select id from matters where district = @district and number = @number", new { district = Office.District, number = "LS1" }),
            "requester" => ("select number from matters where district = @district and person = @person order by received desc", new { district = Office.District, person = "p" }),
            "broken loops" => Broken(all),
            _ => ("select body from journal where district = @district and stream = @stream order by version", new { district = Office.District, stream = "matter-1" }),
        };
        return await office.Plan(asked.Sql, asked.Words);

        (string, object) List(Scope seen, ListMatters.Query query)
        {
            var (from, where, words, walk) = office.Of<ListMatters>().Where(seen, query);
            words.Add("size", 51);
            var key = walk.Row + (ListMatters.ByDue(query) ? ".due" : ".received");
            return ($"select m.id from {from} where {where} order by {key}, {walk.Row}{walk.Id} limit @size", words);
        }

        static (string, object) Todo((string Sql, DynamicParameters Words) mine, string more)
        {
            mine.Words.Add("most", 100);
            return (Todos.Sql(mine.Sql + more), mine.Words);
        }

        static (string, object) Counted(Person mine)
        {
            var words = Todos.Mine(mine).Parameters;
            words.Add("now", 9L);
            return (Todos.CountSql(mine), words);
        }

        static (string, object) Broken(Scope seen)
        {
            var (where, words) = seen.Where("m");
            words.Add("never", MatterLedger.Never);
            words.Add("most", 500);
            return (BrokenLoops.Sql(where), words);
        }
    }
}
