using System.Net;
using System.Text.Json.Nodes;
using Bihuan.Engine.Journal;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Registers;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;
using Dapper;
using Record = Bihuan.Registers.Record;

namespace Bihuan.Tests.Registers;

/// <summary>Personal answers: who may look, that a look is recorded, and that nothing readable is left after they are erased.</summary>
public abstract class PersonalContract
{
    static readonly string[] Personal = ["孙某某", "990000190001011234", "19900000456", "每周上门看看"];

    private protected abstract Task<Desk> Open(string? packs = null);

    [Fact]
    public async Task after_erasing_nothing_readable_is_left_in_journal_ledgers_seals_sheets_or_answers()
    {
        await using var desk = await Open();
        var person = await desk.Served();
        var twin = await desk.Served("990000190001011235");
        Assert.Null((await desk.Of<RecordDesk>().Merge(desk.Cai, Desk.Street, desk.Book("people-served"), twin.Id, new(person.Number, "同一人"), Desk.Stop)).Refusal);
        using var sec = await desk.Client("sec");
        var page = await sec.GetStringAsync($"/erasures/records?number={person.Number.ToLowerInvariant()}", Desk.Stop);
        Assert.Contains("身份证号", page, StringComparison.Ordinal);
        Assert.Contains(twin.Number, page, StringComparison.Ordinal);
        Assert.All(Personal, word => Assert.DoesNotContain(word, page, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Erase(sec, person.Number, "", "本人书面申请")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Erase(sec, person.Number, "consent", " ")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await Erase(sec, person.Number, "consent", "本人书面申请")).StatusCode);
        Assert.Contains("已经删除", await sec.GetStringAsync($"/erasures/records?number={person.Number}", Desk.Stop), StringComparison.Ordinal);

        var entries = await desk.Of<Reading>().Entries(Desk.District, person.Stream, Desk.Stop);
        var fact = entries.Select(entry => entry.Fact).OfType<RecordErased>().Single();
        Assert.Equal(("本人书面申请", "consent"), (fact.Why, fact.Ground));
        Assert.All(entries, entry => Assert.Null(entry.Personal));
        // The trace stays: who entered it, and that it was erased.
        Assert.Equal(["cai", "sec"], entries.Select(entry => entry.Stamp.By).Distinct());

        foreach (var (table, text) in await Everything(desk))
            foreach (var word in Personal) Assert.False(text.Contains(word, StringComparison.Ordinal), $"{word} is left in {table}");
        using var cai = await desk.Client("cai");
        foreach (var way in (string[])["/registers/people-served", $"/registers/people-served/{person.Number}", $"/registers/people-served/{twin.Number}", $"/api/registers/people-served/records/{person.Number}", "/api/registers/people-served/records?state=ended"])
        {
            var shown = await cai.GetStringAsync(way, Desk.Stop);
            Assert.All(Personal, word => Assert.DoesNotContain(word, shown, StringComparison.Ordinal));
        }

        Assert.Contains("本人撤回同意", await cai.GetStringAsync($"/registers/people-served/{person.Number}", Desk.Stop), StringComparison.Ordinal);
        var sheet = await cai.GetByteArrayAsync("/registers/people-served/records.xlsx?state=ended", Desk.Stop);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(sheet));
        foreach (var part in zip.Entries)
        {
            using var reader = new StreamReader(part.Open());
            var text = await reader.ReadToEndAsync(Desk.Stop);
            Assert.All(Personal, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        }

        Assert.Empty((await VerifiedJournal.Verify(desk.Of<Store>(), desk.Of<Stories>(), desk.Of<Vault>(), null, Desk.Stop)).Broken);
        Assert.All(await RebuiltLedgers.Rebuild(desk.Of<Store>(), desk.Of<Stories>(), desk.Of<Vault>(), null, Desk.Stop), book => Assert.True(book.IsEqual, book.ToString()));
    }

    [Fact]
    public async Task only_the_security_administrator_erases_and_learns_of_no_record_that_is_none()
    {
        await using var desk = await Open();
        var person = await desk.Served();
        foreach (var account in (string[])["cai", "leo", "sam"])
        {
            using var client = await desk.Client(account);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/erasures/records", Desk.Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await Erase(client, person.Number, "consent", "想看看")).StatusCode);
        }

        using var sec = await desk.Client("sec");
        Assert.Equal(HttpStatusCode.NotFound, (await sec.GetAsync("/erasures/records?number=FW999999", Desk.Stop)).StatusCode);
        var shop = (await desk.Add(Desk.Shop().Remove("contact").Remove("phone"))).Story;
        Assert.Contains("没有可删除的", await sec.GetStringAsync($"/erasures/records?number={shop.Number}", Desk.Stop), StringComparison.Ordinal);
        Assert.Equal("registers.ground", (await desk.Of<RecordDesk>().Erase(desk.As("sec", "security-admin", "LS"), person.Id, new("本人要求"), Desk.Stop)).Refusal!.Code);
    }

    [Fact]
    public async Task to_fill_a_form_from_a_restricted_record_is_a_look_and_who_may_not_see_it_gets_no_fill_and_is_told()
    {
        var packs = Packs();
        try
        {
            await using var desk = await Open(packs);
            var person = await desk.Served();
            Task<Answer<Matter>> Begin(string account, string role, string unit, params (string Field, string Word)[] form) => desk.Of<MatterDesk>().Receive(desk.As(account, role, unit),
                new("上门看望", Anonymous: true, Area: Desk.Zhangcun, Playbook: "calling", Form: new JsonObject([.. form.Select(pair => KeyValuePair.Create(pair.Field, (JsonNode?)pair.Word))])), Desk.Stop);

            var matter = (await Begin("gus", "grid-member", "LS.ZH", ("who", person.Number))).Story;
            Assert.Equal(("19900000456", person.Number), (matter.Written["ring"], matter.Coded["who"]));
            var looks = await Looks(desk, person);
            var (by, seen) = Assert.Single(looks);
            Assert.Equal(("gus", "填写：上门"), (by, seen.Purpose));
            // What is typed takes nothing, and is no look.
            Assert.Equal("19900000999", (await Begin("gus", "grid-member", "LS.ZH", ("who", person.Number), ("ring", "19900000999"))).Story.Written["ring"]);
            Assert.Single(await Looks(desk, person));

            var refused = (await Begin("ana", "agent", "LS", ("who", person.Number))).Refusal!;
            Assert.Equal(("registers.no-such-register", "who"), (refused.Code, refused.Field));
            Assert.Contains("服务对象", refused.Zh, StringComparison.Ordinal);
            Assert.Equal("matter.no-such-record", (await Begin("sha", "clerk", "LS.SZ", ("who", person.Number))).Refusal!.Code);
            Assert.Single(await Looks(desk, person));

            // At a later step: the grid member is told that it stays covered, the agent that they do not see it.
            using var gus = await desk.Client("gus");
            var shown = await gus.GetStringAsync($"/matters/{matter.Number}", Desk.Stop);
            Assert.Contains("空着就从底册取，取一次记一次", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("每周上门看看", shown, StringComparison.Ordinal);
            using var ana = await desk.Client("ana");
            Assert.Contains("您的岗位看不到", await ana.GetStringAsync($"/matters/{matter.Number}", Desk.Stop), StringComparison.Ordinal);
            Assert.Single(await Looks(desk, person));
            var told = await desk.Of<MatterDesk>().Take(desk.As("ana", "agent", "LS"), matter.Id, "done", [], Desk.Stop);
            Assert.Equal(("matter.required", "needs"), (told.Refusal!.Code, told.Refusal.Field));
            Assert.Single(await Looks(desk, person));
            var done = await desk.Of<MatterDesk>().Take(desk.As("gus", "grid-member", "LS.ZH"), matter.Id, "done", [], Desk.Stop);
            Assert.Null(done.Refusal?.En);
            Assert.Equal(2, (await Looks(desk, person)).Count);
        }
        finally
        {
            Directory.Delete(packs, recursive: true);
        }
    }

    static async Task<List<(string By, RecordSeen Fact)>> Looks(Desk desk, Record record) =>
        [.. (await desk.Of<Reading>().Entries(Desk.District, record.Stream, Desk.Stop)).Where(entry => entry.Fact is RecordSeen).Select(entry => (entry.Stamp.By, (RecordSeen)entry.Fact))];

    static async Task<HttpResponseMessage> Erase(HttpClient client, string number, string ground, string reason)
    {
        using var form = new FormUrlEncodedContent([new("number", number), new("ground", ground), new("reason", reason)]);
        return await client.PostAsync("/erasures/records", form, Desk.Stop);
    }

    /// <summary>Every table with all that it holds, as text.</summary>
    static async Task<IReadOnlyList<(string Table, string Text)>> Everything(Desk desk)
    {
        var store = desk.Of<Store>();
        await using var connection = await store.Read(Desk.Stop);
        var tables = (await connection.QueryAsync<string>(store.IsShared ? "select table_name from information_schema.tables where table_schema = current_schema()" : "select name from sqlite_master where type = 'table'")).AsList();
        Assert.Contains("journal", tables);
        List<(string, string)> all = [];
        foreach (var table in tables)
            foreach (IDictionary<string, object?> row in await connection.QueryAsync($"select * from \"{table}\""))
                foreach (var (column, value) in row)
                    if (value is not null) all.Add(($"{table}.{column}", value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : value.ToString()!));
        return all;
    }

    /// <summary>The packs as they are, and one more that calls on people served.</summary>
    static string Packs()
    {
        var (from, to) = (Settings.FindPacks(), Directory.CreateTempSubdirectory("bihuan-packs-").FullName);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var there = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(there)!);
            File.Copy(file, there);
        }

        Directory.CreateDirectory(Path.Combine(to, "calling"));
        File.WriteAllText(Path.Combine(to, "calling", "calling.playbook.yaml"), """
            playbook: calling
            version: 1
            title: { zh: 上门, en: Call }
            number: "SM{yyyyMMdd}{00000}"
            begins: { by: [grid-member, agent, clerk], form: [who, ring?] }
            starts: going
            stages:
              going:
                title: { zh: 待上门, en: To be called on }
                owner: grid-member
                clock: call
                moves:
                  done: { title: { zh: 去过了, en: Been there }, by: [grid-member, agent], to: back, form: [needs], primary: true }
              back:
                title: { zh: 待记完, en: To be ended }
                owner: grid-member
                clock: call
                moves:
                  end: { title: { zh: 记完, en: End it }, by: [grid-member], act: self-handle, to: gone, form: [result], stops: [call], primary: true }
              gone: { title: { zh: 去过, en: Done }, end: true }
            clocks:
              call: { title: { zh: 上门, en: Call }, limit: 3 working-days, basis: K }
            fields:
              who: { title: { zh: 看望谁, en: Whom }, type: record, register: people-served }
              ring: { title: { zh: 打哪个电话, en: Where to ring }, type: text, from: who.phone }
              needs: { title: { zh: 说了什么, en: What they said }, type: long-text, from: who.needs }
              result: { title: { zh: 怎么样了, en: How it went }, type: long-text }
            lists:
              sources: { visit: { title: { zh: 走访, en: A round } } }
              demands: { call: { title: { zh: 看望, en: A call } } }
              urgency: { normal: { title: { zh: 一般, en: Normal } } }
            """);
        return to;
    }
}

public sealed class SqlitePersonalTests : PersonalContract
{
    private protected override Task<Desk> Open(string? packs = null) => Desk.Open(packs: packs);
}

public sealed class PostgresPersonalTests(PostgresHost postgres) : PersonalContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Desk> Open(string? packs = null)
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Desk.Open(postgres.Connection, packs: packs);
    }
}
