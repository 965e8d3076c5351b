using Bihuan.Engine.Journal;
using Bihuan.Hosting;
using Bihuan.Registers;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;
using Dapper;
using Record = Bihuan.Registers.Record;

namespace Bihuan.Tests.Registers;

/// <summary>The verbs of records through the Clerk, on both databases.</summary>
public abstract class RecordContract
{
    private protected abstract Task<Desk> Open();

    [Fact]
    public async Task one_thing_stands_in_a_register_once_however_it_is_written()
    {
        await using var desk = await Open();
        var first = await desk.Add();
        Assert.Null(first.Refusal);
        Assert.StartsWith("QY0000", first.Story.Number, StringComparison.Ordinal);

        var again = await desk.Add(Desk.Shop("９１３７０２１２test ０００００１", "张家菜馆"));
        Assert.Equal("registers.known", again.Refusal!.Code);
        Assert.Contains(first.Story.Number, again.Refusal.En, StringComparison.Ordinal);
        Assert.Equal("code", again.Refusal.Field);
        Assert.Equal(1, await desk.Of<ListRecords>().Count(Desk.All, desk.Book("enterprises"), new(), Desk.Stop));
    }

    [Fact]
    public async Task of_many_who_enter_the_same_at_once_one_does()
    {
        await using var desk = await Open();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => desk.Add()));
        Assert.Single(answers, answer => answer.IsYes);
        Assert.All(answers.Where(answer => !answer.IsYes), answer => Assert.Equal("registers.known", answer.Refusal!.Code));
    }

    [Fact]
    public async Task a_change_says_field_by_field_what_changed_and_who_said_it()
    {
        await using var desk = await Open();
        var shop = (await desk.Add()).Story;
        var zoe = desk.As("han", "handler", "LS.ZH");
        var answer = await desk.Of<RecordDesk>().Change(zoe, Desk.Street, desk.Book("enterprises"), shop.Id, new(Desk.Said(("staff", "9"), ("name", "张家小馆"), ("phone", "19900000999"))), Desk.Stop);
        Assert.Null(answer.Refusal);
        var changed = Assert.IsType<RecordChanged>((await Entries(desk, shop))[^1].Fact);
        Assert.Equal([("staff", "9")], changed.Said.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["phone"], changed.Sealed);
        Assert.Equal(("han", "9"), (answer.Story.Answers["staff"].By, answer.Story["staff"]));
        Assert.Equal("cai", answer.Story.Answers["name"].By);

        var nothing = await desk.Of<RecordDesk>().Change(zoe, Desk.Street, desk.Book("enterprises"), shop.Id, new(Desk.Said(("staff", "9"))), Desk.Stop);
        Assert.Equal(2, nothing.Version);
    }

    [Fact]
    public async Task a_changed_key_frees_the_old_one_and_may_not_be_anothers()
    {
        await using var desk = await Open();
        var one = (await desk.Add()).Story;
        var other = (await desk.Add(Desk.Shop("91370212TEST000002"))).Story;
        var taken = await desk.Of<RecordDesk>().Change(desk.Cai, Desk.Street, desk.Book("enterprises"), other.Id, new(Desk.Said(("code", "91370212TEST000001"))), Desk.Stop);
        Assert.Equal("registers.known", taken.Refusal!.Code);

        Assert.Null((await desk.Of<RecordDesk>().Change(desk.Cai, Desk.Street, desk.Book("enterprises"), one.Id, new(Desk.Said(("code", "91370212TEST000003"))), Desk.Stop)).Refusal);
        Assert.Null((await desk.Add()).Refusal);
    }

    [Fact]
    public async Task a_duplicate_points_to_the_kept_one_and_nothing_is_lost()
    {
        await using var desk = await Open();
        var kept = (await desk.Add(Desk.Shop().Remove("contact").Remove("staff"))).Story;
        var twin = (await desk.Add(Desk.Shop("91370212TEST000002"))).Story;
        var merged = await desk.Of<RecordDesk>().Merge(desk.Cai, Desk.Street, desk.Book("enterprises"), twin.Id, new(kept.Number, "同一家店"), Desk.Stop);
        Assert.Null(merged.Refusal);
        Assert.Equal(kept.Number, merged.Story.MergedInto!.Value.Number);

        var (now, _) = await desk.Of<Reading>().Story<Record>(Desk.District, kept.Stream, Desk.Stop);
        Assert.Equal(("6", "李某某"), (now["staff"], now["contact"]));
        Assert.Equal("registers.merged", (await desk.Of<RecordDesk>().Retire(desk.Cai, Desk.Street, desk.Book("enterprises"), twin.Id, new("关门"), Desk.Stop)).Refusal!.Code);
        // Whoever enters the duplicate again, or looks for it, is led to the one that is kept.
        Assert.Contains(kept.Number, (await desk.Add(Desk.Shop("91370212TEST000002"))).Refusal!.Zh, StringComparison.Ordinal);
        Assert.Equal(kept.Number, (await desk.Of<ReadRecord>().Find(Desk.Street, desk.Book("enterprises"), "91370212test000002", Desk.Stop))!.Number);
    }

    [Fact]
    public async Task what_is_retired_gives_its_key_back_with_the_reason_kept()
    {
        await using var desk = await Open();
        var shop = (await desk.Add()).Story;
        Assert.Equal("registers.why", (await desk.Of<RecordDesk>().Retire(desk.Cai, Desk.Street, desk.Book("enterprises"), shop.Id, new(" "), Desk.Stop)).Refusal!.Code);
        Assert.Null((await desk.Of<RecordDesk>().Retire(desk.Cai, Desk.Street, desk.Book("enterprises"), shop.Id, new("关门"), Desk.Stop)).Refusal);
        Assert.Equal("registers.ended", (await desk.Of<RecordDesk>().Change(desk.Cai, Desk.Street, desk.Book("enterprises"), shop.Id, new(Desk.Said(("staff", "1"))), Desk.Stop)).Refusal!.Code);
        Assert.NotEqual(shop.Number, (await desk.Add()).Story.Number);
    }

    [Fact]
    public async Task personal_answers_are_sealed_and_erasing_leaves_every_chain_and_ledger_whole()
    {
        await using var desk = await Open();
        var person = await desk.Served();
        await using (var connection = await desk.Of<Store>().Read(Desk.Stop))
        {
            var written = await connection.QueryAsync<string>("select body from journal union all select said from records union all select text from records union all select title from records union all select key from records");
            foreach (var word in (string[])["孙某某", "990000190001011234", "19900000456", "每周上门看看"]) Assert.DoesNotContain(written, body => body.Contains(word, StringComparison.Ordinal));
        }

        var erased = await desk.Of<RecordDesk>().Erase(desk.As("sec", "security-admin", "LS"), person.Id, new("本人要求", "consent"), Desk.Stop);
        Assert.Null(erased.Refusal);
        Assert.Equal(["area", "kind"], erased.Story.Answers.Keys);
        Assert.All(await Entries(desk, person), entry => Assert.Null(entry.Personal));
        Assert.False(erased.Story.IsInUse);
        Assert.Empty((await VerifiedJournal.Verify(desk.Of<Store>(), desk.Of<Stories>(), desk.Of<Vault>(), null, Desk.Stop)).Broken);
        Assert.All(await RebuiltLedgers.Rebuild(desk.Of<Store>(), desk.Of<Stories>(), desk.Of<Vault>(), null, Desk.Stop), book => Assert.True(book.IsEqual, book.ToString()));
        // The same person may be served again.
        Assert.NotEqual(person.Number, (await desk.Served()).Number);
    }

    static async Task<IReadOnlyList<Entry>> Entries(Desk desk, Record record) => await desk.Of<Reading>().Entries(Desk.District, record.Stream, Desk.Stop);
}

public sealed class SqliteRecordTests : RecordContract
{
    private protected override Task<Desk> Open() => Desk.Open();
}

public sealed class PostgresRecordTests(PostgresHost postgres) : RecordContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Desk> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Desk.Open(postgres.Connection);
    }
}
