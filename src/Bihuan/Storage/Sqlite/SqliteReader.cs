using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Bihuan.Storage.Sqlite;

/// <summary>Connections that read, kept open with the commands they have understood: to understand a question takes SQLite longer than to answer it.</summary>
sealed class SqliteReaders(Func<SqliteConnection> open) : IDisposable
{
    // More than these read at once on a large machine only; each holds pages and commands of its own.
    const int Kept = 16;

    readonly ConcurrentStack<KnowingConnection> idle = new();
    volatile bool isClosed;

    /// <summary>A connection for one reader, to be disposed after use: the one that was given back last, which knows most.</summary>
    public SqliteReader Take() => new(this, idle.TryPop(out var known) ? known : new(open()));

    /// <summary>Takes a connection back.</summary>
    public void Give(KnowingConnection known)
    {
        if (isClosed || idle.Count >= Kept) known.Dispose();
        else idle.Push(known);
        // Whoever closed meanwhile has not seen this one.
        if (isClosed) Dispose();
    }

    public void Dispose()
    {
        isClosed = true;
        while (idle.TryPop(out var known)) known.Dispose();
    }
}

/// <summary>A connection and the commands it has understood, each used by one at a time.</summary>
sealed class KnowingConnection(SqliteConnection connection) : IDisposable
{
    // A page asks some dozens of questions; a house of every kind of page some hundreds.
    const int Most = 256;

    readonly Dictionary<string, SqliteCommand> known = new(StringComparer.Ordinal);

    public SqliteConnection Connection { get; } = connection;

    /// <summary>A command that is ready to be asked; nobody else has it until it is given back.</summary>
    public SqliteCommand Take(string sql)
    {
        if (known.Remove(sql, out var command)) return command;
        command = Connection.CreateCommand();
        try
        {
            command.CommandText = sql;
            command.Prepare();
            return command;
        }
        catch (Exception)
        {
            command.Dispose();
            throw;
        }
    }

    public void Give(string sql, SqliteCommand command)
    {
        command.Parameters.Clear();
        // Questions that are never asked again, such as one of a register's own fields, must not fill the house: it begins anew.
        if (known.Count >= Most) Forget();
        if (!known.TryAdd(sql, command)) command.Dispose();
    }

    void Forget()
    {
        foreach (var command in known.Values) command.Dispose();
        known.Clear();
    }

    public void Dispose()
    {
        Forget();
        Connection.Dispose();
    }
}

/// <summary>What one reader holds of a kept connection until it is disposed of. Reads only: it knows no transaction.</summary>
sealed class SqliteReader(SqliteReaders readers, KnowingConnection known) : DbConnection
{
    KnowingConnection? held = known;
    int asking;

    KnowingConnection Held => held ?? throw new ObjectDisposedException(nameof(SqliteReader));

    /// <summary>A command for one question.</summary>
    public SqliteCommand Take(string sql)
    {
        var command = Held.Take(sql);
        asking++;
        return command;
    }

    /// <summary>Takes it back, to be asked again unless it has failed.</summary>
    public void Give(string sql, SqliteCommand command, bool hasFailed)
    {
        asking--;
        if (held is { } mine && !hasFailed) mine.Give(sql, command);
        else command.Dispose();
    }

    [AllowNull]
    public override string ConnectionString
    {
        get => Held.Connection.ConnectionString;
        set => throw new NotSupportedException();
    }

    public override string Database => Held.Connection.Database;

    public override string DataSource => Held.Connection.DataSource;

    public override string ServerVersion => Held.Connection.ServerVersion;

    public override ConnectionState State => held is null ? ConnectionState.Closed : ConnectionState.Open;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open() => ObjectDisposedException.ThrowIf(held is null, this);

    public override void Close()
    {
        if (Interlocked.Exchange(ref held, null) is not { } given) return;
        // Where a question is still open, somebody may yet read its answer: nobody else gets that connection.
        if (asking == 0) readers.Give(given);
        else given.Dispose();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new SqliteQuestion(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }
}
