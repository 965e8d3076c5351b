using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Bihuan.Storage.Sqlite;

/// <summary>A question to a kept connection: asked by the command that was prepared for its text, which goes back when it is disposed of.</summary>
sealed class SqliteQuestion(SqliteReader reader) : DbCommand
{
    readonly Values values = new();
    string text = "";
    SqliteCommand? taken;
    bool hasFailed;

    sealed class Values : SqliteParameterCollection;

    [AllowNull]
    public override string CommandText
    {
        get => text;
        set
        {
            if (value != text) GiveBack();
            text = value ?? "";
        }
    }

    public override int CommandTimeout { get; set; } = 30;

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => reader;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => values;

    protected override DbTransaction? DbTransaction
    {
        get => null;
        set
        {
            if (value is not null) throw new NotSupportedException();
        }
    }

    // An answer is found while one waits for it: there is nothing to be cancelled.
    public override void Cancel()
    {
    }

    public override void Prepare() => Ready();

    public override int ExecuteNonQuery() => Asked(command => command.ExecuteNonQuery());

    public override object? ExecuteScalar() => Asked(command => command.ExecuteScalar());

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Asked(command => command.ExecuteReader(behavior));

    T Asked<T>(Func<SqliteCommand, T> ask)
    {
        var command = Ready();
        try
        {
            return ask(command);
        }
        catch (Exception)
        {
            hasFailed = true;
            throw;
        }
    }

    SqliteCommand Ready()
    {
        var command = taken ??= reader.Take(text);
        command.CommandTimeout = CommandTimeout;
        command.Parameters.Clear();
        foreach (SqliteParameter value in values) command.Parameters.Add(value);
        return command;
    }

    void GiveBack()
    {
        if (taken is not { } command) return;
        taken = null;
        reader.Give(text, command, hasFailed);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) GiveBack();
        base.Dispose(disposing);
    }
}
