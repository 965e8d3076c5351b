using System.Text.Json.Nodes;
using Bihuan.Engine.Language.Index;
using Bihuan.Hosting;
using Bihuan.Intake;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;
using Dapper;

namespace Bihuan.Tests.Reads;

/// <summary>What was answered, noted and decided on a matter is found like what was said, by the same answers on both databases, and by nobody who may not read it.</summary>
public abstract class PassagesContract
{
    static readonly Scope All = new(Office.District, MaxSensitivity: 2);

    private protected abstract Task<Office> Open();

    static async Task<IReadOnlyList<FindMatters.Hit>> Hits(Office office, string text, string? order = null, Scope? scope = null)
    {
        var found = await office.Of<FindMatters>().Run(scope ?? All, new(text, Order: order), Office.Stop);
        return found.IsAlike ? [] : found.Hits;
    }

    static async Task<string> Found(Office office, string text, string? order = null, Scope? scope = null) => string.Join(' ', (await Hits(office, text, order, scope)).Select(hit => hit.Row.Number));

    static Task Index(Office office) => office.Of<IndexMatters>().BringUpToDate(gently: true, null, Office.Stop);

    static async Task<T> With<T>(Office office, Func<System.Data.Common.DbConnection, Task<T>> ask)
    {
        await using var connection = await office.Of<Store>().Read(Office.Stop);
        return await ask(connection);
    }

    static Task<long> Ask(Office office, string sql) => With(office, connection => connection.ExecuteScalarAsync<long>(sql));

    static Task<Matter> Note(Office office, Matter matter, string text) => office.Take(matter, "agent", "agent", "LS.RX", "note", new() { ["text"] = text });

    static async Task<Matter> Answer(Office office, string said, string reply)
    {
        var signed = await office.Take(await office.Sent(said, "LS.GR"), "heat", "coordinator", "LS.GR", "sign", []);
        return await office.Take(signed, "heat", "coordinator", "LS.GR", "hand-in", new() { ["outcome"] = "resolved", ["replies"] = new JsonArray(reply) });
    }

    [Fact]
    public async Task what_was_answered_noted_and_decided_is_found_at_once_and_the_same_after_it_was_indexed()
    {
        await using var office = await Open();
        var quiet = await office.Said("暖气不热");
        await Index(office);
        var answered = await Answer(office, "小区路灯不亮", "已更换灯泡，变压器待检修");
        var noted = await Note(office, await Note(office, await office.Sent("暖气冰凉", "LS.GR"), "住户说阀门漏水"), "变压器也看过");
        var later = new List<string>();
        for (var turn = 0; turn < 3; turn++)
        {
            later.Add(string.Join('|', (await Task.WhenAll(((string[])["灯泡", "变压器", "阀门", "路灯 灯泡", "暖气 变压器", "“灯泡，变压器”", "“漏水变压器”", "亮已", "三定规定", "暖气", "“暖气冰凉住户”"]).Select(asked => Found(office, asked, "received"))))));
            if (turn == 0) await Index(office);
            else Assert.True(await office.Of<IndexMatters>().Again(null, Office.Stop));
        }

        Assert.Equal($"{answered.Number}|{noted.Number} {answered.Number}|{noted.Number}|{answered.Number}|{noted.Number}|{answered.Number}|||{noted.Number} {answered.Number}|{noted.Number} {quiet.Number}|", later[0]);
        Assert.Equal(later[0], Assert.Single(later.Distinct()));
    }

    [Fact]
    public async Task what_is_written_later_comes_to_the_index_and_changes_nothing_in_it()
    {
        await using var office = await Open();
        var matter = await office.Said("小区路灯不亮");
        await office.Said("暖气不热");
        await Index(office);
        Assert.Equal(0, await Ask(office, "select count(*) from matter_words"));
        for (var n = 0; n < 20; n++)
        {
            // A step that says nothing writes nothing.
            matter = n == 3 ? await office.Take(matter, "sender", "dispatcher", "LS.RX", "refile", new() { ["category"] = "CJ-01-01", ["area"] = Office.Street }) : await Note(office, matter, $"第{n}次去看，路灯、配电箱都好");
            await Index(office);
        }

        Assert.Equal((2, 2, 1, 1), (await Ask(office, "select max(document) from word_documents"), await Ask(office, "select count(*) from word_documents"), await Ask(office, "select count(*) from word_told"), await Ask(office, "select count(*) from matter_words")));
        Assert.InRange(await Ask(office, "select count(*) from word_passages"), 1, 12);
        Assert.Equal(0, await Ask(office, "select count(*) from word_pages p where not exists (select 1 from word_segments s where s.segment = p.slot / 4096) and not exists (select 1 from word_passages s where s.segment = p.slot / 4096)"));
        // Each word once a document, however often it was written, and none that was said.
        Assert.Equal((1, 0, 1), (await Written(office, "配电"), await Written(office, "路灯"), await Written(office, "去看")));
        foreach (var asked in (string[])["配电箱", "第19次", "第0次", "路灯 配电箱"]) Assert.Equal(matter.Number, await Found(office, asked));
        Assert.Equal("", await Found(office, "第3次"));
    }

    static async Task<int> Written(Office office, string word)
    {
        var keys = new List<uint>();
        WordKeys.Add(word, keys);
        return await With(office, async connection => (await connection.QueryAsync<(byte[] Page, long Slot, long Bits)>(
            "select p.page, p.slot, s.bits from word_pages p join word_passages s on s.district = p.district and s.segment = p.slot / 4096"))
            .Where(page => page.Slot % 4096 == WordPage.Of(keys[0], (int)page.Bits)).Sum(page => WordPage.Find(page.Page, (int)page.Bits, keys[0]).Count));
    }

    [Fact]
    public async Task what_was_said_comes_before_what_was_written_and_pages_show_each_once()
    {
        await using var office = await Open();
        var (said, written) = (new List<string>(), new List<string>());
        for (var n = 0; n < 6; n++)
        {
            said.Add((await office.Said($"路灯不亮，第{n}天")).Number);
            written.Add((await Note(office, await office.Said($"暖气不热，第{n}天"), "顺路看了路灯")).Number);
        }

        for (var turn = 0; turn < 2; turn++)
        {
            var found = await Found(office, "路灯");
            Assert.Equal(string.Join(' ', Enumerable.Reverse(said).Concat(Enumerable.Reverse(written))), found);
            foreach (var (asked, order) in (List<(string, string)>)[("路灯", "best"), ("路灯", "received"), ("路灯 第2天", "best"), ("不热 路灯", "received")])
            {
                var (all, after) = (new List<MatterRow>(), (string?)null);
                do
                {
                    var page = await office.Of<FindMatters>().Run(All, new(asked, Order: order, Size: 2, After: after), Office.Stop);
                    all.AddRange(page.Hits.Select(hit => hit.Row));
                    after = page.Next;
                }
                while (after is not null);
                Assert.Equal((asked.Contains("第2天") ? 2 : asked.Contains("不热") ? 6 : 12, all.Count), (all.DistinctBy(row => row.Id).Count(), all.Count));
                if (order == "received") Assert.Equal(all.Select(row => row.Received).OrderDescending(), all.Select(row => row.Received));
            }

            Assert.Equal(12, (await office.Of<FindMatters>().Run(All, new("路灯", Counting: true), Office.Stop)).Count);
            await Index(office);
        }

        // What was received first stays where it is when something is written on it today.
        var latest = await Found(office, "路灯", "received");
        await Note(office, (await office.Of<Reading>().Story<Matter>(Office.District, Bihuan.Engine.Journal.Stream.Of(Matter.Noun, (await Hits(office, "路灯", "received"))[^1].Row.Id), Office.Stop)).Story, "又看了一次路灯");
        Assert.Equal(latest, await Found(office, "路灯", "received"));
        await Index(office);
        Assert.Equal(latest, await Found(office, "路灯", "received"));
    }

    [Fact]
    public async Task a_list_by_words_finds_what_was_written_with_the_index_as_without()
    {
        await using var office = await Open();
        for (var n = 0; n < 6; n++) await Note(office, await office.Sent(n % 2 == 0 ? $"暖气不热，第{n}天" : $"路灯不亮，第{n}天", n % 3 == 0 ? "LS.GR" : "LS.CG"), n % 2 == 0 ? "阀门已换，Reply to ABC" : "等配件");
        await Index(office);
        await Note(office, await office.Sent("暖气又不热了", "LS.GR"), "阀门还没换");
        var bare = new ListMatters(office.Of<Store>(), TimeProvider.System, office.Of<Bihuan.Grid.AreaMap>());
        foreach (var scope in (Scope[])[All, All with { UnitPrefix = "LS.GR" }])
            foreach (var (query, count) in ((ListMatters.Query, int)[])[(new("all", Text: "阀门"), 4), (new("open", Text: "暖气 阀门"), 4), (new("all", Text: "配件", Unit: "LS.CG"), 2), (new("all", Text: "abc"), 3), (new("open", Text: "件", Order: "received"), 3), (new("all", Text: "换Reply"), 0), (new("all", Text: "阀"), 4)])
            {
                var (with, without) = (await office.Of<ListMatters>().Read(scope, query, Office.Stop), await bare.Read(scope, query, Office.Stop));
                Assert.Equal(without.Rows.Select(row => row.Number), with.Rows.Select(row => row.Number));
                if (scope == All) Assert.Equal((query.Text, count), (query.Text, with.Rows.Count));
            }

        // A list as it stood on a day knows what was said by then, and nothing that was written since.
        var (past, _, refusal) = await office.Of<ReadList>().Page(All, new("all", Text: "阀门", AsOf: DateOnly.FromDateTime(Bihuan.Parts.Times.Local(DateTimeOffset.UtcNow).Date)), Office.Stop);
        Assert.Equal((null, 0), (refusal, past.Rows.Count));
    }

    [Fact]
    public async Task nobody_finds_what_was_written_on_matters_they_may_not_see()
    {
        await using var office = await Open();
        await Note(office, await office.Sent("暖气冰凉", "LS.GR"), "阀门漏水，锅炉房已知");
        var own = await Note(office, await office.Sent("夜市占道", "LS.CG"), "摊主说锅炉是他的");
        var scope = All with { UnitPrefix = "LS.CG" };
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.Equal(("", own.Number), (await Found(office, "阀门", scope: scope), await Found(office, "锅炉", scope: scope)));
            Assert.Equal(1, (await office.Of<FindMatters>().Run(scope, new("锅炉", Counting: true), Office.Stop)).Count);
            Assert.Empty((await office.Of<ListMatters>().Read(scope, new("all", Text: "阀门"), Office.Stop)).Rows);
            await Index(office);
        }
    }

    [Fact]
    public async Task what_was_written_to_somebody_who_is_erased_is_found_no_more_and_leaves_no_trace()
    {
        await using var office = await Open();
        await Note(office, await office.Said("路灯不亮"), "云岭路也看过");
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"), new("路灯不亮", Phone: "13800000001", Name: "王", Category: "CJ-01-01", Area: Office.Street), Office.Stop);
        await Index(office);
        var matter = await Note(office, await Note(office, answer.Story, "云岭路的王女士，腿脚不便"), "住金岭小区");
        await Index(office);
        Assert.Equal((matter.Number, 1, 2), (await Found(office, "腿脚"), await Written(office, "腿脚"), await Written(office, "云岭")));
        Assert.True((await office.Of<EraseRequester>().Run(office.As("sec", "security-admin", "LS"), matter.Id, new("本人申请"), Office.Stop)).IsYes);
        // What is written afterwards is not looked for either.
        await Note(office, matter, "腿脚不便的那位已答复");
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.Equal(("", ""), (await Found(office, "腿脚"), await Found(office, "金岭")));
            Assert.Empty((await office.Of<ListMatters>().Read(All, new("all", Text: "腿脚"), Office.Stop)).Rows);
            Assert.Single(await Hits(office, "云岭"));
            await Index(office);
        }

        Assert.Equal((0, 0, 1), (await Written(office, "腿脚"), await Written(office, "金岭"), await Written(office, "云岭")));
        Assert.Equal((1, 1), (await Ask(office, "select count(*) from word_told"), await Ask(office, "select count(*) from matter_words")));
        Assert.All(await RebuiltLedgers.Rebuild(office.Of<Store>(), office.Of<Stories>(), office.Of<Vault>(), null, Office.Stop), table => Assert.True(table.IsEqual, $"{table}"));
    }

    [Fact]
    public async Task replies_of_the_same_words_make_no_two_matters_alike()
    {
        await using var office = await Open();
        const string reply = "您反映的情况已安排工作人员现场核实处理，感谢您的监督";
        var same = await office.Said("宁德路污水井冒水，臭味很大，流到路面上", "CJ-02-01", Office.Street + "002");
        var other = await office.Said("公交站牌倒了，请来扶正", "CJ-02-01", Office.Street + "002");
        await Index(office);
        async Task<string> Similar(string text) => string.Join(' ', (await office.Of<SimilarMatters>().Find(All, new(text, null, "", "CJ-01-01"), Office.Stop)).Hits.Select(hit => $"{hit.Number} {hit.Alike}"));
        var before = (await Similar("宁德路的污水井又冒水了，臭味大，流到路面"), await Similar(reply));
        Assert.StartsWith(same.Number, before.Item1, StringComparison.Ordinal);
        Assert.Equal("", before.Item2);
        for (var turn = 0; turn < 2; turn++)
        {
            foreach (var matter in (Matter[])[same, other]) await Note(office, matter, $"{reply}{turn}");
            await Index(office);
            Assert.Equal(before, (await Similar("宁德路的污水井又冒水了，臭味大，流到路面"), await Similar(reply)));
        }

        Assert.Equal(2, (await Hits(office, "现场核实处理")).Count);
    }

    [Fact]
    public async Task a_hit_shows_where_it_was_written_under_its_name_in_the_readers_language()
    {
        await using var office = await Open();
        var matter = await Answer(office, "小区路灯不亮", "已更换灯泡<b>，试亮正常");
        using var leader = await office.Client("leader");
        Task<string> Page(string asked, string tongue) => leader.GetStringAsync($"/search?q={Uri.EscapeDataString(asked)}&lang={tongue}", Office.Stop);
        for (var turn = 0; turn < 2; turn++)
        {
            var page = await Page("灯泡", "zh");
            Assert.Contains("答复", page, StringComparison.Ordinal);
            Assert.Matches("已更换<mark>灯泡</mark>&lt;b&gt;，试亮正常", page);
            // What was said is shown too where it says a part of what was asked for.
            Assert.Matches("(?s)小区<mark>路灯</mark>不亮.*已更换<mark>灯泡</mark>", await Page("路灯 灯泡", "zh"));
            Assert.DoesNotContain("class=\"kind\"", await Page("路灯", "zh"), StringComparison.Ordinal);
            Assert.Matches("(?s)class=\"kind\">Reply</b>.*已更换<mark>灯泡</mark>", await Page("灯泡", "en"));

            var row = JsonNode.Parse(await leader.GetStringAsync($"/api/search?q={Uri.EscapeDataString("灯泡")}", Office.Stop))!["rows"]![0]!;
            Assert.Equal((matter.Number, "reply", "[[3,5]]"), (row["matter"]!["number"]!.ToString(), row["passage"]!["kind"]!.ToString(), row["passage"]!["textMarks"]!.ToJsonString()));
            Assert.Null(JsonNode.Parse(await leader.GetStringAsync($"/api/search?q={Uri.EscapeDataString("路灯")}", Office.Stop))!["rows"]![0]!["passage"]);
            await Index(office);
        }
    }
}

public sealed class PassagesTests : PassagesContract
{
    private protected override Task<Office> Open() => Office.Open();
}

public sealed class PassagesTestsOnPostgres(PostgresHost postgres) : PassagesContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Office> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Office.Open(postgres.Connection);
    }
}
