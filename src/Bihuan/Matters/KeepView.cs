using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Keeps a list by name, names it otherwise, and keeps it no longer.</summary>
public static class KeepView
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 40;

    /// <param name="Name">In the person's own words; no other list of theirs, or of their unit, has it.</param>
    /// <param name="Query">The address of the list behind its question mark.</param>
    /// <param name="IsShared">For everybody of the own unit instead of oneself.</param>
    /// <param name="IsFirst">It opens first.</param>
    public sealed record Command(string? Name, string? Query, bool IsShared = false, bool IsFirst = false);

    /// <param name="query">As <see cref="ViewDesk"/> writes it: known filters in one order.</param>
    /// <param name="beside">Names of the lists that stand beside these: the unit's beside one's own, and the other way round.</param>
    public static Decision Keep(Views views, string? name, string query, IReadOnlyCollection<string>? beside = null)
    {
        if (Misnamed(views, name, 0, beside) is { } no) return no;
        if (views.All.Length >= Views.Most) return No.TooManyViews.With(Views.Most);
        if (views.All.FirstOrDefault(view => view.Query == query) is { } same) return No.SameView.With(same.Name);

        return new ViewKept(views.Last + 1, name!.Trim(), query);
    }

    public static Decision Rename(Views views, int number, string? name, Stamp now, IReadOnlyCollection<string>? beside = null)
    {
        if (Closed(views, number, now) is { } closed) return closed;
        if (Misnamed(views, name, number, beside) is { } no) return no;
        if (views.All.Any(view => view.Number == number && view.Name == name!.Trim())) return Decision.Nothing;

        return new ViewRenamed(number, name!.Trim());
    }

    public static Decision Remove(Views views, int number, Stamp now) =>
        Closed(views, number, now) is { } closed ? closed : new ViewRemoved(number);

    // What a unit shares is changed by whoever kept it, and by those who answer for the unit's work.
    static Refusal? Closed(Views views, int number, Stamp now) => views.All.FirstOrDefault(view => view.Number == number) is not { } view ? No.SuchView
        : view.By == now.By || now.Is("coordinator", "leader") ? null : No.SharedView;

    static Refusal? Misnamed(Views views, string? name, int number, IReadOnlyCollection<string>? beside) => name?.Trim() switch
    {
        null or "" => No.NamelessView.On("name"),
        { Length: > LongestName } => No.TooLong.With(LongestName).On("name"),
        var said when views.All.Where(view => view.Number != number).Select(view => view.Name).Concat(beside ?? []).Contains(said, StringComparer.OrdinalIgnoreCase) => No.ViewNameTaken.With(said).On("name"),
        _ => null,
    };
}
