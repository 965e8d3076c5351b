using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.Matters;
using Bihuan.Matters.Learning;
using Bihuan.Registers;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Matters.Learning;

/// <summary>A district learns from what it has closed, and from every decision after; whatever is wrong with a model stops nobody.</summary>
public abstract class LearningContract
{
    const string Lamp = "CJ-04-03", Refuse = "CJ-02-02", Cover = "CJ-04-02", Zhangcun = "370212001019";

    static readonly string[] Where = ["我家楼下", "单元门口", "幼儿园东边", "公交站旁", "学校后门", "路口拐角", "菜店对面", "广场北侧", "停车场里", "河边", "老年食堂旁", "天桥下面", "医院西门", "银行门前"];

    static readonly (string Category, string[] Said)[] History =
        [(Lamp, ["的路灯不亮了", "路灯一闪一闪的"]), (Refuse, ["垃圾桶满了没人清运", "垃圾堆得发臭"]), (Cover, ["井盖响个不停", "井盖松动一踩就翘"])];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>An office, and where another house finds the same store.</summary>
    private protected abstract Task<(Office Office, string? Postgres)> Open();

    [Fact]
    public async Task before_it_has_learned_the_words_answer_and_it_says_so()
    {
        var (office, _) = await Open();
        await using var closing = office;
        var given = await Asked(office, "我家楼下的路灯不亮了");

        Assert.Equal(Lamp, given["category"]!.ToString());
        Assert.False(given["telling"]!["byModel"]!.GetValue<bool>());
        Assert.Null(given["telling"]!["learned"]);
        Assert.Contains("还没有学过本区办结的事项，按词表找", await Panel(office, "我家楼下的路灯不亮了"), StringComparison.Ordinal);
        for (var n = 0; n < 4; n++) await Closed(office, $"路灯不亮 {n}", Lamp);
        Assert.Null((await office.Of<LearnCategories>().Run(LearnCategories.Usual, Stop)).File);
    }

    [Fact]
    public async Task what_was_closed_teaches_and_what_is_unsure_is_said_to_be_so()
    {
        var (office, _) = await Open();
        await using var closing = office;
        var result = await Learned(office);
        Assert.Equal((84, 3, 16), (result.Marks.Examples, result.Marks.Labels, result.Marks.Held));
        Assert.InRange(result.Marks.Right, 14, 16);

        var given = await Asked(office, "昨天晚上医院门口的路灯又不亮了");
        Assert.Equal((Lamp, true, true), (given["category"]!.ToString(), given["telling"]!["byModel"]!.GetValue<bool>(), given["telling"]!["isSure"]!.GetValue<bool>()));
        Assert.InRange(given["categories"]![0]!["probability"]!.GetValue<double>(), 0.6, 1);
        Assert.Contains(given["categories"]![0]!["matched"]!.AsArray(), word => word!.ToString().Contains("路灯", StringComparison.Ordinal));
        Assert.Contains("<mark class=\"for-category\"", await Panel(office, "昨天晚上医院门口的路灯又不亮了"), StringComparison.Ordinal);

        var unsure = await Asked(office, "您好，有一件事想问问怎么办理");
        Assert.Equal(("", false, 3), (unsure["category"]!.ToString(), unsure["telling"]!["isSure"]!.GetValue<bool>(), unsure["categories"]!.AsArray().Count(one => one!["probability"] is not null)));
        Assert.Contains("不确定，请选一个", await Panel(office, "您好，有一件事想问问怎么办理"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_correction_changes_the_next_answer_and_another_house_knows_it_too()
    {
        var (office, postgres) = await Open();
        await using var closing = office;
        await Learned(office);
        const string words = "垃圾桶旁边有人露天烧烤，烟很大";
        Assert.NotEqual("CJ-03-05", (await Asked(office, words))["categories"]![0]!["code"]!.ToString());

        for (var n = 0; n < 2; n++)
        {
            var said = await Receive(office, words, Refuse);
            await office.Take(said, "agent", "agent", "LS.RX", "accept", new() { ["category"] = "CJ-03-05" });
        }

        await office.Of<Apprentice>().Turn(Stop);
        Assert.Equal("CJ-03-05", (await Asked(office, words))["categories"]![0]!["code"]!.ToString());

        // The same after a restart, or at another node: what the model does not hold stands in the book.
        await using var other = await Another(office, postgres);
        await other.GetRequiredService<Apprentice>().Turn(Stop);
        Assert.Equal("CJ-03-05", other.GetRequiredService<CategoryMemory>().Tell(words)!.Best[0].Code);
        Assert.Equal(Lamp, other.GetRequiredService<CategoryMemory>().Tell("路口的路灯不亮了")!.Best[0].Code);
    }

    [Fact]
    public async Task a_damaged_model_stops_nobody_and_is_mended_by_learning_again()
    {
        var (office, _) = await Open();
        await using var closing = office;
        await Learned(office);
        var tree = office.Of<LabelTree>();
        await LearnModel.Run(office.Setup, [66, 73, 72, 85, 65, 78], null, tree, Stop);
        await office.Of<Apprentice>().Turn(Stop);

        using var client = await office.Client("agent");
        Assert.StartsWith("ready\nlanguage.model-damaged:", await client.GetStringAsync("/health", Stop), StringComparison.Ordinal);
        var given = await Asked(office, "我家楼下的路灯不亮了");
        Assert.Equal((Lamp, false), (given["category"]!.ToString(), given["telling"]!["byModel"]!.GetValue<bool>()));
        Assert.Contains("分类模型文件不完整", await Panel(office, "我家楼下的路灯不亮了"), StringComparison.Ordinal);
        Assert.Null((await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"), new("路灯不亮", Anonymous: true, Source: "window", Category: Lamp, Area: Zhangcun), Stop)).Refusal);

        await Again(office);
        Assert.Equal("ready", await client.GetStringAsync("/health", Stop));
        Assert.True((await Asked(office, "我家楼下的路灯不亮了"))["telling"]!["byModel"]!.GetValue<bool>());
    }

    [Fact]
    public async Task a_model_of_another_tree_is_not_used()
    {
        var (office, _) = await Open();
        await using var closing = office;
        var result = await Learned(office);
        var memory = new CategoryMemory(new("elsewhere", "0000", 0.6));
        Assert.Equal("language.model-of-another-pack", memory.Begin(result.File, result.Marks, DateTimeOffset.UtcNow)!.Code);
        Assert.Null(memory.Tell("路灯不亮了"));
        Assert.Equal("language.model-of-another-pack", memory.Fault!.Code);
    }

    [Fact]
    public async Task where_no_row_fits_what_was_decided_is_offered_with_its_reason_and_sent_by_one_press()
    {
        var (office, _) = await Open();
        await using var closing = office;
        for (var n = 0; n < 6; n++) await Sent(office, $"张村社区路灯不亮 {n}", n == 5 ? "LS.ZH" : "LS.CG");
        await office.Of<Apprentice>().Turn(Stop);
        var waits = await office.Said("张村社区第三根路灯不亮", Lamp, Zhangcun);

        using var client = await office.Client("sender");
        var page = await client.GetStringAsync("/dispatch", Stop);
        Assert.Contains("近 90 天同社区同类别", page, StringComparison.Ordinal);
        Assert.Contains("6 件中 5 件派给LS.CG", page, StringComparison.Ordinal);
        var answer = await client.PostAsync("/dispatch", new FormUrlEncodedContent([new("id", waits.Id), new("unit", "LS.CG"), new("basis", "近 90 天同社区同类别 6 件中 5 件派给LS.CG（目录无对应条目）")]), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var now = (await office.Of<Reading>().Story<Matter>(Office.District, waits.Stream, Stop)).Story;
        Assert.Equal(("LS.CG", null, true), (now.Lead!.Unit, now.Lead.Row, now.Lead.Basis.StartsWith("近 90 天", StringComparison.Ordinal)));

        await office.Of<Apprentice>().Turn(Stop);
        var given = await Asked(office, "张村社区路灯不亮");
        Assert.Equal(("LS.CG", 6, 7), (given["units"]![0]!["unit"]!.ToString(), given["units"]![0]!["agreed"]!.GetValue<int>(), given["units"]![0]!["seen"]!.GetValue<int>()));
    }

    [Fact]
    public async Task a_record_and_a_correction_teach_where_a_name_is()
    {
        var (office, _) = await Open();
        await using var closing = office;
        Assert.Equal("", (await Asked(office, "蓝钻公馆3号楼漏水了"))["area"]!.ToString());
        await office.Said("蓝钻公馆楼道灯不亮", Lamp, Zhangcun);
        await office.Of<Apprentice>().Turn(Stop);
        var offered = await Asked(office, "蓝钻公馆3号楼漏水了");
        Assert.Equal(("", Zhangcun), (offered["area"]!.ToString(), offered["places"]![0]!["area"]!.ToString()));
        Assert.Contains("办过的 1 件在张村社区", offered["places"]![0]!["why"]!["zh"]!.ToString(), StringComparison.Ordinal);

        var register = office.Of<RegisterShelf>().Find("places")!;
        var added = await office.Of<RecordDesk>().Add(office.As("agent", "agent", "LS.RX"), new(Office.District), register,
            new(new Dictionary<string, string> { ["name"] = "银川路环岛", ["kind"] = "landmark", ["area"] = Zhangcun, ["also"] = "大转盘\n老转盘" }.ToImmutableSortedDictionary()), Stop);
        Assert.Null(added.Refusal);
        await office.Of<Apprentice>().Turn(Stop);
        var named = await Asked(office, "老转盘那里堵死了");
        Assert.Equal((Zhangcun, "“老转盘”是银川路环岛，底册“地名”里的，在张村社区"), (named["area"]!.ToString(), named["places"]![0]!["why"]!["zh"]!.ToString()));
    }

    [Fact]
    public async Task the_dispatch_desk_says_where_the_words_speak_for_another_category()
    {
        var (office, _) = await Open();
        await using var closing = office;
        await Learned(office);
        var wrong = await office.Said("学校后门的垃圾桶满了没人清运", Lamp, Zhangcun);
        await office.Of<Apprentice>().Turn(Stop);
        using var client = await office.Client("sender");
        Assert.Contains("原话更像“垃圾清运”", await client.GetStringAsync("/dispatch", Stop), StringComparison.Ordinal);

        var right = await office.Take(wrong, "sender", "dispatcher", "LS.RX", "refile", new() { ["category"] = Refuse });
        Assert.Equal((Refuse, "accepted"), (right.Category, right.Stage));
        await office.Of<Apprentice>().Turn(Stop);
        Assert.Null(office.Of<Apprentice>().DoubtOf(wrong.Id));
        await office.Take(wrong, "sender", "dispatcher", "LS.RX", "dispatch", new() { ["unit"] = "LS.CG", ["basis"] = "三定规定" });
        await office.Of<Apprentice>().Turn(Stop);
        Assert.Null(office.Of<Apprentice>().DoubtOf(wrong.Id));
    }

    [Fact]
    public async Task a_matter_that_few_may_know_of_teaches_nobody()
    {
        var (office, _) = await Open();
        await using var closing = office;
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"),
            new("举报蓝钻公馆里有人赌博", Phone: "13800000000", Category: Lamp, Area: Zhangcun, Confidential: true), Stop);
        await office.Take(answer.Story, "agent", "agent", "LS.RX", "accept", []);
        await office.Of<Apprentice>().Turn(Stop);
        Assert.Empty((await Asked(office, "蓝钻公馆3号楼漏水了"))["places"]!.AsArray());
    }

    static async Task<LearnCategories.Result> Learned(Office office)
    {
        foreach (var (spot, text, category) in from spot in Where from one in History from text in one.Said select (spot, text, one.Category)) await Closed(office, spot + text, category);
        return await Again(office);
    }

    static async Task<LearnCategories.Result> Again(Office office)
    {
        var result = await office.Of<LearnCategories>().Run(LearnCategories.Usual, Stop);
        if (result.File is { } file) await LearnModel.Run(office.Setup, file, result.Marks, office.Of<LabelTree>(), Stop);
        await office.Of<Apprentice>().Turn(Stop);
        return result;
    }

    static async Task<Matter> Receive(Office office, string text, string category)
    {
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"), new(text, Anonymous: true, Source: "window", Category: category, Area: Zhangcun), Stop);
        Assert.Null(answer.Refusal);
        return answer.Story;
    }

    static async Task Closed(Office office, string text, string category) =>
        await office.Take(await Receive(office, text, category), "agent", "agent", "LS.RX", "answer", new() { ["reply"] = "已答复。" });

    static async Task Sent(Office office, string text, string unit) =>
        await office.Take(await office.Said(text, Lamp, Zhangcun), "sender", "dispatcher", "LS.RX", "dispatch", new() { ["unit"] = unit, ["basis"] = "三定规定" });

    static async Task<JsonObject> Asked(Office office, string text)
    {
        using var client = await office.Client("agent");
        var answer = await client.PostAsJsonAsync("/api/intake/suggestions", new { text, source = "window", demand = "help" }, Stop);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!;
    }

    static async Task<string> Panel(Office office, string text)
    {
        using var client = await office.Client("agent");
        return await (await client.PostAsync("/intake/suggestions", new FormUrlEncodedContent([new("text", text)]), Stop)).Content.ReadAsStringAsync(Stop);
    }

    /// <summary>Another house over the same store: a restart, or the next node.</summary>
    static async Task<ServiceProvider> Another(Office office, string? postgres)
    {
        var house = new ServiceCollection().AddLogging().AddBihuan(new Settings(office.Folder, Settings.FindPacks(), Postgres: postgres)).BuildServiceProvider();
        await house.OpenBihuan(Stop);
        return house;
    }
}

public sealed class SqliteLearningTests : LearningContract
{
    private protected override async Task<(Office Office, string? Postgres)> Open() => (await Office.Open(), null);
}

public sealed class PostgresLearningTests(PostgresHost postgres) : LearningContract, IClassFixture<PostgresHost>
{
    private protected override async Task<(Office Office, string? Postgres)> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return (await Office.Open(postgres.Connection), postgres.Connection);
    }
}
