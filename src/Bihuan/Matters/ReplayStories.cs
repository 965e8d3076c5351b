using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>
/// Runs what happened through the clocks of a draft. Everybody is taken to have acted when they did and as they did; what is measured otherwise is
/// by when they should have. A pure function of the entries.
/// </summary>
public static class ReplayStories
{
    static readonly Move Other = new("", PlaybookWords.None, [], null, null);

    /// <param name="find">The version that a matter followed.</param>
    public static Replayed Run(Playbook draft, IEnumerable<IReadOnlyList<Entry>> stories, Func<string, int, Playbook> find, WorkCalendar calendar, DateTimeOffset now)
    {
        var was = new List<Ran>();
        var becomes = new List<Ran>();
        var late = new Both<int>();
        var matters = ImmutableArray.CreateBuilder<ReplayedMatter>();
        var titles = new Dictionary<string, Words>();
        foreach (var entries in stories)
        {
            var (real, matter) = Real(entries, find);
            if (matter.Number.Length == 0) continue;
            var followed = find(matter.Playbook, matter.PlaybookVersion);
            foreach (var rule in followed.Clocks) titles[rule.Id] = rule.Title;
            var before = real.Measure(followed, calendar, now);
            var after = ByDraft(entries, draft).Measure(draft, calendar, now);
            var (lateBefore, lateAfter) = (Late(before), Late(after));
            late = new(late.Was + (lateBefore.Count > 0 ? 1 : 0), late.Becomes + (lateAfter.Count > 0 ? 1 : 0));
            if (!lateBefore.SetEquals(lateAfter)) matters.Add(new(Onlookers.IsWalled(matter, followed) ? "＊" : matter.Number, [.. lateAfter.Except(lateBefore).Order(StringComparer.Ordinal)], [.. lateBefore.Except(lateAfter).Order(StringComparer.Ordinal)]));
            was.AddRange(before);
            becomes.AddRange(after);
        }

        var order = draft.Clocks.Select(rule => rule.Id).ToList();
        return new(late,
            [.. Lines(was, becomes, ran => ran.Clock, id => draft.Clock(id)?.Title ?? titles.GetValueOrDefault(id, PlaybookWords.None))
                .OrderBy(line => order.IndexOf(line.Key) is var at and >= 0 ? at : int.MaxValue).ThenBy(line => line.Key, StringComparer.Ordinal)],
            [.. Lines(was, becomes, ran => ran.Unit, code => new(code, code)).OrderByDescending(line => Math.Abs(line.Late.Becomes - line.Late.Was)).ThenByDescending(line => line.Runs.Becomes).ThenBy(line => line.Key, StringComparer.Ordinal)],
            [.. matters.OrderByDescending(matter => matter.LateNow.Length > 0).ThenByDescending(matter => matter.Number, StringComparer.Ordinal)]);
    }

    static HashSet<string> Late(IEnumerable<Ran> all) => [.. all.Where(ran => ran.IsLate).Select(ran => ran.Clock)];

    static IEnumerable<ReplayedLine> Lines(List<Ran> was, List<Ran> becomes, Func<Ran, string> key, Func<string, Words> title)
    {
        var (before, after) = (was.ToLookup(key), becomes.ToLookup(key));
        return before.Select(group => group.Key).Union(after.Select(group => group.Key)).Select(one => new ReplayedLine(one, title(one),
            new(before[one].Count(), after[one].Count()), new(before[one].Count(ran => ran.IsLate), after[one].Count(ran => ran.IsLate)),
            new(Hours(before[one]), Hours(after[one]))));
    }

    static double Hours(IEnumerable<Ran> all) => Math.Round(all.Sum(ran => ran.Over.TotalHours), 1);

    static (Runs Runs, Matter Matter) Real(IReadOnlyList<Entry> entries, Func<string, int, Playbook> find)
    {
        var runs = new Runs();
        var matter = Matter.Empty;
        foreach (var entry in entries)
        {
            matter = matter.Apply(entry);
            if (entry.Fact is ClockStarted or ClockStopped or ExtensionGranted or Suspended or Resumed or ClockPaused or ClockResumed or Migrated) runs.Look(matter, find(matter.Playbook, matter.PlaybookVersion));
        }

        return (runs, matter);
    }

    static Runs ByDraft(IReadOnlyList<Entry> entries, Playbook draft)
    {
        var runs = new Runs();
        var matter = Matter.Empty;
        foreach (var said in Decisions(entries))
        {
            var (before, stamp) = (matter, said[^1].Stamp);
            Fact[] facts = [.. said.Select(entry => entry.Fact).Where(fact => fact is not (ClockStarted { From: null } or ClockStopped or CardFell or Migrated))];
            foreach (var entry in said.Where(entry => facts.Contains(entry.Fact))) matter = matter.Apply(entry);
            // Where a matter stood is what happened; only by when is asked.
            if (said.Select(entry => entry.Fact).OfType<Migrated>().FirstOrDefault() is { } migrated) matter = matter with { Stage = migrated.Stage };
            foreach (var fact in Clocks(before, matter, facts, said, draft))
                matter = matter.Apply(new(matter.Stream, matter.Version + 1, fact, stamp));
            runs.Look(matter, draft);
        }

        return runs;
    }

    static IEnumerable<Fact> Clocks(Matter before, Matter after, Fact[] facts, IReadOnlyList<Entry> said, Playbook draft)
    {
        if (facts.OfType<Received>().FirstOrDefault() is { } received)
            return (draft.Stage(received.Stage) ?? draft.Stage(draft.Starts))?.Clocks.Select(draft.Clock).OfType<ClockRule>().Select(rule => new ClockStarted(rule.Id, null, rule.LimitFor(after.Answers, said[^1].Stamp.At).ToString())) ?? [];

        var move = facts.OfType<Moved>().Select(moved => draft.MovesAt(before.Stage).FirstOrDefault(m => m.Id == moved.Move)).FirstOrDefault();
        var decided = TakeMove.Clocks(before, after, move ?? Other, facts, draft, said[^1].Stamp.At).Facts.Skip(facts.Length).Where(fact => fact is ClockStarted or ClockStopped).ToList();
        // What stays at its stage, or is no move of the draft, starts and stops what it did, as far as the draft has such a clock.
        if (move is null)
            decided.AddRange(said.Select(entry => entry.Fact switch
            {
                ClockStarted { From: null } f when draft.Clock(f.Clock) is { } rule => f with { Limit = rule.LimitFor(after.Answers, entry.Stamp.At).ToString() },
                ClockStopped f when draft.Clock(f.Clock) is not null => f,
                _ => (Fact?)null,
            }).OfType<Fact>().Except(decided));
        return decided;
    }

    /// <summary>What was decided together: the same person at the same moment, up to the move that was taken.</summary>
    static IEnumerable<IReadOnlyList<Entry>> Decisions(IReadOnlyList<Entry> entries)
    {
        var said = new List<Entry>();
        foreach (var entry in entries)
        {
            if (said.Count > 0 && (said[^1].Stamp != entry.Stamp || said[^1].Fact is Moved || said[0].Fact is Received && entry.Fact is not ClockStarted))
            {
                yield return said;
                said = [];
            }

            said.Add(entry);
        }

        if (said.Count > 0) yield return said;
    }

    /// <summary>A deadline that was set, and whether it was kept.</summary>
    readonly record struct Ran(string Clock, string Unit, bool IsLate, TimeSpan Over);

    /// <summary>Every run of every clock of one matter.</summary>
    sealed class Runs
    {
        readonly Dictionary<string, List<(Clock Clock, string Unit)>> byKey = [];

        public void Look(Matter matter, Playbook playbook)
        {
            // Gone to another name by a migration: the run is found there.
            foreach (var key in byKey.Keys.Where(key => !matter.Clocks.ContainsKey(key)).ToList())
                byKey[key].RemoveAll(run => run.Clock.Stopped is null);
            foreach (var (key, clock) in matter.Clocks)
            {
                if (!byKey.TryGetValue(key, out var runs)) byKey[key] = runs = [];
                if (runs.Count > 0 && runs[^1].Clock.Start == clock.Start) runs[^1] = (clock, runs[^1].Unit);
                else runs.Add((clock, UnitOf(key, matter, playbook)));
            }
        }

        public IReadOnlyList<Ran> Measure(Playbook playbook, WorkCalendar calendar, DateTimeOffset now) =>
        [
            .. from run in byKey.Values.SelectMany(runs => runs)
               where playbook.Clock(run.Clock.Name) is not { IsRight: true }
               let due = run.Clock.Due(calendar).At
               let over = due is { } at && (run.Clock.Stopped ?? now) is var end && end > at ? end - at : TimeSpan.Zero
               select new Ran(run.Clock.Name, run.Unit, over > TimeSpan.Zero, over),
        ];

        /// <summary>Who had to act: the unit of the order, of the stage's owner, or the centre.</summary>
        static string UnitOf(string key, Matter matter, Playbook playbook)
        {
            if (Matter.OrderOf(key) is { } order) return matter.Orders.FirstOrDefault(o => o.Number == order)?.Unit ?? matter.Centre;
            var isLeads = playbook.Stages.Any(stage => stage.Clocks.Contains(key) && stage.Owner is { Party: Party.Lead or Party.Assigned });
            return isLeads && matter.Lead is { } lead ? lead.Unit : matter.Centre;
        }
    }
}
