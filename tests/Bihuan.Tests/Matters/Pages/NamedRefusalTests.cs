using System.Text.Json;
using System.Text.Json.Nodes;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Tests.Matters.Pages;

/// <summary>A sentence calls units and people by their names: codes are for programs.</summary>
public sealed class NamedRefusalTests(Office office) : IClassFixture<Office>
{
    [Fact]
    public async Task the_task_that_is_open_is_called_by_its_unit() =>
        await Names("LS.CG", await office.At("handling"), Office.Handler, "hand-in", new { outcome = "resolved", replies = new[] { "已清运", "已贴出" } }, "matter.open-task");

    [Fact]
    public async Task the_whistle_names_whom_it_need_not_call()
    {
        var m = await office.At("signed");
        await Names("LS.CG", m, Office.Street, "whistle", new { units = new[] { "LS.CG" }, ask = "请派人到场" }, "matter.whistled-twice");
        await Names("LS.ZH", m, Office.Street, "whistle", new { units = new[] { "LS.ZH" }, ask = "请派人到场" }, "matter.whistled-self");
    }

    [Fact]
    public async Task the_unit_whose_objection_was_upheld_is_named()
    {
        var m = await office.At("dispatched");
        m = await office.Take(m, Office.Street, "object", new { reason = "not-duty", basis = "清单第3条" });
        m = await office.Take(m, "dispatcher1", "uphold", new { finding = "确不属其职责" });
        await Names("LS.ZH", m, "dispatcher1", "dispatch", new { unit = "LS.ZH", basis = "属地" }, "matter.objection-was-upheld");
    }

    [Fact]
    public async Task who_does_not_handle_is_called_by_name()
    {
        var refusal = await Refused(await office.At("signed"), Office.Street, "assign", new { person = "zj-liaison" }, "matter.not-a-handler");
        using var client = await office.SignIn("zj-liaison");
        var name = JsonNode.Parse(await client.GetStringAsync("/api/me", Office.Stop))!["name"]!;
        Assert.Contains($"“{name["zh"] ?? name}”", refusal.Zh, StringComparison.Ordinal);
        Assert.DoesNotContain("zj-liaison", refusal.Zh + refusal.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_list_of_codes_says_what_each_means() => Assert.Contains("resolved（已解决）、",
        (await Refused(await office.At("handling"), Office.Handler, "hand-in", new { outcome = "done", replies = new[] { "一", "二" } }, "library.unknown-code")).Zh, StringComparison.Ordinal);

    async Task Names(string unit, Matter matter, string account, string move, object words, string code)
    {
        var refusal = await Refused(matter, account, move, words, code);
        var name = (await office.Of<UnitTree>().Of(Office.District, Office.Stop)).Name(unit);
        Assert.Contains(name.Zh, refusal.Zh, StringComparison.Ordinal);
        Assert.Contains(name.En, refusal.En, StringComparison.Ordinal);
        Assert.DoesNotContain("LS.", refusal.Zh + refusal.En, StringComparison.Ordinal);
    }

    async Task<Bihuan.Engine.Decisions.Refusal> Refused(Matter matter, string account, string move, object words, string code)
    {
        var answer = await office.Of<MatterDesk>().Take(office.As(account), matter.Id, move, (JsonObject)JsonSerializer.SerializeToNode(words)!, Office.Stop);
        Assert.Equal(code, answer.Refusal?.Code);
        return answer.Refusal!;
    }
}
