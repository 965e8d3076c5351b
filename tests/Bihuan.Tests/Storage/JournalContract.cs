using System.Collections.Concurrent;
using System.Data.Common;
using Bihuan.Engine.Decisions;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Dapper;

namespace Bihuan.Tests.Storage;

/// <summary>What the house promises of its storage, whichever database stands behind it.</summary>
public abstract partial class JournalContract : StorageRoom
{
    [Fact]
    public async Task what_was_appended_is_read_back()
    {
        var answer = await Note("a", "钥匙在门卫");
        var entry = Assert.Single(await Reading.Entries(District, Named("a"), Stop));

        Assert.True(answer.IsYes);
        Assert.Equal((1L, new Noted("钥匙在门卫"), "eva", "agent@LS.RX.SL"), (entry.Version, (Noted)entry.Fact, entry.Stamp.By, entry.Stamp.Post.ToString()));
        Assert.Equal(0, entry.Stamp.At.Ticks % TimeSpan.TicksPerMillisecond);
        Assert.Equal(32, entry.Hash.Length);
    }

    [Fact]
    public async Task two_writers_on_one_stream_lose_nobody_and_both_decide_on_what_they_see()
    {
        var other = await Door();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => Clerk(n % 2 == 0 ? Writer : other)
            .Record<Matter>(Named("a"), (matter, _) => new Noted($"{matter.Version}"), Stop)));
        var entries = await Reading.Entries(District, Named("a"), Stop);

        Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), entries.Select(e => e.Version));
        Assert.Equal(Enumerable.Range(0, 60).Select(n => $"{n}"), entries.Select(e => ((Noted)e.Fact).Text));
        await IsWhole();
        if (other != Writer) await other.DisposeAsync();
    }

    [Fact]
    public async Task a_caller_is_answered_only_after_the_commit_that_holds_its_facts() =>
        await Task.WhenAll(Enumerable.Range(0, 80).Select(async n =>
        {
            var answer = await Note($"s{n % 16}", $"{n}");
            await using var connection = await Store.Read(Stop);
            Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select count(*) from journal where stream = @stream and version = @version",
                new { stream = answer.Stream.Name, version = answer.Version }));
        }));

    [Fact]
    public async Task one_verb_that_breaks_spoils_no_other_of_its_commit()
    {
        // The first holds the lane until the others wait behind it and are gathered into one commit.
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Clerk(Writer).Record<Matter>(Named("a"), async (_, _) =>
        {
            await gate.Task;
            return new Noted("first");
        }, Stop);
        var tasks = Enumerable.Range(0, 20).Select(n => Clerk(Writer).Record<Matter>(Named("a"), (_, _) =>
            n == 7 ? throw new InvalidOperationException("bug") : new Noted($"{n}"), Stop)).ToList();
        gate.SetResult();
        await first;

        var bug = await Assert.ThrowsAsync<InvalidOperationException>(() => tasks[7]);
        Assert.Equal("bug", bug.Message);
        foreach (var task in tasks.Where((_, n) => n != 7)) Assert.True((await task).IsYes);
        Assert.Equal(20, (await Reading.Entries(District, Named("a"), Stop)).Count);
        await IsWhole();
    }

    [Fact]
    public async Task a_refusal_in_the_middle_of_a_commit_leaves_nothing_behind()
    {
        var answer = await Clerk(Writer).Record<Matter>(Named("a"), async (_, desk) =>
        {
            await desk.Next("LS");
            return Bihuan.Matters.No.SuchMatter;
        }, Stop);

        Assert.Equal("matter.missing", answer.Refusal?.Code);
        Assert.Equal(0, await Count("select count(*) from journal"));
    }

    [Theory]
    [InlineData("update journal set body = '{}'")]
    [InlineData("update journal set hash = hash")]
    [InlineData("delete from journal")]
    [InlineData("truncate journal")]
    public async Task the_database_itself_refuses_to_change_the_journal(string sql)
    {
        await Note("a", "一");
        if (sql.StartsWith("truncate", StringComparison.Ordinal) && !Store.IsShared) return;

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => Execute(sql));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Count("select count(*) from journal"));
    }

    [Fact]
    public async Task every_key_begins_with_the_district()
    {
        // They tell how far the schema is and hold nothing of any district.
        string[] house = ["migrations", "ledgers"];
        await using var connection = await Store.Read(Stop);
        var keys = (await connection.QueryAsync<(string Key, string First)>(Keys)).Where(k => !house.Contains(k.Key.Split(':')[0])).ToList();

        Assert.InRange(keys.Count, 10, 100);
        Assert.DoesNotContain(keys, k => k.First != "district");
    }

    [Fact]
    public async Task the_same_command_key_is_answered_the_same_and_written_once()
    {
        var first = await Note("a", "一", key: "k1");
        var again = await Note("a", "一", key: "k1");
        // A repetition may name a stream of its own making: the answer is still about the first.
        var elsewhere = await Note("b", "一", key: "k1");

        Assert.Equal((first.Stream, first.Version), (again.Stream, again.Version));
        Assert.Equal(first.Stream, elsewhere.Stream);
        Assert.Equal(1, await Count("select count(*) from journal"));
    }

    [Fact]
    public async Task the_same_command_key_sent_twenty_times_at_once_is_written_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Note($"s{n}", "一", key: "k1")));

        Assert.Single(answers.Select(a => a.Stream).Distinct());
        Assert.Equal(1, await Count("select count(*) from journal"));
    }

    [Fact]
    public async Task other_words_under_a_used_command_key_are_refused()
    {
        await Note("a", "一", key: "k1");
        Assert.Equal("desk.key-reused", (await Note("a", "二", key: "k1")).Refusal?.Code);
        Assert.Equal(1, await Count("select count(*) from journal"));
    }

    [Fact]
    public async Task an_old_version_is_refused_as_stale()
    {
        await Note("a", "一");
        Assert.Equal("desk.stale", (await Note("a", "二", seen: 0)).Refusal?.Code);
        Assert.True((await Note("a", "二", seen: 1)).IsYes);
    }

    [Fact]
    public async Task of_twenty_who_saw_the_same_version_one_is_first()
    {
        await Note("a", "一");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Note("a", $"{n}", seen: 1)));

        Assert.Single(answers, a => a.IsYes);
        Assert.Equal(2, await Count("select count(*) from journal"));
    }

    [Fact]
    public async Task numbers_never_repeat_however_many_take_them()
    {
        var other = await Door();
        var taken = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            try
            {
                var answer = await Clerk(n % 2 == 0 ? Writer : other).Record<Matter>(Named($"s{n}"), async (_, desk) =>
                {
                    var number = await desk.Next("LS");
                    return n % 17 == 3 ? throw new InvalidOperationException() : new Noted($"{number}");
                }, Stop);
                taken.Add(((Noted)(await Reading.Entries(District, answer.Stream, Stop))[0].Fact).Text);
            }
            catch (InvalidOperationException)
            {
                // What it took may be a gap; it may not be given out twice.
            }
        }));

        Assert.Equal(188, taken.Count);
        Assert.Equal(188, taken.Distinct().Count());
        if (other != Writer) await other.DisposeAsync();
    }

    [Fact]
    public async Task personal_data_stand_in_no_column_of_the_journal_and_in_no_clear_text_beside_it()
    {
        await Say("a");
        await using var connection = await Store.Read(Stop);
        foreach (var table in (string[])["journal", "personal", "heads", "persons", "commands"])
            foreach (IDictionary<string, object> row in await connection.QueryAsync($"select * from {table}"))
                foreach (var value in row.Values)
                {
                    var text = value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : $"{value}";
                    foreach (var secret in (string[])["13800000000", "王丽", "垃圾", "3号楼"]) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
                }
    }

    [Fact]
    public async Task personal_data_are_read_until_the_key_is_destroyed_and_the_chain_stays_whole()
    {
        await Say("a");
        Assert.Equal("13800000000", (await Reading.Story<Matter>(District, Named("a"), Stop)).Story.Said.Phone);

        await Clerk(Writer).Record<Matter>(Named("a"), (matter, desk) =>
        {
            desk.Destroy(matter.Person!);
            return ValueTask.FromResult<Decision>(new RequesterErased("依申请"));
        }, Stop);
        Vault.Forget(District, "0123456789abcdef0123456789abcdef");

        var (erased, _) = await Reading.Story<Matter>(District, Named("a"), Stop);
        Assert.Equal(Said.Erased, erased.Said);
        Assert.Equal("LS00001", erased.Number);
        await IsWhole();
    }

    [Fact]
    public async Task without_the_key_what_is_left_of_the_cipher_says_nothing()
    {
        await Say("a");
        await Execute("delete from persons");
        Vault.Forget(District, "0123456789abcdef0123456789abcdef");

        // As a process that remembers nothing: a key that was taken out by hand is not noticed by one that does.
        var begun = new Reading(Store, Stories, Vault, new());
        Assert.Equal(Said.Erased, (await begun.Story<Matter>(District, Named("a"), Stop)).Story.Said);
    }

    [Fact]
    public async Task one_person_said_two_things_at_once_and_has_one_key()
    {
        var other = await Door();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Say($"s{n}", writer: n % 2 == 0 ? Writer : other)));

        Assert.Equal(1, await Count("select count(*) from persons"));
        foreach (var n in Enumerable.Range(0, 12))
            Assert.Equal("王丽", (await Reading.Story<Matter>(District, Named($"s{n}"), Stop)).Story.Said.Name);
        if (other != Writer) await other.DisposeAsync();
    }

    [Fact]
    public async Task ledgers_posted_while_working_equal_the_ledgers_reposted()
    {
        var walk = new RandomWalk(4711);
        for (var n = 0; n < 12; n++) await Say($"{n:x32}", person: $"{n % 5:x32}");
        for (var n = 0; n < 300; n++)
            await walk.Step(Writer, Named($"{n % 12:x32}"), Stop);

        var reposted = await Rebuild();
        Assert.Equal(["matter_counts", "matter_parties", "matter_records", "matter_words", "matters", "todos"], reposted.Select(t => t.Table).Order(StringComparer.Ordinal));
        Assert.All(reposted, table => Assert.True(table.IsEqual, $"{table}"));
        // Requests name no record and have no indicator of their own.
        Assert.All(reposted.Where(table => table.Table is not ("matter_counts" or "matter_records")), table => Assert.NotEqual(0, table.Rows));
        Assert.InRange(walk.Taken, 60, 300);
        await IsWhole();
    }

    [Fact]
    public async Task a_rebuild_says_which_rows_were_wrong_and_puts_them_right()
    {
        await Say("a");
        await Execute("update matters set number = 'forged'", "delete from todos");

        var wrong = (await Rebuild()).ToDictionary(t => t.Table);
        Assert.Equal((1L, 1L), (wrong["matters"].Missing, wrong["matters"].Extra));
        Assert.Equal((1L, 0L), (wrong["todos"].Missing, wrong["todos"].Extra));
        Assert.All(await Rebuild(), table => Assert.True(table.IsEqual));
    }

    [Fact]
    public async Task what_is_written_while_the_ledgers_are_rebuilt_stays_posted()
    {
        await Say("a");
        await Execute("update matters set number = 'forged'");
        var said = 0;
        var reposted = await RebuiltLedgers.Rebuild(Store, Stories, Vault, _ =>
        {
            if (said++ > 0) return;
            Say("b").Wait(Stop);
            Note("b", "写在重记中间").Wait(Stop);
        }, Stop);

        Assert.Equal((2L, 1L), (reposted.Single(t => t.Table == "matters") is var matters ? (matters.Rows, matters.Missing) : default));
        Assert.Equal(1, await Count("select count(*) from matters where id = 'b'"));
        Assert.All(await Rebuild(), table => Assert.True(table.IsEqual, $"{table}"));
    }

    [Fact]
    public async Task another_edition_of_a_ledger_is_reposted_when_the_house_opens()
    {
        await Say("a");
        await Execute("update matters set number = 'old shape'", "update ledgers set edition = 'MatterLedger:0' where noun = 'matter'");
        await PostedLedgers.BringUpToDate(Store, Stories, Vault, Stop);

        Assert.Equal(1, await Count("select count(*) from matters where number = 'LS00001'"));
        Assert.All(await Rebuild(), table => Assert.True(table.IsEqual));
    }

    [Fact]
    public async Task two_districts_do_not_see_each_others_rows()
    {
        const string other = "370211";
        await Say("a");
        await Say("a", district: other);
        await Note("a", "只在一处", district: other);

        Assert.Single(await Reading.Entries(District, Named("a"), Stop), e => e.Fact is Received);
        Assert.DoesNotContain(await Reading.Entries(District, Named("a"), Stop), e => e.Fact is Noted);
        // Each district counts for itself.
        Assert.Equal(["LS00001", "LS00001"], await Numbers());
        Assert.Equal(1, await Count($"select count(*) from todos where district = '{other}'"));

        await Execute($"update matters set number = 'x' where district = '{other}'");
        Assert.Equal(1, (await Rebuild()).Single(t => t.Table == "matters").Missing);
        await IsWhole();

        async Task<IEnumerable<string>> Numbers()
        {
            await using var connection = await Store.Read(Stop);
            return (await connection.QueryAsync<string>("select number from matters order by district")).ToList();
        }
    }

    [Fact]
    public async Task a_verb_that_speaks_of_two_streams_writes_both_or_neither()
    {
        await Say("a");
        await Say("b");
        var written = await Count("select count(*) from journal");
        var both = await Clerk(Writer).Record<Matter>(Named("a"), (_, _) => ((Decision)new Noted("一")).Also(Named("b"), new Noted("二")), Stop);
        Assert.True(both.IsYes);
        Assert.Equal(written + 2, await Count("select count(*) from journal"));

        await Assert.ThrowsAnyAsync<Exception>(() => Clerk(Writer).Record<Matter>(Named("a"),
            (_, _) => ((Decision)new Noted("三")).Also(new("nobody-b"), new Noted("四")), Stop));
        Assert.Equal(written + 2, await Count("select count(*) from journal"));
        await IsWhole();
    }
}

public sealed class SqliteJournalTests : JournalContract
{
    readonly SqliteRoom room = new();

    protected override string Disarm => SqliteRoom.Disarm;
    protected override string DisarmRoll => SqliteRoom.DisarmRoll;
    protected override string Keys => SqliteRoom.Keys;
    protected override Task<Store> Empty() => Task.FromResult(room.Store());
    protected override DbConnection Attack() => room.Attack();
    protected override void Left() => room.Dispose();
}

public sealed class PostgresJournalTests(PostgresHost postgres) : JournalContract, IClassFixture<PostgresHost>
{
    protected override string Disarm => PostgresRoom.Disarm;
    protected override string DisarmRoll => PostgresRoom.DisarmRoll;
    protected override string Keys => PostgresRoom.Keys;
    protected override Task<Store> Empty() => PostgresRoom.Empty(postgres);
    protected override DbConnection Attack() => new Npgsql.NpgsqlConnection(postgres.Connection + ";Pooling=false");

    [Fact]
    public async Task a_lane_finds_a_row_by_its_key_even_where_the_table_was_counted_when_it_was_small()
    {
        await Say("a");
        await Execute("analyze persons");
        await using var lane = await Store.OpenLane(Stop);
        var plan = Assert.IsType<string>(await lane.Ask(new("explain select wrapped from persons where district = '370212' and person = 'b'"), Stop));
        Assert.StartsWith("Index Scan", plan, StringComparison.Ordinal);
        // Left to itself the server reads a table of one page whole, and goes on to by the plan it has kept.
        await using var ordinary = Attack();
        Assert.StartsWith("Seq Scan", await ordinary.ExecuteScalarAsync<string>("explain select wrapped from persons where district = '370212' and person = 'b'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_last_stands_with_its_commit_or_not_at_all()
    {
        var lane = await Store.OpenLane(Stop);
        await lane.Begin(Stop);
        await lane.Commit([new("insert into persons (district, person, wrapped) values ($1, $2, $3)", District, "a", new byte[] { 1 })], Stop);
        Assert.Equal(1, await Count("select count(*) from persons"));

        await lane.Begin(Stop);
        var failure = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => lane.Commit([
            new("insert into persons (district, person, wrapped) values ($1, $2, $3)", District, "b", new byte[] { 1 }),
            new("insert into persons (district, person, wrapped) values ($1, $2, $3)", District, "a", new byte[] { 1 })], Stop));
        Assert.True(lane.IsTaken(failure));
        await lane.Rollback();
        await lane.Begin(Stop);
        await lane.Commit([new("insert into persons (district, person, wrapped) values ($1, $2, $3)", District, "c", new byte[] { 1 })], Stop);
        Assert.Equal(2, await Count("select count(*) from persons"));
        await lane.DisposeAsync();
    }
}
