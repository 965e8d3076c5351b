using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bihuan.Tests.Matters.Pages;

namespace Bihuan.Tests.Petitions;

/// <summary>A reception at the petitions bureau's desk, in the pages that its officer uses.</summary>
public sealed class PetitionPageTests(Office office) : IClassFixture<Office>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task row_32_a_reception_is_written_down_with_visitor_demand_and_receiver_and_gives_a_query_code()
    {
        using var client = await office.SignIn("petition1");
        var sheet = await Office.Page(await client.GetAsync("/begin/petition", Stop));
        foreach (var name in (string[])["text", "name", "phone", "address", "anonymous", "source", "demand", "request", "reasons", "people", "representatives", "oral", "accused", "receiver", "room"])
            Assert.NotNull(sheet.QuerySelector($"[name={name}]"));

        using var answer = await client.PostAsJsonAsync("/api/matters", new
        {
            playbook = "petition", text = "过渡费停发四个月", name = "秦守田", phone = "13800005101", area = "370212001019", source = "visit", demand = "appeal",
            form = new { request = "补发过渡费", reasons = "协议写明按季发放", receiver = "许明", room = "reception", oral = true },
        }, Stop);
        var number = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("number").GetString();
        Assert.StartsWith("XF", number, StringComparison.Ordinal);
        var page = await Office.Page(await client.GetAsync($"/matters/{number}", Stop));
        var said = page.QuerySelector("#said")!.TextContent;
        Assert.Contains("补发过渡费", said, StringComparison.Ordinal);
        Assert.Contains("许明", said, StringComparison.Ordinal);
        Assert.Matches("查询码[\\s\\S]*[2-9A-Z]{6}", said);
        Assert.Contains("出具来访登记表", page.Body!.TextContent, StringComparison.Ordinal);

        // The code is for the one who wrote it down; a colleague of another house is not told.
        using var other = await office.SignIn("petition2");
        Assert.DoesNotContain("查询码", (await Office.Page(await other.GetAsync($"/matters/{number}", Stop))).QuerySelector("#said")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task six_representatives_are_refused_in_place_and_what_was_typed_stays()
    {
        using var client = await office.SignIn("petition1");
        using var answer = await client.PostAsJsonAsync("/api/matters", new
        {
            playbook = "petition", text = "过渡费停发", name = "秦守田", area = "370212001019", source = "visit",
            form = new { request = "补发", reasons = "有协议", representatives = new[] { "一", "二", "三", "四", "五", "六" } },
        }, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("matter.too-many-lines", (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
    }
}
