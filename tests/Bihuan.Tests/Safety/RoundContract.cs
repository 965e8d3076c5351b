using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Rounds;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Desk = Bihuan.Tests.Registers.Desk;

namespace Bihuan.Tests.Safety;

/// <summary>In the season the clock begins patrols by the day's grade, each once, whatever happens to the house; who has not gone is seen.</summary>
public abstract class RoundContract
{
    // Tuesday, 3 February 2026, in the peak of the season, half past nine.
    static readonly DateTimeOffset Morning = new(2026, 2, 3, 1, 30, 0, TimeSpan.Zero);

    static readonly DateOnly Tuesday = new(2026, 2, 3);

    const string Shazikou = "370212002";

    private protected abstract Task<Desk> Open(TimeProvider? time = null);

    sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    static Clerk Sue(Desk desk) => desk.As("sue", "supervisor", "LS");

    static async Task<string?> Enter(Desk desk, string grade, string? area = null, string? day = null) =>
        (await desk.Of<RoundDesk>().Enter(Sue(desk), new("patrol", grade, day, area, "气象台预报"), Desk.Stop)).Refusal?.Code;

    static async Task Walk(Desk desk, params string[] areas) => Assert.Null((await desk.Of<RoundDesk>().Set(Sue(desk), "patrol", new(areas, "防火重点部位"), Desk.Stop)).Refusal?.Code);

    static async Task<int> Begun(Desk desk, string like = "", string playbook = "patrol")
    {
        await using var connection = await desk.Of<Store>().Read(Desk.Stop);
        return await connection.ExecuteScalarAsync<int>("select count(*) from matters where class = @playbook and area like @like", new { like = like + "%", playbook });
    }

    static Task Run(Desk desk) => desk.Of<BeginRounds>().Run(Desk.Stop);

    // Another process, or this one after a restart: it remembers nothing.
    static Task RunAnew(Desk desk) => ActivatorUtilities.CreateInstance<BeginRounds>(desk.Of<IServiceProvider>()).Run(Desk.Stop);

    static async Task<Matter> Only(Desk desk, string playbook = "patrol", string area = Desk.Zhangcun)
    {
        await using var connection = await desk.Of<Store>().Read(Desk.Stop);
        var id = await connection.ExecuteScalarAsync<string>("select id from matters where class = @playbook and area = @area order by received, id", new { playbook, area });
        return (await desk.Of<Reading>().Story<Matter>(Desk.District, Bihuan.Engine.Journal.Stream.Of(Matter.Noun, id!), Desk.Stop)).Story;
    }

    [Fact]
    public async Task row_48_patrols_begin_by_the_grade_once_however_often_the_clock_looks()
    {
        var clock = new SetClock(Morning);
        await using var desk = await Open(clock);
        await Run(desk);
        Assert.Equal(0, await Begun(desk));

        // Nothing in the district but in one street, and there twice a day.
        Assert.Null(await Enter(desk, "g1"));
        Assert.Null(await Enter(desk, "g4", Desk.Zhonghan));
        await Run(desk);
        var once = await Begun(desk);
        Assert.True(once > 20);
        Assert.Equal(once, await Begun(desk, Desk.Zhonghan));
        await Run(desk);
        await RunAnew(desk);
        Assert.Equal(once, await Begun(desk));

        clock.Now = Morning.AddHours(6);
        await RunAnew(desk);
        await Run(desk);
        Assert.Equal(2 * once, await Begun(desk));
        var one = await Only(desk);
        Assert.Equal(("due", "LS.ZH", "g4", "森林防火巡查：张村社区 2月3日 09:00"), (one.Stage, one.Territory, one.Coded["grade"], one.Said.Title));
        Assert.Equal(["walk"], one.Clocks.Keys);
    }

    [Fact]
    public async Task row_48_after_a_standstill_the_last_round_begins_and_the_missed_ones_are_written_down()
    {
        var clock = new SetClock(Morning);
        await using var desk = await Open(clock);
        await Walk(desk, Desk.Zhangcun);
        Assert.Null(await Enter(desk, "g5"));
        await Run(desk);
        // Six o'clock had gone by before anybody entered a grade; nine o'clock is begun late.
        Assert.Equal(1, await Begun(desk));

        // Nobody looks for two days; then only nine o'clock of the third, and not six o'clock as well.
        clock.Now = Morning.AddDays(2).AddMinutes(30);
        await RunAnew(desk);
        Assert.Equal(2, await Begun(desk));
        await RunAnew(desk);
        var book = await desk.Of<RoundDesk>().Book(Desk.Stop);
        Assert.Equal((3, 5), (book.MissedOn("patrol", Tuesday)!.Count, book.MissedOn("patrol", Tuesday.AddDays(1))!.Count));
        Assert.Equal([Desk.Zhangcun], book.MissedOn("patrol", Tuesday)!.Areas);
        Assert.Null(book.MissedOn("patrol", Tuesday.AddDays(-1)));
        Assert.Null(book.MissedOn("patrol", Tuesday.AddDays(2)));
        using var leo = await desk.Client("leo");
        Assert.Contains("2月4日有 5 次没有派出（系统停过）", await leo.GetStringAsync("/rounds/patrol", Desk.Stop), StringComparison.Ordinal);

        // What would be late at once is not begun any more: nine o'clock has eight hours.
        clock.Now = new(2026, 2, 10, 9, 30, 0, TimeSpan.Zero);
        Assert.Null(await Enter(desk, "g3"));
        await Run(desk);
        Assert.Equal(2, await Begun(desk));
    }

    [Fact]
    public async Task row_48_a_grade_that_nobody_entered_is_kept_and_never_below_the_usual_one()
    {
        var clock = new SetClock(Morning);
        await using var desk = await Open(clock);
        Assert.Null(await Enter(desk, "g5"));
        Assert.Null(await Enter(desk, "g1", Desk.Zhonghan));
        var playbook = desk.Of<RoundDesk>().Find("patrol")!;
        var book = await desk.Of<RoundDesk>().Book(Desk.Stop);
        (string, DateOnly?) On(int days, string area = Shazikou) => book.GradeOf(playbook, Tuesday.AddDays(days), area) is var held ? (held.Grade, held.KeptFrom) : default;
        Assert.Equal(("g5", null), On(0));
        Assert.Equal(("g1", null), On(0, Desk.Zhangcun));
        Assert.Equal(("g5", Tuesday), On(1));
        Assert.Equal(("g5", Tuesday), On(3));
        Assert.Equal(("g3", null), On(4));
        // A calm day says nothing of the next one in the peak of the season.
        Assert.Equal(("g3", null), On(1, Desk.Zhangcun));

        clock.Now = Morning.AddDays(1);
        using var leo = await desk.Client("leo");
        Assert.Contains("今天还没有填，先沿用 2月3日的等级。", await leo.GetStringAsync("/rounds/patrol", Desk.Stop), StringComparison.Ordinal);
        var api = JsonNode.Parse(await leo.GetStringAsync("/api/rounds/patrol", Desk.Stop))!["areas"]!.AsArray().First(cell => cell!["area"]!.ToString().StartsWith(Shazikou, StringComparison.Ordinal))!;
        Assert.Equal(("g5", "2026-02-03"), (api["grade"]!.ToString(), api["keptFrom"]!.ToString()));
    }

    [Fact]
    public async Task row_48_patrols_are_walked_in_the_fire_zone_only()
    {
        await using var desk = await Open(new SetClock(Morning));
        Assert.Equal("rounds.area", (await desk.Of<RoundDesk>().Set(Sue(desk), "patrol", new(["999999999"]), Desk.Stop)).Refusal?.Code);
        Assert.NotNull((await desk.Of<RoundDesk>().Set(desk.Cai, "patrol", new([Shazikou]), Desk.Stop)).Refusal);
        // A grid of a community means that community.
        await Walk(desk, Desk.Zhangcun + "001", "370212001001");
        Assert.Null(await Enter(desk, "g3"));
        await Run(desk);
        Assert.Equal((2, 1), (await Begun(desk), await Begun(desk, Desk.Zhangcun)));
        using var leo = await desk.Client("leo");
        Assert.Equal(2, JsonNode.Parse(await leo.GetStringAsync("/api/rounds/patrol", Desk.Stop))!["areas"]!.AsArray().Count);
    }

    [Fact]
    public async Task nothing_begins_outside_the_season_and_days_without_a_grade_have_the_usual_one()
    {
        var clock = new SetClock(Morning);
        await using var desk = await Open(clock);
        Assert.Null(await Enter(desk, "g1"));
        clock.Now = new(2026, 7, 1, 3, 0, 0, TimeSpan.Zero);
        await Run(desk);
        Assert.Equal(0, await Begun(desk));

        var every = desk.Of<RoundDesk>().Find("patrol")!.Begins!.Every!;
        Assert.Equal(("g2", "g3", "g3", "g2"), (every.UsualOn(new(2026, 1, 31)), every.UsualOn(new(2026, 2, 1)), every.UsualOn(new(2026, 5, 10)), every.UsualOn(new(2026, 5, 11))));
        // Weekly on Monday at grade 2; the season runs over New Year, first and last day included.
        Assert.Equal((0, 1), (every.On(new(2026, 1, 4), "g2").Length, every.On(new(2026, 1, 5), "g2").Length));
        Assert.Equal((0, 5, 5, 0), (every.On(new(2026, 10, 31), "g5").Length, every.On(new(2026, 11, 1), "g5").Length, every.On(new(2026, 5, 31), "g5").Length, every.On(new(2026, 6, 1), "g5").Length));
    }

    [Fact]
    public async Task a_grade_is_entered_by_whose_post_it_is_for_today_or_soon_and_never_for_the_past()
    {
        await using var desk = await Open(new SetClock(Morning));
        Assert.Equal("rounds.grade", await Enter(desk, "g9"));
        Assert.Equal("rounds.area", await Enter(desk, "g3", "999999"));
        Assert.Equal("rounds.grade-day", await Enter(desk, "g3", day: "2026-02-02"));
        Assert.Null(await Enter(desk, "g5", day: "2026-02-10"));
        Assert.Equal("rounds.grade-day", await Enter(desk, "g5", day: "2026-02-11"));
        Assert.NotNull((await desk.Of<RoundDesk>().Enter(desk.Cai, new("patrol", "g3"), Desk.Stop)).Refusal);
        Assert.Equal("rounds.missing", (await desk.Of<RoundDesk>().Enter(Sue(desk), new("request", "g3"), Desk.Stop)).Refusal!.Code);
    }

    [Fact]
    public async Task row_92_cells_that_nobody_has_walked_for_days_are_shown()
    {
        var clock = new SetClock(Morning);
        await using var desk = await Open(clock);
        Assert.Null(await Enter(desk, "g1"));
        Assert.Null(await Enter(desk, "g4", Desk.Zhangcun));
        await Run(desk);
        using var leo = await desk.Client("leo");
        async Task<JsonNode> Standing(int days = 3) => JsonNode.Parse(await leo.GetStringAsync($"/api/rounds/patrol?days={days}", Desk.Stop))!;
        async Task<JsonNode> Cell() => (await Standing())["areas"]!.AsArray().Single(cell => cell!["area"]!.ToString() == Desk.Zhangcun)!;
        var before = await Cell();
        Assert.Equal((1, 0, true), (before["begun"]!.GetValue<int>(), before["gone"]!.GetValue<int>(), before["waits"]!.GetValue<bool>()));
        Assert.Null(before["last"]);
        var all = (await Standing())["unvisited"]!.GetValue<int>();

        var gus = desk.As("gus", "grid-member", "LS.ZH");
        Assert.Null((await desk.Of<MatterDesk>().Take(gus, (await Only(desk)).Id, "clear", new() { ["seen"] = "沿防火道走了一圈" }, Desk.Stop)).Refusal?.Code);
        Assert.Equal((1, false), ((await Cell())["gone"]!.GetValue<int>(), (await Cell())["waits"]!.GetValue<bool>()));
        Assert.NotNull((await Cell())["last"]);
        Assert.Equal(all - 1, (await Standing())["unvisited"]!.GetValue<int>());
        var page = await leo.GetStringAsync("/rounds/patrol", Desk.Stop);
        Assert.Contains("今天派出 1 次，已巡 1 次。", page, StringComparison.Ordinal);
        Assert.Contains("4 级（橙）高", page, StringComparison.Ordinal);

        // Four days on, nobody has been there for three days; what is excused is not gone.
        clock.Now = Morning.AddDays(4);
        Assert.Null(await Enter(desk, "g1"));
        Assert.Null(await Enter(desk, "g3", Desk.Zhangcun));
        await Run(desk);
        await using (var connection = await desk.Of<Store>().Read(Desk.Stop))
        {
            var open = await connection.ExecuteScalarAsync<string>("select id from matters where class = 'patrol' and is_open = 1");
            Assert.Null((await desk.Of<MatterDesk>().Take(Sue(desk), open!, "excuse", new() { ["reason"] = "weather", ["reply"] = "下雪" }, Desk.Stop)).Refusal?.Code);
        }

        using var again = await desk.Client("leo");
        var standing = JsonNode.Parse(await again.GetStringAsync("/api/rounds/patrol?days=3", Desk.Stop))!;
        Assert.Equal((all, 0), (standing["unvisited"]!.GetValue<int>(), standing["areas"]!.AsArray().Single(cell => cell!["area"]!.ToString() == Desk.Zhangcun)!["gone"]!.GetValue<int>()));
        Assert.Equal(all - 1, JsonNode.Parse(await again.GetStringAsync("/api/rounds/patrol?days=7", Desk.Stop))!["unvisited"]!.GetValue<int>());
        var never = await again.GetStringAsync("/rounds/patrol?days=3", Desk.Stop);
        Assert.Contains("3 天没有人去过的", never, StringComparison.Ordinal);
        Assert.Contains("/matters?state=all&amp;kind=patrol&amp;area=", never, StringComparison.Ordinal);
        Assert.Contains("按全区等级，今天", never, StringComparison.Ordinal);
    }

    [Fact]
    public async Task row_48_a_patrol_that_found_a_hazard_ends_only_when_it_is_written_down_and_tied()
    {
        await using var desk = await Open(new SetClock(Morning));
        Assert.Null(await Enter(desk, "g1"));
        Assert.Null(await Enter(desk, "g3", Desk.Zhangcun));
        await Run(desk);
        var matters = desk.Of<MatterDesk>();
        var patrol = await Only(desk);
        var gus = desk.As("gus", "grid-member", "LS.ZH");

        Assert.Null((await matters.Take(gus, patrol.Id, "found", new() { ["seen"] = "坟头香火未熄" }, Desk.Stop)).Refusal?.Code);
        Assert.Equal("matter.not-now", (await matters.Take(gus, patrol.Id, "raised", [], Desk.Stop)).Refusal?.Code);
        Assert.Equal("matter.begins-another", (await matters.Take(gus, patrol.Id, "write-down", [], Desk.Stop)).Refusal?.Code);
        JsonObject Form() => new() { ["level"] = "general", ["kind"] = "forest", ["liable"] = "张村" };
        var hazard = await matters.Receive(gus, new("坟头香火未熄", Anonymous: true, Area: Desk.Zhangcun, Playbook: "hazard", Form: Form(), From: patrol.Number), Desk.Stop);
        Assert.Null(hazard.Refusal?.Code);
        Assert.Equal([patrol.Id], hazard.Story.Links);
        Assert.Null((await matters.Take(gus, patrol.Id, "raised", [], Desk.Stop)).Refusal?.Code);
        Assert.Equal("matter.missing", (await matters.Receive(gus, new("x", Anonymous: true, Area: Desk.Zhangcun, Playbook: "hazard", Form: Form(), From: "XH2026020399999"), Desk.Stop)).Refusal!.Code);
    }

    [Fact]
    public async Task row_94_a_sweep_covers_every_cell_and_keeps_its_findings_cell_by_cell()
    {
        var clock = new SetClock(Morning);
        await using var desk = await Open(clock);
        Assert.Null((await OpenAccount.Run(new("han", "员工han", "han", MustChange: false), Passwords.Hash(Desk.Password), desk.Setup, Desk.Stop)).Refusal);
        Assert.Null((await AppointPost.Run("han", new("LS.ZJ", "handler"), desk.Setup, Desk.Stop)).Refusal);
        var rounds = desk.Of<RoundDesk>();
        async Task<string?> Plan(Clerk who, PlanSweep.Command command) => (await rounds.Plan(who, "sweep", command, Desk.Stop)).Answer.Refusal?.Code;
        JsonObject Until(string day) => new() { ["until"] = day };
        var good = new PlanSweep.Command("第八轮", null, [Desk.Zhangcun, "370212001001"], Until("2026-02-06"));
        Assert.Equal("rounds.sweep-name", await Plan(Sue(desk), good with { Name = " " }));
        Assert.Equal("rounds.sweep-day", await Plan(Sue(desk), good with { Day = "2026-02-02" }));
        Assert.Equal("rounds.area", await Plan(Sue(desk), good with { Areas = ["370999"] }));
        Assert.Equal("matter.required", await Plan(Sue(desk), good with { Form = [] }));
        Assert.Equal("matter.day-gone", await Plan(Sue(desk), good with { Form = Until("2026-02-02") }));
        Assert.NotNull(await Plan(desk.Cai, good));
        Assert.Equal("rounds.missing", (await rounds.Plan(Sue(desk), "patrol", good, Desk.Stop)).Answer.Refusal?.Code);

        var (answer, sweep) = await rounds.Plan(Sue(desk), "sweep", good, Desk.Stop);
        Assert.Null(answer.Refusal?.Code);
        await Run(desk);
        await RunAnew(desk);
        Assert.Equal(2, await Begun(desk, playbook: "sweep"));
        var cell = await Only(desk, "sweep");
        Assert.Equal(new DateTimeOffset(2026, 2, 6, 16, 0, 0, TimeSpan.Zero), cell.Clocks["look"].Due(desk.Of<Bihuan.Library.Shelf>().Calendar).At);
        Assert.Equal("rounds.sweep-begun", (await rounds.CallOff(Sue(desk), "sweep", sweep, new("不去了"), Desk.Stop)).Refusal?.Code);

        var matters = desk.Of<MatterDesk>();
        var found = await matters.Receive(Sue(desk), new("店铺把货物摆到人行道上", Anonymous: true, Area: Desk.Zhangcun, Playbook: "inspection", From: cell.Number,
            Form: new() { ["class"] = "stalls", ["item"] = "stalls-2", ["pace"] = "today", ["industry"] = "LS.ZJ", ["territory"] = "LS.ZH", ["responsible"] = "han" }), Desk.Stop);
        Assert.Null(found.Refusal?.Code);
        Assert.Equal("matter.not-now", (await matters.Take(Sue(desk), cell.Id, "nothing", new() { ["seen"] = "走了两条街" }, Desk.Stop)).Refusal?.Code);
        Assert.Null((await matters.Take(Sue(desk), cell.Id, "found", new() { ["seen"] = "走了两条街" }, Desk.Stop)).Refusal?.Code);
        using var leo = await desk.Client("leo");
        var cells = JsonNode.Parse(await leo.GetStringAsync($"/api/rounds/sweep/sweeps/{sweep}", Desk.Stop))!.AsArray();
        Assert.Equal(["370212001001:0:False", $"{Desk.Zhangcun}:1:True"], cells.Select(one => $"{one!["area"]}:{one["findings"]!.AsArray().Count}:{one["ended"] is not null}"));
        Assert.Equal(found.Story.Number, cells[1]!["findings"]![0]!["number"]!.ToString());
        var page = await leo.GetStringAsync($"/rounds/sweep/sweeps/{sweep}", Desk.Stop);
        Assert.Contains("已查，1 个问题", page, StringComparison.Ordinal);
        Assert.Contains("没有查", page, StringComparison.Ordinal);

        // Called off before its day it never begins.
        var (_, later) = await rounds.Plan(Sue(desk), "sweep", good with { Name = "第九轮", Day = "2026-02-04" }, Desk.Stop);
        Assert.Null((await rounds.CallOff(Sue(desk), "sweep", later, new("改期"), Desk.Stop)).Refusal?.Code);
        clock.Now = Morning.AddDays(1);
        await RunAnew(desk);
        Assert.Equal(2, await Begun(desk, playbook: "sweep"));
    }
}

public sealed class SqliteRoundTests : RoundContract
{
    private protected override Task<Desk> Open(TimeProvider? time = null) => Desk.Open(time: time);
}

public sealed class PostgresRoundTests(PostgresHost postgres) : RoundContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Desk> Open(TimeProvider? time = null)
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Desk.Open(postgres.Connection, time);
    }
}
