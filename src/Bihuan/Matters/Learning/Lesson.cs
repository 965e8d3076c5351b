using Bihuan.Language;

namespace Bihuan.Matters.Learning;

/// <summary>What a matter teaches, once somebody has decided on it: which category, where, which unit.</summary>
/// <param name="Text">What was said, with the title where that says more.</param>
/// <param name="Unit">The unit that leads; null before the first dispatch.</param>
/// <param name="Version">Of the matter's stream: what is told later tells of a later version, whichever way it was heard.</param>
/// <param name="IsOpenToAll">Whether names in its words may be shown to others: nothing confidential, nothing that is kept from somebody.</param>
public sealed record Lesson(
    string Id, string Title, string Text, string Category, string Area, string? Unit, string Demand, string Source, DateTimeOffset At, DateTimeOffset? ClosedAt, long Version, bool IsOpenToAll)
{
    /// <summary>The words from which it is learned.</summary>
    public string Words => CategoryMemory.Words(Title, Text);

    /// <summary>What a matter teaches; null where its words are gone, or only those named to it may know of it.</summary>
    public static Lesson? Of(Matter matter, bool isKept) => matter.IsErased || isKept || !matter.KeptFrom.IsEmpty ? null
        : new(matter.Id, matter.Said.Title, matter.Said.Text, matter.Category, matter.Area, matter.Lead?.Unit ?? matter.Adopted?.Unit, matter.Demand, matter.Source, matter.ReceivedAt, matter.ClosedAt, matter.Version, matter.Sensitivity == 0);

    /// <summary>The decision on the unit; null before there is one.</summary>
    public Decided? Decided => Unit is { } unit && Category.Length > 0 ? new(UnitMemory.CaseOf(Demand, Category, Source, Area), unit, At) : null;
}
