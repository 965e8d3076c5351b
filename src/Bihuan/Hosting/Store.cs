using System.Data.Common;

namespace Bihuan.Hosting;

/// <summary>What everything is kept in. Two databases stand behind it; one contract suite tests both.</summary>
public abstract class Store : IAsyncDisposable
{
    static Store() => RowMap.Install();

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How many verbs may be written side by side; streams are spread over the lanes by name.</summary>
    public abstract int Lanes { get; }

    /// <summary>How many public numbers a lane takes at once; a number taken and not used is a gap.</summary>
    public abstract int NumberBlock { get; }

    /// <summary>Whether another process may write too, so that what a lane remembers may be old.</summary>
    public abstract bool IsShared { get; }

    /// <summary>A connection for reading, to be disposed after use.</summary>
    public abstract ValueTask<DbConnection> Read(CancellationToken stop);

    /// <summary>One value, asked as often as a page is opened; null when there is no row.</summary>
    public abstract ValueTask<object?> Ask(Statement statement, CancellationToken stop);

    /// <summary>A door for writing. Only the Clerk's lanes open one.</summary>
    /// <param name="isApart">Whether whoever opens it has a thread for it, and may be kept waiting on that.</param>
    public abstract Task<Lane> OpenLane(CancellationToken stop, bool isApart = false);

    /// <summary>Brings the precious tables up to date by numbered migrations.</summary>
    public abstract Task Migrate(CancellationToken stop);

    /// <summary>The DDL that makes a ledger's table and its indexes.</summary>
    public abstract IEnumerable<string> Define(Table table);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>One SQL command with positional values $1, $2 …; the same text serves both databases.</summary>
public readonly record struct Statement(string Sql, params object?[] Values)
{
    /// <summary>Where it is about one row: those of the same shape may travel together.</summary>
    public Shape? Shape { get; private init; }

    /// <summary>What the row of the same key says as long as nobody else writes it; null where there is none, or nobody knows.</summary>
    public object?[]? Was { get; init; }

    /// <summary>One row.</summary>
    public static Statement Of(Shape shape, params object?[] values) => new(shape.One, values) { Shape = shape };
}

/// <summary>Personal data as stored beside the journal.</summary>
public sealed record Kept(string Stream, string Digest, string Person, string Salt, byte[] Cipher);

/// <summary>One transaction at a time on one connection.</summary>
public abstract class Lane : IAsyncDisposable
{
    /// <summary>Begins a transaction.</summary>
    public abstract Task Begin(CancellationToken stop);

    /// <summary>Makes everything since <see cref="Begin"/> durable. Returns only when it is.</summary>
    public Task Commit(CancellationToken stop) => Commit([], stop);

    /// <summary>Runs the last statements, in order, and makes everything since <see cref="Begin"/> durable. Returns only when it is.</summary>
    public async Task Commit(IReadOnlyList<Statement> last, CancellationToken stop) => await await Conclude(last, stop);

    /// <summary>Runs the last statements, in order, and ends the transaction: everybody sees it, and the next may begin.</summary>
    /// <returns>Completes when it is durable, and not before all that were concluded before it; only then may anybody be told that it is done.</returns>
    public abstract Task<Task> Conclude(IReadOnlyList<Statement> last, CancellationToken stop);

    /// <summary>Forgets everything since <see cref="Begin"/>.</summary>
    public abstract Task Rollback();

    /// <summary>A stream's lines in the order of their versions.</summary>
    public abstract Task<IReadOnlyList<Line>> Lines(string district, string stream, CancellationToken stop);

    /// <summary>The personal data kept beside a stream.</summary>
    public abstract Task<IReadOnlyList<Kept>> Kept(string district, string stream, CancellationToken stop);

    /// <summary>The version at which each of several streams ends; those that have not begun are left out.</summary>
    public abstract Task<IReadOnlyDictionary<string, long>> Ends(string district, IReadOnlyList<string> streams, CancellationToken stop);

    /// <summary>One value; null when there is no row.</summary>
    public abstract Task<object?> Ask(Statement statement, CancellationToken stop);

    /// <summary>Runs all statements in order.</summary>
    public abstract Task Write(IReadOnlyList<Statement> statements, CancellationToken stop);

    /// <summary>The statement that appends one line; fails when its version is taken.</summary>
    public abstract Statement Append(string district, Line line);

    /// <summary>
    /// Runs all statements, in order; then waits until nobody else writes that lane's pages of the roll, keeps them until the transaction ends, and reads the last of
    /// them; null where there is none.
    /// </summary>
    public abstract Task<(long Number, byte[] Hash)?> Call(IReadOnlyList<Statement> statements, string district, string name, CancellationToken stop);

    /// <summary>Tells which page of the roll ends this transaction: whoever is the one writer need not read it again for the next.</summary>
    public virtual void Called(string district, string name, long number, byte[] hash)
    {
    }

    /// <summary>Waits until nobody else writes under that name, and keeps it until the transaction ends; nothing where there is one writer.</summary>
    public abstract Task Hold(string name, CancellationToken stop);

    /// <summary>Waits until nobody else writes these tables, and keeps others from it until the transaction ends; readers read on.</summary>
    public abstract Task Alone(IReadOnlyList<string> tables, CancellationToken stop);

    /// <summary>True when a write failed because somebody else wrote first, so that the verb is to be decided again.</summary>
    public abstract bool IsTaken(Exception exception);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
