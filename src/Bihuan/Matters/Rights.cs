using Bihuan.Library;
using Bihuan.Parts;

namespace Bihuan.Matters;

/// <summary>Rights that end with their time: who comes later is refused, and where the playbook gives the clock a move, the matter goes on by itself.</summary>
public static class Rights
{
    /// <summary>Why a move comes too late that uses the right which its stage waits for; null where it does not.</summary>
    public static Refusal? Lapsed(Move move, Matter matter, Rulebook rules, Stamp now)
    {
        if (move.IsLapse || rules.Playbook.Stage(matter.Stage) is not { } stage) return null;
        return Running(move.Stops, matter, rules.Playbook).Where(clock => stage.Clocks.Contains(clock.Name))
            .Select(clock => clock.Due(rules.Calendar).At).FirstOrDefault(due => due < now.At) is { } late
            ? No.RightLapsed.With(Times.ExactDue(late)) : null;
    }

    /// <summary>Why a move is not offered any more: the right that it uses ran out, and the clock took the matter on. Null where that is not so.</summary>
    public static Refusal? Gone(string move, Matter matter, Rulebook rules) =>
        rules.Playbook.Stages.SelectMany(stage => stage.Moves).Where(m => (m.Id == move || m.Act == move) && !m.IsLapse).Select(m => Ran(m, matter, rules)).FirstOrDefault(due => due is not null) is { } late
            ? No.RightLapsed.With(Times.ExactDue(late)) : null;

    /// <summary>Until when the right of a move could be used, where that is over; null where it still can be, or never could.</summary>
    public static DateTimeOffset? Ran(Move move, Matter matter, Rulebook rules) => matter.Clocks.Values
        .Where(clock => move.Stops.Contains(clock.Name) && rules.Playbook.Clock(clock.Name) is { IsRight: true } && clock.Stopped is { } stopped && clock.Due(rules.Calendar).At is { } due && stopped > due)
        .Select(clock => clock.Due(rules.Calendar).At).FirstOrDefault();

    /// <summary>The move that the clock takes next and when; null where it takes none.</summary>
    public static (DateTimeOffset At, Move Move)? Next(Matter matter, Playbook playbook, WorkCalendar calendar)
    {
        if (matter.IsClosed) return null;
        var next = playbook.MovesAt(matter.Stage).Where(move => move.IsLapse && move.When?.Holds(matter.Answers) is not false)
            .SelectMany(move => Running(move.Stops, matter, playbook).Select(clock => (clock.Due(calendar).At, Move: move)))
            .Where(pair => pair.At is not null).OrderBy(pair => pair.At).FirstOrDefault();
        // Whoever comes at the due time itself is in time.
        return next.At is { } due ? (due.AddMilliseconds(1), next.Move) : null;
    }

    static IEnumerable<Clock> Running(ImmutableArray<string> names, Matter matter, Playbook playbook) => names.IsEmpty ? [] :
        matter.Clocks.Values.Where(clock => clock.Stopped is null && names.Contains(clock.Name) && playbook.Clock(clock.Name) is { IsRight: true });
}
