namespace Bihuan.Matters;

/// <summary>What becomes of the clocks that run when a matter goes on by another version. The rule: nobody ever gets more time.</summary>
/// <param name="Ended">The keys of those that run no longer.</param>
/// <param name="Renamed">Old key → new key, of those that run on under another.</param>
/// <param name="Limits">New key → limit, of those that became shorter.</param>
/// <param name="Begun">The stage's clock, where none ran for it.</param>
sealed record MigratedClocks(
    ImmutableArray<string> Ended, ImmutableSortedDictionary<string, string> Renamed, ImmutableSortedDictionary<string, string> Limits, ClockStarted? Begun)
{
    /// <summary>Finds it out.</summary>
    /// <returns>With the name of a running clock that the new version does not know and of which nobody said what becomes of it; null when there is none.</returns>
    public static (MigratedClocks Clocks, string? Unknown) Of(
        Matter matter, Migrate.Command command, Playbook to, Stage stage, WorkCalendar calendar, DateTimeOffset now)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var ended = new List<string>();
        foreach (var (key, clock) in matter.Clocks.Where(c => c.Value.Stopped is null))
        {
            var name = Matter.NameOf(key);
            var chosen = command.Clocks?.GetValueOrDefault(name);
            var rule = chosen == Migrate.Ends ? null : to.Clock(string.IsNullOrEmpty(chosen) ? name : chosen);
            if (rule is null && chosen != Migrate.Ends) return (Nothing, name);
            if (rule is null || Key(rule, Matter.OrderOf(key), matter) is not { } goesOn) ended.Add(key);
            else if (!kept.TryGetValue(goesOn, out var other)) kept[goesOn] = key;
            else
            {
                // Two become one: whichever ends first is the one that was promised.
                var first = Due(clock) <= Due(matter.Clocks[other]) ? key : other;
                ended.Add(first == key ? other : key);
                kept[goesOn] = first;
            }
        }

        var begun = Begin();
        var limits = command.Shorten ? kept.Select(pair => (pair.Key, Limit: Shorter(pair.Key, matter.Clocks[pair.Value]))).Where(pair => pair.Limit is not null) : [];
        return (new([.. ended], kept.Where(pair => pair.Key != pair.Value).ToImmutableSortedDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal),
            limits.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Limit!, StringComparer.Ordinal), begun), null);

        DateTimeOffset Due(Clock clock) => clock.Due(calendar).At ?? clock.DueIfResumed(now, calendar).At ?? DateTimeOffset.MaxValue;

        // Shorter than it is, and not so short that it would be over already: nobody is late by a decision that came later.
        string? Shorter(string key, Clock clock)
        {
            var limit = to.Clock(Matter.NameOf(key))!.LimitFor(matter.Answers, clock.Start);
            var due = Due(clock with { Limit = limit });
            return due < Due(clock) && due > now ? limit.ToString() : null;
        }

        ClockStarted? Begin()
        {
            var rules = stage.Clocks.Select(to.Clock).OfType<ClockRule>().ToList();
            if (rules.Any(rule => Key(rule, null, matter) is { } key && kept.ContainsKey(key))) return null;
            if (rules.FirstOrDefault(rule => Key(rule, null, matter) is not null) is not { } first) return null;

            var fresh = new Clock(first.Id, now, first.LimitFor(matter.Answers, now));
            // One that ended here and would have ended sooner goes on in its place, else ending it would give more time.
            if (ended.Where(key => Due(matter.Clocks[key]) < Due(fresh)).MinBy(key => Due(matter.Clocks[key])) is not { } sooner)
                return new(first.Id, first.PerOrder ? matter.Lead!.Number : null, fresh.Limit.ToString());

            ended.Remove(sooner);
            kept[Key(first, null, matter)!] = sooner;
            return null;
        }
    }

    static MigratedClocks Nothing { get; } = new([], ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty, null);

    /// <summary>Under which key a clock of that rule runs; null where it has none: no order leads, or the order is none that has such a clock.</summary>
    static string? Key(ClockRule rule, int? order, Matter matter) => rule switch
    {
        { PerOrder: true, LeadOnly: true } when order is not null && order != matter.Lead?.Number => null,
        { PerOrder: true } => (order ?? matter.Lead?.Number) is { } number ? Matter.Key(rule.Id, number) : null,
        _ => order is null || order == matter.Lead?.Number ? rule.Id : null,
    };
}
