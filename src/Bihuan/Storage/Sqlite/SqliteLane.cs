using Bihuan.Hosting;
using Microsoft.Data.Sqlite;

namespace Bihuan.Storage.Sqlite;

/// <summary>The one connection that writes. Commands are prepared once and used again.</summary>
sealed class SqliteLane(SqliteConnection connection) : Lane
{
    readonly Dictionary<string, SqliteCommand> prepared = [];
    long? position;
    bool inTransaction;

    public override Task Begin(CancellationToken stop)
    {
        Run("begin immediate", []);
        inTransaction = true;
        return Task.CompletedTask;
    }

    public override Task Commit(CancellationToken stop)
    {
        Run("commit", []);
        inTransaction = false;
        return Task.CompletedTask;
    }

    public override Task Rollback()
    {
        position = null;
        if (!inTransaction) return Task.CompletedTask;
        inTransaction = false;
        Run("rollback", []);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<Line>> Lines(string district, string stream, CancellationToken stop)
    {
        var lines = new List<Line>();
        using var reader = Prepare(
            """select version, kind, at, "by", post, body, hash, position from journal where district = $1 and stream = $2 order by version""",
            [district, stream]).ExecuteReader();
        while (reader.Read())
            lines.Add(new(stream, reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5), (byte[])reader[6], reader.GetInt64(7)));
        return Task.FromResult<IReadOnlyList<Line>>(lines);
    }

    public override Task<IReadOnlyList<Kept>> Kept(string district, string stream, CancellationToken stop)
    {
        var kept = new List<Kept>();
        using var reader = Prepare(
            "select digest, person, salt, cipher from personal where district = $1 and stream = $2", [district, stream]).ExecuteReader();
        while (reader.Read()) kept.Add(new(stream, reader.GetString(0), reader.GetString(1), reader.GetString(2), (byte[])reader[3]));
        return Task.FromResult<IReadOnlyList<Kept>>(kept);
    }

    public override Task<object?> Ask(Statement statement, CancellationToken stop)
    {
        var value = Prepare(statement.Sql, statement.Values).ExecuteScalar();
        return Task.FromResult(value is DBNull ? null : value);
    }

    public override Task Write(IReadOnlyList<Statement> statements, CancellationToken stop)
    {
        foreach (var statement in statements) Run(statement.Sql, statement.Values);
        return Task.CompletedTask;
    }

    public override Statement Append(string district, Line line)
    {
        // One writer, so positions can be counted in memory; they have no gaps, which lets `verify` notice a missing row.
        position ??= (long)Prepare("select coalesce(max(position), 0) from journal", []).ExecuteScalar()!;
        position++;
        return new("""
            insert into journal (district, stream, version, position, kind, at, "by", post, body, hash)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, district, line.Stream, line.Version, position, line.Kind, line.At, line.By, line.Post, line.Body, line.Hash);
    }

    public override Task Hold(string name, CancellationToken stop) => Task.CompletedTask;

    // Whoever has begun is the one writer.
    public override Task Alone(IReadOnlyList<string> tables, CancellationToken stop) => Task.CompletedTask;

    public override bool IsTaken(Exception exception) => exception is SqliteException { SqliteErrorCode: 19 };

    void Run(string sql, object?[] values) => Prepare(sql, values).ExecuteNonQuery();

    SqliteCommand Prepare(string sql, object?[] values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var n = 1; n <= values.Length; n++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${n}" });
            prepared[sql] = command;
        }

        for (var n = 0; n < values.Length; n++) command.Parameters[n].Value = values[n] ?? DBNull.Value;
        return command;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in prepared.Values) await command.DisposeAsync();
        await connection.DisposeAsync();
    }
}
