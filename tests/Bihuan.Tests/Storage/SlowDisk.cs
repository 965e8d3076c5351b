using System.Data.Common;
using Bihuan.Engine.Ledgers;
using Bihuan.Hosting;

namespace Bihuan.Tests.Storage;

/// <summary>A store whose disk takes what is committed when the test says so.</summary>
sealed class SlowDisk(Store inner) : Store
{
    readonly List<TaskCompletionSource> turns = [];

    /// <summary>Waits until so many commits have been made.</summary>
    public async Task Asked(int commits)
    {
        while (true)
        {
            lock (turns)
                if (turns.Count >= commits) return;
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    public void Takes(int commit) => turns[commit].SetResult();

    public void Refuses(int commit) => turns[commit].SetException(new IOException("The disk is full."));

    Task Turn()
    {
        TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (turns) turns.Add(turn);
        return turn.Task;
    }

    public override string Name => inner.Name;
    public override int Lanes => inner.Lanes;
    public override int NumberBlock => inner.NumberBlock;
    public override bool IsShared => inner.IsShared;
    public override ValueTask<DbConnection> Read(CancellationToken stop) => inner.Read(stop);
    public override ValueTask<object?> Ask(Statement statement, CancellationToken stop) => inner.Ask(statement, stop);
    public override async Task<Lane> OpenLane(CancellationToken stop, bool isApart = false) => new SlowLane(await inner.OpenLane(stop, isApart), this);
    public override Task Migrate(CancellationToken stop) => inner.Migrate(stop);
    public override IEnumerable<string> Define(Table table) => inner.Define(table);
    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    sealed class SlowLane(Lane inner, SlowDisk disk) : Lane
    {
        public override Task Begin(CancellationToken stop) => inner.Begin(stop);

        public override async Task<Task> Conclude(IReadOnlyList<Statement> last, CancellationToken stop)
        {
            await inner.Commit(last, stop);
            return disk.Turn();
        }

        public override Task Rollback() => inner.Rollback();
        public override Task<IReadOnlyList<Line>> Lines(string district, string stream, CancellationToken stop) => inner.Lines(district, stream, stop);
        public override Task<IReadOnlyList<Kept>> Kept(string district, string stream, CancellationToken stop) => inner.Kept(district, stream, stop);
        public override Task<IReadOnlyDictionary<string, long>> Ends(string district, IReadOnlyList<string> streams, CancellationToken stop) => inner.Ends(district, streams, stop);
        public override Task<object?> Ask(Statement statement, CancellationToken stop) => inner.Ask(statement, stop);
        public override Task Write(IReadOnlyList<Statement> statements, CancellationToken stop) => inner.Write(statements, stop);
        public override Statement Append(string district, Line line) => inner.Append(district, line);
        public override Task<(long Number, byte[] Hash)?> Call(IReadOnlyList<Statement> statements, string district, string name, CancellationToken stop) => inner.Call(statements, district, name, stop);

        public override void Called(string district, string name, long number, byte[] hash) => inner.Called(district, name, number, hash);
        public override Task Hold(string name, CancellationToken stop) => inner.Hold(name, stop);
        public override Task Alone(IReadOnlyList<string> tables, CancellationToken stop) => inner.Alone(tables, stop);
        public override bool IsTaken(Exception exception) => inner.IsTaken(exception);
        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
