using System.Net;
using Bihuan.Hosting;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.People;

public abstract class PeoplePageContract : LodgeContract
{
    [Fact]
    public async Task signs_in_and_out_through_the_page()
    {
        await using var lodge = await Lodge();
        var browser = lodge.Browser();
        await browser.Open("/account");
        Assert.Equal("/sign-in?back=%2Faccount", browser.Path);
        await browser.Send("/sign-in", ("account", "ana"), ("password", "wrong"));
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.Contains("账号或密码不对", browser.Text, StringComparison.Ordinal);

        await browser.Send("/sign-in", ("account", "ana"), ("password", Scene.Good));
        Assert.Equal("/account", browser.Path);
        await browser.Send("/posts/current", ("post", "2"));
        await browser.Open("/who");
        Assert.Equal("ana verifier@LS", browser.Text);
        await browser.Open("/account");
        await browser.Send("/sign-out");
        await browser.Open("/who");
        Assert.Equal("resident resident", browser.Text);
    }

    [Fact]
    public async Task a_form_from_elsewhere_signs_nobody_in()
    {
        await using var lodge = await Lodge();
        using var form = new FormUrlEncodedContent([new("account", "ana"), new("password", Scene.Good)]);

        var answer = await lodge.Visitor().PostAsync("/sign-in", form, People.Lodge.Stop).Is(403);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("这一页不是从本站打开的", await answer.Content.ReadAsStringAsync(People.Lodge.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_code_is_asked_for_on_a_page_of_its_own_without_the_password()
    {
        await using var lodge = await Lodge();
        var browser = lodge.Browser();
        await browser.SignIn("sys");
        Assert.Equal("输入动态码", browser.Page.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain(Scene.Good, browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);

        await browser.Send("/sign-in", ("code", "000000"));
        Assert.Contains("动态码不对", browser.Text, StringComparison.Ordinal);
        await browser.Send("/sign-in", ("code", lodge.Code()));
        await browser.Open("/accounts");
        Assert.Equal(5, browser.Page.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task an_administrator_without_a_second_factor_is_led_to_set_it_up()
    {
        await using var lodge = await Lodge();
        await lodge.Person("sec2", ("LS", "security-admin"));
        var browser = lodge.Browser();
        await browser.SignIn("sec2");
        await browser.Open("/accounts");

        Assert.Equal("/account/second-factor", browser.Path);
        Assert.NotNull(browser.Page.QuerySelector(".qr svg"));
        var secret = browser.Page.QuerySelector("code")!.TextContent;
        await browser.Send("/account/second-factor", ("code", "000000"));
        Assert.Equal(secret, browser.Page.QuerySelector("code")!.TextContent);
    }

    [Fact]
    public async Task an_administrator_opens_and_appoints_by_form_and_reads_the_password_once()
    {
        await using var lodge = await Lodge();
        var browser = lodge.Browser();
        await browser.SignIn("sys");
        await browser.Send("/sign-in", ("code", lodge.Code()));
        await browser.Open("/accounts");
        await browser.Send("/accounts", ("account", "CAI"), ("name", "蔡"));
        Assert.Contains("账号用 2 到 32 个", browser.Text, StringComparison.Ordinal);
        await browser.Send("/accounts", ("account", "cai"), ("name", "蔡"));
        Assert.Contains("一次性密码是", browser.Text, StringComparison.Ordinal);

        await browser.Open("/accounts/cai");
        Assert.DoesNotContain("一次性密码是", browser.Text, StringComparison.Ordinal);
        await browser.Send("/accounts/cai/posts", ("role", "handler"), ("unit", "LS.ZH"));
        Assert.Contains("承办人", browser.Page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        await browser.Send("/accounts/cai/posts/1/removal", ("reason", "moved"));
        Assert.Contains("还没有岗位", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_audit_reads_the_books_and_others_do_not()
    {
        await using var lodge = await Lodge();
        var (audit, ana) = (lodge.Browser(), lodge.Browser());
        await audit.SignIn("aud");
        await audit.Send("/sign-in", ("code", lodge.Code()));
        await ana.SignIn("ana");

        await audit.Open("/sign-ins");
        Assert.Contains("未给动态码", audit.Text, StringComparison.Ordinal);
        await audit.Open("/changes");
        Assert.Contains("任岗", audit.Text, StringComparison.Ordinal);
        await ana.Open("/sign-ins");
        Assert.Equal(HttpStatusCode.Forbidden, ana.Status);
        await ana.Open("/accounts");
        Assert.Equal(HttpStatusCode.Forbidden, ana.Status);
    }

    [Fact]
    public async Task demo_accounts_are_offered_in_a_demo_only()
    {
        await using var demo = await Lodge(isDemo: true);
        await using var real = await Lodge();
        var (tried, strict) = (demo.Browser(), real.Browser());
        await tried.Open("/sign-in");
        await strict.Open("/sign-in");

        Assert.Contains("承办人", tried.Text, StringComparison.Ordinal);
        Assert.Null(strict.Page.QuerySelector(".demo"));
    }

    [Theory]
    [InlineData("/account", "/account")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/sign-out", "/")]
    [InlineData(null, "/")]
    [InlineData("/", "/")]
    public void goes_back_to_this_site_only(string? back, string expected) => Assert.Equal(expected, PeoplePages.Safe(back));
}

public sealed class PeoplePageTests : PeoplePageContract;

public sealed class PeoplePageTestsOnPostgres(PostgresHost postgres) : PeoplePageContract, IClassFixture<PostgresHost>
{
    protected override async Task<Store?> On() => await PostgresRoom.Empty(postgres);
}
