using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bihuan.Commands;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;
using Dapper;

namespace Bihuan.Tests.Library;

/// <summary>A new year of the working calendar: seen before it is taken in, refused by number, and in force at once.</summary>
public sealed class CalendarTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    // Made up: what the notice for the year after the shipped ones may look like.
    const string Next = """
        {"holidays":{"2027-01-01":"New Year's Day,元旦,1","2027-05-01":"Labour Day,劳动节,1","2027-10-01":"National Day,国庆节,1","2027-10-04":"National Day,国庆节,1"},
         "workdays":{"2027-10-09":"National Day,国庆节,1"},"inLieuDays":{}}
        """;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task shows_what_would_change_before_anything_does()
    {
        await using var office = await Office.Open();
        var desk = office.Of<CalendarDesk>();
        var preview = desk.Read(Next, null);

        Assert.Equal((2027, 0), (preview.Year, preview.Faults.Length));
        Assert.Equal([("2027-01-01", true, false), ("2027-05-01", false, false), ("2027-10-01", true, false), ("2027-10-04", true, false), ("2027-10-09", false, true)],
            preview.Changes.Select(day => (day.Date.ToString("yyyy-MM-dd", null), day.WasWorkday, day.IsWorkday)));
        Assert.Equal(2026, desk.Calendar.LastYear);
    }

    [Fact]
    public async Task of_a_whole_calendar_the_newest_year_is_meant()
    {
        await using var office = await Office.Open();
        var shipped = await File.ReadAllTextAsync(Path.Combine(Settings.FindPacks(), "calendars", "cn.json"), Stop);
        var preview = office.Of<CalendarDesk>().Read(shipped, null);
        Assert.Equal((2026, 0, 0), (preview.Year, preview.Changes.Count, preview.Faults.Length));
    }

    [Fact]
    public Task an_imported_year_is_in_force_at_once_on_sqlite() => IsInForce(null);

    [Fact]
    public async Task an_imported_year_is_in_force_at_once_on_postgres()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        await IsInForce(postgres.Connection);
    }

    static async Task IsInForce(string? database)
    {
        await using var office = await Office.Open(database);
        await office.Sent("路灯不亮", "LS.CG");
        using var sys = await office.Client("sys");
        Assert.Equal(HttpStatusCode.NoContent, (await sys.PostAsJsonAsync("/api/calendar/years", new { year = 2027, json = Next }, Stop)).StatusCode);
        Assert.Equal(2027, office.Of<Shelf>().Calendar.LastYear);
        Assert.False(office.Of<Shelf>().Calendar.IsWorkday(new(2027, 10, 4)));
        await using (var connection = await office.Of<Store>().Read(Stop))
            Assert.Contains("cn-2027-", await connection.ExecuteScalarAsync<string>("select edition from ledgers where noun = 'matter'"), StringComparison.Ordinal);
        Assert.All(await Bihuan.Storage.RebuiltLedgers.Rebuild(office.Of<Store>(), office.Of<Stories>(), office.Of<Vault>(), null, Stop), table => Assert.True(table.IsEqual, table.Table));

        // A second time there is nothing to do.
        Assert.Equal(HttpStatusCode.NoContent, (await sys.PostAsJsonAsync("/api/calendar/years", new { year = 2027, json = Next }, Stop)).StatusCode);
        var (_, version) = await office.Of<Reading>().Story<ImportedYears>(Office.District, ImportCalendar.Stream, Stop);
        Assert.Equal(1, version);
        var held = (await sys.GetFromJsonAsync<JsonElement>("/api/calendar", Stop)).GetProperty("years")[0];
        Assert.Equal((2027, "sys"), (held.GetProperty("year").GetInt32(), held.GetProperty("by").GetString()));
    }

    [Fact]
    public async Task refuses_a_bad_notice_by_number_and_everybody_but_the_system_administrator()
    {
        await using var office = await Office.Open();
        using var agent = await office.Client("agent");
        using var sys = await office.Client("sys");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsJsonAsync("/api/calendar/years", new { year = 2027, json = Next }, Stop)).StatusCode);
        var refused = await sys.PostAsJsonAsync("/api/calendar/years", new { year = 2027, json = "{\"holidays\":{\"2027-01-01\":\"New Year's Day,元旦,1\"}}" }, Stop);
        var words = await refused.Content.ReadAsStringAsync(Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("1. 2027-05-01", words, StringComparison.Ordinal);
        Assert.Contains("2. 2027-10-01", words, StringComparison.Ordinal);
        Assert.Equal(2026, office.Of<Shelf>().Calendar.LastYear);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/calendar", Stop)).StatusCode);
    }

    [Fact]
    public async Task the_page_shows_previews_and_imports()
    {
        await using var office = await Office.Open();
        using var sys = await office.Client("sys");
        Assert.Contains("日历到 2026 年", await sys.GetStringAsync("/calendar", Stop), StringComparison.Ordinal);
        using var file = new MultipartFormDataContent { { new StringContent(Next), "file", "2027.json" } };
        var preview = await (await sys.PostAsync("/calendar/preview", file, Stop)).Content.ReadAsStringAsync(Stop);
        Assert.Contains("有 5 天要改", preview, StringComparison.Ordinal);
        using var bad = new MultipartFormDataContent { { new StringContent("{"), "file", "x.json" } };
        var refused = await sys.PostAsync("/calendar/preview", bad, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("不是正确的 JSON", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([new("year", "2027"), new("json", Next)]);
        Assert.Equal(HttpStatusCode.Found, (await sys.PostAsync("/calendar", form, Stop)).StatusCode);
        Assert.Contains("由 sys 导入", await sys.GetStringAsync("/calendar", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_command_line_imports_and_says_what_is_wrong()
    {
        var data = Directory.CreateTempSubdirectory("bihuan-calendar-").FullName;
        try
        {
            var (good, bad) = (Path.Combine(data, "good.json"), Path.Combine(data, "bad.json"));
            await File.WriteAllTextAsync(good, Next, Stop);
            await File.WriteAllTextAsync(bad, "{\"holidays\":{}}", Stop);
            Assert.Equal(2, await CommandLine.Run(["import", "calendar", Path.Combine(data, "none.json"), "--data", data]));
            Assert.Equal(1, await CommandLine.Run(["import", "calendar", bad, "--data", data]));
            Assert.Equal(0, await CommandLine.Run(["import", "calendar", good, "--data", data]));
            Assert.Equal(0, await CommandLine.Run(["import", "calendar", good, "--data", data]));
            Assert.Equal(0, await CommandLine.Run(["verify", "--data", data]));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
