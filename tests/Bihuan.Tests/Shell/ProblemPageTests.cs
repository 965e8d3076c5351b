using System.Net;
using Bihuan.Hosting;
using Bihuan.Tests.Lists;

namespace Bihuan.Tests.Shell;

/// <summary>A person who is told no reads a page; a program gets a problem.</summary>
public sealed class ProblemPageTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("agent", "/accounts", 403, "您现在的岗位不能做这一步")]
    [InlineData("agent", "/erasures", 403, "您现在的岗位不能做这一步")]
    [InlineData("sys", "/accounts/nobody", 404, "没有这个账号")]
    [InlineData("agent", "/no/such/page", 404, "没有这一页")]
    public async Task a_page_that_says_no_is_a_page_with_a_way_back(string account, string path, int status, string words)
    {
        await using var office = await Office.Open();
        using var client = await office.Client(account);
        var answer = await client.GetAsync(path, Stop);
        var page = await answer.Content.ReadAsStringAsync(Stop);

        Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", page, StringComparison.Ordinal);
        Assert.Contains("<nav class=\"rail\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("problem+json", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_form_sent_signed_out_and_one_too_many_attempts_are_pages_too()
    {
        await using var office = await Office.Open();
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(office.Address) };
        using var empty = new FormUrlEncodedContent([]);
        var out401 = await stranger.PostAsync("/dispatch", empty, Stop);
        Assert.Equal((HttpStatusCode.Unauthorized, "text/html"), (out401.StatusCode, out401.Content.Headers.ContentType?.MediaType));
        Assert.Contains("href=\"/sign-in\"", await out401.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        stranger.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var program = await stranger.PostAsync("/dispatch", empty, Stop);
        Assert.Equal("application/problem+json", program.Content.Headers.ContentType?.MediaType);
        Assert.Equal("application/problem+json", (await stranger.GetAsync("/api/matters", Stop)).Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task every_refusal_is_explained_in_both_languages()
    {
        await using var office = await Office.Open();
        using var reader = new HttpClient { BaseAddress = new(office.Address) };
        var all = await reader.GetStringAsync("/problems", Stop);
        Assert.All(Problems.All.Keys, code => Assert.Contains($"/problems/{code}", all, StringComparison.Ordinal));
        var one = await reader.GetStringAsync("/problems/unit.in-use", Stop);
        Assert.Contains("单位下面还有 … 个单位", one, StringComparison.Ordinal);
        Assert.Contains("按现在的情形不能办这一步", one, StringComparison.Ordinal);
        Assert.Contains("It cannot be done as things stand", await reader.GetStringAsync("/problems/unit.in-use?lang=en", Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/problems/no.such", Stop)).StatusCode);
    }
}
