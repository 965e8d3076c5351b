using Bihuan.People;
using Dapper;
using Microsoft.Data.Sqlite;
using static Bihuan.Tests.People.Scene;

namespace Bihuan.Tests.People;

public sealed class ScopeTests
{
    static readonly string[] Areas = ["370212", "370212001", "370212001001", "3702120011", "370212002", "370213", ""];
    static readonly string[] Kinds = ["CJ", "CJ-01", "CJ-01-03", "CJX", "CJ-02", "SF"];
    static readonly string[] Places = ["LS", "LS.ZH", "LS.ZH.CG", "LS.ZHX", "LS.ZJ", "LS.ZJ.WY"];

    [Fact]
    public void the_list_and_the_single_answer_agree_on_everything()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        connection.Execute("""
            create table matters (district text, id text, area text, class text, sensitivity integer,
              street text as (substr(area, 1, 9)), community text as (substr(area, 1, 12)));
            create table matter_parties (district text, matter text, unit text);
            """);
        var random = new Random(7);
        T? Any<T>(T[] all) where T : class => random.Next(all.Length + 1) is var n && n < all.Length ? all[n] : null;

        var matters = Enumerable.Range(0, 400).Select(n => (Id: $"m{n}", Sight: new Sight(Any(Areas), Any(Kinds), random.Next(3),
            [.. Places.Where(_ => random.Next(4) == 0)]))).ToList();
        foreach (var (id, sight) in matters)
        {
            connection.Execute("insert into matters values (@d, @id, @Area, @Class, @Sensitivity)", new { d = District, id, sight.Area, sight.Class, sight.Sensitivity });
            connection.Execute("insert into matters values ('other', @id, @Area, @Class, @Sensitivity)", new { id, sight.Area, sight.Class, sight.Sensitivity });
            foreach (var unit in sight.Parties.SelectMany(Unit.Above).Distinct()) connection.Execute("insert into matter_parties values (@d, @id, @unit)", new { d = District, id, unit });
        }

        var (some, all) = (0, 0);
        for (var n = 0; n < 500; n++)
        {
            var scope = new Scope(District, Any(Places), Any(Areas[..^1]), random.Next(2) == 0 ? null : [.. Kinds.Where(_ => random.Next(3) == 0)], random.Next(-1, 3));
            var (sql, parameters) = scope.Where("m");
            var listed = connection.Query<string>($"select m.id from matters m where {sql} order by m.id", parameters).ToList();
            var allowed = matters.Where(m => scope.Allows(m.Sight)).Select(m => m.Id).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(allowed, listed);
            some += listed.Count > 0 ? 1 : 0;
            all += listed.Count;
        }

        Assert.True(some > 100 && all > 2000, $"{some} scopes saw {all} matters: too few to prove anything");
    }

    [Fact]
    public void a_handler_sees_what_the_own_unit_is_party_to_wherever_it_lies()
    {
        var scope = Scope.Of(District, PostOf("1", "LS.ZH.CG", "handler", area: "370212001"));

        Assert.True(scope.Allows("370212005", "CJ", 1, ["LS.ZJ", "LS.ZH.CG"]));
        Assert.False(scope.Allows("370212001", "CJ", 0, ["LS.ZH"]));
        Assert.False(scope.Allows("370212001", "CJ", 2, ["LS.ZH.CG"]));
    }

    [Fact]
    public void row_3_a_grid_member_sees_the_own_area_and_a_street_verifier_the_own_street()
    {
        var grid = Scope.Of(District, PostOf("1", "LS.ZH", "grid-member", area: "370212001003"));
        var verifier = Scope.Of(District, PostOf("1", "LS.ZH", "verifier", area: "370212001"));

        Assert.True(grid.Allows("370212001003", "CJ", 0, []));
        Assert.False(grid.Allows("370212001004", "CJ", 0, []));
        Assert.False(grid.Allows(null, "CJ", 0, []));
        Assert.True(verifier.Allows("370212001004", "CJ", 1, []));
        Assert.False(verifier.Allows("370212002001", "CJ", 0, []));
    }

    [Theory]
    [InlineData("system-admin")]
    [InlineData("security-admin")]
    [InlineData("audit-admin")]
    [InlineData("nonsense")]
    public void administrators_see_nobodys_matters(string role) =>
        Assert.False(Scope.Of(District, PostOf("1", "LS", role)).Allows("370212001", "CJ", 0, ["LS"]));

    [Fact]
    public void classes_narrow_what_a_post_sees()
    {
        var scope = Scope.Of(District, PostOf("1", "LS", "leader") with { Classes = ["CJ-01"] });

        Assert.True(scope.Allows("370212001", "CJ-01-03", 2, []));
        Assert.False(scope.Allows("370212001", "CJ-02", 0, []));
    }
}
