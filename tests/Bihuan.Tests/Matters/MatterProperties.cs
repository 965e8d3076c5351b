using Bihuan.Engine.Journal;
using Bihuan.Engine.Ledgers;
using Bihuan.Matters;
using Bihuan.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;
using static Bihuan.Tests.Matters.MatterProperties.Walk;

namespace Bihuan.Tests.Matters;

/// <summary>Whoever does whatever they may, in whatever order: the loop stays a loop.</summary>
public sealed class MatterProperties
{
    static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue - 1);

    [Fact]
    public void nothing_is_closed_without_a_check_from_outside_after_the_last_result() => Holds(60, scene =>
    {
        if (scene.Matter.Stage != "closed") return;
        var handedIn = scene.Entries.Last(e => e.Fact is ResultHandedIn);
        var verified = scene.Entries.Last(e => e.Fact is WorkVerified);
        Assert.True(verified.Version > handedIn.Version);
        Assert.NotEqual(handedIn.Stamp.By, verified.Stamp.By);
        Assert.False(Orders.IsSameOffice(Before(scene, verified).Lead!.Unit, verified.Stamp.Unit));
    });

    [Fact]
    public void everything_open_waits_for_somebody_by_a_clock() => Holds(60, scene =>
    {
        var matter = scene.Matter;
        var todos = Next.Of(matter, Scene.Playbook, Scene.Calendar).ToList();
        if (matter.IsClosed)
        {
            Assert.DoesNotContain(todos, todo => todo.What != "decide-reopening");
            return;
        }

        Assert.All(todos, todo => Assert.True(todo.Role.Length > 0 && todo.Unit.Length > 0 && todo.Clock.Length > 0 && (todo.Due is not null || todo.IsPaused), todo.ToString()));
        Assert.Contains(todos, todo => todo.What == matter.Stage);
    });

    [Fact]
    public void a_clock_runs_while_somebody_waits_for_it_and_not_longer() => Holds(60, scene =>
    {
        var matter = scene.Matter;
        var running = matter.Clocks.Where(clock => clock.Value.Stopped is null).Select(clock => clock.Key).ToList();
        Assert.All(running.Where(key => key.Contains('/', StringComparison.Ordinal)), key =>
            Assert.True(matter.Orders[int.Parse(key.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture) - 1].IsAwaited, key));
        if (!matter.IsClosed) return;
        Assert.Equal(matter.ReopeningAsked is null ? [] : ["reopening"], running);
        Assert.Null(Timers.Next(matter, Scene.Playbook, Scene.Calendar));
    });

    [Fact]
    public void what_was_asked_can_be_decided_or_is_asked_no_more() => Holds(60, scene =>
    {
        var matter = scene.Matter;
        if (matter.ExtensionAsked is null && matter.SuspensionAsked is null) return;
        Assert.Contains(matter.Stage, (string[])["signed", "handling"]);
    });

    [Fact]
    public void a_verdict_is_on_the_last_result() => Holds(60, scene =>
    {
        if (scene.Matter.Verdict is null) return;
        Assert.True(scene.Entries.Last(e => e.Fact is Judged).Version > (scene.Entries.LastOrDefault(e => e.Fact is WorkSentBack or Reworked or Reopened)?.Version ?? 0));
    });

    [Fact]
    public void somebody_may_always_take_the_next_step() => Holds(60, scene =>
    {
        var matter = scene.Matter;
        // Set aside, or with a request undecided, the handling itself waits for somebody else.
        var waits = matter.SuspendedUntil is not null || matter.ExtensionAsked is not null || matter.SuspensionAsked is not null;
        foreach (var todo in Next.Of(matter, Scene.Playbook, Scene.Calendar).Where(todo => !waits || todo.What != matter.Stage))
        {
            // Whoever it waits for, in that very office, with no part in the work, and where it must be outside, in an office beside the centre.
            var who = new Who(todo.Person ?? "nell", todo.Role, todo.Besides is null ? todo.Unit : "LS.ZJD");
            var moves = Scene.Playbook.MovesAt(matter.Stage).Where(move => move.By.Any(by => by.Role == todo.Role)).ToList();
            Assert.Contains(moves, move => TakeMove.Closed(move, matter, Scene.Rules, scene.Stamp(who)) is null
                && (move.IsPrimary || move.To is not null || move.Act == todo.What || move.Id == todo.What || move.Act is "refuse-reopening" or "assign"));
        }
    });

    [Fact]
    public void whoever_must_do_something_can() => Holds(60, scene =>
    {
        foreach (var todo in Next.Of(scene.Matter, Scene.Playbook, Scene.Calendar).Where(todo => todo.What is "sign-task" or "report-in" or "finish-task"))
            Assert.Contains(Scene.Playbook.MovesAt(scene.Matter.Stage), move => move.Act == todo.What || move.Id == todo.What);
    });

    [Fact]
    public void ledgers_posted_step_by_step_are_the_ledgers_of_the_whole() => Holds(20, scene =>
    {
        var ledger = new MatterLedger(Scene.Shelf);
        var kept = new Dictionary<(string, string), Row>();
        var matter = Matter.Empty;
        foreach (var entry in scene.Entries)
        {
            var next = matter.Apply(entry);
            var posting = Posting.Between(ledger.Rows(matter), ledger.Rows(next));
            foreach (var row in posting.Drop) kept.Remove((row.Table.Name, row.Key));
            foreach (var (row, _) in posting.Put) kept[(row.Table.Name, row.Key)] = row;
            matter = next;
        }

        var whole = ledger.Rows(scene.Matter).ToDictionary(row => (row.Table.Name, row.Key));
        Assert.Equal(whole.Keys.Order(), kept.Keys.Order());
        Assert.All(whole, pair => Assert.True(pair.Value.Says(kept[pair.Key])));
    });

    [Fact]
    public void history_in_any_order_is_taken_in() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Seeds.ToArbitrary(), seed =>
    {
        var entries = Go(seed, 40).Entries.ToArray();
        new Random(seed).Shuffle(entries);
        var matter = entries.Select((entry, n) => entry with { Version = n + 1 }).Aggregate(Matter.Empty, (m, entry) => m.Apply(entry));
        return matter.Version == entries.Length;
    }));

    static Matter Before(Scene scene, Entry entry) => scene.Entries.Where(e => e.Version < entry.Version).Aggregate(Matter.Empty, (m, e) => m.Apply(e));

    /// <summary>Asserted after every step of every walk.</summary>
    static void Holds(int steps, Action<Scene> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(Seeds.ToArbitrary(), seed =>
        {
            Go(seed, steps, law);
            return true;
        }));

    internal static class Walk
    {
        /// <summary>A random walk, in which every person may hold any post.</summary>
        public static Scene Go(int seed, int steps, Action<Scene>? after = null)
        {
            var random = new Random(seed);
            var words = new RandomWalk(seed);
            var scene = Scene.Said(points: 1 + random.Next(3));
            for (var n = 0; n < steps; n++)
            {
                scene = scene with { Now = scene.Now.AddMinutes(random.Next(1, 300)) };
                if (random.Next(5) == 0)
                {
                    scene = scene.Tick().After;
                }
                else
                {
                    var who = Cast.All[random.Next(Cast.All.Count)];
                    // One in four acts in somebody else's post: people hold several.
                    if (random.Next(4) == 0) who = Cast.All[random.Next(Cast.All.Count)] with { Account = who.Account };
                    var open = Scene.Playbook.MovesAt(scene.Matter.Stage).Where(m => TakeMove.Closed(m, scene.Matter, Scene.Rules, scene.Stamp(who)) is null
                        && m.Act is not ("merge" or "link" or "declare-interest")).ToList();
                    if (open.Count == 0) continue;
                    // The way forward is taken as often as all others together, or nothing would ever close.
                    var move = open.Find(m => m.IsPrimary) is { } primary && random.Next(2) == 0 ? primary : open[random.Next(open.Count)];
                    var told = scene.Take(who, move.Id, words.Words(scene.Matter, move));
                    if (told.Decision.Refusal is not null) continue;
                    scene = told.After;
                }

                after?.Invoke(scene);
            }

            return scene;
        }
    }
}
