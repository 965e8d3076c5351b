using System.Text.Json.Nodes;
using Bihuan.Matters;
using Bihuan.People;
using Stream = Bihuan.Engine.Journal.Stream;

namespace Bihuan.Tests.Lists;

/// <summary>What cannot close by itself is listed, and leaves the list when it can again.</summary>
public sealed class BrokenLoopsTests : IAsyncLifetime
{
    Office office = null!;

    static CancellationToken Stop => Office.Stop;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    public async ValueTask DisposeAsync() => await office.DisposeAsync();

    async Task<string> Faults() => string.Join(' ', (await office.Of<BrokenLoops>().Find(new Scope(Office.District, MaxSensitivity: 2), Stop)).Select(broken => $"{broken.Stage}:{broken.Fault}"));

    async Task Appoint(string account, string role, string unit)
    {
        Assert.True((await OpenAccount.Run(new(account, account, account, MustChange: false), Passwords.Hash(Office.Password), office.Setup, Stop)).IsYes);
        Assert.Null((await AppointPost.Run(account, new(unit, role), office.Setup, Stop)).Refusal);
    }

    /// <summary>What the account sees as its own work.</summary>
    async Task<IReadOnlyList<Todos.Line>> Waiting(string account, string role, string unit)
    {
        var post = new Appointment("1", unit, role, new(role, role), null, [], null, null);
        return await office.Of<Todos>().Of(new(account, new(account, account), post, [post], Must.Nothing, "s", DateTimeOffset.MaxValue, false, false,
            new(Office.District, account, post.Post), DateTimeOffset.UtcNow), Stop);
    }

    Task<Matter> Do(Matter matter, string account, string role, string unit, string move, object? words = null) =>
        office.Take(matter, account, role, unit, move, Scene.Json(words));

    [Fact]
    public async Task row_60_a_step_that_nobody_may_take_is_listed_until_somebody_is_appointed()
    {
        await office.Sent("占道经营", "LS.ZH");
        Assert.Equal("dispatched:nobody", await Faults());
        using var leader = await office.Client("leader");
        Assert.Contains("下一步没有人能办", await leader.GetStringAsync("/broken-loops", Stop), StringComparison.Ordinal);

        await Appoint("street", "coordinator", "LS.ZH");
        Assert.Equal("", await Faults());
    }

    [Fact]
    public async Task what_the_centre_did_itself_waits_for_supervision_outside_it()
    {
        Assert.True((await OpenUnit.Run(new("LS.DC", "督查室", "Supervision", "department", null), office.Setup, Stop)).IsYes);
        await Appoint("centre-desk", "coordinator", "LS.RX");
        await Appoint("checker", "verifier", "LS.RX");
        await Appoint("within", "supervisor", "LS.RX");
        var matter = await office.Sent("热线总是占线", "LS.RX");
        matter = await Do(matter, "centre-desk", "coordinator", "LS.RX", "sign");
        await Do(matter, "centre-desk", "coordinator", "LS.RX", "hand-in", Scene.Result());
        Assert.Equal("finished:nobody", await Faults());
        Assert.Empty(await Waiting("checker", "verifier", "LS.RX"));
        Assert.Empty(await Waiting("within", "supervisor", "LS.RX"));

        await Appoint("beyond", "supervisor", "LS.DC");
        Assert.Equal("", await Faults());
        Assert.Equal("finished", Assert.Single(await Waiting("beyond", "supervisor", "LS.DC")).What);
    }

    [Fact]
    public async Task a_request_to_reopen_waits_for_the_dispatcher_by_its_clock()
    {
        var matter = await Do(await Received(), "agent", "agent", "LS.RX", "answer", new { reply = "九点开门" });
        await Do(matter, "resident", "resident", "", "ask-reopening", new { why = "没开门" });
        await office.Said("暖气不热");
        Assert.Equal("", await Faults());

        var lines = await Waiting("sender", "dispatcher", "LS.RX");
        Assert.Equal(["accepted", "decide-reopening"], lines.Select(line => line.What));
        Assert.Equal("reopening", lines[1].Clock);
        Assert.InRange(lines[1].Due, lines[0].Due, MatterLedger.Never - 1);

        await Do(matter, "sender", "dispatcher", "LS.RX", "refuse-reopening", new { why = "已核实开门" });
        Assert.Equal(["accepted"], (await Waiting("sender", "dispatcher", "LS.RX")).Select(line => line.What));
    }

    [Fact]
    public async Task row_60_a_request_to_reopen_without_a_clock_is_listed()
    {
        var matter = await Do(await Received(), "agent", "agent", "LS.RX", "answer", new { reply = "九点开门" });
        await office.Setup.Record<Matter>(Stream.Of(Matter.Noun, matter.Id), (_, _) => new ReopeningAsked("没开门"), Stop);
        Assert.Equal("answered:no-clock", await Faults());
    }

    [Fact]
    public async Task work_is_given_to_nobody_without_a_handlers_post_in_the_unit()
    {
        await Appoint("hand", "handler", "LS.CG");
        await Appoint("away", "handler", "LS.GR");
        var matter = await Do(await office.Sent("夜市占道", "LS.CG"), "city", "coordinator", "LS.CG", "sign");
        foreach (var person in (string[])["city", "away", "nobody", "agent"])
        {
            var answer = await office.Of<MatterDesk>().Take(office.As("city", "coordinator", "LS.CG"), matter.Id, "assign", new JsonObject { ["person"] = person, ["office"] = "LS.CG" }, Stop);
            Assert.Equal("matter.not-a-handler", answer.Refusal?.Code);
        }

        Assert.Equal("hand", (await Do(matter, "city", "coordinator", "LS.CG", "assign", new { person = "hand" })).Lead!.Handler);
        Assert.Equal("", await Faults());
        Assert.Null((await CloseAccount.Run("hand", new("离职"), office.Setup.For(new(Office.District, "sys", new("system-admin", "LS"))), Stop)).Refusal);
        Assert.Equal("handling:nobody", await Faults());
    }

    [Fact]
    public async Task the_program_is_told_why_a_move_is_closed_before_it_tries()
    {
        var matter = await office.Sent("暖气冰凉", "LS.GR");
        await Do(matter, "heat", "coordinator", "LS.GR", "object", new { reason = "not-duty", basis = "清单" });
        await Do(matter, "sender", "dispatcher", "LS.RX", "reject", new { finding = "属其职责" });
        using var heat = await office.Client("heat");
        var sheet = JsonNode.Parse(await heat.GetStringAsync($"/api/matters/{matter.Id}", Stop))!;
        Assert.Equal("matter.second-objection", sheet["moves"]!.AsArray().Single(move => move!["id"]!.ToString() == "object")!["closed"]!["code"]!.ToString());
        Assert.Contains("每个单位只能退单一次", await heat.GetStringAsync($"/matters/{matter.Number}", Stop), StringComparison.Ordinal);
    }

    async Task<Matter> Received()
    {
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"), new("几点开门", Anonymous: true, Source: "window", Area: Office.Street), Stop);
        Assert.Null(answer.Refusal);
        return answer.Story;
    }
}
