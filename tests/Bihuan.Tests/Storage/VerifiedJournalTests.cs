using System.Data.Common;
using Bihuan.Engine.Journal;
using Bihuan.Hosting;
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
    public async Task a_stream_deleted_together_with_its_head_changes_the_root()
    {
        await Furnish();
        var before = await Verify();
        await Execute("delete from journal where stream = 'matter-b'", "delete from heads where stream = 'matter-b'");
        var after = await Verify();

        Assert.NotEqual(before.Root, after.Root);
        // One writer counts its positions without gaps; several cannot, and there the root that was noted elsewhere tells.
        Assert.Equal(Store.IsShared ? 0 : 1, after.Broken.Count);
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
    readonly SqliteRoom room = new();

    protected override string Disarm => SqliteRoom.Disarm;
    protected override string Keys => SqliteRoom.Keys;
    protected override Task<Store> Empty() => Task.FromResult(room.Store());
    protected override DbConnection Attack() => room.Attack();
    protected override void Left() => room.Dispose();
}

public sealed class PostgresVerifiedJournalTests(PostgresHost postgres) : VerifiedJournalContract, IClassFixture<PostgresHost>
{
    protected override string Disarm => PostgresRoom.Disarm;
    protected override string Keys => PostgresRoom.Keys;
    protected override Task<Store> Empty() => PostgresRoom.Empty(postgres);
    protected override DbConnection Attack() => new Npgsql.NpgsqlConnection(postgres.Connection + ";Pooling=false");
}
