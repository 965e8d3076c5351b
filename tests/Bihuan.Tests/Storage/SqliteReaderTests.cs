using System.Data;
using Bihuan.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bihuan.Tests.Storage;

/// <summary>Readers that are kept with the commands they have understood: decision 0023.</summary>
public sealed class SqliteReaderTests : IDisposable
{
    const string ByCode = "select name from units where code = @code";
    const int Reprepared = 5;

    readonly SqliteRoom room = new();
    readonly SqliteReaders readers;

    public SqliteReaderTests()
    {
        Write("create table units (code text primary key, is_open integer, name text)", "create index units_open on units (name) where is_open = 1",
            "insert into units values ('a', 1, '甲'), ('b', 1, '乙'), ('c', 0, '丙')");
        readers = new(Open);
    }

    [Fact]
    public void a_command_is_used_again_with_other_values_and_by_one_at_a_time()
    {
        using var known = new KnowingConnection(Open());
        var command = known.Take(ByCode);
        Assert.NotSame(command, known.Take(ByCode));
        command.Parameters.AddWithValue("@code", "a");
        Assert.Equal("甲", command.ExecuteScalar());
        known.Give(ByCode, command);
        Assert.Same(command, known.Take(ByCode));
        Assert.Empty(command.Parameters);
    }

    [Fact]
    public void what_one_reader_has_understood_the_next_one_asks()
    {
        foreach (var (code, name) in new[] { ("a", "甲"), ("b", "乙"), ("z", null) })
        {
            using var reader = readers.Take();
            Assert.Equal(name, reader.QueryFirstOrDefault<string>(ByCode, new { code }));
        }
    }

    [Fact]
    public void a_question_within_the_same_question_has_its_own_answer()
    {
        const string open = "select code from units where is_open = @open order by code";
        using var reader = readers.Take();
        var pairs = new List<string>();
        foreach (var outer in reader.Query<string>(open, new { open = 1 }, buffered: false))
            pairs.AddRange(reader.Query<string>(open, new { open = 1 }, buffered: false).Select(inner => outer + inner));
        Assert.Equal(["aa", "ab", "ba", "bb"], pairs);
    }

    [Fact]
    public void a_table_that_was_changed_is_seen_as_it_stands()
    {
        Assert.Equal(["code", "is_open", "name"], Columns());
        Write("alter table units add column closed integer", "update units set name = '丁' where code = 'a'");
        Assert.Equal(["code", "is_open", "name", "closed"], Columns());

        string[] Columns()
        {
            using var reader = readers.Take();
            using var answer = reader.ExecuteReader("select * from units order by code");
            return [.. Enumerable.Range(0, answer.FieldCount).Select(answer.GetName)];
        }
    }

    [Fact]
    public void a_question_that_fails_spoils_no_other()
    {
        using (var reader = readers.Take())
        {
            Assert.Throws<SqliteException>(() => reader.Query<string>("select nothing from units"));
            Assert.Throws<InvalidOperationException>(() => reader.Query<string>(ByCode));
            Assert.Equal("甲", reader.QuerySingle<string>(ByCode, new { code = "a" }));
        }

        using var next = readers.Take();
        Assert.Equal("乙", next.QuerySingle<string>(ByCode, new { code = "b" }));
    }

    [Fact]
    public void who_goes_before_the_answer_is_read_leaves_nothing_to_the_next()
    {
        var reader = readers.Take();
        var command = reader.CreateCommand();
        command.CommandText = "select code from units order by code";
        var answer = command.ExecuteReader();
        Assert.True(answer.Read());
        reader.Dispose();
        using var next = readers.Take();
        command.Dispose();
        reader.Dispose();
        Assert.Equal(ConnectionState.Closed, reader.State);
        Assert.Throws<ObjectDisposedException>(() => reader.Execute("select 1"));
        Assert.Equal(3, next.ExecuteScalar<long>("select count(*) from units"));
    }

    [Fact]
    public void questions_that_nobody_asks_again_do_not_stay()
    {
        using var connection = Open();
        connection.Handle!.enable_sqlite3_next_stmt(true);
        using var known = new KnowingConnection(connection);
        for (var n = 0; n < 1000; n++) known.Give($"select {n}", known.Take($"select {n}"));
        var kept = 0;
        for (var statement = raw.sqlite3_next_stmt(connection.Handle, null); statement is not null; statement = raw.sqlite3_next_stmt(connection.Handle, statement)) kept++;
        Assert.InRange(kept, 1, 256);
    }

    [Fact]
    public async Task a_kept_command_is_not_understood_anew_at_every_other_value()
    {
        await using var store = new SqliteStore(room.File);
        using var connection = store.Open(readOnly: true);
        Assert.Equal(0, MadeAgain(connection));
        // Whether an index of some rows fits depends on the value here: left to itself, SQLite looks at it and plans again for the next.
        using var ordinary = Open();
        Assert.NotEqual(0, MadeAgain(ordinary));

        static int MadeAgain(SqliteConnection connection)
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, "select code from units where is_open = ?1 order by name", out var statement));
            for (var n = 0; n < 6; n++)
            {
                raw.sqlite3_reset(statement);
                raw.sqlite3_bind_int(statement, 1, n % 2);
                Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(statement));
            }

            var times = raw.sqlite3_stmt_status(statement, Reprepared, 0);
            statement.Dispose();
            return times;
        }
    }

    SqliteConnection Open()
    {
        var connection = room.Attack();
        connection.Open();
        return connection;
    }

    void Write(params string[] statements)
    {
        using var writer = Open();
        foreach (var sql in statements) writer.Execute(sql);
    }

    public void Dispose()
    {
        readers.Dispose();
        room.Dispose();
    }
}
