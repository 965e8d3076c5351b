using System.Data.Common;
using Bihuan.Hosting;
using Npgsql;

namespace Bihuan.Storage.Postgres;

/// <summary>PostgreSQL: several lanes, any number of nodes.</summary>
public sealed class PostgresStore : Store
{
    readonly NpgsqlDataSource source;
    readonly NpgsqlDataSource byKey;
    // Apart, because a connection that has once been waited for by many is for ever looked after by the thread that looks after all.
    readonly NpgsqlDataSource apart;

    /// <summary>Opens a pool over a connection string.</summary>
    public PostgresStore(string connectionString)
    {
        var words = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2, MaxPoolSize = 60 };
        source = NpgsqlDataSource.Create(words);
        // Lanes ask for rows by their keys and for nothing else. A plan is kept with the connection, and made once: one that was made while a table was small reads all of
        // it, ever longer, until the server counts the table again; and to make one for each commit took longer than to delete what it deletes.
        var byKeyOnly = new NpgsqlConnectionStringBuilder(words.ConnectionString)
        {
            Options = $"{words.Options} -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan".TrimStart(),
        };
        (byKey, apart) = (NpgsqlDataSource.Create(byKeyOnly), NpgsqlDataSource.Create(byKeyOnly));
    }

    /// <inheritdoc/>
    public override string Name => "postgres";

    /// <inheritdoc/>
    public override int Lanes { get; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);

    /// <inheritdoc/>
    public override int NumberBlock => 20;

    /// <inheritdoc/>
    public override bool IsShared => true;

    /// <inheritdoc/>
    public override async ValueTask<DbConnection> Read(CancellationToken stop) => await source.OpenConnectionAsync(stop);

    /// <inheritdoc/>
    public override async ValueTask<object?> Ask(Statement statement, CancellationToken stop)
    {
        await using var command = byKey.CreateCommand(statement.Sql);
        foreach (var value in statement.Values) command.Parameters.Add(PostgresLane.Parameter(value));
        return await command.ExecuteScalarAsync(stop) is { } found and not DBNull ? found : null;
    }

    /// <inheritdoc/>
    public override async Task<Lane> OpenLane(CancellationToken stop, bool isApart = false) => isApart
        ? new PostgresLane(apart, apart.OpenConnection(), isApart)
        : new PostgresLane(byKey, await byKey.OpenConnectionAsync(stop), isApart);

    /// <inheritdoc/>
    public override async Task Migrate(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        // Two nodes may start at once: the second waits here and finds the work done.
        await connection.ExecuteAsync("select pg_advisory_lock(7062026)");
        await connection.ExecuteAsync("create table if not exists migrations (number int primary key)");
        var done = await connection.ExecuteScalarAsync<int>("select coalesce(max(number), 0) from migrations");
        for (var n = done; n < Migrations.All.Count; n++)
        {
            await using var transaction = await connection.BeginTransactionAsync(stop);
            foreach (var sql in Migrations.All[n]) await connection.ExecuteAsync(Fill(sql), transaction: transaction);
            foreach (var sql in Own[n]) await connection.ExecuteAsync(sql, transaction: transaction);
            await connection.ExecuteAsync($"insert into migrations values ({n + 1})", transaction: transaction);
            await transaction.CommitAsync(stop);
        }

        await connection.ExecuteAsync("select pg_advisory_unlock(7062026)");
    }

    static string Fill(string sql) => sql
        .Replace("{bytes}", "bytea", StringComparison.Ordinal)
        .Replace("{position}", "bigint not null generated always as identity", StringComparison.Ordinal)
        .Replace("{join}", "string_agg(stream || ' ' || version || ' ' || encode(hash, 'hex'), chr(10))", StringComparison.Ordinal)
        .Replace("{nothing}", "decode(repeat('00', 32), 'hex')", StringComparison.Ordinal)
        .Replace("{clustered}", "", StringComparison.Ordinal);

    // By migration: what only this database does, such as guarding the tables that it makes.
    static readonly string[][] Own =
    [
        [
            """
            create function journal_is_append_only() returns trigger language plpgsql as
            $$ begin raise exception 'The journal is append-only.'; end $$;
            create trigger journal_is_never_changed before update or delete on journal for each row execute function journal_is_append_only();
            create trigger journal_is_never_emptied before truncate on journal for each statement execute function journal_is_append_only();
            """,
        ],
        [
            """
            create function roll_is_append_only() returns trigger language plpgsql as
            $$ begin raise exception 'The roll is append-only.'; end $$;
            create trigger roll_is_never_changed before update or delete on roll for each row execute function roll_is_append_only();
            create trigger roll_is_never_emptied before truncate on roll for each statement execute function roll_is_append_only();
            """,
        ],
        [],
        [],
    ];

    /// <inheritdoc/>
    public override IEnumerable<string> Define(Table table)
    {
        var columns = string.Join(", ", table.Columns.Select(c => $"{c.Name} {Type(c.Holds)}{(c.Nullable ? "" : " not null")}"));
        yield return $"create table {table.Name} (district text collate \"C\" not null, {columns}, primary key ({TableSql.KeyColumns(table)}))";
        foreach (var index in table.Indexes)
            yield return $"create index {table.Name}_{index.Name} on {table.Name} (district, {index.Columns}){(index.Where is null ? "" : $" where {index.Where}")}";
    }

    // "C" collation: codes are compared as bytes on both databases, so that prefix ranges and keysets agree.
    static string Type(Holds holds) => holds switch { Holds.Text => "text collate \"C\"", Holds.Whole => "bigint", _ => "double precision" };

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await byKey.DisposeAsync();
        await apart.DisposeAsync();
    }
}
