using System.Net;
using System.Text.Json.Nodes;
using Bihuan.Engine.Decisions;
using Bihuan.Grid;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;
using Desk = Bihuan.Tests.Registers.Desk;

namespace Bihuan.Tests.Insight;

/// <summary>Every difficult item and every zone has a leader by account, and the leader has a list of them.</summary>
public abstract class ChargeContract
{
    private protected abstract Task<Desk> Open();

    [Fact]
    public async Task row_88_an_item_and_a_zone_are_bound_to_a_leader_who_finds_them_on_a_list()
    {
        await using var desk = await Open();
        Assert.Null((await OpenAccount.Run(new("han", "员工han", "han", MustChange: false), Passwords.Hash(Desk.Password), desk.Setup, Desk.Stop)).Refusal);
        Assert.Null((await AppointPost.Run("han", new("LS.ZJ", "handler"), desk.Setup, Desk.Stop)).Refusal);
        var matters = desk.Of<MatterDesk>();
        var sue = desk.As("sue", "supervisor", "LS");
        async Task<Matter> Begin(string text)
        {
            var answer = await matters.Receive(sue, new(text, Anonymous: true, Area: Desk.Zhangcun, Playbook: "inspection",
                Form: new() { ["class"] = "illegal", ["item"] = "illegal-2", ["pace"] = "hard", ["industry"] = "LS.ZJ", ["territory"] = "LS.ZH", ["responsible"] = "han" }), Desk.Stop);
            Assert.Null(answer.Refusal?.Code);
            return answer.Story;
        }

        async Task<Refusal?> Take(Matter matter, string move, JsonObject words) => (await matters.Take(sue, matter.Id, move, words, Desk.Stop)).Refusal;
        var (hard, other) = (await Begin("公共绿地被围起来种菜"), await Begin("又一处绿地被围"));
        var refusal = await Take(hard, "escalate", new() { ["sponsor"] = "zoe", ["sponsorWhy"] = "历史遗留" });
        Assert.Equal(("matter.not-holding", "sponsor"), (refusal?.Code, refusal?.Field));
        Assert.Equal("matter.not-holding", (await Take(hard, "escalate", new() { ["sponsor"] = "nobody", ["sponsorWhy"] = "历史遗留" }))?.Code);
        Assert.Null((await Take(hard, "escalate", new() { ["sponsor"] = "leo", ["sponsorWhy"] = "历史遗留" }))?.Code);

        // The day that was agreed is the clock's last one, and none that has gone by.
        Assert.Equal("matter.day-gone", (await Take(hard, "dispatch", new() { ["basis"] = "职责", ["doneBy"] = "2026-01-01" }))?.Code);
        Assert.Null((await Take(hard, "dispatch", new() { ["basis"] = "职责", ["doneBy"] = "2099-03-01" }))?.Code);

        // A zone is bound to an account that leads, and takes its name.
        var zones = desk.Of<ZoneDesk>();
        var zone = new DrawZone.Command("Z01", new("一区", "One"), [Desk.Zhonghan], null, null, "LS.ZH", Account: "zoe");
        Assert.Equal("zones.no-account", (await zones.Draw(desk.Setup, zone, Desk.Stop)).Refusal?.Code);
        Assert.Equal("zones.no-leader", (await zones.Draw(desk.Setup, zone with { Account = null }, Desk.Stop)).Refusal?.Code);
        Assert.Null((await zones.Draw(desk.Setup, zone with { Account = "leo" }, Desk.Stop)).Refusal?.Code);
        Assert.Equal(("员工leo", "leo"), ((await zones.All(Desk.Stop))[0].Leader, (await zones.All(Desk.Stop))[0].Account));

        using var leo = await desk.Client("leo");
        var charge = JsonNode.Parse(await leo.GetStringAsync("/api/charge", Desk.Stop))!;
        Assert.Equal(("leo", 1), (charge["leader"]!.ToString(), charge["open"]!.GetValue<int>()));
        Assert.Equal(hard.Number, charge["matters"]!.AsArray().Single()!["number"]!.ToString());
        Assert.Equal(("Z01", 2), (charge["zones"]![0]!["code"]!.ToString(), charge["zones"]![0]!["open"]!.GetValue<int>()));
        var listed = JsonNode.Parse(await leo.GetStringAsync("/api/matters?charge=1", Desk.Stop))!["rows"]!.AsArray();
        Assert.Equal([hard.Number], listed.Select(row => row!["number"]!.ToString()));
        var page = await leo.GetStringAsync("/charge", Desk.Stop);
        Assert.Contains(hard.Number, page, StringComparison.Ordinal);
        Assert.Contains(other.Number, page, StringComparison.Ordinal);
        // What is counted in the zone is listed, and no more.
        var there = await leo.GetStringAsync("/zones/Z01/matters", Desk.Stop);
        foreach (var number in (string[])[hard.Number, other.Number, "共 2 件"]) Assert.Contains(number, there, StringComparison.Ordinal);
        Assert.Contains("没有超期的事项", await leo.GetStringAsync("/zones/Z01/matters?state=overdue", Desk.Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await leo.GetAsync("/zones/Z99/matters", Desk.Stop)).StatusCode);
        Assert.Contains("我包抓的", await leo.GetStringAsync("/matters?charge=1", Desk.Stop), StringComparison.Ordinal);
        // Who may name a leader is offered those who are.
        Assert.Contains("<option value=\"leo\"", await leo.GetStringAsync($"/matters/{other.Number}", Desk.Stop), StringComparison.Ordinal);

        using var cai = await desk.Client("cai");
        Assert.Equal(HttpStatusCode.Forbidden, (await cai.GetAsync("/api/charge", Desk.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await cai.GetAsync("/charge", Desk.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await leo.GetAsync("/charge?leader=zoe", Desk.Stop)).StatusCode);
    }
}

public sealed class SqliteChargeTests : ChargeContract
{
    private protected override Task<Desk> Open() => Desk.Open();
}

public sealed class PostgresChargeTests(PostgresHost postgres) : ChargeContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Desk> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Desk.Open(postgres.Connection);
    }
}
