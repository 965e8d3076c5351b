using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Takes the open matters of a playbook to another version: first looked at one by one, then each by its own verb.</summary>
public sealed class Migration(Shelf shelf, Reading reading, Store store, TimeProvider time)
{
    /// <summary>How many matters are looked at before; all of them are migrated.</summary>
    public const int MostLookedAt = 50_000;

    const int AtOnce = 64;

    /// <summary>What would become of one matter.</summary>
    /// <param name="To">The stage in the new version; empty where it is refused.</param>
    public sealed record Line(string Id, string Number, int Version, string Stage, string To, Refusal? Refusal)
    {
        /// <summary>The facts that would be recorded.</summary>
        public ImmutableArray<Fact> Facts { get; init; } = [];
    }

    /// <summary>The matters of one version that stand at one stage.</summary>
    public sealed record Standing(int Version, string Stage, long Matters);

    /// <summary>A clock that runs in some of them.</summary>
    /// <param name="Longer">For how many the new version allows more time: they keep what they have.</param>
    /// <param name="Shorter">For how many it allows less.</param>
    public sealed record Running(string Clock, int Matters, int Longer, int Shorter);

    /// <summary>Everything that would happen, and to which matters.</summary>
    /// <param name="Open">How many open matters follow another version, however many were looked at.</param>
    public sealed record Preview(
        Playbook To, Migrate.Command Command, long Open, IReadOnlyList<Standing> Standings, IReadOnlyList<Running> Clocks, IReadOnlyList<Line> Lines)
    {
        public IEnumerable<Line> Refused => Lines.Where(line => line.Refusal is not null);
    }

    /// <summary>What came of it.</summary>
    public sealed record Result(int Moved, IReadOnlyList<Line> Refused);

    /// <summary>The version that matters go to where nobody said which: the newest.</summary>
    public (Playbook? To, Refusal? Refusal) Target(string playbook, int? to) =>
        shelf.Newest(playbook) is not { } newest ? (null, Library.No.SuchPlaybook.With(playbook))
        : to is null || to == newest.Version ? (newest, null)
        : shelf.Exactly(playbook, to.Value) is { } found ? (found, null) : (null, Library.No.SuchVersion.With(playbook, to.Value));

    /// <summary>Looks at what would happen; nothing is written.</summary>
    public async Task<Preview> Look(string district, Playbook to, Migrate.Command command, Stamp now, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var key = new { district, name = to.Name, to = to.Version, most = MostLookedAt };
        var standings = (await connection.QueryAsync<(long Version, string Stage, long Matters)>("""
            select pinned, stage, count(*) from matters where district = @district and is_open = 1 and class = @name and pinned <> @to
            group by pinned, stage order by pinned, stage
            """, key)).Select(row => new Standing((int)row.Version, row.Stage, row.Matters)).ToList();
        var ids = await connection.QueryAsync<string>("""
            select id from matters where district = @district and is_open = 1 and class = @name and pinned <> @to order by received, id limit @most
            """, key);
        // The reason is asked for when it is done, not when it is looked at.
        var trial = string.IsNullOrWhiteSpace(command.Why) ? command with { Why = "-" } : command;
        var lines = new List<(DateTimeOffset Received, Line Line)>();
        var running = new List<(string Clock, DateTimeOffset Was, DateTimeOffset Becomes)>();
        // One after the other, none kept: there may be tens of thousands.
        await foreach (var entries in reading.Many(district, ids.Select(id => Stream.Of(Matter.Noun, id)), stop))
        {
            var matter = entries.Aggregate(Matter.Empty, (story, entry) => story.Apply(entry));
            lines.Add((matter.ReceivedAt, Of(matter, trial, to, now)));
            running.AddRange(Clocks(matter, to));
        }

        return new(to, command, standings.Sum(s => s.Matters), [.. standings.OrderBy(s => s.Version).ThenBy(s => Place(shelf.Find(to.Name, s.Version), s.Stage))], [.. Sums(running, to)],
            [.. lines.OrderBy(l => l.Received).ThenBy(l => l.Line.Id, StringComparer.Ordinal).Select(l => l.Line)]);
    }

    /// <summary>Records it for every open matter that follows another version; each is refused or goes by itself. A second time there is nothing to do.</summary>
    public async Task<Result> Run(Clerk clerk, Playbook to, Migrate.Command command, CancellationToken stop)
    {
        // Checked before all: what is wrong with the words is wrong for every matter.
        if (string.IsNullOrWhiteSpace(command.Why)) return new(0, [new("", "", 0, "", "", No.MigrateReason.On("why"))]);
        var district = clerk.Caller.District;
        // A client's key stands for one story; here there are many, and doing it again changes nothing.
        var each = clerk.For(clerk.Caller with { CommandKey = null, Seen = null });
        await using var connection = await store.Read(stop);
        var ids = (await connection.QueryAsync<string>(
            "select id from matters where district = @district and is_open = 1 and class = @name and pinned <> @to order by received, id",
            new { district, name = to.Name, to = to.Version })).AsList();
        var refused = new System.Collections.Concurrent.ConcurrentBag<Line>();
        var moved = 0;
        // Not cancelled by whoever asked: what is half done would be done again, and whoever asked would not know it.
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = CancellationToken.None }, async (id, _) =>
        {
            var answer = await each.Record<Matter>(Stream.Of(Matter.Noun, id), (matter, now) =>
                Migrate.Decide(matter, command, shelf.Find(matter.Playbook, matter.PlaybookVersion), to, shelf.Calendar, now), CancellationToken.None);
            if (answer.Refusal is { } no) refused.Add(new(id, Told(answer.Story), answer.Story.PlaybookVersion, answer.Story.Stage, "", no));
            else Interlocked.Increment(ref moved);
        });
        return new(moved, [.. refused.OrderBy(line => line.Number, StringComparer.Ordinal)]);
    }

    Line Of(Matter matter, Migrate.Command command, Playbook to, Stamp now)
    {
        var decision = Migrate.Decide(matter, command, shelf.Find(matter.Playbook, matter.PlaybookVersion), to, shelf.Calendar, now);
        return new(matter.Id, Told(matter), matter.PlaybookVersion, matter.Stage, decision.Facts.OfType<Migrated>().FirstOrDefault()?.Stage ?? "", decision.Refusal)
        {
            Facts = decision.Facts,
        };
    }

    // A number would tell whoever migrates that there is such a matter.
    string Told(Matter matter) => Onlookers.IsWalled(matter, shelf.Find(matter.Playbook, matter.PlaybookVersion)) ? "＊" : matter.Number;

    IEnumerable<(string Clock, DateTimeOffset Was, DateTimeOffset Becomes)> Clocks(Matter matter, Playbook to)
    {
        var now = time.GetUtcNow();
        return from clock in matter.Clocks.Values
               where clock.Stopped is null
               let was = Due(clock)
               select (clock.Name, was, to.Clock(clock.Name)?.LimitFor(matter.Answers, clock.Start) is { } other ? Due(clock with { Limit = other }) : was);

        DateTimeOffset Due(Clock clock) => clock.Due(shelf.Calendar).At ?? clock.DueIfResumed(now, shelf.Calendar).At ?? DateTimeOffset.MaxValue;
    }

    static IEnumerable<Running> Sums(IEnumerable<(string Clock, DateTimeOffset Was, DateTimeOffset Becomes)> running, Playbook to) =>
        from one in running.GroupBy(clock => clock.Clock)
        orderby to.Clock(one.Key) is null descending, to.Clocks.Select(rule => rule.Id).ToList().IndexOf(one.Key), one.Key
        select new Running(one.Key, one.Count(), one.Count(c => c.Becomes > c.Was), one.Count(c => c.Becomes < c.Was));

    static int Place(Playbook playbook, string stage) => playbook.Stages.ToList().FindIndex(s => s.Id == stage) is var at and >= 0 ? at : int.MaxValue;
}
