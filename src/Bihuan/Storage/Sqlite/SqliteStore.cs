using System.Collections.Concurrent;
using System.Data.Common;
using Bihuan.Hosting;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bihuan.Storage.Sqlite;

/// <summary>One file, one writer, many readers: WAL with <c>synchronous=FULL</c>, so that a commit is on the disk when it is answered.</summary>
public sealed class SqliteStore : Store
{
    // A row of more columns is longer than a quarter of a page: in the tree of its keys it would take a page of its own, and its key would
    // stand in every index.
    const int Narrow = 16;

    // Connections whose commands are prepared already: preparing one takes longer than its answer.
    readonly ConcurrentBag<SqliteLane> asking = [];
    readonly SqliteReaders readers;
    readonly SqliteLog log;
    readonly SqliteSync sync = new();
    readonly string path;

    /// <param name="path">The file; made where there is none.</param>
    public SqliteStore(string path) => (this.path, readers, log) = (path, new(() => Open(readOnly: true)), new(() => Open(readOnly: false)));

    /// <inheritdoc/>
    public override string Name => "sqlite";

    /// <inheritdoc/>
    public override int Lanes => 1;

    /// <inheritdoc/>
    public override int NumberBlock => 1;

    /// <inheritdoc/>
    public override bool IsShared => false;

    /// <inheritdoc/>
    public override ValueTask<DbConnection> Read(CancellationToken stop) => ValueTask.FromResult<DbConnection>(readers.Take());

    /// <inheritdoc/>
    public override async ValueTask<object?> Ask(Statement statement, CancellationToken stop)
    {
        if (!asking.TryTake(out var lane)) lane = new(Open(readOnly: true), log, null);
        try
        {
            var answer = await lane.Ask(statement, stop);
            asking.Add(lane);
            return answer;
        }
        catch (Exception)
        {
            // What failed is not used again.
            await lane.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task<Lane> OpenLane(CancellationToken stop, bool isApart = false)
    {
        log.Watch();
        return Task.FromResult<Lane>(new SqliteLane(Open(readOnly: false), log, sync));
    }

    /// <inheritdoc/>
    public override Task Migrate(CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var connection = Open(readOnly: false);
        // Makes the table of statistics, so that Define can say what each index holds.
        connection.Execute("analyze sqlite_schema");
        var done = connection.ExecuteScalar<long>("pragma user_version");
        for (var n = (int)done; n < Migrations.All.Count; n++)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var sql in Migrations.All[n]) connection.Execute(Fill(sql), transaction: transaction);
            foreach (var sql in Own[n]) connection.Execute(sql, transaction: transaction);
            connection.Execute($"pragma user_version = {n + 1}", transaction: transaction);
            transaction.Commit();
        }

        return Task.CompletedTask;
    }

    static string Fill(string sql) => sql
        .Replace("{bytes}", "blob", StringComparison.Ordinal)
        .Replace("{position}", "integer not null", StringComparison.Ordinal)
        .Replace("{join}", "group_concat(stream || ' ' || version || ' ' || lower(hex(hash)), char(10))", StringComparison.Ordinal)
        .Replace("{nothing}", "zeroblob(32)", StringComparison.Ordinal)
        .Replace("{clustered}", " without rowid", StringComparison.Ordinal);

    // By migration: what only this database does, such as guarding the tables that it makes.
    static readonly string[][] Own =
    [
        [
            "create trigger journal_is_never_changed before update on journal begin select raise(abort, 'The journal is append-only.'); end",
            "create trigger journal_is_never_deleted before delete on journal begin select raise(abort, 'The journal is append-only.'); end",
        ],
        [
            "create trigger roll_is_never_changed before update on roll begin select raise(abort, 'The roll is append-only.'); end",
            "create trigger roll_is_never_deleted before delete on roll begin select raise(abort, 'The roll is append-only.'); end",
        ],
        [
            // What lies in a tree of its keys and is longer than a quarter of a page takes a page of its own: four times what was said.
            """
            create table personal_apart (
              district text not null, stream text not null, digest text not null, person text not null, salt text not null,
              cipher blob not null, primary key (district, stream, digest))
            """,
            "insert into personal_apart select district, stream, digest, person, salt, cipher from personal",
            "drop table personal",
            "alter table personal_apart rename to personal",
            "create index personal_person on personal (district, person)",
        ],
        [
            // What the planner is told of a house that is older: see Statistics.
            "update sqlite_stat1 set stat = '1111 1111 37 1 1 1 1 1 1 noskipscan' where idx in ('matters_open_red', 'matters_open_pressed')",
            "update sqlite_stat1 set stat = '1111 1111 37 1 noskipscan' where idx = 'matters_unverified'",
        ],
    ];

    /// <inheritdoc/>
    public override IEnumerable<string> Define(Table table)
    {
        var columns = string.Join(", ", table.Columns.Select(c => $"{c.Name} {Type(c.Holds)}{(c.Nullable ? "" : " not null")}"));
        yield return $"create table {table.Name} (district text not null, {columns}, primary key ({TableSql.KeyColumns(table)})){(IsWide(table) ? "" : " without rowid")}";
        foreach (var index in table.Indexes)
            yield return $"create index {table.Name}_{index.Name} on {table.Name} (district, {index.Columns}){(index.Where is null ? "" : $" where {index.Where}")}";
        foreach (var said in Statistics(table)) yield return said;
    }

    static bool IsWide(Table table) => table.Columns.Length > Narrow;

    static string Type(Holds holds) => holds switch { Holds.Text => "text", Holds.Whole => "integer", _ => "real" };

    const long Many = 1_000_000;
    const long Few = 30;

    /// <summary>
    /// What the planner is to think of a table: a million rows in one district, fewer by every column. By itself SQLite believes that a district has ten rows and
    /// reads them all; measured statistics would make plans differ from house to house and from day to day. Nor may it leap through an index whose first columns it was not
    /// given: that is a scan. See decision 0017.
    /// </summary>
    static IEnumerable<string> Statistics(Table table)
    {
        // Where the rows lie in a tree of their own, their key is an index beside it.
        yield return Say(table.Name, IsWide(table) ? $"sqlite_autoindex_{table.Name}_1" : table.Name, Many, table.Key, isUnique: true);
        foreach (var index in table.Indexes)
            yield return Say(table.Name, $"{table.Name}_{index.Name}", Holds(index), index.Columns.Count(c => c == ',') + 1, isUnique: false);

        // What is asked for by two conditions is rarer than by one: where both were thought the same, what is pressed was looked for among all that is open.
        static long Holds(Bihuan.Engine.Ledgers.Index index) => index.Where is not { } where || index.HoldsMost ? Many : where.Contains(" and ", StringComparison.Ordinal) ? Many / Few / Few : Many / Few;

        static string Say(string table, string index, long rows, int columns, bool isUnique)
        {
            var each = new List<long> { rows, rows };
            for (var n = 1; n <= columns; n++) each.Add(isUnique && n == columns ? 1 : Math.Max(1, each[^1] / Few));
            return $"insert into sqlite_stat1 (tbl, idx, stat) values ('{table}', '{index}', '{string.Join(' ', each)} noskipscan')";
        }
    }

    internal SqliteConnection Open(bool readOnly)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            // The writer waits as long as another process writes, such as a rebuild; what was handed in is not given back.
            DefaultTimeout = readOnly ? 30 : 0,
        }.ToString());
        connection.Open();
        // A plan depends on the question and not on the values asked with: otherwise a kept command is understood anew at every other value.
        raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        using var pragma = connection.CreateCommand();
        // Readers find most in the kernel, and there are many of them. The writer's cache is small on purpose: every commit walks the whole of its page table, and the kernel keeps the pages anyway.
        pragma.CommandText = readOnly
            ? "pragma query_only = 1; pragma cache_size = -2048; pragma mmap_size = 1073741824;"
            : "pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -8192; pragma temp_store = memory; pragma wal_autocheckpoint = 0; pragma journal_size_limit = 268435456;";
        pragma.ExecuteNonQuery();
        return connection;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        sync.Dispose();
        while (asking.TryTake(out var lane)) await lane.DisposeAsync();
        readers.Dispose();
    }
}
