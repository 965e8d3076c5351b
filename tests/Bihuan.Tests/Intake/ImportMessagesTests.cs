using System.Text;
using Bihuan.Engine.Clocks;
using Bihuan.Hosting;
using Bihuan.Intake.Import;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Intake;

/// <summary>Good rows go in once, bad rows are named.</summary>
public sealed class ImportMessagesTests : IAsyncLifetime
{
    const string Rows = """
        id,category,subject,text,time,reply,replied_at
        1,城乡建设,路灯不亮,"小区门口三盏路灯
        坏了一个月，“晚上”很黑。",2019/9/30 5:38:11,,
        2,交通运输,公交改线,公交改线以后没有站了。,2012-03-01T08:00:00,已恢复站点。,2012-03-09T10:20:30
        3,,没有内容,,,,
        4,城乡建设,时间不对,井盖丢了。,昨天,,
        5,没有这类,类别不对,楼道堆物。,,,
        6,城乡建设,先答后问,绿化带被占。,2013-05-02T08:00:00,已清理。,2013-05-01T08:00:00
        ,环境保护,,夜里施工太吵了。,,,
        1,城乡建设,另一件事,同一编号写了别的内容。,,,
        2,交通运输,公交改线,公交改线以后没有站了。,2012-03-01T08:00:00,已恢复站点。,2012-03-09T10:20:30
        """;

    readonly string folder = Directory.CreateTempSubdirectory("bihuan-import").FullName;
    readonly ColumnMap map = ColumnMap.Read(Path.Combine(Settings.FindPacks(), "columns", "messages.yaml"));
    ServiceProvider services = null!;
    Settings settings = null!;

    public async ValueTask InitializeAsync()
    {
        settings = new(folder, Settings.FindPacks());
        services = new ServiceCollection().AddLogging().AddBihuan(settings).BuildServiceProvider();
        await services.OpenBihuan(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task good_rows_go_in_and_bad_rows_are_named()
    {
        var result = await Take(Rows);

        Assert.Equal((9, 2, 1, 1), (result.Read, result.Opened, result.Ended, result.Known));
        Assert.Equal(
            ["4 matter.wordless", "5 intake.unreadable-time", "6 intake.unknown-category", "7 intake.replied-before", "9 intake.other-content"],
            result.Bad.Select(b => $"{b.Row} {b.Why.Code}"));
    }

    [Fact]
    public async Task a_second_run_adds_nothing()
    {
        await Take(Rows);

        var again = await Take(Rows);

        Assert.Equal((0, 0, 4, 5), (again.Opened, again.Ended, again.Known, again.Bad.Count));
    }

    [Fact]
    public async Task what_ended_elsewhere_is_neither_verified_nor_broken()
    {
        await Take(Rows);
        var stop = TestContext.Current.CancellationToken;
        await using var connection = await services.GetRequiredService<Store>().Read(stop);
        var row = Assert.Single(await Dapper.SqlMapper.QueryAsync<(string Stage, string Outcome, long Received, long Closed, long? Resolved)>(
            connection, "select stage, outcome, received, closed, resolved from matters where outside = 'messages:2'"));

        Assert.Equal(("adopted", "adopted", null), (row.Stage, row.Outcome, row.Resolved));
        Assert.Equal(new DateTimeOffset(2012, 3, 1, 8, 0, 0, WorkCalendar.Offset).ToUnixTimeMilliseconds(), row.Received);
        Assert.Equal(new DateTimeOffset(2012, 3, 9, 10, 20, 30, WorkCalendar.Offset).ToUnixTimeMilliseconds(), row.Closed);
        // Nobody is appointed in this house, so what came in new waits for nobody; what ended elsewhere is not among it.
        Assert.All(await services.GetRequiredService<BrokenLoops>().Find(new Scope(settings.District, MaxSensitivity: 2), stop), broken =>
            Assert.Equal(("received", "nobody"), (broken.Stage, broken.Fault)));
    }

    [Fact]
    public async Task a_file_in_gb18030_is_read_by_its_map()
    {
        map.Encoding = "gb18030";

        var result = await Take("编号,内容\n7,路面塌陷", map.Letters());

        Assert.Equal((1, 1, 0), (result.Read, result.Opened, result.Bad.Count));
    }

    async Task<ImportMessages.Result> Take(string text, Encoding? letters = null)
    {
        var file = Path.Combine(folder, "messages.csv");
        await File.WriteAllTextAsync(file, text, letters ?? Encoding.UTF8, TestContext.Current.CancellationToken);
        var clerk = new Clerk(services.GetRequiredService<Writer>(), TimeProvider.System, new(settings.District, "import", new("import", "LS.RX")));
        return await new ImportMessages(services.GetRequiredService<MatterDesk>(), clerk, services.GetRequiredService<Categories>(),
            services.GetRequiredService<Store>(), TimeProvider.System).Run(MessageFile.Read(file, map), map, null, TestContext.Current.CancellationToken);
    }
}
