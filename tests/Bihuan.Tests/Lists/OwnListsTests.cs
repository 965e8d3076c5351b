using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bihuan.Matters;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Lists;

/// <summary>What somebody makes of a list: columns, kept lists, many moves at once, a past day, paper.</summary>
public abstract class OwnListsContract : IAsyncLifetime
{
    private protected Office office = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await Office.Open(await Database());

    public async ValueTask DisposeAsync()
    {
        if (office is not null) await office.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection string; null is a fresh SQLite file.</summary>
    protected abstract Task<string?> Database();

    [Fact]
    public async Task row_8_every_line_shows_owner_deadline_status_and_source_in_the_order_chosen()
    {
        var matter = await office.Sent("暖气不热", "LS.GR");
        using var leader = await office.Client("leader");
        var page = await leader.GetStringAsync("/matters?columns=stage,unit,due,source,number&lang=zh", Stop);
        int[] heads = [.. new[] { "环节", "承办单位", "期限", "来源", "编号" }.Select(head => page.IndexOf($">{head}</th>", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, heads);
        Assert.Equal(heads.Order(), heads);
        Assert.Contains($"href=\"/matters/{matter.Number}\"", page, StringComparison.Ordinal);

        var row = (await leader.GetFromJsonAsync<JsonElement>("/api/matters?columns=unit,stage,due", Stop)).GetProperty("rows")[0];
        Assert.Equal(["id", "version", "number", "unit", "stage", "due"], row.EnumerateObject().Select(cell => cell.Name));
        Assert.Equal((matter.Number, "LS.GR", "dispatched"), (row.GetProperty("number").GetString(), row.GetProperty("unit").GetString(), row.GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task the_fields_of_a_playbooks_own_forms_are_columns_where_it_is_chosen()
    {
        await office.Said("暖气不热");
        using var leader = await office.Client("leader");
        var own = ListColumn.OwnOf(office.Of<Bihuan.Library.Shelf>().Newest("hazard")!).ToList();
        Assert.NotEmpty(own);
        var page = (await leader.GetStringAsync("/matters?arrange=1&kind=hazard&lang=zh", Stop)).Replace("%2C", ",", StringComparison.Ordinal);
        foreach (var column in own) Assert.Contains($"columns=due,number,title,category,place,unit,stage,received,{column.Key}", page, StringComparison.Ordinal);
        Assert.DoesNotContain(own[0].Key, await leader.GetStringAsync("/matters?arrange=1&lang=zh", Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await leader.GetAsync($"/matters?columns=number,{own[0].Key}", Stop)).StatusCode);
    }

    [Fact]
    public async Task chosen_columns_stay_with_the_person_and_nobody_else()
    {
        await office.Said("暖气不热");
        using var leader = await office.Client("leader");
        using var agent = await office.Client("agent");
        using var columns = JsonContent.Create(new { value = "number,source" });
        Assert.Equal(HttpStatusCode.NoContent, (await leader.PutAsync("/api/views/columns", columns, Stop)).StatusCode);
        Assert.Contains(">来源</th>", await leader.GetStringAsync("/matters?lang=zh", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(">来源</th>", await agent.GetStringAsync("/matters?lang=zh", Stop), StringComparison.Ordinal);
        using var unknown = JsonContent.Create(new { value = "number,colour" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await leader.PutAsync("/api/views/columns", unknown, Stop)).StatusCode);
    }

    [Fact]
    public async Task a_list_is_kept_shared_opened_first_renamed_and_removed()
    {
        using var agent = await office.Client("agent");
        using var sender = await office.Client("sender");
        using var heat = await office.Client("heat");
        Assert.Equal("1", await Keep(agent, "我的窗口件", "?source=window&columns=number,due"));
        Assert.Equal("u1", await Keep(agent, "中心超期", "state=overdue", isShared: true, isFirst: true));
        Assert.Equal("views.name-taken", await Keep(agent, "我的窗口件", "state=all"));
        Assert.Equal("views.same", await Keep(agent, "另一个名字", "columns=number,due&source=window"));
        Assert.Equal("views.words", await Keep(agent, "找人", "text=张三"));
        Assert.Equal("matter.unknown-filter", await Keep(agent, "不通", "state=bogus"));

        Assert.Equal("/matters?state=overdue", (await agent.GetAsync("/matters", Stop)).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await sender.GetAsync("/matters", Stop)).StatusCode);
        Assert.Contains("中心超期", await sender.GetStringAsync("/matters?lang=zh", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("我的窗口件", await sender.GetStringAsync("/matters?lang=zh", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("中心超期", await heat.GetStringAsync("/matters?lang=zh", Stop), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, (await sender.DeleteAsync("/api/views/u1", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await heat.DeleteAsync("/api/views/1", Stop)).StatusCode);
        using var name = JsonContent.Create(new { value = "窗口" });
        Assert.Equal(HttpStatusCode.NoContent, (await agent.PutAsync("/api/views/1/name", name, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync("/api/views/u1", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/matters", Stop)).StatusCode);
        var left = (await agent.GetFromJsonAsync<JsonElement>("/api/views", Stop)).GetProperty("all");
        Assert.Equal(["窗口"], left.EnumerateArray().Select(view => view.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task a_kept_list_is_shared_and_kept_for_oneself_again_and_no_two_have_one_name()
    {
        using var agent = await office.Client("sender");
        using var heat = await office.Client("heat");
        using var yes = JsonContent.Create(new { value = true });
        using var no = JsonContent.Create(new { value = false });
        async Task<string[]> Names(HttpClient client) => [.. (await client.GetFromJsonAsync<JsonElement>("/api/views", Stop)).GetProperty("all").EnumerateArray().Select(view => $"{view.GetProperty("key").GetString()} {view.GetProperty("name").GetString()} {view.GetProperty("isFirst").GetBoolean()}")];
        var own = await Keep(agent, "夜间超期", "state=overdue&source=web", isFirst: true);
        Assert.Equal("views.name-taken", await Keep(agent, "夜间超期", "state=overdue&source=window", isShared: true));
        Assert.Equal(HttpStatusCode.NotFound, (await heat.PutAsync($"/api/views/{own}9/shared", yes, Stop)).StatusCode);

        using var given = await agent.PutAsync($"/api/views/{own}/shared", yes, Stop);
        var shared = (await given.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("key").GetString()!;
        Assert.StartsWith("u", shared, StringComparison.Ordinal);
        Assert.Contains($"{shared} 夜间超期 True", await Names(agent));
        Assert.DoesNotContain($"{own} 夜间超期 True", await Names(agent));
        Assert.Equal("views.name-taken", await Keep(agent, "夜间超期", "state=overdue&source=window"));

        using var kept = await agent.PutAsync($"/api/views/{shared}/shared", no, Stop);
        var again = (await kept.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("key").GetString()!;
        Assert.Equal([$"{again} 夜间超期 True"], (await Names(agent)).Where(line => line.Contains("夜间超期", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync($"/api/views/{again}", Stop)).StatusCode);
    }

    static async Task<string> Keep(HttpClient client, string name, string query, bool isShared = false, bool isFirst = false)
    {
        using var words = JsonContent.Create(new { name, query, isShared, isFirst });
        var answer = await (await client.PostAsync("/api/views", words, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);
        return (answer.TryGetProperty("code", out var code) ? code : answer.GetProperty("key")).GetString()!;
    }

    [Fact]
    public async Task many_are_previewed_then_done_each_by_its_own_verb_and_refusals_stand_by_number()
    {
        var (first, second, gone) = (await office.Said("暖气不热"), await office.Said("管道漏水"), await office.Sent("阀门坏了", "LS.GR"));
        using var sender = await office.Client("sender");
        JsonObject Command(bool isPreview) => new()
        {
            ["matters"] = new JsonArray($"{first.Number}:{first.Version}", $"{second.Number}:{second.Version - 1}", gone.Number, "RX209901019999999"), ["move"] = "dispatch",
            ["words"] = new JsonObject { ["unit"] = "LS.GR", ["basis"] = "三定规定" }, ["isPreview"] = isPreview,
        };
        string[] expected = ["", "desk.stale", "matter.not-now", "matter.missing"];
        var preview = await Bulk(sender, Command(true));
        Assert.Equal(expected, preview);
        Assert.Equal(first.Version, (await Story(first)).Version);

        Assert.Equal(expected, await Bulk(sender, Command(false), "one-press"));
        Assert.Equal(("dispatched", "LS.GR"), ((await Story(first)).Stage, (await Story(first)).Lead!.Unit));
        Assert.Equal(second.Version, (await Story(second)).Version);
        var done = (await Story(first)).Version;
        Assert.Equal("", (await Bulk(sender, Command(false), "one-press"))[0]);
        Assert.Equal(done, (await Story(first)).Version);

        using var city = await office.Client("city");
        Assert.Equal(["matter.missing"], await Bulk(city, new() { ["matters"] = new JsonArray(first.Number), ["move"] = "note", ["words"] = new JsonObject() }));
    }

    [Fact]
    public async Task what_is_judged_one_by_one_is_not_done_for_many()
    {
        var playbook = office.Of<Bihuan.Library.Shelf>().Newest("request")!;
        var moves = playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere).ToList();
        Assert.All(moves.Where(move => move.Act is "verify" or "hand-in" or "call-back" or "see-requester" or "merge"), move => Assert.False(BulkMoves.IsForMany(move, playbook)));
        Assert.All(moves.Where(move => move.Act is "dispatch" or "supervise" or "assign"), move => Assert.True(BulkMoves.IsForMany(move, playbook)));
        using var sender = await office.Client("sender");
        using var none = JsonContent.Create(new { matters = Array.Empty<string>(), move = "dispatch" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sender.PostAsync("/api/bulk-moves", none, Stop)).StatusCode);
        using var many = JsonContent.Create(new { matters = Enumerable.Range(0, 201).Select(n => $"LS{n}"), move = "dispatch" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sender.PostAsync("/api/bulk-moves", many, Stop)).StatusCode);
    }

    [Fact]
    public async Task pages_lead_from_ticks_to_done_without_a_script()
    {
        var (first, sent) = (await office.Said("暖气不热"), await office.Sent("阀门坏了", "LS.GR"));
        using var sender = await office.Client("sender");
        Assert.Contains($"value=\"{first.Number}:{first.Version}\"", await sender.GetStringAsync("/matters?tick=1&lang=zh", Stop), StringComparison.Ordinal);
        List<KeyValuePair<string, string>> chosen = [new("m", $"{first.Number}:{first.Version}"), new("m", $"{sent.Number}:{sent.Version}")];
        Assert.Contains($"value=\"dispatch@{first.Number}\"", await Post(sender, [.. chosen, new("step", "choose")]), StringComparison.Ordinal);
        chosen.Add(new("move", $"dispatch@{first.Number}"));
        Assert.Contains("name=\"unit\"", await Post(sender, [.. chosen, new("step", "form")]), StringComparison.Ordinal);
        chosen.AddRange([new("unit", "LS.GR LS.GR"), new("basis", "三定规定")]);
        var preview = await Post(sender, [.. chosen, new("step", "preview")]);
        Assert.Contains("1 件能办，1 件不能", preview, StringComparison.Ordinal);
        Assert.Contains($"name=\"left\" value=\"{sent.Number}\"", preview, StringComparison.Ordinal);
        Assert.Equal(first.Version, (await Story(first)).Version);
        var result = await Post(sender, [chosen[0], .. chosen[2..], new("left", sent.Number), new("key", "k1"), new("step", "do")]);
        Assert.Contains("1 件办好了", result, StringComparison.Ordinal);
        Assert.Contains(sent.Number, result, StringComparison.Ordinal);
        Assert.Equal("dispatched", (await Story(first)).Stage);
        Assert.Contains("1 件都办好了", await Post(sender, [chosen[0], .. chosen[2..], new("key", "k1"), new("step", "do")]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_past_day_is_told_as_it_stood_then()
    {
        var day = DateTimeOffset.UtcNow.AddDays(-3);
        var desk = office.Of<MatterDesk>();
        async Task<Matter> At(DateTimeOffset at, string role, Matter? matter, string move, JsonObject words)
        {
            var clerk = office.Setup.For(new(Office.District, role, new(role, "LS.RX")) { At = at });
            var answer = matter is null
                ? await desk.Receive(clerk, new("暖气不热", Anonymous: true, Source: "window", Category: "CJ-01-01", Area: Office.Street), Stop)
                : await desk.Take(clerk, matter.Id, move, words, Stop);
            Assert.Null(answer.Refusal);
            return answer.Story;
        }

        var matter = await At(day, "agent", await At(day, "agent", null, "", []), "accept", []);
        matter = await At(DateTimeOffset.UtcNow, "dispatcher", matter, "dispatch", new() { ["unit"] = "LS.GR", ["basis"] = "三定规定" });
        using var leader = await office.Client("leader");
        async Task<string[]> Rows(DateTimeOffset on, string more = "") => [.. (await leader.GetFromJsonAsync<JsonElement>(
            $"/api/matters?asOf={on.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}{more}", Stop)).GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("stage")} {(row.TryGetProperty("lead", out var lead) ? lead.GetString() : "")} {row.GetProperty("title")}")];
        Assert.Equal(["accepted  暖气不热"], await Rows(day.AddDays(1)));
        Assert.Equal(["dispatched LS.GR 暖气不热"], await Rows(DateTimeOffset.UtcNow));
        Assert.Empty(await Rows(day.AddDays(-1)));
        Assert.Empty(await Rows(day.AddDays(1), "&unit=LS.GR"));
        var page = await leader.GetStringAsync($"/matters?asOf={day.AddDays(1).ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}&lang=zh", Stop);
        Assert.Contains("终了时的列表", page, StringComparison.Ordinal);
        Assert.DoesNotContain("选多件一起办", page, StringComparison.Ordinal);
        using var city = await office.Client("city");
        Assert.Equal("[]", (await city.GetFromJsonAsync<JsonElement>($"/api/matters?asOf={DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}", Stop)).GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task the_printed_list_says_what_it_holds_who_printed_it_and_offers_no_way_on()
    {
        var (matter, other) = (await office.Sent("暖气不热", "LS.GR"), await office.Sent("夜市占道", "LS.CG"));
        using var heat = await office.Client("heat");
        var page = await heat.GetStringAsync("/matters/print?source=window&columns=number,title&lang=zh", Stop);
        Assert.Contains(matter.Number, page, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Number, page, StringComparison.Ordinal);
        Assert.Contains("共 1 件", page, StringComparison.Ordinal);
        Assert.Contains("打印</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<nav", page, StringComparison.Ordinal);
        Assert.Equal("/matters", (await heat.GetAsync("/matters/print?state=bogus", Stop)).Headers.Location!.ToString());
    }

    async Task<Matter> Story(Matter matter) => (await office.Of<Bihuan.Hosting.Reading>().Story<Matter>(Office.District, matter.Stream, Stop)).Story;

    static async Task<string> Post(HttpClient client, IEnumerable<KeyValuePair<string, string>> words)
    {
        using var form = new FormUrlEncodedContent(words);
        return await (await client.PostAsync("/matters/bulk?lang=zh", form, Stop)).Content.ReadAsStringAsync(Stop);
    }

    static async Task<string[]> Bulk(HttpClient client, JsonObject command, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/bulk-moves") { Content = JsonContent.Create(command) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        var answer = await (await client.SendAsync(request, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);
        return [.. answer.GetProperty("matters").EnumerateArray().Select(line => line.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString()! : "")];
    }
}

public sealed class OwnListsTests : OwnListsContract
{
    protected override Task<string?> Database() => Task.FromResult<string?>(null);
}

public sealed class OwnListsTestsOnPostgres(PostgresHost postgres) : OwnListsContract, IClassFixture<PostgresHost>
{
    protected override async Task<string?> Database()
    {
        await using (await PostgresRoom.Empty(postgres)) return postgres.Connection;
    }
}
