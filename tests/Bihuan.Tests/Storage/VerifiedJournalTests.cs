using System.Data.Common;
using Bihuan.Engine.Journal;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Dapper;

namespace Bihuan.Tests.Storage;

/// <summary>Somebody with every right on the database forges the journal: each forgery is named by its first broken entry.</summary>
public abstract class VerifiedJournalContract : StorageRoom
{
    async Task Furnish()
    {
        foreach (var stream in (string[])["a", "b", "c"])
            for (var n = 1; n <= 4; n++)
                await Note(stream, $"{stream}{n}");
        await IsWhole();
        await Execute(Disarm);
    }

    async Task Names(string stream, long version, string words)
    {
        var broken = Assert.Single((await Verify()).Broken);
        Assert.Equal((District, $"matter-{stream}", version), (broken.District, broken.Stream, broken.Version));
        Assert.Contains(words, broken.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("body", "'{\"text\":\"forged\"}'")]
    [InlineData("kind", "'matter.instructed'")]
    [InlineData("at", "at + 1")]
    [InlineData("\"by\"", "'ben'")]
    [InlineData("post", "'verifier@LS.RX'")]
    public async Task an_edited_column_is_named(string column, string value)
    {
        await Furnish();
        await Execute($"update journal set {column} = {value} where stream = 'matter-b' and version = 2");
        await Names("b", 2, "changed or moved");
    }

    [Theory]
    [InlineData("body", "replace(body, 'second', 'forged')")]
    [InlineData("body", "'{\"text\":\"first\"}'")]
    [InlineData("kind", "'matter.noted matter.noted'")]
    [InlineData("kind", "'matter.noted'")]
    public async Task an_entry_that_was_edited_or_taken_out_of_a_line_of_several_is_named_by_the_first_of_them(string column, string value)
    {
        await Furnish();
        await Clerk(Writer).Record<Matter>(Named("b"), (_, _) => (Fact[])[new Noted("first"), new Noted("second"), new Noted("third")], Stop);
        await Note("b", "after");
        await IsWhole();

        await Execute($"update journal set {column} = {value} where stream = 'matter-b' and version = 5");
        await Names("b", 5, "changed or moved");
    }

    [Fact]
    public async Task the_journal_ends_where_the_last_was_written_in_whichever_district()
    {
        Assert.Equal(0, await Count(LastPosition.Sql));
        foreach (var (n, district) in ((int, string)[])[(1, District), (2, "999999"), (3, "110101")])
        {
            Assert.True((await Note($"{n}", "看过", district: district)).IsYes);
            Assert.Equal(n, await Count("select count(*) from journal"));
            Assert.Equal(await Count("select max(position) from journal"), await Count(LastPosition.Sql));
        }
    }

    [Fact]
    public async Task a_deleted_line_of_several_entries_is_named_by_the_first_of_them()
    {
        await Furnish();
        await Clerk(Writer).Record<Matter>(Named("b"), (_, _) => (Fact[])[new Noted("first"), new Noted("second")], Stop);
        await Note("b", "after");
        await Execute("delete from journal where stream = 'matter-b' and version = 5");
        await Names("b", 5, "removed");
    }

    [Fact]
    public async Task two_swapped_rows_are_named_by_the_first()
    {
        await Furnish();
        await Execute(
            "update journal set version = 92 where stream = 'matter-b' and version = 2",
            "update journal set version = 2 where stream = 'matter-b' and version = 3",
            "update journal set version = 3 where stream = 'matter-b' and version = 92");
        await Names("b", 2, "changed or moved");
    }

    [Fact]
    public async Task a_row_moved_to_another_stream_is_named_in_both()
    {
        await Furnish();
        await Execute("delete from journal where stream = 'matter-b' and version = 4", "update journal set stream = 'matter-b' where stream = 'matter-a' and version = 4");
        Assert.Equal([("matter-a", 4L), ("matter-b", 4L)], (await Verify()).Broken.Select(b => (b.Stream, b.Version)).Order());
    }

    [Fact]
    public async Task a_deleted_last_row_is_named()
    {
        await Furnish();
        await Execute("delete from journal where stream = 'matter-b' and version = 4");
        await Names("b", 4, "removed");
    }

    [Theory]
    [InlineData(1), InlineData(3)]
    public async Task a_deleted_row_in_the_middle_is_named(int version)
    {
        await Furnish();
        await Execute($"delete from journal where stream = 'matter-b' and version = {version}");
        await Names("b", version, "removed");
    }

    [Fact]
    public async Task a_deleted_stream_is_named()
    {
        await Furnish();
        await Execute("delete from journal where stream = 'matter-b'");
        await Names("b", 1, "whole stream");
    }

    [Fact]
    public async Task a_forged_row_with_the_right_hash_under_the_old_head_is_named()
    {
        await Furnish();
        await Forge(5);
        await Names("b", 5, "added afterwards");
    }

    [Fact]
    public async Task a_forged_stream_without_a_head_is_named()
    {
        await Furnish();
        await Forge(1, "d");
        Assert.Equal(("matter-d", 1L), (await Verify()).Broken.Select(b => (b.Stream, b.Version)).Single());
    }

    [Fact]
    public async Task a_rewritten_chain_under_the_old_head_is_named()
    {
        await Furnish();
        await Execute("delete from journal where stream = 'matter-b' and version = 4");
        await Forge(4);
        await Names("b", 4, "added afterwards");
    }

    [Fact]
    public async Task a_stream_deleted_together_with_its_head_is_named_by_the_roll()
    {
        await Furnish();
        await Execute("delete from journal where stream = 'matter-b'", "delete from heads where stream = 'matter-b'");
        await Names("b", 1, "together with its head");
    }

    [Fact]
    public async Task a_last_row_deleted_under_a_rewritten_head_is_named_by_the_roll()
    {
        await Furnish();
        await Execute("delete from journal where stream = 'matter-b' and version = 4",
            "update heads set version = 3, hash = (select hash from journal where stream = 'matter-b' and version = 3) where stream = 'matter-b'");
        await Names("b", 4, "head rewritten");
    }

    [Fact]
    public async Task a_forged_row_under_a_forged_head_is_named_by_the_roll()
    {
        await Furnish();
        await Forge(5);
        await Execute("update heads set version = 5, hash = (select hash from journal where stream = 'matter-b' and version = 5) where stream = 'matter-b'");
        await Names("b", 5, "the roll does not know");
    }

    [Fact]
    public async Task a_page_torn_out_of_the_roll_is_named()
    {
        await Furnish();
        await Execute(DisarmRoll, "delete from roll where number = (select min(number) from roll)");
        Assert.Contains((await Verify()).Broken, b => b.Stream.StartsWith("roll-", StringComparison.Ordinal) && b.Version == 1);
    }

    [Theory]
    [InlineData("update roll set streams = ''")]
    [InlineData("delete from roll")]
    public async Task the_database_itself_refuses_to_change_the_roll(string sql)
    {
        await Furnish();
        Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<DbException>(() => Execute(sql))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_house_older_than_the_roll_begins_it_with_what_stands()
    {
        await Furnish();
        await Execute(DisarmRoll, "drop table roll", Older);
        await Store.Migrate(Stop);
        await IsWhole();
        await Note("a", "after");
        await IsWhole();
        await Execute("delete from journal where stream = 'matter-b'", "delete from heads where stream = 'matter-b'");
        await Names("b", 1, "together with its head");
    }

    [Fact]
    public async Task what_is_sealed_is_compared_and_counted()
    {
        await Say("a");
        var found = await Verify();
        Assert.Equal((1, 0), (found.Sealed, found.Erased));
    }

    [Theory]
    [InlineData("update personal set salt = 'forged'", "has been changed")]
    [InlineData("update personal set cipher = (select cipher from personal where stream = 'matter-b') where stream = 'matter-a'", "has been changed")]
    [InlineData("update personal set person = 'ffffffffffffffffffffffffffffffff' where stream = 'matter-a'", "another person")]
    [InlineData("delete from personal where stream = 'matter-a'", "is missing, and no entry says")]
    [InlineData("delete from persons where person like '0%'", "key is missing")]
    [InlineData("insert into personal select district, 'matter-z', digest, person, salt, cipher from personal where stream = 'matter-a'", "no entry has sealed")]
    public async Task what_was_done_to_sealed_data_is_named(string sql, string words)
    {
        await Say("a");
        await Say("b", person: "ffffffffffffffffffffffffffffffff");
        await IsWhole();
        await Execute(sql);
        var broken = (await Verify()).Broken;
        Assert.Contains(broken, b => b.En.Contains(words, StringComparison.Ordinal) && b.Stream is "matter-a" or "matter-z");
    }

    [Fact]
    public async Task an_erased_person_is_in_order_and_counted()
    {
        await Say("a");
        var person = (await Reading.Story<Matter>(District, Named("a"), Stop)).Story.Person!;
        await Clerk(Writer).Record<Matter>(Named("a"), (_, desk) =>
        {
            desk.Destroy(person);
            return ValueTask.FromResult<Bihuan.Engine.Decisions.Decision>(new RequesterErased("依申请"));
        }, Stop);
        var found = await Verify();
        Assert.Empty(found.Broken);
        Assert.Equal((0, 1), (found.Sealed, found.Erased));
    }

    [Fact]
    public async Task every_broken_chain_is_named_once()
    {
        await Furnish();
        await Execute("update journal set body = '{}' where version > 1");
        Assert.Equal([("matter-a", 2L), ("matter-b", 2L), ("matter-c", 2L)], (await Verify()).Broken.Select(b => (b.Stream, b.Version)));
    }

    /// <summary>A row as the product itself would have linked it, written past the product.</summary>
    async Task Forge(long version, string stream = "b")
    {
        await using var connection = Attack();
        await connection.OpenAsync(Stop);
        var previous = await connection.ExecuteScalarAsync<byte[]?>("select hash from journal where stream = @stream and version = @version",
            new { stream = $"matter-{stream}", version = version - 1 }) ?? Chain.Start.ToArray();
        var hash = Chain.Link(previous, District, $"matter-{stream}", $"{version}", "matter.noted", "1773018000000", "eva", "agent@LS.RX.SL", "{\"text\":\"forged\"}");
        var position = Store.IsShared ? "" : ", position";
        await connection.ExecuteAsync($"""
            insert into journal (district, stream, version, kind, at, "by", post, body, hash{position})
            values (@district, @stream, @version, 'matter.noted', 1773018000000, 'eva', 'agent@LS.RX.SL', @body, @hash{(position.Length > 0 ? ", (select max(position) + 1 from journal)" : "")})
            """, new { district = District, stream = $"matter-{stream}", version, body = "{\"text\":\"forged\"}", hash });
    }
}

public sealed class SqliteVerifiedJournalTests : VerifiedJournalContract
{
    [Fact]
    public async Task where_the_journal_ends_is_found_by_a_key_a_district()
    {
        await using var connection = await Store.Read(Stop);
        var steps = (await connection.QueryAsync("explain query plan " + LastPosition.Sql)).Select(row => (string)row.detail).Where(step => step.Contains(" j ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, steps.Count);
        Assert.All(steps, step => Assert.Matches(@"^SEARCH j USING COVERING INDEX journal_position \(district[>=]\?\)$", step));
    }

    readonly SqliteRoom room = new();

    protected override string Disarm => SqliteRoom.Disarm;
    protected override string DisarmRoll => SqliteRoom.DisarmRoll;
    protected override string Keys => SqliteRoom.Keys;
    protected override Task<Store> Empty() => Task.FromResult(room.Store());
    protected override DbConnection Attack() => room.Attack();
    protected override void Left() => room.Dispose();

    [Fact]
    public async Task what_another_process_wrote_between_is_read_again_and_breaks_no_chain()
    {
        await using var store = room.Store();
        await using var other = new Writer(store, Stories, Vault, new());
        await other.Open(Stop);
        // Each remembers where it left the roll and the journal, and the other may have been there since.
        foreach (var (n, writer) in ((int, Writer)[])[(1, Writer), (2, Writer), (3, other), (4, Writer), (5, other), (6, other), (7, Writer)]) Assert.True((await Note($"{n}", "看过", writer: writer)).IsYes);
        Assert.Equal((7, 7), (await Count("select count(*) from roll where lane = '0'"), await Count("select max(number) from roll where lane = '0'")));
        await IsWhole();
    }
}

public sealed class PostgresVerifiedJournalTests(PostgresHost postgres) : VerifiedJournalContract, IClassFixture<PostgresHost>
{
    protected override string Disarm => PostgresRoom.Disarm;
    protected override string DisarmRoll => PostgresRoom.DisarmRoll;
    protected override string Keys => PostgresRoom.Keys;
    protected override Task<Store> Empty() => PostgresRoom.Empty(postgres);
    protected override DbConnection Attack() => new Npgsql.NpgsqlConnection(postgres.Connection + ";Pooling=false");
}
