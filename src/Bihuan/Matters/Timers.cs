namespace Bihuan.Matters;

/// <summary>What must happen by itself at a moment: cards around a deadline, the review of a suspension. A pure function, like the due time.</summary>
public static class Timers
{
    /// <summary>The next moment at which the clock has something to record; null when there is none.</summary>
    public static DateTimeOffset? Next(Matter matter, Playbook playbook, WorkCalendar calendar) =>
        Pending(matter, playbook, calendar).Select(pending => (DateTimeOffset?)pending.At).Append(Rights.Next(matter, playbook, calendar)?.At).Min();

    /// <summary>What is due at that moment, as the clock's own verb.</summary>
    public static Decision Decide(Matter matter, Playbook playbook, WorkCalendar calendar, Stamp now)
    {
        Fact[] facts = [.. Pending(matter, playbook, calendar).Where(pending => pending.At <= now.At).OrderBy(pending => pending.At).Select(pending => pending.Fact)];
        return facts.Length == 0 ? Decision.Nothing : facts;
    }

    /// <summary>What is due at that moment, and the move that follows where a right has lapsed.</summary>
    public static async ValueTask<Decision> Decide(Matter matter, Library.Rulebook rules, Hosting.Desk desk)
    {
        var due = Decide(matter, rules.Playbook, rules.Calendar, desk.Now);
        if (!due.Facts.IsEmpty || Rights.Next(matter, rules.Playbook, rules.Calendar) is not var (at, move) || at > desk.Now.At) return due;

        return await TakeMove.Decide(matter, move.Id, [], rules, desk);
    }

    static IEnumerable<(DateTimeOffset At, Fact Fact)> Pending(Matter matter, Playbook playbook, WorkCalendar calendar)
    {
        if (matter.IsClosed) yield break;
        if (matter.SuspendedUntil is { } review)
            yield return (new DateTimeOffset(review.ToDateTime(TimeOnly.MinValue), WorkCalendar.Offset),
                new Resumed("复核日期已到，自动恢复办理 / The review date has come", [.. matter.Clocks.Where(c => c.Value.IsPaused).Select(c => c.Key)]));
        foreach (var rule in playbook.Clocks.Where(rule => rule.Cards && !rule.PerOrder))
        {
            if (!matter.Clocks.TryGetValue(rule.Id, out var clock) || clock.Stopped is not null || clock.Due(calendar).At is not { } due) continue;
            if (rule.Near is { } near && !matter.Fallen.Contains($"{rule.Id} yellow"))
                // A day's warning of a deadline in two hours would fall with the order itself: the shorter clock warns in its own measure.
                yield return (calendar.Before(due, near) is var at && at > clock.Start ? at : clock.Warns(calendar) ?? at, new CardFell(rule.Id, "yellow"));
            if (!matter.Fallen.Contains($"{rule.Id} red"))
                yield return (rule.Breach is { } breach ? calendar.After(due, breach) : due, new CardFell(rule.Id, "red"));
        }
    }
}
