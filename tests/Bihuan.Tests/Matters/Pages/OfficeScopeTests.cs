using System.Net;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Tests.Matters.Pages;

public class OfficeScopeTests(Office office) : IClassFixture<Office>
{
    [Fact]
    public async Task lets_the_office_below_see_what_one_of_its_own_was_given_and_nobody_beside_it()
    {
        var m = await office.At("signed");
        var before = await Read("zh-cj2", m);
        m = await office.Take(m, Office.Street, "assign", new { person = Office.Handler, office = "LS.ZJ" });
        var list = await office.Of<ListMatters>().Read(Scope("LS.ZH.CJ"), new(Text: m.Number), Office.Stop);

        Assert.Equal(HttpStatusCode.NotFound, before);
        Assert.Equal(HttpStatusCode.OK, await Read(Office.Handler, m));
        Assert.Equal(HttpStatusCode.OK, await Read("zh-cj2", m));
        Assert.Equal(HttpStatusCode.NotFound, await Read("zh-cg1", m));
        Assert.Equal(HttpStatusCode.NotFound, await Read("zj-liaison", m));
        Assert.Equal("LS.ZH.CJ", m.Lead!.Office);
        Assert.Contains(m.Number, System.Text.Json.JsonSerializer.Serialize(list), StringComparison.Ordinal);
    }

    static Scope Scope(string unit) => new(Office.District, unit);

    async Task<HttpStatusCode> Read(string account, Matter matter)
    {
        using var client = await office.SignIn(account);
        using var answer = await client.GetAsync($"/api/matters/{matter.Id}", Office.Stop);
        return answer.StatusCode;
    }
}
