using Bihuan.Commands;
using Bihuan.Hosting;
using Bihuan.Insight;
using Bihuan.Intake.Import;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Where = Bihuan.Commands.Where;

namespace Bihuan.Tests.Intake;

/// <summary>A further district is built from a file of its ended requests, once, and says of them what the file says.</summary>
public sealed class ImportRequestsTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    const string Pingshan = "440310";

    const string Rows = """
        EVENT_PROPERTY_NAME,EVENT_TYPE_ID,EVENT_TYPE_NAME,EVENT_SRC_NAME,INTIME_ARCHIVE_NUM,SUB_TYPE_ID,DISTRICT_NAME,COMMUNITY_ID,REC_ID,STREET_ID,OVERTIME_ARCHIVE_NUM,DISPOSE_UNIT_ID,STREET_NAME,CREATE_TIME,INTIME_TO_ARCHIVE_NUM,SUB_TYPE_NAME,COMMUNITY_NAME,DISPOSE_UNIT_NAME,MAIN_TYPE_NAME,MAIN_TYPE_ID
        投诉,6,市政设施,@坪山,1,662,坪山区,10014,1,101,0,1805,龙田街道,2018-02-08 15:34:40,0,侵占绿地,老坑社区,老坑社区,市政、公共设施,186
        感谢,5,市容环卫,12345,1,806,坪山区,10012,2,104,0,1583,坪山街道,2018-02-08 16:41:26,0,其他市容问题,六和社区,城市管理局,其他市容违法,181
        投诉,5,市容环卫,12345,0,602,坪山区,10012,3,104,1,1583,坪山街道,2018-03-01 09:00:00,0,无照经营游商,六和社区,城市管理局,占道经营,178
        咨询,5,市容环卫,政府信箱,0,602,坪山区,10007,4,104,1,1755,坪山街道,2018-03-02 09:00:00,0,无照经营游商,六联社区,六联社区（坪山街道办事处）,占道经营,178
        投诉,3,环保水务,12319,-,460,坪山区,-,5,-,-,1536,-,2018-03-03 09:00:00,0,工业噪声,-,环境保护和水务局,工业噪声,132
        投诉,3,环保水务,12319,0,460,坪山区,10014,6,101,0,1536,龙田街道,2018-03-04 09:00:00,1,工业噪声,老坑社区,环境保护和水务局,工业噪声,132
        投诉,3,环保水务,12319,1,460,坪山区,10014,7,101,1,1536,龙田街道,2018-03-05 09:00:00,0,工业噪声,老坑社区,环境保护和水务局,工业噪声,132
        投诉,3,环保水务,12319,1,460,坪山区,10014,8,101,0,1536,龙田街道,前天,0,工业噪声,老坑社区,环境保护和水务局,工业噪声,132
        投诉,3,环保水务,12319,1,460,坪山区,10014,,101,0,1536,龙田街道,2018-03-05 09:00:00,0,工业噪声,老坑社区,环境保护和水务局,工业噪声,132
        投诉,6,市政设施,@坪山,1,662,坪山区,10014,1,101,0,1805,龙田街道,2018-02-08 15:34:40,0,侵占绿地,老坑社区,老坑社区,市政、公共设施,186
        """;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task a_file_of_ended_requests_founds_a_district_on_sqlite() => FoundsADistrict(null);

    [Fact]
    public async Task a_file_of_ended_requests_founds_a_district_on_postgres()
    {
        Assert.SkipUnless(PostgresHost.IsHere, PostgresHost.Missing);
        await FoundsADistrict(postgres.Connection);
    }

    static async Task FoundsADistrict(string? postgres)
    {
        var folder = Directory.CreateTempSubdirectory("bihuan-requests-").FullName;
        try
        {
            var settings = new Settings(folder, Settings.FindPacks(), Postgres: postgres);
            var (first, plan) = await Take(settings, Rows);
            Assert.Equal(("坪山区", 2, 3, 4), (plan.Name.Zh, plan.Areas.Count(a => a.Code.Length == 9), plan.Areas.Count(a => a.Code.Length == 12), plan.Units.Count - 2));
            Assert.Equal((10, 6, 0), (first.Read, first.Taken, first.Known));
            Assert.Equal((2, 2, 1, 1, 1), (first.InTime, first.Overdue, first.Unsaid, first.Pending, first.Placeless));
            Assert.Equal(["8 intake.no-standing", "9 intake.unreadable-time", "10 intake.numberless", "11 intake.other-content"], first.Bad.Select(bad => $"{bad.Row} {bad.Why.Code}"));

            var before = await Journal(settings);
            var (again, _) = await Take(settings, Rows);
            Assert.Equal((0, 6, 4), (again.Taken, again.Known, again.Bad.Count));
            Assert.Equal(before, await Journal(settings));

            // What was pending has ended meanwhile: the same number, and nothing is taken twice.
            var (later, _) = await Take(settings, Rows.Replace("10014,6,101,0,1536,龙田街道,2018-03-04 09:00:00,1", "10014,6,101,1,1536,龙田街道,2018-03-04 09:00:00,0", StringComparison.Ordinal));
            Assert.Equal((0, 6, 2, 3, 0), (later.Taken, later.Known, later.InTime, later.Overdue, later.Pending));
            await AgreesWithTheFile(settings);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The figures against the file itself, counted here by splitting lines.</summary>
    static async Task AgreesWithTheFile(Settings settings)
    {
        var heads = Rows.Split('\n')[0].Split(',');
        var good = Rows.Split('\n').Skip(1).Take(6).Select(line => heads.Zip(line.Trim().Split(',')).ToDictionary(pair => pair.First.Trim(), pair => pair.Second)).ToList();
        good[5]["OVERTIME_ARCHIVE_NUM"] = "1";
        Dictionary<string, string> sources = new() { ["@坪山"] = "district-app", ["12345"] = "hotline", ["12319"] = "city-hotline", ["政府信箱"] = "mailbox" };
        await using var rooms = await Where.Open(settings.Of(Pingshan), Stop);
        var taken = new TakenOver(rooms.GetRequiredService<Store>());
        await Equal(TakenOver.By.Nothing, _ => "");
        await Equal(TakenOver.By.Street, row => row["STREET_ID"] == "-" ? "" : Pingshan + row["STREET_ID"]);
        await Equal(TakenOver.By.Unit, row => $"{Pingshan}.{row["DISPOSE_UNIT_ID"]}");
        await Equal(TakenOver.By.Category, row => row["EVENT_TYPE_ID"]);
        await Equal(TakenOver.By.Source, row => sources[row["EVENT_SRC_NAME"]]);

        async Task Equal(TakenOver.By by, Func<Dictionary<string, string>, string> key) => Assert.Equal(
            good.GroupBy(key).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
                $"{group.Key} {group.Count()} {group.Count(row => row["INTIME_ARCHIVE_NUM"] == "1")} {group.Count(row => row["OVERTIME_ARCHIVE_NUM"] == "1")}"),
            (await taken.Of(new Scope(Pingshan, MaxSensitivity: 2), by, Stop)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Ended} {group.InTime} {group.Late}"));
    }

    [Fact]
    public async Task the_first_administrators_are_opened_once()
    {
        var folder = Directory.CreateTempSubdirectory("bihuan-requests-").FullName;
        try
        {
            var settings = new Settings(folder, Settings.FindPacks());
            await Take(settings, Rows);
            await using var rooms = await Where.Open(settings.Of(Pingshan), Stop);
            var opened = await AdministratorsCommand.Open(rooms, Pingshan, Stop);
            Assert.Equal(["sys", "sec", "aud"], opened.Select(one => one.Account));
            Assert.Empty(await AdministratorsCommand.Open(rooms, Pingshan, Stop));
            await Assert.ThrowsAsync<InvalidDataException>(() => Where.Open(settings.Of("440399"), Stop));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<(ImportRequests.Result Result, RequestPlan Plan)> Take(Settings settings, string rows)
    {
        var file = Path.Combine(settings.Data, "requests.csv");
        await File.WriteAllTextAsync(file, rows, Stop);
        var map = RequestMap.Read(Path.Combine(settings.Packs, "columns", "requests.yaml"));
        return await RequestsCommand.Take(await Where.Open(settings, Stop), settings, map.Rows(file), map, null, Stop);
    }

    static async Task<IReadOnlyList<string>> Journal(Settings settings)
    {
        await using var rooms = await Where.Open(settings, Stop);
        await using var connection = await rooms.GetRequiredService<Store>().Read(Stop);
        return (await connection.QueryAsync<string>("select stream || ' ' || version from heads order by 1")).AsList();
    }
}
