using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Bihuan.Engine.Ledgers;
using Bihuan.Hosting;

namespace Bihuan.Tests.Reads;

/// <summary>One statement as the house sent it, with its values.</summary>
sealed record Asked(string Sql, IReadOnlyList<(string Name, object? Value, DbType Type)> Values);

/// <summary>A store that keeps what is read from it, so that a test asks for the plans of the very statements that pages send.</summary>
sealed class WatchedStore(Store inner) : Store
{
    readonly ConcurrentQueue<Asked> asked = new();

    /// <summary>What has been read since the last time.</summary>
    public IReadOnlyList<Asked> Take()
    {
        var taken = new List<Asked>();
        while (asked.TryDequeue(out var one)) taken.Add(one);
        return taken;
    }

    public override string Name => inner.Name;
    public override int Lanes => inner.Lanes;
    public override int NumberBlock => inner.NumberBlock;
    public override bool IsShared => inner.IsShared;
    public override async ValueTask<DbConnection> Read(CancellationToken stop) => new Watched(await inner.Read(stop), asked);

    /// <summary>A connection whose reading nobody watches.</summary>
    public ValueTask<DbConnection> Unwatched(CancellationToken stop) => inner.Read(stop);

    public override ValueTask<object?> Ask(Statement statement, CancellationToken stop) => inner.Ask(statement, stop);
    public override Task<Lane> OpenLane(CancellationToken stop, bool isApart = false) => inner.OpenLane(stop, isApart);
    public override Task Migrate(CancellationToken stop) => inner.Migrate(stop);
    public override IEnumerable<string> Define(Table table) => inner.Define(table);
    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    sealed class Watched(DbConnection inner, ConcurrentQueue<Asked> asked) : DbConnection
    {
        [AllowNull]
        public override string ConnectionString { get => inner.ConnectionString; set => inner.ConnectionString = value; }
        public override string Database => inner.Database;
        public override string DataSource => inner.DataSource;
        public override string ServerVersion => inner.ServerVersion;
        public override ConnectionState State => inner.State;
        public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);
        public override void Close() => inner.Close();
        public override void Open() => inner.Open();
        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => inner.BeginTransaction(isolationLevel);
        protected override DbCommand CreateDbCommand() => new Noted(inner.CreateCommand(), this, asked);
        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }

    sealed class Noted(DbCommand inner, DbConnection connection, ConcurrentQueue<Asked> asked) : DbCommand
    {
        [AllowNull]
        public override string CommandText { get => inner.CommandText; set => inner.CommandText = value; }
        public override int CommandTimeout { get => inner.CommandTimeout; set => inner.CommandTimeout = value; }
        public override CommandType CommandType { get => inner.CommandType; set => inner.CommandType = value; }
        public override bool DesignTimeVisible { get; set; }
        public override UpdateRowSource UpdatedRowSource { get => inner.UpdatedRowSource; set => inner.UpdatedRowSource = value; }
        protected override DbConnection? DbConnection { get => connection; set => throw new NotSupportedException(); }
        protected override DbParameterCollection DbParameterCollection => inner.Parameters;
        protected override DbTransaction? DbTransaction { get => inner.Transaction; set => inner.Transaction = value; }
        public override void Cancel() => inner.Cancel();
        public override void Prepare() => inner.Prepare();
        protected override DbParameter CreateDbParameter() => inner.CreateParameter();

        public override int ExecuteNonQuery()
        {
            Note();
            return inner.ExecuteNonQuery();
        }

        public override object? ExecuteScalar()
        {
            Note();
            return inner.ExecuteScalar();
        }

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            Note();
            return inner.ExecuteReader(behavior);
        }

        public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
        {
            Note();
            return inner.ExecuteScalarAsync(cancellationToken);
        }

        protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
        {
            Note();
            return inner.ExecuteReaderAsync(behavior, cancellationToken);
        }

        void Note() => asked.Enqueue(new(inner.CommandText, [.. ((IEnumerable)inner.Parameters).Cast<DbParameter>().Select(p => (p.ParameterName, p.Value, p.DbType))]));

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
