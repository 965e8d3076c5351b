using Bihuan.Engine.Language.Index;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;
using Dapper;

namespace Bihuan.Tests.Reads;

/// <summary>Words are found by the same answers on both databases, whether they were indexed or said a moment ago, and never by whoever may not see them.</summary>
public abstract class WordsContract
{
    static readonly Scope All = new(Office.District, MaxSensitivity: 2);

    private protected abstract Task<Office> Open();

    static async Task<string> Found(Office office, string text, string? order = null, Scope? scope = null) =>
        string.Join(' ', (await office.Of<FindMatters>().Run(scope ?? All, new(text, Order: order), Office.Stop)).Hits.Select(hit => hit.Row.Number));

    static Task Index(Office office) => office.Of<IndexMatters>().BringUpToDate(gently: true, null, Office.Stop);

    static Task<long> Ask(Office office, string sql) => With(office, connection => connection.ExecuteScalarAsync<long>(sql));

    static async Task<T> With<T>(Office office, Func<System.Data.Common.DbConnection, Task<T>> ask)
    {
        await using var connection = await office.Of<Store>().Read(Office.Stop);
        return await ask(connection);
    }

    [Fact]
    public async Task what_was_said_is_found_at_once_and_the_same_after_it_was_indexed()
    {
        await using var office = await Open();
        await Index(office);
        var lamp = await office.Said("小区路灯不亮，晚上看不见路");
        var both = await office.Said("路灯亮着，暖气不热");
        var heat = await office.Said("暖气不热，三天了，找过13号楼的管理员");
        var (few, said) = (new List<string>(), new List<string>());
        foreach (var answers in (List<string>[])[few, said])
        {
            foreach (var asked in (string[])["路灯", "暖气", "路灯 暖气", "“暖气不热，三天”", "“暖气不热 三天”", "13", "13号楼", "3号楼", "不亮 看不见", "电梯"]) answers.Add($"{asked}: {await Found(office, asked, "received")}");
            await Index(office);
        }

        Assert.Equal(few, said);
        Assert.Equal(
        [
            $"路灯: {both.Number} {lamp.Number}", $"暖气: {heat.Number} {both.Number}", $"路灯 暖气: {both.Number}", $"“暖气不热，三天”: {heat.Number}", "“暖气不热 三天”: " + (await Alike(office, "“暖气不热 三天”")),
            $"13: {heat.Number}", $"13号楼: {heat.Number}", "3号楼: " + (await Alike(office, "3号楼")), $"不亮 看不见: {lamp.Number}", "电梯: ",
        ], said);
    }

    static async Task<string> Alike(Office office, string text)
    {
        var found = await office.Of<FindMatters>().Run(All, new(text, Order: "received"), Office.Stop);
        Assert.True(found.IsAlike || found.Hits.Count == 0, text);
        return string.Join(' ', found.Hits.Select(hit => hit.Row.Number));
    }

    [Fact]
    public async Task the_best_come_first_and_pages_show_each_once()
    {
        await using var office = await Open();
        var once = await Titled(office, "井盖坏了", "旁边路灯是好的，请来看看");
        var often = await Titled(office, "井盖坏了", "路灯也坏了；路灯杆歪着，请来看看");
        var title = await Titled(office, "路灯不亮", "请来修");
        var more = new List<string>();
        for (var n = 0; n < 9; n++) more.Add((await office.Said($"路灯第{n}次不亮")).Number);
        await Index(office);
        var found = (await Found(office, "路灯 请来")).Split(' ');
        Assert.Equal("路灯不亮 井盖坏了 井盖坏了", string.Join(' ', (await office.Of<FindMatters>().Run(All, new("路灯 请来"), Office.Stop)).Hits.Select(hit => hit.Row.Title)));
        Assert.Equal([title.Number, often.Number, once.Number], found);
        foreach (var order in (string[])["best", "received"])
        {
            var (all, after) = (new List<MatterRow>(), (string?)null);
            do
            {
                var page = await office.Of<FindMatters>().Run(All, new("路灯", Order: order, Size: 5, After: after), Office.Stop);
                all.AddRange(page.Hits.Select(hit => hit.Row));
                after = page.Next;
            }
            while (after is not null);
            Assert.Equal((12, 12), (all.Count, all.DistinctBy(row => row.Id).Count()));
            if (order == "received") Assert.Equal(all.Select(row => row.Received).OrderDescending(), all.Select(row => row.Received));
        }

        var whole = await office.Of<FindMatters>().Run(All, new("路灯", Size: 5, Counting: true), Office.Stop);
        Assert.Equal((5, 12), (whole.Hits.Count, whole.Count));
        Assert.Contains(more[0], await Found(office, "第0次"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_comes_closest_has_most_of_what_was_asked_for()
    {
        await using var office = await Open();
        await office.Said("小区路灯不亮");
        var noise = await office.Said("楼下广场舞噪音太大，小区里睡不着");
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.Equal(noise.Number, await Found(office, "广场舞噪音扰民"));
            // A word that nobody says is not made up for by one that everybody does.
            Assert.Equal("", await Found(office, "小区 养鸡"));
            await Index(office);
        }
    }

    static async Task<Matter> Titled(Office office, string title, string text)
    {
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"), new(text, title, Anonymous: true, Source: "window", Category: "CJ-01-01", Area: Office.Street), Office.Stop);
        Assert.Null(answer.Refusal);
        return answer.Story;
    }

    [Fact]
    public async Task a_list_by_words_is_the_same_with_the_index_as_without()
    {
        await using var office = await Open();
        for (var n = 0; n < 6; n++) await office.Sent(n % 2 == 0 ? $"暖气不热，第{n}天" : $"路灯不亮，第{n}天", n % 3 == 0 ? "LS.GR" : "LS.CG");
        await Index(office);
        await office.Sent("暖气又不热了", "LS.GR");
        var bare = new ListMatters(office.Of<Store>(), TimeProvider.System, office.Of<Bihuan.Grid.AreaMap>());
        foreach (var scope in (Scope[])[All, All with { UnitPrefix = "LS.GR" }])
            foreach (var query in (ListMatters.Query[])[new("all", Text: "暖气"), new("open", Text: "暖气 不热"), new("open", Text: "路灯", Unit: "LS.CG"), new("all", Text: "第3天"), new("closed", Text: "暖气"), new("all", Text: "不热", Unit: "LS.GR", Size: 2), new("open", Text: "暖", Order: "received")])
            {
                var (with, without) = (await office.Of<ListMatters>().Read(scope, query, Office.Stop), await bare.Read(scope, query, Office.Stop));
                Assert.Equal(without.Rows.Select(row => row.Number), with.Rows.Select(row => row.Number));
                Assert.Equal(without.Next, with.Next);
                Assert.Equal(await bare.Counted(scope, query, Office.Stop), await office.Of<ListMatters>().Counted(scope, query, Office.Stop));
            }
    }

    [Fact]
    public async Task nobody_finds_or_counts_what_lies_outside_their_scope()
    {
        await using var office = await Open();
        var theirs = await office.Sent("顶楼暖气冰凉三天没人管", "LS.GR");
        var own = await office.Sent("夜市把人行道占满了，暖气管也露着", "LS.CG");
        var scope = All with { UnitPrefix = "LS.CG" };
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.Equal((own.Number, ""), (await Found(office, "暖气", scope: scope), await Found(office, "冰凉", scope: scope)));
            var found = await office.Of<FindMatters>().Run(scope, new("暖气", Counting: true), Office.Stop);
            Assert.Equal((1, null, false), (found.Count, found.Next, found.IsAlike));
            // Nor by what comes close.
            Assert.DoesNotContain(theirs.Number, await Found(office, "顶楼暖气冰凉四天", scope: scope), StringComparison.Ordinal);
            await Index(office);
        }
    }

    [Fact]
    public async Task erased_words_are_never_found_again_and_leave_no_trace_in_the_index()
    {
        await using var office = await Open();
        var kept = await office.Said("路灯不亮");
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"), new("我家在云岭路，路灯不亮", Phone: "13800000001", Name: "王", Category: "CJ-01-01", Area: Office.Street), Office.Stop);
        await Index(office);
        Assert.Equal(answer.Story.Number, await Found(office, "云岭"));
        Assert.Equal(1, await Said("云岭"));
        Assert.True((await office.Of<EraseRequester>().Run(office.As("sec", "security-admin", "LS"), answer.Story.Id, new("本人申请"), Office.Stop)).IsYes);
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.Equal(("", kept.Number), (await Found(office, "云岭"), await Found(office, "路灯")));
            Assert.Empty((await office.Of<ListMatters>().Read(All, new("all", Text: "云岭"), Office.Stop)).Rows);
            await Index(office);
        }

        Assert.Equal((0, 1), (await Said("云岭"), await Said("路灯")));

        async Task<int> Said(string word)
        {
            var keys = new List<uint>();
            WordKeys.Add(word, keys);
            return await With(office, async connection => (await connection.QueryAsync<(byte[] Page, long Slot, long Bits)>(
                "select p.page, p.slot, s.bits from word_pages p join word_segments s on s.district = p.district and s.segment = p.slot / 4096"))
                .Where(page => page.Slot % 4096 == WordPage.Of(keys[0], (int)page.Bits)).Sum(page => WordPage.Find(page.Page, (int)page.Bits, keys[0]).Count));
        }
    }

    [Fact]
    public async Task many_small_segments_become_few_and_say_the_same()
    {
        await using var office = await Open();
        for (var n = 0; n < 20; n++)
        {
            await office.Said($"路灯不亮，第{n}天");
            await Index(office);
        }

        Assert.Equal(20, await Ask(office, "select count(*) from word_documents"));
        Assert.InRange(await Ask(office, "select count(*) from word_segments"), 1, 8);
        Assert.Equal(0, await Ask(office, "select count(*) from word_pages p where not exists (select 1 from word_segments s where s.segment = p.slot / 4096)"));
        Assert.Equal(20, (await Found(office, "路灯")).Split(' ').Length);
        Assert.Single((await Found(office, "第13天")).Split(' '));

        Assert.True(await office.Of<IndexMatters>().Again(null, Office.Stop));
        Assert.Equal((20, 1), (await Ask(office, "select count(*) from word_documents"), await Ask(office, "select count(*) from word_segments")));
        Assert.Equal(20, (await Found(office, "路灯")).Split(' ').Length);
    }

    [Fact]
    public async Task one_process_at_a_time_writes_the_index_and_another_goes_on_when_it_has_left()
    {
        await using var office = await Open();
        await office.Said("路灯不亮");
        await Index(office);
        using var other = new IndexMatters(office.Of<Store>(), office.Of<Settings>(), TimeProvider.System);
        await office.Said("暖气不热");
        Assert.False(await other.BringUpToDate(gently: true, null, Office.Stop));
        await office.Of<IndexMatters>().Leave(Office.Stop);
        Assert.True(await other.BringUpToDate(gently: false, null, Office.Stop));
        Assert.Equal(2, await Ask(office, "select count(*) from word_documents"));
    }

    [Fact]
    public async Task while_it_is_being_made_the_latest_are_found_and_the_page_says_so()
    {
        await using var office = await Open();
        await office.Of<IndexMatters>().Leave(Office.Stop);
        await using (var lane = await office.Of<Store>().OpenLane(Office.Stop)) await new Bihuan.Storage.WordTables(office.Of<Store>(), Office.District).Forget(lane, Office.Stop);
        var lamp = await office.Said("路灯不亮");
        var found = await office.Of<FindMatters>().Run(All, new("路灯"), Office.Stop);
        Assert.Equal([lamp.Number], found.Hits.Select(hit => hit.Row.Number));
    }
}

public sealed class WordsTests : WordsContract
{
    private protected override Task<Office> Open() => Office.Open();
}

public sealed class WordsTestsOnPostgres(PostgresHost postgres) : WordsContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Office> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Office.Open(postgres.Connection);
    }
}
