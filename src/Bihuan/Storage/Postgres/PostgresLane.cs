using System.Collections.Concurrent;
using Bihuan.Hosting;
using Npgsql;

namespace Bihuan.Storage.Postgres;

/// <summary>One connection with a transaction at a time; everything a batch writes travels in one round.</summary>
/// <param name="isApart">Whether its caller has a thread for itself, and waits on it: then the answer wakes that thread, and not first one that looks whose it is.</param>
sealed class PostgresLane(NpgsqlDataSource source, NpgsqlConnection connection, bool isApart) : Lane
{
    NpgsqlConnection connection = connection;
    NpgsqlTransaction? transaction;

    public override async Task Begin(CancellationToken stop)
    {
        if (connection.FullState is not System.Data.ConnectionState.Open)
        {
            await connection.DisposeAsync();
            connection = isApart ? source.OpenConnection() : await source.OpenConnectionAsync(stop);
        }

        transaction = isApart ? connection.BeginTransaction() : await connection.BeginTransactionAsync(stop);
    }

    public override async Task<Task> Conclude(IReadOnlyList<Statement> last, CancellationToken stop)
    {
        if (last.Count == 0)
        {
            if (isApart) transaction!.Commit();
            else await transaction!.CommitAsync(stop);
        }
        else
        {
            // What is last travels together with the end: every round is as dear as several rows.
            await using var batch = Together(last);
            batch.BatchCommands.Add(new("commit"));
            await Run(batch, stop);
        }

        await Forget();
        return Task.CompletedTask;
    }

    public override async Task Rollback()
    {
        if (transaction is not null) await Forget();
    }

    async ValueTask Forget()
    {
        var over = transaction!;
        transaction = null;
        if (isApart) over.Dispose();
        else await over.DisposeAsync();
    }

    async ValueTask<NpgsqlDataReader> Read(NpgsqlCommand command, CancellationToken stop) => isApart ? command.ExecuteReader() : await command.ExecuteReaderAsync(stop);

    async ValueTask<bool> Next(NpgsqlDataReader reader, CancellationToken stop) => isApart ? reader.Read() : await reader.ReadAsync(stop);

    async ValueTask Run(NpgsqlBatch batch, CancellationToken stop)
    {
        if (isApart) batch.ExecuteNonQuery();
        else await batch.ExecuteNonQueryAsync(stop);
    }

    public override async Task<IReadOnlyList<Line>> Lines(string district, string stream, CancellationToken stop)
    {
        await using var command = Command(new(
            """select version, kind, at, "by", post, body, hash, position from journal where district = $1 and stream = $2 order by version""",
            district, stream));
        await using var reader = await Read(command, stop);
        var lines = new List<Line>();
        while (await Next(reader, stop))
            lines.Add(new(stream, reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5), (byte[])reader[6], reader.GetInt64(7)));
        return lines;
    }

    public override async Task<IReadOnlyList<Kept>> Kept(string district, string stream, CancellationToken stop)
    {
        await using var command = Command(new(
            "select digest, person, salt, cipher from personal where district = $1 and stream = $2", district, stream));
        await using var reader = await Read(command, stop);
        var kept = new List<Kept>();
        while (await Next(reader, stop))
            kept.Add(new(stream, reader.GetString(0), reader.GetString(1), reader.GetString(2), (byte[])reader[3]));
        return kept;
    }

    public override async Task<IReadOnlyDictionary<string, long>> Ends(string district, IReadOnlyList<string> streams, CancellationToken stop)
    {
        await using var command = Command(new("select stream, version from heads where district = $1 and stream = any($2)", district, streams.ToArray()));
        await using var reader = await Read(command, stop);
        var ends = new Dictionary<string, long>(streams.Count);
        while (await Next(reader, stop)) ends[reader.GetString(0)] = reader.GetInt64(1);
        return ends;
    }

    public override async Task<object?> Ask(Statement statement, CancellationToken stop)
    {
        await using var command = Command(statement);
        var value = isApart ? command.ExecuteScalar() : await command.ExecuteScalarAsync(stop);
        return value is DBNull ? null : value;
    }

    public override async Task Write(IReadOnlyList<Statement> statements, CancellationToken stop)
    {
        if (statements.Count == 0) return;
        await using var batch = Together(statements);
        await Run(batch, stop);
    }

    public override async Task<(long Number, byte[] Hash)?> Call(IReadOnlyList<Statement> statements, string district, string name, CancellationToken stop)
    {
        await using var batch = Together(statements);
        batch.BatchCommands.Add(Alone(Held($"{district} {name}")));
        batch.BatchCommands.Add(Alone(new("select number, hash from roll where district = $1 and lane = $2 order by number desc limit 1", district, name)));
        await using var reader = isApart ? batch.ExecuteReader() : await batch.ExecuteReaderAsync(stop);
        // The lock answers with a row of its own.
        _ = isApart ? reader.NextResult() : await reader.NextResultAsync(stop);
        return await Next(reader, stop) ? (reader.GetInt64(0), (byte[])reader[1]) : null;
    }

    NpgsqlBatch Together(IReadOnlyList<Statement> statements)
    {
        var batch = new NpgsqlBatch(connection, transaction);
        var together = new Dictionary<Shape, List<object?[]>>(ReferenceEqualityComparer.Instance);
        foreach (var statement in statements)
        {
            if (statement.Shape is { } shape)
            {
                if (!together.TryGetValue(shape, out var rows)) together[shape] = rows = [];
                rows.Add(statement.Values);
                continue;
            }

            // What is no row may speak of rows before it.
            Send();
            batch.BatchCommands.Add(Alone(statement));
        }

        Send();
        return batch;

        void Send()
        {
            foreach (var (shape, rows) in together) batch.BatchCommands.Add(Rows(shape, rows));
            together.Clear();
        }
    }

    static NpgsqlBatchCommand Alone(Statement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Sql);
        foreach (var value in statement.Values) command.Parameters.Add(Parameter(value));
        return command;
    }

    static readonly ConcurrentDictionary<Shape, string> Texts = new(ReferenceEqualityComparer.Instance);

    // One command a table, whatever the number of rows: an array a column. Planning and beginning a command costs more than a row.
    static NpgsqlBatchCommand Rows(Shape shape, List<object?[]> rows)
    {
        var command = new NpgsqlBatchCommand(Texts.GetOrAdd(shape, static s => s.From(
            $"select * from unnest({string.Join(", ", s.Holds.Select((holds, n) => $"${n + 1}::{Type(holds)}[]"))})")));
        for (var n = 0; n < shape.Holds.Length; n++)
        {
            command.Parameters.Add(shape.Holds[n] switch
            {
                't' => new NpgsqlParameter<string?[]> { TypedValue = Column<string?>(rows, n) },
                'i' => new NpgsqlParameter<long?[]> { TypedValue = Column<long?>(rows, n) },
                'r' => new NpgsqlParameter<double?[]> { TypedValue = Column<double?>(rows, n) },
                _ => new NpgsqlParameter<byte[]?[]> { TypedValue = Column<byte[]?>(rows, n) },
            });
        }

        return command;
    }

    static T[] Column<T>(List<object?[]> rows, int column)
    {
        var values = new T[rows.Count];
        for (var n = 0; n < values.Length; n++) values[n] = (T)rows[n][column]!;
        return values;
    }

    static string Type(char holds) => holds switch { 't' => "text", 'i' => "bigint", 'r' => "double precision", _ => "bytea" };

    static readonly Insert Journal = new("journal", ["district", "stream", "version", "kind", "at", "\"by\"", "post", "body", "hash"], "ttititttb");

    public override Statement Append(string district, Line line) =>
        Statement.Of(Journal, district, line.Stream, line.Version, line.Kind, line.At, line.By, line.Post, line.Body, line.Hash);

    public override async Task Hold(string name, CancellationToken stop)
    {
        await Ask(Held(name), stop);
    }

    static Statement Held(string name) => new("select pg_advisory_xact_lock(7062027, hashtext($1))", name);

    public override async Task Alone(IReadOnlyList<string> tables, CancellationToken stop)
    {
        await Ask(new($"lock table {string.Join(", ", tables)} in share row exclusive mode"), stop);
    }

    // A taken version, or two lanes that wait for each other: both are cured by deciding again.
    public override bool IsTaken(Exception exception) => exception is PostgresException { SqlState: "23505" or "40P01" or "40001" };

    NpgsqlCommand Command(Statement statement)
    {
        var command = new NpgsqlCommand(statement.Sql, connection, transaction);
        foreach (var value in statement.Values) command.Parameters.Add(Parameter(value));
        return command;
    }

    internal static NpgsqlParameter Parameter(object? value) => value switch
    {
        string text => new NpgsqlParameter<string> { TypedValue = text },
        long whole => new NpgsqlParameter<long> { TypedValue = whole },
        double real => new NpgsqlParameter<double> { TypedValue = real },
        byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes },
        null => new NpgsqlParameter { Value = DBNull.Value },
        _ => new NpgsqlParameter { Value = value },
    };

    public override async ValueTask DisposeAsync()
    {
        if (transaction is not null) await Forget();
        await connection.DisposeAsync();
    }
}
