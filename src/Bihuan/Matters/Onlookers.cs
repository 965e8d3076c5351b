using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Who knows of a matter whose playbook keeps it to its parties; everybody else is answered as if it did not exist.</summary>
public static class Onlookers
{
    /// <summary>The marks of those who know of it; null where their posts decide.</summary>
    public static IReadOnlyCollection<string>? Of(Matter matter, Playbook playbook, WorkCalendar calendar)
    {
        if (!playbook.IsForParties) return null;
        var office = SeenBy.Within(matter.Centre);
        if (playbook.OfficeAlone?.Holds(matter.Answers) is true) return [office];

        // Whoever must do the next thing, sitting anywhere, has to read what it is about.
        var waited = Next.Of(matter, playbook, calendar).Where(next => Unit.IsDistrict(next.Unit) && (next.Unit != matter.Centre || next.What != matter.Stage || next.Besides is not null)).Select(next => SeenBy.Role(next.Role));
        return [.. matter.Parties.SelectMany(unit => Unit.Above(unit).Append(unit)).Append(office).Concat(Named(matter, playbook)).Concat(waited).Distinct()];
    }

    /// <summary>Whether it does not exist for whoever acts; those who act without a unit, the requester and the clock among them, come another way.</summary>
    public static bool Hides(Matter matter, Playbook playbook, WorkCalendar calendar, Stamp now) =>
        now.Unit.Length > 0 && Of(matter, playbook, calendar) is { } seen && !SeenBy.Holds(seen, SeenBy.Marks(now.By, now.Unit, now.Role));

    /// <summary>Whether another matter, of whatever playbook, does not exist for whoever acts.</summary>
    public static bool Hides(Matter other, Rulebook rules, Stamp now) =>
        other.IsKeptFrom(now.Unit) || Hides(other, rules.PlaybookOf(other.Playbook, other.PlaybookVersion), rules.Calendar, now);

    /// <summary>Whether others than those whose post covers it are kept out, so that not even its number is told to them.</summary>
    public static bool IsWalled(Matter matter, Playbook playbook) => !matter.KeptFrom.IsEmpty || playbook.IsForParties;

    static IEnumerable<string> Named(Matter matter, Playbook playbook) =>
        playbook.Fields.Where(field => field.LetsSee && matter.Coded.ContainsKey(field.Id)).Select(field => SeenBy.Person(matter.Coded[field.Id]));
}
