using System.Buffers;
using System.Text;
using Bihuan.Hosting;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bihuan.Storage.Sqlite;

/// <summary>
/// The one connection that writes. Commands are prepared once and used again, and bound by place: looking up the name of each of fifty
/// values took longer than inserting the row.
/// </summary>
sealed class SqliteLane : Lane
{
    readonly SqliteConnection connection;
    readonly sqlite3 database;
    readonly Dictionary<string, sqlite3_stmt> prepared = [];
    byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 14);
    // As this writer left them: a page's hash lies behind all that it names, far from its number.
    readonly Dictionary<(string District, string Name), (long Number, byte[] Hash)> pages = [];
    long? position;
    bool inTransaction;

    readonly SqliteLog log;
    readonly SqliteLogFile? file;
    readonly SqliteSync? sync;
    long written;

    /// <param name="sync">Makes its commits durable; null for a connection that only reads.</param>
    public SqliteLane(SqliteConnection connection, SqliteLog log, SqliteSync? sync)
    {
        (this.connection, database, this.log, this.sync) = (connection, connection.Handle!, log, sync);
        // The writer waits as long as another process writes, such as a rebuild; what was handed in is not given back.
        raw.sqlite3_busy_timeout(database, int.MaxValue);
        if (sync is null) return;
        // The log is opened by whoever first reads.
        Run("select 1 from sqlite_schema limit 1", []);
        file = SqliteLogFile.Of(database);
    }

    public override Task Begin(CancellationToken stop)
    {
        if (sync?.Failure is { } failure) throw failure;
        Run("begin immediate", []);
        inTransaction = true;
        return Task.CompletedTask;
    }

    public override Task<Task> Conclude(IReadOnlyList<Statement> last, CancellationToken stop)
    {
        Run(last);
        file!.IsLater = true;
        try
        {
            Run("commit", []);
        }
        finally
        {
            file.IsLater = false;
        }

        inTransaction = false;
        var durable = sync!.Order(file.Last);
        raw.sqlite3_db_status(database, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
        log.Grew(database, pages - written);
        written = pages;
        return Task.FromResult(durable);
    }

    public override Task Rollback()
    {
        position = null;
        pages.Clear();
        if (!inTransaction) return Task.CompletedTask;
        inTransaction = false;
        Run("rollback", []);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<Line>> Lines(string district, string stream, CancellationToken stop) => Task.FromResult(Rows(
        """select version, kind, at, "by", post, body, hash, position from journal where district = $1 and stream = $2 order by version""", [district, stream],
        row => new Line(stream, raw.sqlite3_column_int64(row, 0), Text(row, 1), raw.sqlite3_column_int64(row, 2), Text(row, 3),
            Text(row, 4), Text(row, 5), raw.sqlite3_column_blob(row, 6).ToArray(), raw.sqlite3_column_int64(row, 7))));

    public override Task<IReadOnlyList<Kept>> Kept(string district, string stream, CancellationToken stop) => Task.FromResult(Rows(
        "select digest, person, salt, cipher from personal where district = $1 and stream = $2", [district, stream],
        row => new Kept(stream, Text(row, 0), Text(row, 1), Text(row, 2), raw.sqlite3_column_blob(row, 3).ToArray())));

    public override async Task<IReadOnlyDictionary<string, long>> Ends(string district, IReadOnlyList<string> streams, CancellationToken stop)
    {
        var ends = new Dictionary<string, long>(streams.Count);
        foreach (var stream in streams)
            if (await Ask(new("select version from heads where district = $1 and stream = $2", district, stream), stop) is long version) ends[stream] = version;
        return ends;
    }

    public override Task<object?> Ask(Statement statement, CancellationToken stop) => Task.FromResult(Rows<object?>(statement.Sql, statement.Values, row =>
        raw.sqlite3_column_type(row, 0) switch
        {
            raw.SQLITE_INTEGER => raw.sqlite3_column_int64(row, 0),
            raw.SQLITE_FLOAT => raw.sqlite3_column_double(row, 0),
            raw.SQLITE_BLOB => raw.sqlite3_column_blob(row, 0).ToArray(),
            raw.SQLITE_NULL => null,
            _ => Text(row, 0),
        }) is [var first, ..] ? first : null);

    public override Task Write(IReadOnlyList<Statement> statements, CancellationToken stop)
    {
        Run(statements);
        return Task.CompletedTask;
    }

    // Of each kind of change a command is kept; a house has some dozens.
    const int Kinds = 256;

    readonly Dictionary<(Insert Shape, UInt128 Changed), string> changes = [];

    /// <summary>
    /// Changes what is to be changed and nothing else: a column that is written again with the same value has every index over it written
    /// again, and a matter stands in fifteen. False where the row must be put as a whole.
    /// </summary>
    bool Change(Insert shape, object?[] was, object?[] values)
    {
        if (values.Length > 128) return false;
        var changed = new List<int>(16);
        var mask = UInt128.Zero;
        for (var n = shape.Key; n < values.Length; n++)
        {
            if (Equals(was[n], values[n])) continue;
            changed.Add(n);
            mask |= UInt128.One << n;
        }

        if (!changes.TryGetValue((shape, mask), out var sql))
        {
            if (changes.Count == Kinds) return false;
            changes[(shape, mask)] = sql = shape.Change(changed);
        }

        var told = new object?[changed.Count + shape.Key];
        for (var n = 0; n < changed.Count; n++) told[n] = values[changed[n]];
        values.AsSpan(0, shape.Key).CopyTo(told.AsSpan(changed.Count));
        Run(sql, told);
        return raw.sqlite3_changes(database) == 1;
    }

    static readonly Insert Journal = new("journal", ["district", "stream", "version", "position", "kind", "at", "\"by\"", "post", "body", "hash"], "ttiititttb");

    public override Statement Append(string district, Line line)
    {
        // One writer, so positions can be counted in memory; they have no gaps, which lets `verify` notice a missing row.
        position ??= Rows(LastPosition.Sql, [], row => raw.sqlite3_column_int64(row, 0))[0];
        position++;
        return Statement.Of(Journal, district, line.Stream, line.Version, position, line.Kind, line.At, line.By, line.Post, line.Body, line.Hash);
    }

    public override Task<(long Number, byte[] Hash)?> Call(IReadOnlyList<Statement> statements, string district, string name, CancellationToken stop)
    {
        Run(statements);
        var numbers = Rows("select number from roll where district = $1 and lane = $2 order by number desc limit 1", [district, name], row => raw.sqlite3_column_int64(row, 0));
        if (numbers is not [var number]) return Task.FromResult<(long, byte[])?>(null);
        // Where nobody else has written since, the last is this writer's own.
        if (pages.TryGetValue((district, name), out var known) && known.Number == number) return Task.FromResult<(long, byte[])?>(known);
        return Task.FromResult<(long, byte[])?>((number, Rows("select hash from roll where district = $1 and lane = $2 and number = $3", [district, name, number], row => raw.sqlite3_column_blob(row, 0).ToArray())[0]));
    }

    public override void Called(string district, string name, long number, byte[] hash) => pages[(district, name)] = (number, hash);

    public override Task Hold(string name, CancellationToken stop) => Task.CompletedTask;

    // Whoever has begun is the one writer.
    public override Task Alone(IReadOnlyList<string> tables, CancellationToken stop) => Task.CompletedTask;

    public override bool IsTaken(Exception exception) => exception is SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT };

    void Run(IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements)
            if (statement is not { Was: { } was, Shape: Insert shape } || !Change(shape, was, statement.Values))
                Run(statement.Sql, statement.Values);
    }

    void Run(string sql, object?[] values) => Rows<bool>(sql, values, null);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="read">Reads the row that the command stands at; null where no row is of interest.</param>
    IReadOnlyList<T> Rows<T>(string sql, object?[] values, Func<sqlite3_stmt, T>? read)
    {
        var command = Prepare(sql, values);
        try
        {
            List<T>? rows = null;
            int answer;
            while ((answer = raw.sqlite3_step(command)) == raw.SQLITE_ROW)
                if (read is not null) (rows ??= []).Add(read(command));
            if (answer != raw.SQLITE_DONE) throw Failure(answer);
            return rows ?? (IReadOnlyList<T>)[];
        }
        finally
        {
            raw.sqlite3_reset(command);
        }
    }

    sqlite3_stmt Prepare(string sql, object?[] values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            if (raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out command) is not raw.SQLITE_OK and var answer) throw Failure(answer);
            prepared[sql] = command;
        }

        for (var n = 0; n < values.Length; n++) Bind(command, n + 1, values[n]);
        return command;
    }

    void Bind(sqlite3_stmt command, int place, object? value)
    {
        var answer = value switch
        {
            null => raw.sqlite3_bind_null(command, place),
            string text => raw.sqlite3_bind_text(command, place, Utf8(text)),
            long whole => raw.sqlite3_bind_int64(command, place, whole),
            double real => raw.sqlite3_bind_double(command, place, real),
            byte[] bytes => raw.sqlite3_bind_blob(command, place, bytes),
            int whole => raw.sqlite3_bind_int64(command, place, whole),
            _ => throw new ArgumentException($"A {value.GetType().Name} is no value of a column.", nameof(value)),
        };
        if (answer != raw.SQLITE_OK) throw Failure(answer);
    }

    ReadOnlySpan<byte> Utf8(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(most);
        }

        return buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
    }

    static string Text(sqlite3_stmt row, int column) => raw.sqlite3_column_text(row, column).utf8_to_string();

    SqliteException Failure(int answer) => new(raw.sqlite3_errmsg(database).utf8_to_string(), answer, raw.sqlite3_extended_errcode(database));

    public override async ValueTask DisposeAsync()
    {
        // What has been committed is made durable by its file, which goes with the connection.
        if (sync is not null) await sync.Last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var command in prepared.Values) command.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        await connection.DisposeAsync();
    }
}
