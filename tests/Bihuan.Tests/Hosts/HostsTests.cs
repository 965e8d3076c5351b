using Npgsql;

namespace Bihuan.Tests.Hosts;

public class PostgresHostTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    [Fact]
    public async Task gives_an_empty_database_that_keeps_chinese()
    {
        await using var connection = new NpgsqlConnection(postgres.Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            "select (select count(*) from information_schema.tables where table_schema = 'public') || '闭环' || current_setting('fsync')", connection);

        Assert.Equal("0闭环on", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}

public class BrowserHostTests(BrowserHost browser) : IClassFixture<BrowserHost>
{
    [Theory]
    [InlineData(1366), InlineData(390)]
    public async Task opens_a_page_at_the_width_asked_for(int width)
    {
        var page = await browser.Open(screen: width == 390 ? BrowserHost.Phone : BrowserHost.Desk);
        await page.SetContentAsync("<h1>闭环</h1>");
        await page.Shot("host");

        Assert.Equal(width, await page.EvaluateAsync<int>("innerWidth"));
        Assert.Equal("zh-CN", await page.EvaluateAsync<string>("navigator.language"));
    }

    [Fact]
    public async Task shares_no_cookies_between_two_people()
    {
        var ana = await browser.Open();
        var ben = await browser.Open();
        await ana.Context.AddCookiesAsync([new() { Name = "who", Value = "ana", Domain = "127.0.0.1", Path = "/" }]);

        Assert.Single(await ana.Context.CookiesAsync());
        Assert.Empty(await ben.Context.CookiesAsync());
    }
}
